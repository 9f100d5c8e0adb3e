"""A store to write to: SQLite always, PostgreSQL where its server is installed (slow)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from analytics import settings
from analytics.store import Store, open_store
from benchmarks.shelf import Shelf


@pytest.fixture
def empty_database(fresh_database: Callable[[str], str]) -> str:
    """The address of an empty database on a PostgreSQL server."""
    return fresh_database("trial")


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.slow)])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """An empty store of each dialect."""
    environ = {"UPSWELL_HOME": str(tmp_path)}
    if request.param == "postgresql":
        environ["DATABASE_URL"] = request.getfixturevalue("empty_database")
    opened = open_store(settings.load(environ))
    yield opened
    opened.close()


@pytest.fixture
def shelf(store: Store) -> Shelf:
    """Plants articles in the store."""
    return Shelf(store)
