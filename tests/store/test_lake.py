"""The lake is read unchanged by the tools that it is for."""

from __future__ import annotations

from pathlib import Path

import dask.dataframe as dd
import duckdb
import pytest

from analytics.errors import StoreError
from analytics.store import Store, lake
from benchmarks.shelf import Shelf, article


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
