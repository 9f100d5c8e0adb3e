"""Sources say how they do, and what was missed is shown as missed."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from analytics import questions
from analytics.filters import Filters
from analytics.questions.answers import SourceCondition
from analytics.store import Store, sources, topics
from benchmarks.shelf import NOW, Shelf, article
from ingest.article import FetchState, Rejection, Source
from ingest.opml import sample_id

FETCHED = FetchState("alpha", last_fetch=NOW, last_success=NOW)


@pytest.mark.parametrize(
    ("state", "clock", "condition"),
    [
        (None, NOW, "never fetched"),
        (FETCHED, NOW, "ok"),
        (FETCHED, NOW + timedelta(days=40), "quiet"),
        (replace(FETCHED, error_count=3, last_error="the server answered 500"), NOW, "failing"),
        (replace(FETCHED, parked=True, last_error="gone"), NOW, "parked"),
    ],
)
def test_condition(empty: Store, state: FetchState | None, clock: datetime, condition: SourceCondition) -> None:
    shelf = Shelf(empty)
    shelf.register("Alpha")
    shelf.put(article("one", day=date(2026, 5, 25)))
    if state is not None:
        with empty.write() as connection:
            sources.remember_fetch(connection, empty, state)
    (line,) = questions.list_sources(empty, Filters(), now=clock)
    assert line.condition == condition
    assert bool(line.message) == (condition != "ok")
    assert (line.n_articles, line.publications) == (1, ("Alpha",))


def test_the_sample_is_known_wherever_it_came_from(empty: Store) -> None:
    elsewhere = Source(
        id=sample_id("signal-post.xml"), name="Signal Post", location="/old/place/signal-post.xml", kind="file"
    )
    assert not questions.is_sample(empty, Filters(), now=NOW)
    sources.add(empty, [elsewhere], now=NOW)
    assert questions.is_sample(empty, Filters(), now=NOW)


def test_coverage_shows_the_outage(world: Store) -> None:
    grid = questions.coverage_grid(world, Filters(), now=NOW)
    row = grid.states[grid.publications.index("Beta")]
    assert [row[grid.starts.index(date(2025, 10, day))] for day in (6, 27)] == ["gap", "gap"]
    assert row[grid.starts.index(date(2025, 9, 29))] == "collected"


def test_rejections_are_kept_once(empty: Store) -> None:
    Shelf(empty).register("Alpha")
    bad = Rejection("alpha", "feed.xml", "item 3", "no title", "<item/>")
    for _ in range(2):
        with empty.write() as connection:
            sources.reject(connection, empty, [bad], now=NOW)
    assert [(line.locator, line.reason) for line in questions.list_rejections(empty, Filters(), now=NOW)] == [
        ("item 3", "no title")
    ]


def test_changes_since_name_new_verdicts(world: Store) -> None:
    before = datetime(2026, 1, 1, tzinfo=UTC)
    with world.write() as connection:
        topics.record_verdicts(connection, {"steady": ("declining", "down")}, now=before)
    found = questions.changes_since(world, Filters(), since=before, now=NOW)
    assert found.n_articles == 304
    assert [(change.topic.id, change.before) for change in found.verdicts] == [("steady", "declining")]


def test_choices_offer_what_is_there(world: Store) -> None:
    offered = questions.choices(world, Filters(), now=NOW)
    assert [name for name, _ in offered.sources] == ["Alpha", "Beta", "Gamma"]
    assert offered.groups == ("Press",)
    assert (offered.first_day, offered.last_day) == (date(2025, 6, 2), date(2026, 5, 26))
