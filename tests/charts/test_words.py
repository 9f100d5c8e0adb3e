"""Titles say what the verdict holds and never more."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from analytics.charts import words
from analytics.charts.listing import cells
from analytics.filters import Filters
from analytics.types import Burst, Verdict

MANY = [10] * 12


@pytest.mark.parametrize(
    ("effect", "said"),
    [
        (2.0, "Agentic search about doubled its share of coverage in the 8 weeks to 29 Mar 2026"),
        (3.1, "Agentic search about tripled its share of coverage in the 8 weeks to 29 Mar 2026"),
        (2.4, "Agentic search multiplied its share of coverage by about 2.4 in the 8 weeks to 29 Mar 2026"),
        (12.0, "Agentic search multiplied its share of coverage over tenfold in the 8 weeks to 29 Mar 2026"),
        (1.32, "Agentic search gained about 30% in share of coverage in the 8 weeks to 29 Mar 2026"),
        (0.5, "Agentic search about halved its share of coverage in the 8 weeks to 29 Mar 2026"),
        (0.33, "Agentic search fell to about a third of its earlier share of coverage in the 8 weeks to 29 Mar 2026"),
        (0.7, "Agentic search lost about 30% in share of coverage in the 8 weeks to 29 Mar 2026"),
        (None, "Agentic search rose in share of coverage in the 8 weeks to 29 Mar 2026"),
    ],
)
def test_a_moved_trend_is_said_in_plain_words(invented: Any, effect: float | None, said: str) -> None:
    direction = "down" if effect is not None and effect < 1 else "up"
    trend = invented.trend(MANY, verdict=invented.verdict(direction, effect=effect))
    assert words.finding([trend]) == said


def test_a_change_is_told_of_the_weeks_that_were_compared(invented: Any) -> None:
    young = replace(invented.verdict("up", effect=4.0), recent_periods=4, baseline_periods=13)
    trend = invented.trend(MANY, verdict=young)
    assert words.finding([trend]).endswith("in the 4 weeks to 29 Mar 2026")
    assert words.subtitle([trend], invented.context()).endswith(
        "4 times its level in the 13 weeks before (95% interval 3–5)"
    )
    assert words.effect(replace(young, baseline_periods=0)).startswith("4 times its earlier level (")


@pytest.mark.parametrize(
    ("trend", "said"),
    [
        ({"numerators": [90, 101, 97], "measure": "count"}, "All articles: about 96 a week"),
        ({"numerators": [1, 0, 4, 9], "measure": "count", "partial": [-1]}, "All articles: about 1.7 a week"),
        ({"numerators": [8, 16], "measure": "share"}, "All articles: 6.0% of coverage"),
        ({"numerators": [None, 3], "measure": "count", "partial": [-1]}, "All articles: coverage by week"),
        ({"numerators": [3, 4], "measure": "value"}, "All articles: value by week"),
    ],
)
def test_without_a_verdict_the_level_is_said(invented: Any, trend: dict[str, Any], said: str) -> None:
    assert words.finding([invented.trend(label="All articles", **trend)]) == said


def test_what_is_past_its_peak_is_not_said_to_fall(invented: Any) -> None:
    verdict = replace(invented.verdict("up"), stage="peaking")
    said = words.finding([invented.trend(MANY, verdict=verdict)])
    assert said.endswith("in the 8 weeks to 29 Mar 2026, and gains no further")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"low": 0.9, "high": 1.1}, "Agentic search held steady"),
        ({"low": 0.5, "high": 4.0}, "Agentic search shows no change beyond chance"),
        ({"stage": "seasonal"}, "Agentic search follows its yearly season"),
        ({"enough_data": False}, "Agentic search: too few articles to tell"),
        (
            {"bursts": (Burst(datetime(2026, 2, 2, tzinfo=UTC), datetime(2026, 2, 9, tzinfo=UTC), 3.0),)},
            "Agentic search burst in Feb 2026; no lasting change is established",
        ),
    ],
)
def test_what_is_not_established_is_not_said(invented: Any, change: dict[str, Any], said: str) -> None:
    verdict: Verdict = replace(invented.verdict("flat", effect=1.0), **change)
    assert words.finding([invented.trend(MANY, verdict=verdict)]) == said


def test_a_wide_interval_around_no_finding_is_called_chance(invented: Any) -> None:
    assert words.effect(invented.verdict("flat", effect=3.6)).endswith("which may be chance")
    assert words.effect(invented.verdict("up", effect=2.0)) == (
        "2 times its level in the 52 weeks before (95% interval 1.5–2.5)"
    )


@pytest.mark.parametrize(
    ("directions", "said"),
    [
        (["up", "flat", "flat"], "A is the only one of 3 topics to rise beyond chance"),
        (["flat", "down", "flat"], "B is the only one of 3 topics to fall beyond chance"),
        (["up", "down", "flat"], "A rose, b fell"),
        (["up", "up", "flat"], "A and b rose among 3 topics"),
        (["down", "down"], "A and b fell"),
        (["flat", "flat", "flat"], "None of 3 topics moved beyond chance"),
        (["flat", "flat"], "Neither of 2 topics moved beyond chance"),
        ([None, None, None], "3 topics: share of coverage by week"),
    ],
)
def test_many_trends_are_summed_up(invented: Any, directions: list[str | None], said: str) -> None:
    trends = [
        invented.trend(MANY, label=label, verdict=invented.verdict(direction) if direction else None)
        for label, direction in zip("abc", directions, strict=False)
    ]
    assert words.finding(trends) == said


def test_too_little_data_is_an_answer(invented: Any) -> None:
    trends = [invented.trend(MANY, label=label, verdict=invented.verdict("up", enough=False)) for label in "ab"]
    assert words.finding(trends) == "Too few articles to tell for either of 2 topics"
    assert words.finding([]) == "Nothing to show for this selection"


def test_the_footnote_names_sources_size_and_date(invented: Any) -> None:
    trend = invented.trend([1, None, 3], partial=[-1], warnings=("The mix of sources changed",))
    assert words.footnote(invented.context(as_of=datetime(2026, 3, 1, tzinfo=UTC)), [trend]) == (
        "Source: Ad Ledger, Brand Courier, Channel Notes and 2 more; 1,204 articles, 131 copies left out; "
        "collected to 1 Mar 2026. Dashed: period not complete. Gaps: nothing was collected. "
        "The mix of sources changed. Fictional sample data."
    )


def test_the_subtitle_names_unit_and_selection(invented: Any) -> None:
    context = invented.context(filters=Filters(query="tailored offers", panel="constant", counting="stories"))
    assert words.subtitle([invented.trend([1, 2])], context) == (
        "Share of stories by week · 5 sources · matching “tailored offers” · "
        "only sources that cover the whole window · 5 Jan 2026 – 18 Jan 2026"
    )


def test_a_picture_is_described(invented: Any) -> None:
    said = words.describe("line", "It rose", [invented.trend([10, None, 30, 20])], invented.context())
    assert said == (
        "Line chart. It rose. agentic search: from 5.0% in week of 5 Jan 2026 to 10% in week of 26 Jan 2026, "
        "highest 15% in week of 19 Jan 2026; 1 period without data."
    )


def test_no_title_is_longer_than_a_slide_holds(invented: Any) -> None:
    trend = invented.trend(MANY, label="word " * 100, verdict=invented.verdict("up"))
    assert len(words.finding([trend])) <= words.TITLE_LIMIT


@pytest.mark.parametrize(
    ("left", "effect", "said"),
    [
        (1, 0.0366, "almost nothing left: 1, where about 41 were expected"),
        (0, 0.0122, "none left, where about 41 were expected"),
        (4, 0.12, "12% of its level in the 52 weeks before"),
    ],
)
def test_a_fall_to_almost_nothing_is_told_in_counts(invented: Any, left: int, effect: float, said: str) -> None:
    verdict = replace(invented.verdict("down", effect=effect), n_articles=left, low=None, high=None)
    assert words.effect(verdict) == said
    assert words.times(verdict) == ("almost none" if effect < 0.1 else "12% of before")


@pytest.mark.parametrize(
    ("effect", "cell", "interval"),
    [(0.23, "▼ 23% of before", "17%–29%"), (2.1, "▲ 2.1x", "1.6–2.6"), (1.0, "▲ 1x", "0.75–1.2")],
)
def test_a_cell_says_a_change_in_the_numbers_of_a_sentence(
    invented: Any, effect: float, cell: str, interval: str
) -> None:
    verdict = invented.verdict("down" if effect < 1 else "up", effect=effect)
    _, rows = cells([invented.trend(MANY, verdict=verdict)], invented.context())
    assert rows[0][3:5] == (cell, interval)
    number = cell.split()[1].removesuffix("x")
    assert words.effect(verdict).startswith(number)
    assert interval in words.effect(verdict)


def test_a_title_does_not_round_a_fall_up_to_all_of_it(invented: Any) -> None:
    verdict = replace(invented.verdict("down", effect=0.024), n_articles=1)
    title = words.finding([invented.trend([40, 41, 1], label="fax", verdict=verdict)])
    assert title.startswith("Fax lost almost all of its share of coverage")
