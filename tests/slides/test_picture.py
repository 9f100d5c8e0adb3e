"""Pictures stand alone: words and numbers inside, every value a point of the drawing, no browser needed to frame."""

from __future__ import annotations

import asyncio
import json
import random
import re
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from typing import Any

import pytest
from defusedxml import ElementTree

from analytics.charts.chart import Chart
from analytics.charts.line import line
from analytics.slides import picture, table
from analytics.types import Trend
from tests.slides.gallery import KINDS
from tests.slides.test_round_trip import random_filters, random_trends

SVG = "{http://www.w3.org/2000/svg}"
needs_browser = pytest.mark.skipif(not picture.available(), reason="no Chrome or Chromium on this machine")


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("title", ["Short one.", "A finding of " + "fourteen letters " * 7 + "end"])
def test_a_frame_holds_all_the_words(invented: Any, kind: str, title: str) -> None:
    trends = [invented.trend([3, 5, 4], label=label, verdict=invented.verdict("up")) for label in "abc"]
    chart = KINDS[kind](invented, trends, invented.context(title=title))
    figure = picture.framed(chart)
    said = " ".join(str(note.text) for note in figure.layout.annotations)
    for word in f"{title} {chart.subtitle} {chart.footnote}".split():
        assert word in said
    assert "…" not in said
    assert figure.layout.width == picture.WIDTH
    assert chart.figure.layout.width is None


@needs_browser
def test_a_drawing_holds_words_and_numbers(invented: Any) -> None:
    trend = invented.trend([3, None, 5], label="R&D <b>bold</b>", partial=[-1])
    chart = line([trend], invented.context())
    root = ElementTree.fromstring(picture.render(chart, form="svg"))
    assert root.get("role") == "img"
    assert root.findtext(f"{SVG}title") == chart.title
    assert root.findtext(f"{SVG}desc") == chart.alt


@needs_browser
def test_a_pdf_has_a_page_of_its_own_size_for_each_chart(invented: Any) -> None:
    trends = [invented.trend([3, 5, 4], label=label) for label in ("R&D", "“quoted” <b>")]
    charts = [KINDS[kind](invented, trends, invented.context()) for kind in ("line", "bars", "table")]

    async def as_in_a_notebook() -> bytes:
        return picture.pages(charts)

    with ThreadPoolExecutor(1) as aside:
        printed = aside.submit(asyncio.run, as_in_a_notebook()).result()
    sizes = [tuple(map(float, box)) for box in re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", printed)]
    wanted = [(figure.layout.width, figure.layout.height) for figure in map(picture.framed, charts)]
    # A pixel is three quarters of a point.
    assert sizes == [pytest.approx((width * 0.75, height * 0.75), abs=1) for width, height in wanted]


@needs_browser
@pytest.mark.slow
def test_drawings_hold_the_trends(invented: Any) -> None:
    """200 random filters: the numbers inside are those of the trend, and so are the points of the lines."""
    chance = random.Random(200)
    for _ in range(200):
        kind = chance.choice(list(KINDS))
        chart = KINDS[kind](invented, random_trends(invented, chance), invented.context(filters=random_filters(chance)))
        root = ElementTree.fromstring(picture.render(chart, form="svg"))
        held = json.loads(root.findtext(f"{SVG}metadata") or "")
        assert held == json.loads(table.json([chart]))
        if kind == "line":
            assert_drawn(chart, root)


def assert_drawn(chart: Chart, root: Any) -> None:
    """Each line's points lie at heights in proportion to the values, and a gap ends a stroke."""
    paths = [element.get("d") for element in root.iter(f"{SVG}path") if "js-line" in (element.get("class") or "")]
    drawn = [strokes(str(path)) for path in paths]
    wanted = [stroke for trend in chart.trends for stroke in runs(trend)]
    solid = [stroke for each in drawn for stroke in each]
    for values in wanted:
        assert any(fits(heights, values) for heights in solid), (chart.title, values)


def strokes(path: str) -> list[list[float]]:
    """The heights of the points of each unbroken stroke."""
    return [[float(point.split(",")[1]) for point in part.split("L")] for part in path.split("M")[1:] if "L" in part]


def runs(trend: Trend) -> list[list[float]]:
    """The values of whole periods between gaps, two or more of them."""
    found: list[list[float]] = [[]]
    for point in trend.points:
        if point.complete and point.value is not None:
            found[-1].append(point.value)
        else:
            found.append([])
    return [values for values in found if len(values) > 1]


def fits(heights: list[float], values: list[float]) -> bool:
    """Whether heights fall as values rise, by one scale, to a fiftieth of a pixel in a hundred."""
    if len(heights) != len(values):
        return False
    steps = list(zip(pairwise(heights), pairwise(values), strict=True))
    scales = [(one - two) / (second - first) for (one, two), (first, second) in steps if second != first]
    level = all(abs(one - two) < 0.02 for (one, two), (first, second) in steps if second == first)
    return level and (not scales or max(scales) - min(scales) < 0.02 * max(abs(scale) for scale in scales))
