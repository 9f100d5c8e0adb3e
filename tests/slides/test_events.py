"""What happened stands in every native chart of time, and leaves it when it is taken off."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from lxml import etree
from pptx import Presentation
from pptx.oxml.ns import qn

from analytics.charts.chart import Chart, Context
from analytics.charts.observations import observations
from analytics.slides import deck
from analytics.slides.refresh import refresh
from analytics.slides.sheets import sheets
from analytics.types import Event
from tests.slides.gallery import KINDS

EVENTS = (
    Event("one", date(2026, 1, 14), "Rival & partner launch"),
    Event("two", date(2026, 1, 27), "Fair"),
    Event("far", date(2030, 1, 1), "Beyond the axis"),
)
OF_TIME = ("line", "columns", "stacked", "area", "outlook", "combo", "statistic")


def chart(invented: Any, kind: str, context: Context) -> Chart:
    if kind == "statistic":
        dates = (date(2025, 6, 1), date(2026, 1, 20))
        return observations(invented.statistics(*(invented.observation("41", day) for day in dates)), context)
    trends = [invented.trend([4, None if kind == "line" else 5, 6, 7, 5], label=f"subject {each}") for each in range(3)]
    return KINDS[kind](invented, trends, context)


def words_in(pptx: bytes) -> str:
    charts = [
        shape.chart for slide in Presentation(io.BytesIO(pptx)).slides for shape in slide.shapes if shape.has_chart
    ]
    return " ".join(text.text or "" for one in charts for text in one._chartSpace.iter(qn("a:t")))


@pytest.mark.parametrize("kind", OF_TIME)
def test_events_stand_in_the_native_chart(invented: Any, kind: str) -> None:
    made = chart(invented, kind, replace(invented.context(), events=EVENTS))
    said = words_in(deck.build([made]))
    assert "Rival & partner launch" in said
    assert "Fair" in said
    assert "Beyond the axis" not in said


@pytest.mark.parametrize("kind", OF_TIME)
def test_events_are_a_series_of_their_own_with_a_line_down_from_each(invented: Any, kind: str) -> None:
    pptx = deck.build([chart(invented, kind, replace(invented.context(), events=EVENTS))])
    (drawn,) = [one.chart for one in Presentation(io.BytesIO(pptx)).slides[0].shapes if one.has_chart]
    marked = [
        (etree.QName(series._element.getparent()).localname, series.name)
        for plot in drawn.plots
        for series in plot.series
        if series._element.find(qn("c:errBars")) is not None
    ]
    assert marked == [("lineChart", "Events")]


@pytest.mark.parametrize("kind", OF_TIME)
def test_a_refresh_renews_adds_and_takes_off_events(invented: Any, kind: str) -> None:
    context = invented.context()
    bare = chart(invented, kind, context)
    first, renamed = (
        chart(invented, kind, replace(context, events=events))
        for events in (EVENTS, (replace(EVENTS[0], label="Merger"), EVENTS[1]))
    )
    marked, _ = refresh(deck.build([bare]), lambda memory: first)
    assert words_in(marked) == words_in(deck.build([first]))
    renewed, _ = refresh(marked, lambda memory: renamed)
    assert words_in(renewed) == words_in(deck.build([renamed]))
    cleared, _ = refresh(renewed, lambda memory: bare)
    assert words_in(cleared) == words_in(deck.build([bare]))


@pytest.mark.parametrize("kind", OF_TIME)
def test_events_stand_above_all_values(invented: Any, kind: str) -> None:
    (sheet,) = sheets(chart(invented, kind, replace(invented.context(), events=EVENTS)))
    (marked,) = [series for series in sheet.series if series.role == "event"]
    rows = zip(*(series.values for series in sheet.series if series.role != "event"), strict=True)
    piled = sheet.plot in {"stacked", "area"}
    tops = [(sum if piled else max)([value or 0.0 for value in row]) for row in rows]
    assert len(marked.marks) == 2
    assert min(value for value in marked.values if value is not None) > max(tops)


def test_two_events_of_one_period_share_its_mark(invented: Any) -> None:
    events = (*EVENTS[:2], replace(EVENTS[1], id="three", when=date(2026, 1, 28), label="Recall"))
    (sheet,) = sheets(chart(invented, "columns", replace(invented.context(), events=events)))
    assert [text for _, text in sheet.series[-1].marks] == ["Rival & partner launch", "Fair; Recall"]


def test_an_event_late_in_the_last_period_is_marked(invented: Any) -> None:
    trend = invented.trend([4, 5, 6])
    end = trend.points[-1].end.date()
    events = tuple(Event(f"{day}", date.fromordinal(end.toordinal() + day), f"day {day}") for day in (-1, 0))
    (sheet,) = sheets(KINDS["columns"](invented, [trend], replace(invented.context(), events=events)))
    assert sheet.series[-1].marks == ((2, "day -1"),)
