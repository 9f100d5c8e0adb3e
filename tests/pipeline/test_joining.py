"""Stories in a store: few articles read whole, many in steps and among their nearest, come to the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest

from analytics import settings
from analytics.pipeline import silent
from analytics.pipeline.joining import VERSION, join_stories
from analytics.store import Store, articles, embeddings, open_store, stages
from benchmarks.shelf import NOW, Shelf, article
from ingest.article import Article

EVENTS = (
    "Harbor Media buys rival Tidewater for two billion",
    "Storm shuts ferry port of Marlow overnight",
    "Regulator fines Copperfield over cookie banners",
    "Orchard growers strike for the price of cider",
)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    opened = open_store(settings.load({"UPSWELL_HOME": str(tmp_path)}))
    Shelf(opened).register("Alpha")
    return opened


def report(number: int) -> Article:
    """One of a hundred reports, four of each week on the four events of that week."""
    week, event = divmod(number // 5, 4)
    title = f"{EVENTS[event]} in week {'ABCDE'[week]}"
    return article(f"a{number:03}", day=date(2026, 3, 2) + timedelta(weeks=week, hours=number), title=title)


def put(store: Store, made: Sequence[Article]) -> None:
    """Stores articles up to their vectors, one axis for each event of each week."""
    with store.write() as connection:
        articles.add(connection, store, made, now=NOW)
        keys = articles.keys_of(connection, [each.id for each in made])
        nothing = np.zeros(0, dtype=np.uint64)
        stages.fold(connection, store, dict.fromkeys(keys.values(), nothing), [], made_by=1)
        vectors = np.eye(20, dtype=np.float16)[[int(each.id[1:]) // 5 for each in made]]
        embeddings.keep(connection, [keys[each.id] for each in made], vectors, made_by=1)


def stories(store: Store) -> set[frozenset[str]]:
    with store.read() as connection:
        found = stages.stories_of(connection, range(1, 101))
    return {frozenset(story.article_ids) for story in found}


WHOLE = {frozenset(f"a{number:03}" for number in range(begin, begin + 5)) for begin in range(0, 100, 5)}


@pytest.mark.parametrize("together", [4_000, 40, 8])
def test_reports_on_one_event_are_one_story_however_many_are_read_together(store: Store, together: int) -> None:
    put(store, [report(number) for number in range(100)])
    join_stories(store, progress=silent, together=together)
    assert stories(store) == WHOLE


@pytest.mark.parametrize("together", [4_000, 30])
def test_late_reports_join_the_stories_that_are_there(store: Store, together: int) -> None:
    late = [number for number in range(100) if number % 5 == 3]
    put(store, [report(number) for number in range(100) if number not in late])
    join_stories(store, progress=silent)
    put(store, [report(number) for number in late])
    join_stories(store, progress=silent, together=together)
    assert stories(store) == WHOLE


def test_undated_reports_have_stories_of_their_own(store: Store) -> None:
    put(store, [report(number) for number in range(50)])
    join_stories(store, progress=silent)
    put(store, [replace(report(number), published=None) for number in range(50, 60)])
    join_stories(store, progress=silent, together=10)
    with store.read() as connection:
        assert stages.pending(connection, "joined", stages.version_key(store, "joined", VERSION)) == []
    assert len(stories(store)) == 12
