"""Every kind of chart, edited in every way and refreshed on newer data: each edit stays, each value is the new one."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

import pytest
from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.util import Emu, Inches

from analytics.charts.callout import callout
from analytics.charts.chart import Chart
from analytics.charts.observations import observations
from analytics.slides import deck, tags
from analytics.slides.refresh import refresh
from tests.slides.gallery import KINDS

MINE = RGBColor.from_string("123456")  # type: ignore[no-untyped-call]
OF_FIGURES = {"callout": callout, "statistic": observations}


def chart(invented: Any, kind: str, *, later: bool) -> Chart:
    """A chart of that kind; `later` with more periods, other values, a topic that left and two that came."""
    if kind in OF_FIGURES:
        seen = [invented.observation(str(40 + year), date(2020 + year, 3, 1)) for year in range(5 if later else 3)]
        return OF_FIGURES[kind](invented.statistics(*seen), invented.context())
    weeks, labels = (14, "acde") if later else (10, "abc")
    trends = [
        invented.trend(
            [None if week == 4 else 20 + (week * 7 + ord(label)) % (40 if later else 30) for week in range(weeks)],
            label=label,
            verdict=invented.verdict("up" if label == "a" else "flat"),
            partial=[-1],
        )
        for label in labels
    ]
    return KINDS[kind](invented, trends, invented.context())


def edited(data: bytes) -> Any:
    """The deck with a slide more before the chart's, another title, and a drawing of another place, size and colour."""
    book = Presentation(io.BytesIO(data))
    (slide,) = book.slides
    assert slide.shapes.title is not None
    slide.shapes.title.text_frame.text = "My own title"
    for shape in made(slide):
        shape.left, shape.width = shape.left + Inches(0.3), Emu(int(shape.width * 0.8))
        if shape.has_chart:
            shape.chart.plots[0].series[0].format.fill.solid()
            shape.chart.plots[0].series[0].format.fill.fore_color.rgb = MINE
    slide.shapes.add_textbox(Inches(1), Inches(1), Inches(2), Inches(1)).text_frame.text = "A remark of mine"
    own = book.slides.add_slide(book.slide_layouts[0])
    assert own.shapes.title is not None
    own.shapes.title.text_frame.text = "A slide of mine"
    book.slides._sldIdLst.insert(0, book.slides._sldIdLst[-1])
    return book


def made(slide: Any) -> list[Any]:
    """What of ours is neither title nor text around the drawing."""
    words = {"title", "subtitle", "source"}
    return [shape for shape in slide.shapes if (tags.read(shape) or {"role": "title"})["role"] not in words]


def values(slide: Any) -> list[tuple[str, tuple[float | None, ...]]]:
    drawn = [shape.chart for shape in made(slide) if shape.has_chart]
    return sorted(
        (series.name, tuple(series.values)) for each in drawn for plot in each.plots for series in plot.series
    )


def words(slide: Any) -> list[str]:
    """The texts of tables, tiles and call-outs."""
    shapes = made(slide)
    cells = [cell.text for shape in shapes if shape.has_table for cell in shape.table.iter_cells()]
    tiles = [tile.text_frame.text for shape in shapes if hasattr(shape, "shapes") for tile in shape.shapes]
    return sorted(cells + tiles + [shape.text_frame.text for shape in shapes if shape.has_text_frame])


@pytest.mark.parametrize("kind", [*KINDS, *OF_FIGURES])
def test_edits_stay_and_values_are_new(invented: Any, kind: str) -> None:
    now = chart(invented, kind, later=True)
    book = edited(deck.build([chart(invented, kind, later=False)], partial=True))
    places = {shape.shape_id: (shape.left, shape.top, shape.width, shape.height) for shape in made(book.slides[1])}
    held = io.BytesIO()
    book.save(held)

    renewed, changes = refresh(held.getvalue(), lambda memory: now)

    first, slide = Presentation(io.BytesIO(renewed)).slides
    assert first.shapes.title is not None
    assert first.shapes.title.text_frame.text == "A slide of mine"
    assert slide.shapes.title is not None
    assert slide.shapes.title.text_frame.text == "My own title"
    assert "A remark of mine" in [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]
    assert {shape.shape_id: (shape.left, shape.top, shape.width, shape.height) for shape in made(slide)} == places
    anew = Presentation(io.BytesIO(deck.build([now], partial=True))).slides[0]
    if kind == "multiples":  # a panel is a place on the slide: those of topics that came have none yet
        assert set(values(slide)) >= {each for each in values(anew) if each[0].startswith(("a", "c"))}
    else:
        assert values(slide) == values(anew)
        assert words(slide) == words(anew)
    for drawn in (shape.chart for shape in made(slide) if shape.has_chart):
        assert drawn.plots[0].series[0].format.fill.fore_color.rgb == MINE
    assert ("title", "left") in {(change.what, change.outcome) for change in changes}
    assert "renewed" in {change.outcome for change in changes}
