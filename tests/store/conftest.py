"""A store to write to: SQLite always, PostgreSQL where its server is installed (slow)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Column, insert, update

from analytics import settings
from analytics.store import Store, open_store
from analytics.store.schema import article, metadata
from analytics.store.types import Day, Exact, Instant, Json
from benchmarks.shelf import Shelf

# Rows that `stocked` has in each table, the articles spread over half as many months and one without a date.
STOCKED = 9


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


@pytest.fixture
def stocked(store: Store) -> Store:
    """A store with STOCKED rows in every table, odd values in every column and nulls where they may be."""
    with store.write() as connection:
        for table in metadata.sorted_tables:
            rows = [{column.name: _odd(column, number) for column in table.columns} for number in range(1, STOCKED + 1)]
            connection.execute(table.delete())
            connection.execute(insert(table), rows)
        # A copy that came before its original.
        connection.execute(update(article).where(article.c.key == 1).values(copy_of=STOCKED))
    return store


def _odd(column: Column[Any], number: int) -> Any:
    """The value of a column in the row of that number, null in the last one where that may be."""
    if column.nullable and number == STOCKED:
        return None
    if column.foreign_keys or column is column.table.autoincrement_column:
        return number
    if isinstance(column.type, Instant):
        return datetime(2026, 1, 31, 23, 59, 59, tzinfo=UTC) + timedelta(days=14 * number)
    if isinstance(column.type, Day):
        return date(1969, 12, 30) + timedelta(days=number)
    if isinstance(column.type, Exact):
        return Decimal(f"-{number}.50")
    if isinstance(column.type, Json):
        return {"z": [number, "Naïve"], "a": None}
    plain = {int: -number, float: number / 3, bool: number % 2 == 0, bytes: bytes([0, 255, 92, number])}
    text = f"{'bA'[number % 2]}{number} \\N of\ttabs,\r\nlines, “quotes” and \\back\\slashes 🙂"
    return plain.get(column.type.python_type, text)
