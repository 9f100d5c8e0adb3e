"""A small world of three publications and a year, whose counts a reader can check by hand."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from analytics import settings
from analytics.store import Store, open_store
from benchmarks.shelf import Shelf, article
from tests.shares import share

FIRST = date(2025, 6, 2)


DIALECTS = ["sqlite", pytest.param("postgresql", marks=pytest.mark.slow)]


@pytest.fixture(params=DIALECTS)
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """A store without anything."""
    store = _opened(request, tmp_path, "nothing")
    yield store
    store.close()


@pytest.fixture(scope="module", params=DIALECTS)
def world(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """Each week Alpha, Beta and Gamma publish two articles each until 31 May 2026; Beta was not read in October.

    Every article of Alpha is on "steady"; in the last eight weeks those of Beta and Gamma are on "rising". In the
    last week Gamma repeats one of Alpha's, and Alpha tells a story of two.
    """
    store = _opened(request, tmp_path_factory.mktemp("world"), "world")
    shelf = Shelf(store)
    shelf.register("Alpha", "Gamma", group="Press")
    shelf.register("Beta", gaps=[(date(2025, 10, 6), date(2025, 11, 3))])
    made, topics, mentions, statistics = [], {}, {}, {}
    for week in range(52):
        monday = FIRST + timedelta(weeks=week)
        for source in ("Alpha", "Beta", "Gamma"):
            if source == "Beta" and date(2025, 10, 6) <= monday < date(2025, 11, 3):
                continue
            for number in range(2):
                id_ = f"{source.lower()}-{week:02}-{number}"
                day = monday + timedelta(days=number)
                is_rising = week >= 44 and source != "Alpha"
                use, found = "Shops use agentic search.", f"Acme says {week + 10} percent of shops agree."
                text = f"{use} {found} More of them follow into agentic search this year."
                made.append(article(id_, day=day, source=source, text=text if is_rising else f"Old news {id_}."))
                topics[id_] = ["steady"] if source == "Alpha" else ["rising"] if is_rising else []
                if is_rising:
                    mentions[id_] = ["Acme", "Bolt"] if number else ["Acme"]
                    claim = share(
                        id_, found, subject="agree", population="shops", attribution="Acme", sentence_start=len(use) + 1
                    )
                    statistics[id_] = [claim]
    shelf.put(
        *made,
        topics_of=topics,
        mentions=mentions,
        statistics=statistics,
        copies={"gamma-51-1": "alpha-51-1"},
        stories={"launch": ["alpha-51-0", "alpha-51-1"]},
    )
    yield store
    store.close()


def _opened(request: pytest.FixtureRequest, home: Path, name: str) -> Store:
    environ = {"UPSWELL_HOME": str(home)}
    if request.param == "postgresql":
        environ["DATABASE_URL"] = request.getfixturevalue("fresh_database")(name)
    return open_store(settings.load(environ))
