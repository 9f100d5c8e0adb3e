"""The map of themes: areas say sizes, nothing overlaps, every text is that of its tile."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.charts import formats
from analytics.charts.map import MOST_TILES, Area, fields, squarified, theme_map

SIZES = st.lists(st.floats(0.001, 1000), min_size=1, max_size=60)


@given(SIZES, st.floats(50, 2000), st.floats(50, 2000))
def test_areas_are_in_proportion_and_fill_the_frame(sizes: list[float], width: float, height: float) -> None:
    areas = squarified(sorted(sizes, reverse=True), Area(3, 5, width, height))
    for size, area in zip(sorted(sizes, reverse=True), areas, strict=True):
        assert area.width * area.height == pytest.approx(size / sum(sizes) * width * height, rel=1e-6)
        assert area.left >= 3 - 1e-6
        assert area.top >= 5 - 1e-6
        assert area.left + area.width <= 3 + width + 1e-6
        assert area.top + area.height <= 5 + height + 1e-6


@given(SIZES)
def test_areas_do_not_overlap(sizes: list[float]) -> None:
    areas = squarified(sorted(sizes, reverse=True), Area(0, 0, 1000, 460))
    for at, one in enumerate(areas):
        for other in areas[at + 1 :]:
            wide = min(one.left + one.width, other.left + other.width) - max(one.left, other.left)
            high = min(one.top + one.height, other.top + other.height) - max(one.top, other.top)
            assert wide < 1e-6 or high < 1e-6


def test_topics_stand_in_the_field_of_their_theme(invented: Any) -> None:
    trends = [invented.trend([size], label=str(size)) for size in (10, 40, 30, 5)]
    made = fields(trends, ("Search", "Commerce", "Search", ""), Area(0, 0, 800, 600), header=20)
    assert [(field.name, [trend.subject.label for trend, _ in field.tiles]) for field in made] == [
        ("Commerce", ["40"]),
        ("Search", ["30", "10"]),
        ("Other topics", ["5"]),
    ]
    assert {round(field.header) for field in made} == {20}


def test_without_themes_there_are_no_names(invented: Any) -> None:
    chart = theme_map([invented.trend([3], label="a")], invented.context(), themes=[None])
    assert not [text for trace in chart.figure.data for text in trace.text or () if "Other" in text]


def test_a_map_holds_the_largest_topics_with_something_to_show(invented: Any) -> None:
    trends = [invented.trend([size], label=f"t{size}") for size in range(60)]
    chart = theme_map([*trends, invented.trend([None], label="gap")], invented.context(), themes=[None] * 61)
    assert [trend.subject.label for trend in chart.trends] == [f"t{size}" for size in range(59, 59 - MOST_TILES, -1)]
    tiles = chart.figure.data[0]
    assert [row[0] for row in tiles.customdata] == [trend.subject.id for trend in chart.trends]
    assert all(
        formats.percent(formats.overall(trend) or 0) in text
        for trend, text in zip(chart.trends, tiles.text, strict=True)
    )


def test_an_empty_map_says_so(invented: Any) -> None:
    chart = theme_map([], invented.context(), themes=[])
    assert chart.title == "Nothing to show for this selection"


@pytest.mark.parametrize("width", [360, 1120])
def test_a_tile_too_small_for_its_name_has_a_number_that_is_explained(invented: Any, width: int) -> None:
    trends = [invented.trend([size], label=f"retail media network {size}") for size in (900, 400, 90, 9, 4)]
    chart = theme_map(trends, invented.context(), themes=["Retail"] * 5, width=width, height=400)
    texts = chart.figure.data[0].text
    numbers = [text for text in texts if text.isdigit()]
    assert numbers == [str(number + 1) for number in range(len(numbers))]
    assert numbers
    (key,) = [note.text.replace("<br>", " ") for note in chart.figure.layout.annotations]
    for trend, text in zip(chart.trends, texts, strict=True):
        where = key if text.isdigit() else text.replace("<br>", " ")
        assert trend.subject.label in where


def test_a_themes_name_is_folded_where_it_is_wider_than_its_field(invented: Any) -> None:
    trends = [invented.trend([50], label=label) for label in ("one", "two", "three")]
    themes = ["Personalized offers & Cookieless measurement", "Toys", "Games"]
    chart = theme_map(trends, invented.context(), themes=themes, width=360, height=300)
    heads = [text for text in chart.figure.data[1].text if "Personalized" in text]
    assert heads
    assert "<br>" in heads[0]
    assert "…" not in heads[0]
