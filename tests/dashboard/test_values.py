"""What is on screen is what the questions answer and what the files hold."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from analytics import questions, settings
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


def test_topics_side_by_side(desk_at: DeskAt, press_address: str, store: Store) -> None:
    desk = desk_at(press_address)
    desk.open("topics", view="panels")
    lines = questions.list_topics(store, Filters(), now=NOW).lines
    shown = {trace["name"]: trace["y"] for trace in reversed(desk.figure("panels"))}
    assert {name: known(values) for name, values in shown.items()} == {
        line.topic.label: pytest.approx(known(drawn(line.trend))) for line in lines
    }


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
