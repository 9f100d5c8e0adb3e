"""What is on screen is what the questions answer and what the files hold."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from pptx import Presentation

from analytics import questions, settings
from analytics.charts import formats
from analytics.filters import Filters
from analytics.store import Store, open_store
from analytics.types import Subject, Trend
from tests.dashboard.press import NOW

pytestmark = pytest.mark.slow

DeskAt = Callable[..., Any]
TOPICS = [Subject("topic", "t-rising", "Kite parcels"), Subject("topic", "t-steady", "Window radio")]


@pytest.fixture(scope="module")
def store(press_home: Path) -> Iterator[Store]:
    opened = open_store(settings.load({"UPSWELL_HOME": str(press_home)}))
    yield opened
    opened.close()


def drawn(trend: Trend) -> list[float | None]:
    """What a line shows: whole periods, None for those without a value."""
    return [point.value if point.complete else None for point in trend.points]


def in_file(data: bytes, *, subject: str | None = None) -> list[float]:
    """The values of whole periods in a CSV file."""
    rows = csv.DictReader(io.StringIO(data.decode("utf-8-sig")))
    return [
        float(row["value"])
        for row in rows
        if row["value"] and row["complete"] == "yes" and subject in (None, row["subject"])
    ]


def known(values: Sequence[float | None]) -> list[float]:
    return [value for value in values if value is not None]


@pytest.mark.parametrize(
    ("query", "filters"),
    [
        ({}, Filters()),
        ({"measure": "count", "grain": "month"}, Filters(measure="count", grain="month")),
        ({"sources": "Ledger & Lane", "counting": "items"}, Filters(sources=("Ledger & Lane",), counting="items")),
    ],
)
def test_a_topic(desk_at: DeskAt, press_address: str, store: Store, query: dict[str, str], filters: Filters) -> None:
    desk = desk_at(press_address)
    desk.open("topic", topic="t-rising", **query)
    expected = drawn(questions.trend(store, filters, subject=TOPICS[0], now=NOW))
    assert desk.figure("topic")[0]["y"] == pytest.approx(expected)
    assert in_file(desk.download("topic", "Data (CSV)")) == pytest.approx(known(expected))


def test_every_file_of_a_topic(desk_at: DeskAt, press_address: str, store: Store) -> None:
    desk = desk_at(press_address)
    desk.open("topic", topic="t-steady")
    shown = desk.figure("topic")[0]["y"]
    assert shown == pytest.approx(drawn(questions.trend(store, Filters(), subject=TOPICS[1], now=NOW)))
    heads, *rows = load_workbook(io.BytesIO(desk.download("topic", "Workbook (XLSX)")))["Data 1"].values
    in_workbook = [dict(zip(heads, row, strict=True)) for row in rows]
    assert [row["value"] for row in in_workbook if row["complete"]] == pytest.approx(known(shown))
    slide = Presentation(io.BytesIO(desk.download("topic", "Slide (PPTX)"))).slides[0]
    (chart,) = [shape.chart for shape in slide.shapes if shape.has_chart]
    assert known(chart.plots[0].series[0].values) == pytest.approx(known(shown))


def test_the_lead_of_the_overview(desk_at: DeskAt, press_address: str, store: Store) -> None:
    desk = desk_at(press_address)
    desk.open()
    (first, *_) = questions.overview(store, Filters(), now=NOW).rising
    expected = drawn(questions.trend(store, Filters(), subject=first.trend.subject, now=NOW))
    assert desk.figure("lead")[0]["y"] == pytest.approx(expected)
    assert in_file(desk.download("lead", "Data (CSV)")) == pytest.approx(known(expected))


def test_the_volume_where_nothing_moved(desk_at: DeskAt, press_address: str, store: Store) -> None:
    filters = Filters(end=date(2025, 6, 2))
    desk = desk_at(press_address)
    desk.open("", end="2025-06-02")
    found = questions.overview(store, filters, now=NOW)
    assert not (*found.rising, *found.fading)
    assert desk.figure("lead")[0]["y"] == pytest.approx(drawn(found.total))
    assert in_file(desk.download("lead", "Data (CSV)")) == pytest.approx(known(drawn(found.total)))


def test_the_map_of_themes(desk_at: DeskAt, press_address: str, store: Store) -> None:
    desk = desk_at(press_address)
    desk.open("topics", view="map")
    trends = {line.topic.label: line.trend for line in questions.list_topics(store, Filters(), now=NOW).lines}
    said = [text.replace("<br>", " ") for text in desk.figure("map")[0]["text"]]
    data = desk.download("map", "Data (CSV)")
    assert len(said) == len(trends)
    for label, trend in trends.items():
        (tile,) = [text for text in said if label in text]
        assert formats.percent(formats.overall(trend) or 0) in tile
        assert in_file(data, subject=label) == pytest.approx(known(drawn(trend)))


def test_an_outlook(desk_at: DeskAt, press_address: str, store: Store) -> None:
    desk = desk_at(press_address)
    desk.open("topic", topic="t-steady", part="Outlook", outlook="True")
    expected = questions.look_ahead(store, Filters(), subject=TOPICS[1], now=NOW).forecasts
    assert expected
    shown = [value for trace in desk.figure("outlook-card") for value in trace["y"] if value is not None]
    rows = csv.DictReader(io.StringIO(desk.download("outlook-card", "Data (CSV)").decode("utf-8-sig")))
    written = [float(row["value"]) for row in rows if row["coverage"] == "outlook"]
    assert written == pytest.approx([each.value for each in expected])
    for each in expected:
        assert any(value == pytest.approx(each.value) for value in shown)


def test_a_slide_of_the_deck(desk_at: DeskAt, press_address: str) -> None:
    desk = desk_at(press_address)
    desk.open("topic", topic="t-rising", measure="count")
    shown = desk.figure("topic")[0]["y"]
    desk.page.get_by_role("button", name="Add to deck").click()
    desk.settle()
    desk.page.get_by_role("link", name="Deck").click()
    desk.page.wait_for_url("**/deck**")
    desk.settle()
    assert desk.figure_at(".st-key-slide-1")[0]["y"] == shown
    with desk.page.expect_download() as taken:
        desk.page.get_by_role("button", name="Deck (PPTX)").click()
    charts = [
        shape.chart for slide in Presentation(taken.value.path()).slides for shape in slide.shapes if shape.has_chart
    ]
    assert any(known(chart.plots[0].series[0].values) == pytest.approx(known(shown)) for chart in charts)


def test_topics_side_by_side(desk_at: DeskAt, press_address: str, store: Store) -> None:
    desk = desk_at(press_address)
    desk.open("topics", view="panels")
    lines = questions.list_topics(store, Filters(), now=NOW).lines
    shown = {trace["name"]: trace["y"] for trace in reversed(desk.figure("panels"))}
    assert {name: known(values) for name, values in shown.items()} == {
        line.topic.label: pytest.approx(known(drawn(line.trend))) for line in lines
    }
    data = desk.download("panels", "Data (CSV)")
    for line in lines:
        assert in_file(data, subject=line.topic.label) == pytest.approx(known(drawn(line.trend)))


def test_a_comparison(desk_at: DeskAt, press_address: str, store: Store) -> None:
    desk = desk_at(press_address)
    desk.open("compare", topics=["t-rising", "t-steady"], against="Third Signal")
    subjects = [*TOPICS, Subject("source", "Third Signal", "Third Signal")]
    found = questions.compare(store, Filters(), subjects=subjects, now=NOW)
    shown = {trace["name"]: trace["y"] for trace in reversed(desk.figure("compare"))}
    data = desk.download("compare", "Data (CSV)")
    for trend in found.trends:
        assert shown[trend.subject.label] == pytest.approx(drawn(trend))
        assert in_file(data, subject=trend.subject.label) == pytest.approx(known(drawn(trend)))
    rows = [row.locator("td").all_inner_texts() for row in desk.page.locator(".up-table tbody tr").all()]
    assert [row[:4] for row in rows] == [
        [side.subject.label, f"{side.n:,}", formats.percent(side.share or 0), str(side.n_sources)] for side in found.now
    ]


def test_an_entity(desk_at: DeskAt, press_address: str, store: Store) -> None:
    desk = desk_at(press_address)
    desk.open("entities", entity="Marrow Foods")
    subject = Subject("entity", "Marrow Foods", "Marrow Foods")
    expected = drawn(questions.trend(store, Filters(), subject=subject, now=NOW))
    assert desk.figure("entity")[0]["y"] == pytest.approx(expected)
    assert in_file(desk.download("entity", "Data (CSV)")) == pytest.approx(known(expected))


def test_a_statistic(desk_at: DeskAt, press_address: str, store: Store) -> None:
    desk = desk_at(press_address)
    desk.open("statistics")
    series = questions.find_statistics(store, Filters(), now=NOW).series[0]
    values = sorted(float(one.statistic.value) for one in series.observations)
    assert sorted(value for trace in desk.figure("statistic") for value in trace["y"]) == values
    rows = csv.DictReader(io.StringIO(desk.download("statistic", "Data (CSV)").decode("utf-8-sig")))
    assert sorted(float(row["value"]) for row in rows if row["value"]) == values


def test_the_key_figures(desk_at: DeskAt, press_address: str, store: Store) -> None:
    desk = desk_at(press_address)
    desk.open("", sources="Third Signal")
    found = questions.overview(store, Filters(sources=("Third Signal",)), now=NOW)
    shown = desk.page.locator(".up-key dt + dd").all_inner_texts()
    counted = (found.n_articles, found.n_stories, len(found.rising), len(found.fading), found.n_statistics, 1)
    assert [int(each.replace(",", "")) for each in shown] == list(counted)
