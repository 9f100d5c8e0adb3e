"""The whole store as Parquet, for tools that read lakes: Dask, DuckDB, Spark."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
from sqlalchemy import Connection, Table, select

from analytics.errors import StoreError
from analytics.store.copying import Row, stored
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
    at = None if owner is None else table.c.keys().index(owner)
    writers: dict[str, pq.ParquetWriter] = {}
    n = 0
    try:
        for rows in stored(connection, table):
            n += len(rows)
            for month, part in _by_month(rows, at, months).items():
                if month not in writers:
                    place = folder / f"month={month}" if at is not None else folder
                    place.mkdir(parents=True, exist_ok=True)
                    writers[month] = pq.ParquetWriter(place / "part-0.parquet", shape, compression="zstd")
                writers[month].write_table(_arrow(part, shape))
        if n == 0:
            folder.mkdir(parents=True, exist_ok=True)
            pq.write_table(shape.empty_table(), folder / "part-0.parquet")
    finally:
        for writer in writers.values():
            writer.close()
    return n


def _by_month(rows: Sequence[Row], at: int | None, months: dict[int, str]) -> dict[str, Sequence[Row]]:
    """The rows of each month of their article, whose key stands `at` a place in a row; no place, no months."""
    if at is None:
        return {"": rows}
    parts: dict[str, list[Row]] = {}
    for row in rows:
        parts.setdefault(months[row[at]], []).append(row)
    return dict(parts)


def _arrow(rows: Sequence[Row], shape: pa.Schema) -> pa.Table:
    return pa.table(
        [_array(values, kind) for values, kind in zip(zip(*rows, strict=True), shape.types, strict=True)], schema=shape
    )


def _array(values: Sequence[Any], kind: pa.DataType) -> pa.Array:
    """Times, days and truths are stored as numbers."""
    number = pa.int32() if pa.types.is_date32(kind) else pa.int64()
    is_number = pa.types.is_temporal(kind) or pa.types.is_boolean(kind)
    return pa.array(values, type=number).cast(kind) if is_number else pa.array(values, type=kind)


def _arrow_type(kind: Any) -> pa.DataType:
    if isinstance(kind, Instant):
        return pa.timestamp("s", tz="UTC")
    if isinstance(kind, Day):
        return pa.date32()
    python = getattr(kind, "impl_instance", kind).python_type
    return {int: pa.int64(), float: pa.float64(), bool: pa.bool_(), bytes: pa.binary()}.get(python, pa.string())
