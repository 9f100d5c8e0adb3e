"""SQLite: the embedded default, in WAL mode, with FTS5."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import ColumnElement, Connection, Engine, Select, Table, cast, create_engine, event, func, select, text
from sqlalchemy import types as sql_types
from sqlalchemy.dialects.sqlite import Insert, insert
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import DBAPIError

from analytics.errors import StoreError
from analytics.store.dialects.upsert import Upserts
from analytics.store.dialects.words import terms

OLDEST = (3, 35, 0)
# Longer than the longest write, that of topics found anew among a million articles.
_BUSY_MILLISECONDS = 120_000
# Of the file so much is mapped into memory, in bytes.
_MAPPED = 2**30

# The index holds no second copy of the texts: it reads them from `document`, and triggers tell it what changed.
_SEARCH = (
    "CREATE VIRTUAL TABLE document_search USING fts5(title, text, content='document', content_rowid='article_key',"
    " tokenize='porter unicode61 remove_diacritics 2')",
    "CREATE TRIGGER document_added AFTER INSERT ON document BEGIN"
    " INSERT INTO document_search(rowid, title, text) VALUES (new.article_key, new.title, new.text); END",
    "CREATE TRIGGER document_removed AFTER DELETE ON document BEGIN"
    " INSERT INTO document_search(document_search, rowid, title, text)"
    " VALUES ('delete', old.article_key, old.title, old.text); END",
    "CREATE TRIGGER document_changed AFTER UPDATE OF title, text ON document BEGIN"
    " INSERT INTO document_search(document_search, rowid, title, text)"
    " VALUES ('delete', old.article_key, old.title, old.text);"
    " INSERT INTO document_search(rowid, title, text) VALUES (new.article_key, new.title, new.text); END",
)

_STATISTIC_SEARCH = (
    "CREATE VIRTUAL TABLE statistic_search USING fts5(sentence, subject, population, attribution,"
    " content='statistic', content_rowid='key', tokenize='porter unicode61 remove_diacritics 2')",
    "CREATE TRIGGER statistic_added AFTER INSERT ON statistic BEGIN"
    " INSERT INTO statistic_search(rowid, sentence, subject, population, attribution)"
    " VALUES (new.key, new.sentence, new.subject, new.population, new.attribution); END",
    "CREATE TRIGGER statistic_removed AFTER DELETE ON statistic BEGIN"
    " INSERT INTO statistic_search(statistic_search, rowid, sentence, subject, population, attribution)"
    " VALUES ('delete', old.key, old.sentence, old.subject, old.population, old.attribution); END",
    "INSERT INTO statistic_search(statistic_search) VALUES ('rebuild')",
)

_MENDS = (
    ("database or disk is full", "the disk is full; free some space and run it again, nothing stored is lost"),
    ("disk I/O error", "the disk could not be read or written; check it, then run `upswell doctor`"),
    ("readonly database", "the folder or file cannot be written; give yourself write access to it"),
    ("query_only", "this store was opened for reading only (UPSWELL_READ_ONLY)"),
    ("unable to open database", "the file cannot be opened; check that the folder exists and may be written"),
    ("database is locked", "another program holds the database; wait until it has finished and try again"),
    ("malformed", "the database file is damaged; restore a backup, see `upswell doctor`"),
    ("file is not a database", "this file is no Upswell database; set UPSWELL_HOME to another folder"),
)


class SQLite(Upserts):
    """The database in one file."""

    name = "sqlite"

    def engine(self, url: str, *, read_only: bool, in_passing: bool) -> Engine:
        if sqlite3.sqlite_version_info < OLDEST:
            raise StoreError(f"SQLite {sqlite3.sqlite_version} is too old; Python needs one of at least 3.35")
        engine = create_engine(
            url,
            connect_args={"check_same_thread": False, "timeout": _BUSY_MILLISECONDS / 1000},
            pool_size=16,
            max_overflow=32,
        )

        @event.listens_for(engine, "connect")
        def configure(connection: DBAPIConnection, _record: object) -> None:
            # SQLAlchemy begins transactions itself, below: the driver would begin them too late for a snapshot.
            connection.isolation_level = None
            cursor = connection.cursor()
            cursor.execute(f"PRAGMA busy_timeout={_BUSY_MILLISECONDS}")
            if not read_only:
                cursor.execute("PRAGMA journal_mode=WAL")
            cursor.execute("PRAGMA synchronous=FULL")
            cursor.execute("PRAGMA foreign_keys=ON")
            cursor.execute("PRAGMA temp_store=MEMORY")
            cursor.execute("PRAGMA cache_size=-65536")
            cursor.execute(f"PRAGMA mmap_size={0 if in_passing else _MAPPED}")
            cursor.execute(f"PRAGMA query_only={int(read_only)}")
            cursor.close()

        @event.listens_for(engine, "begin")
        def begin(connection: Connection) -> None:
            write = connection.get_execution_options().get("write", False)
            connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")

        return engine

    def queue(self, connection: Connection) -> None:
        # BEGIN IMMEDIATE has waited already.
        pass

    def create_search(self, connection: Connection) -> None:
        for statement in _SEARCH:
            connection.exec_driver_sql(statement)

    def create_statistic_search(self, connection: Connection) -> None:
        for statement in _STATISTIC_SEARCH:
            connection.exec_driver_sql(statement)

    def search(self, query: str) -> Select[tuple[int, float]]:
        return (
            text(
                "SELECT rowid AS article_key, bm25(document_search, 4.0, 1.0) AS rank FROM document_search"
                " WHERE document_search MATCH :match"
            )
            .bindparams(match=_match(query))
            .columns(article_key=sql_types.Integer, rank=sql_types.Float)
            .subquery("found")
            .select()
        )

    def search_statistics(self, query: str) -> Select[tuple[int]]:
        return (
            text("SELECT rowid AS key FROM statistic_search WHERE statistic_search MATCH :match")
            .bindparams(match=_match(query))
            .columns(key=sql_types.Integer)
            .subquery("found")
            .select()
        )

    def any_of(self, column: ColumnElement[int], keys: Sequence[int]) -> ColumnElement[bool]:
        return column.in_(select(func.json_each(json.dumps(keys)).table_valued("value").c.value))

    def rows(self, connection: Connection, query: Select[Any]) -> Sequence[Sequence[Any]]:
        # As the driver gives them, without an object of SQLAlchemy's for each.
        cursor = connection.execute(query).cursor
        return [] if cursor is None else cursor.fetchall()

    def integers(self, connection: Connection, query: Select[Any]) -> NDArray[np.int64]:
        rows, width = self.rows(connection, query), len(query.selected_columns)
        return np.fromiter(chain.from_iterable(rows), dtype=np.int64, count=len(rows) * width).reshape(-1, width)

    def insert(self, target: Table) -> Insert:
        return insert(target)

    @contextmanager
    def in_bulk(self, connection: Connection) -> Iterator[None]:
        # A copy may have come before its original.
        connection.exec_driver_sql("PRAGMA defer_foreign_keys=ON")
        yield

    def pour(self, connection: Connection, target: Table, rows: Sequence[Sequence[Any]]) -> None:
        statement = insert(target).compile(dialect=connection.dialect)
        connection.exec_driver_sql(str(statement), [tuple(row) for row in rows])

    @contextmanager
    def exclusive(self, engine: Engine) -> Iterator[bool]:
        with refresh_lock(str(engine.url.database)) as held:
            yield held

    def explain(self, error: DBAPIError) -> str:
        said = str(error.orig)
        return next((mend for sign, mend in _MENDS if sign in said), f"the database said: {said}")

    def check(self, connection: Connection) -> Iterator[str]:
        found = connection.exec_driver_sql("PRAGMA quick_check").scalars().all()
        if found != ["ok"]:
            yield f"the database file is damaged ({found[0]}); restore a backup"
        orphans = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
        if orphans is not None:
            yield f"table {orphans[0]} names rows that are not there; restore a backup"

    def year(self, day: ColumnElement[Any]) -> ColumnElement[str]:
        return func.strftime("%Y", cast(day, sql_types.Integer) * 86400, "unixepoch")


def _match(query: str) -> str:
    """A query in the words of FTS5."""
    return " ".join('"' + " ".join(words) + '"' for words in terms(query)) or '""'


@contextmanager
def refresh_lock(database: str) -> Iterator[bool]:
    """Holds the one refresh lock of a database file; False when another process has it."""
    # An exclusive transaction on a file of its own: the system frees it with the process, however that ends.
    path = Path(database + ".refresh")
    connection = sqlite3.connect(path, timeout=0, isolation_level=None)
    try:
        try:
            connection.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY:
                raise StoreError(f"{path}: {error}; check that the folder may be written") from error
            yield False
        else:
            yield True
    finally:
        connection.close()
