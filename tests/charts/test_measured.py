"""What charts of observations say in words."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from analytics.charts import measured


def test_a_statistic_moves_only_within_one_origin(invented: Any) -> None:
    first, later = invented.observation("48", date(2024, 3, 1)), invented.observation("41", date(2025, 3, 1))
    other = invented.observation("52", date(2025, 6, 1), origin="Fabrikam Institute")
    name = "Shoppers who skip tailored offers"
    assert measured.finding(invented.statistics(first, later)) == f"{name}: from 48% to 41%, by Northwind Research"
    assert measured.finding(invented.statistics(first, other)) == f"{name}: 52%, by Fabrikam Institute"
    assert measured.finding(replace(invented.statistics(first, other), conflicts=((0, 1),))) == (
        f"{name}: sources disagree"
    )


def test_a_statistics_title_has_one_colon(invented: Any) -> None:
    named = replace(invented.statistics(invented.observation("48", date(2025, 1, 1))), name="search traffic: fell")
    assert measured.finding(named) == "Search traffic, fell: 48%, by Northwind Research"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({}, "Shoppers, in per cent"),
        ({"population": None}, "In per cent"),
        ({"kind": "money", "unit": "USD per month", "population": None}, "In US dollars per month"),
        ({"kind": "points", "unit": "points"}, "Shoppers, in percentage points"),
        ({"kind": "multiple", "unit": "multiple"}, "Shoppers, as a multiple"),
        ({"kind": "count", "unit": "households", "population": "households"}, "Number of households"),
        ({"kind": "count", "unit": "basis_points"}, "Shoppers, in basis points"),
    ],
)
def test_a_statistics_subtitle_says_on_whom_and_in_which_unit(invented: Any, change: dict[str, Any], said: str) -> None:
    series = replace(invented.statistics(invented.observation("48", date(2025, 1, 1))), **change)
    title = measured.finding(series)
    assert measured.subtitle(series, title=title) == f"{said} · 1 observation by 1 origin"


def test_what_was_measured_is_said_once(invented: Any) -> None:
    series = invented.statistics(invented.observation("48", date(2025, 1, 1)))
    said = measured.subtitle(series, title="What we tell the client")
    assert said == "Shoppers who skip tailored offers, in per cent · 1 observation by 1 origin"
