"""A store as a whole: moved to another database, backed up while in use, restored."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from sqlalchemy import Boolean, Column, ColumnElement, Connection, Integer, Table, cast, func, select, text, type_coerce
from sqlalchemy.types import TypeDecorator

from analytics.errors import StoreError
from analytics.store.database import Store
from analytics.store.dialects.sqlite import refresh_lock
from analytics.store.schema import metadata
from analytics.store.types import Plain

BATCH = 10_000
# What a new store holds already.
_BEGUN = ("meta", "change")

# The order of texts that depends on no server's language.
_BY_BYTES = {"sqlite": "BINARY", "postgresql": "C"}

# A row as it is stored: see `stored`.
Row = tuple[Any, ...]


def move(origin: Store, target: Store, *, progress: Callable[[str, int], None] = lambda table, rows: None) -> None:
    """Copies everything into an empty store and checks it, table by table, by count and checksum.

    Raises StoreError when the target holds something already or differs afterwards; then it is left empty.
    """
    with target.read() as connection:
        if any(
            connection.execute(select(table).limit(1)).first()
            for table in metadata.sorted_tables
            if table.name not in _BEGUN
        ):
            raise StoreError("the target store is not empty; name a new database")
    with origin.read() as reading, target.write() as writing:
        with target.dialect.in_bulk(writing):
            taken = {table: _pour(reading, writing, target, table, progress) for table in metadata.sorted_tables}
        _renumber(writing, target)
        for table, known in taken.items():
            if known != fingerprint(writing, table):
                raise StoreError(f"table {table.name} differs after the move; nothing was kept of it")
            progress(f"{table.name} checked", known[0])


def _pour(
    reading: Connection, writing: Connection, target: Store, table: Table, progress: Callable[[str, int], None]
) -> tuple[int, str]:
    """Copies a table; returns the fingerprint of what was read."""
    if table.name in _BEGUN:
        writing.execute(table.delete())
    taken = Fingerprint()
    for rows in stored(reading, table):
        target.dialect.pour(writing, table, rows)
        taken.add(rows)
        progress(table.name, taken.n)
    return taken.result()


class Fingerprint:
    """How many rows, and a checksum of them in their order."""

    def __init__(self) -> None:
        self.n = 0
        self._digest = hashlib.blake2b(digest_size=16)

    def add(self, rows: Sequence[Row]) -> None:
        """The next rows."""
        self._digest.update("\n".join(map(repr, rows)).encode("utf-8", "backslashreplace") + b"\n")
        self.n += len(rows)

    def result(self) -> tuple[int, str]:
        """Of all that were added."""
        return self.n, self._digest.hexdigest()


def fingerprint(connection: Connection, table: Table) -> tuple[int, str]:
    """How many rows a table has, and a checksum of them in the order of their keys, the same in every dialect."""
    found = Fingerprint()
    for rows in stored(connection, table):
        found.add(rows)
    return found.result()


def backup(store: Store, target: Path) -> None:
    """Copies an embedded store into one file while it is in use. Raises StoreError for a server's or a full disk."""
    if store.dialect.name != "sqlite":
        raise StoreError("a PostgreSQL store is backed up by its own tool: pg_dump --format=custom")
    part = target.with_name(target.name + ".part")
    try:
        with closing(sqlite3.connect(str(store.engine.url.database))) as origin, closing(sqlite3.connect(part)) as copy:
            # Of one moment: without, each write of others would make SQLite begin the copy again.
            origin.execute("BEGIN")
            origin.execute("SELECT count(*) FROM sqlite_master").fetchone()
            origin.backup(copy, pages=4096)
            found = copy.execute("PRAGMA quick_check").fetchone()[0]
        if found != "ok":
            raise StoreError(f"{target}: the copy is damaged ({found}); run `upswell doctor` on the store")
        part.replace(target)
    except (OSError, sqlite3.Error) as error:
        part.unlink(missing_ok=True)
        raise StoreError(
            f"{target}: the backup could not be written ({error}); check the folder and its space"
        ) from error


def restore(origin: Path, store_file: Path) -> None:
    """Puts a backup in the place of a store, which may be in use: who reads goes on with what was there until he asks
    anew. The store that was there is kept beside it.

    Raises StoreError when `origin` is no sound backup, while a refresh is running, and where the disk has no room.
    """
    try:
        with closing(sqlite3.connect(f"file:{origin}?mode=ro", uri=True)) as copy:
            sound = copy.execute("PRAGMA quick_check").fetchone()[0] == "ok"
            sound = sound and copy.execute("SELECT count(*) FROM alembic_version").fetchone()[0] == 1
    except sqlite3.Error as error:
        raise StoreError(f"{origin}: this is no backup of a store ({error})") from error
    if not sound:
        raise StoreError(f"{origin}: this backup is damaged; take another")
    store_file.parent.mkdir(parents=True, exist_ok=True)
    with refresh_lock(str(store_file)) as held:
        if not held:
            raise StoreError("a refresh of this store is running; restore when it has finished")
        before = store_file.with_name(store_file.name + ".before")
        try:
            # What an earlier restore set aside, a damaged store perhaps, is no ground for this one.
            for ending in ("", "-wal", "-shm"):
                before.with_name(before.name + ending).unlink(missing_ok=True)
            if store_file.exists():
                _copy(store_file, before)
            _copy(origin, store_file)
        except sqlite3.OperationalError as error:
            raise StoreError(f"{store_file}: {error}; the store is as it was") from error
        except sqlite3.DatabaseError:
            # What cannot even be read is set aside as it is; nobody can be reading it.
            for ending in ("", "-wal"):
                if (damaged := store_file.with_name(store_file.name + ending)).exists():
                    damaged.replace(before.with_name(before.name + ending))
            store_file.with_name(store_file.name + "-shm").unlink(missing_ok=True)
            _copy(origin, store_file)


def _copy(origin: Path, target: Path) -> None:
    """Makes one database what another is, in one transaction."""
    with closing(sqlite3.connect(origin)) as reading, closing(sqlite3.connect(target)) as writing:
        reading.backup(writing)


def stored(connection: Connection, table: Table) -> Iterator[list[Row]]:
    """All rows in the order of their keys, as they are stored, which every dialect does alike: a time or day as its
    number, JSON and decimals as text, true as 1."""
    collation = _BY_BYTES[connection.dialect.name]
    order = (_by_bytes(column, collation) for column in table.primary_key.columns)
    query = select(*map(_as_stored, table.columns)).order_by(*order)
    result = connection.execution_options(yield_per=BATCH).execute(query)
    for part in result.partitions(BATCH):
        yield [tuple(row) for row in part]


def _as_stored(column: Column[Any]) -> ColumnElement[Any]:
    if isinstance(column.type, Boolean):
        return cast(column, Integer)
    return type_coerce(column, column.type.impl_instance) if isinstance(column.type, TypeDecorator) else column


def _by_bytes(column: Column[Any], collation: str) -> ColumnElement[Any]:
    return column.collate(collation) if isinstance(column.type, Plain) else column


def _renumber(connection: Connection, store: Store) -> None:
    """Tells a server that numbers rows itself where to go on."""
    if store.dialect.name != "postgresql":
        return
    for table in metadata.sorted_tables:
        number = table.autoincrement_column
        if number is not None:
            last = connection.scalar(select(func.max(number)))
            named = {"name": table.name, "number": number.name}
            sequence = connection.scalar(text("SELECT pg_get_serial_sequence(:name, :number)"), named)
            if sequence is not None and last is not None:
                connection.execute(
                    text("SELECT setval(CAST(:sequence AS regclass), :last)"), {"sequence": sequence, "last": last}
                )
