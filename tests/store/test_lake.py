"""The lake is read unchanged by the tools that it is for."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

import dask.dataframe as dd
import duckdb
import pandas as pd
import pytest
from sqlalchemy import Table

from analytics.errors import StoreError
from analytics.store import Store, copying, lake, schema
from analytics.store.copying import Row
from analytics.store.schema import metadata
from analytics.store.types import day_number
from benchmarks.shelf import Shelf, article
from tests.store.conftest import STOCKED


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_parquet_is_read_by_duckdb_and_dask(store: Store, shelf: Shelf, tmp_path: Path) -> None:
    shelf.register("Alpha")
    shelf.put(article("one"), article("two"), article("undated", day=None), mentions={"one": ["Acme"]})
    folder = tmp_path / "lake"
    written = lake.export_parquet(store, folder)
    assert (written["article"], written["mention"], written["lineage"]) == (3, 1, 0)
    articles = duckdb.read_parquet(f"{folder}/article/**/*.parquet", hive_partitioning=True)
    assert sorted(articles.project("month, id").fetchall()) == [
        ("2026-03", "one"),
        ("2026-03", "two"),
        ("unknown", "undated"),
    ]
    assert len(dd.read_parquet(folder / "document").compute()) == 3
    assert duckdb.read_parquet(f"{folder}/lineage/*.parquet").fetchall() == []
    with pytest.raises(StoreError, match="not empty"):
        lake.export_parquet(store, folder)


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_every_table_arrives_whole_in_duckdb_and_dask(stocked: Store, tmp_path: Path) -> None:
    folder = tmp_path / "lake"
    written = lake.export_parquet(stocked, folder)
    assert written == dict.fromkeys(written, STOCKED)
    for table in metadata.sorted_tables:
        with stocked.read() as connection:
            known = copying.fingerprint(connection, table)
        assert fingerprint(by_duckdb(folder, table)) == known, table.name
        assert fingerprint(by_dask(folder, table)) == known, table.name


def test_what_belongs_to_an_article_lies_in_its_month(stocked: Store, tmp_path: Path) -> None:
    folder = tmp_path / "lake"
    lake.export_parquet(stocked, folder)
    for table in metadata.sorted_tables:
        owner = "key" if table is schema.article else "article_key"
        if owner not in table.c:
            assert [path.name for path in (folder / table.name).iterdir()] == ["part-0.parquet"]
            continue
        lies = duckdb.read_parquet(f"{folder}/{table.name}/*/*.parquet", hive_partitioning=True)
        months = {1: "2026-02", 3: "2026-03", 5: "2026-04", 8: "2026-05", STOCKED: "unknown"}
        assert dict(lies.project(f"{owner}, month").fetchall()).items() >= months.items()


def fingerprint(rows: list[Row]) -> tuple[int, str]:
    found = copying.Fingerprint()
    found.add(rows)
    return found.result()


def by_duckdb(folder: Path, table: Table) -> list[Row]:
    """The rows as the store holds them, in the order of their keys."""
    found = duckdb.read_parquet(f"{folder}/{table.name}/**/*.parquet", hive_partitioning=True)
    columns = ", ".join(f'"{column.name}"' for column in table.columns)
    keys = ", ".join(f'"{column.name}"' for column in table.primary_key.columns)
    return [tuple(map(as_stored, row)) for row in found.order(keys).project(columns).fetchall()]


def by_dask(folder: Path, table: Table) -> list[Row]:
    frame = dd.read_parquet(folder / table.name, dtype_backend="pyarrow").compute()
    ordered = frame.sort_values([column.name for column in table.primary_key.columns])
    rows = ordered[[column.name for column in table.columns]].itertuples(index=False, name=None)
    return [tuple(None if value is pd.NA or value is pd.NaT else as_stored(value) for value in row) for row in rows]


def as_stored(value: Any) -> Any:
    """A value of a lake as a database holds it."""
    if isinstance(value, datetime):
        return int(value.timestamp())
    if isinstance(value, date):
        return day_number(value)
    return int(value) if isinstance(value, bool) else value
