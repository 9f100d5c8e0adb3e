"""The whole store as Parquet, for tools that read lakes: Dask, DuckDB, Spark."""

from __future__ import annotations

import json
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
from sqlalchemy import Connection, Table, select

from analytics.errors import StoreError
from analytics.store.copying import batches
from analytics.store.database import Store
from analytics.store.schema import article, metadata
from analytics.store.types import Day, Instant


def export_parquet(store: Store, folder: Path) -> dict[str, int]:
    """Writes every table as Parquet, one folder a table; returns the rows of each.

    What belongs to an article is partitioned by its month (`month=2026-03`, or `month=unknown` for an undated one),
    so that Dask, DuckDB and Spark read what they need. Times are UTC timestamps, days are dates, decimals are text.
    Raises StoreError when the folder cannot be written or holds something already.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if any(folder.iterdir()):
            raise StoreError(f"{folder}: the folder is not empty; name a new one")
        with store.read() as connection:
            months = _months(connection)
            return {
                table.name: _write_table(connection, table, folder / table.name, months)
                for table in metadata.sorted_tables
            }
    except OSError as error:
        raise StoreError(f"{folder}: {error.strerror or error}; check the folder and its space") from error


def _months(connection: Connection) -> dict[int, str]:
    query = select(article.c.key, article.c.published)
    return {key: "unknown" if moment is None else f"{moment:%Y-%m}" for key, moment in connection.execute(query)}


def _write_table(connection: Connection, table: Table, folder: Path, months: dict[int, str]) -> int:
    shape = pa.schema([pa.field(column.name, _arrow_type(column.type)) for column in table.columns])
    owner = "key" if table is article else "article_key" if "article_key" in table.c else None
    writers: dict[str, pq.ParquetWriter] = {}
    n = 0
    try:
        for rows in batches(connection, table):
            n += len(rows)
            for month, part in _by_month(rows, owner, months).items():
                if month not in writers:
                    place = folder / f"month={month}" if owner is not None else folder
                    place.mkdir(parents=True, exist_ok=True)
                    writers[month] = pq.ParquetWriter(place / "part-0.parquet", shape, compression="zstd")
                writers[month].write_table(pa.Table.from_pylist([_plain(row) for row in part], schema=shape))
        if n == 0:
            folder.mkdir(parents=True, exist_ok=True)
            pq.write_table(shape.empty_table(), folder / "part-0.parquet")
    finally:
        for writer in writers.values():
            writer.close()
    return n


def _by_month(
    rows: Sequence[dict[str, Any]], owner: str | None, months: dict[int, str]
) -> dict[str, list[dict[str, Any]]]:
    if owner is None:
        return {"": list(rows)}
    parts: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        parts.setdefault(months[row[owner]], []).append(row)
    return parts


def _plain(row: dict[str, Any]) -> dict[str, Any]:
    return {name: _plain_value(value) for name, value in row.items()}


def _plain_value(value: Any) -> Any:
    if isinstance(value, list | dict):
        return json.dumps(value, ensure_ascii=False, sort_keys=True)
    return str(value) if isinstance(value, Decimal) else value


def _arrow_type(kind: Any) -> pa.DataType:
    if isinstance(kind, Instant):
        return pa.timestamp("s", tz="UTC")
    if isinstance(kind, Day):
        return pa.date32()
    python = getattr(kind, "impl_instance", kind).python_type
    return {int: pa.int64(), float: pa.float64(), bool: pa.bool_(), bytes: pa.binary()}.get(python, pa.string())
