"""PostgreSQL through pg8000: the step for several dashboard machines, chosen by DATABASE_URL."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import (
    ColumnElement,
    Connection,
    Engine,
    Select,
    Table,
    cast,
    column,
    create_engine,
    event,
    func,
    literal,
    literal_column,
    make_url,
    select,
    table,
    text,
)
from sqlalchemy import types as sql_types
from sqlalchemy.dialects.postgresql import TSQUERY, TSVECTOR, Insert, insert
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import DBAPIError

from analytics.store.dialects.upsert import Upserts
from analytics.store.dialects.words import terms

OLDEST = 13
_REFRESH_LOCK = 7_735_942
# A text-search vector holds at most a megabyte; the first part of a longer text is found, the rest is kept.
_SEARCHED_CHARACTERS = 200_000

_MENDS = (
    ("53100", "the server's disk is full; free some space and run it again, nothing stored is lost"),
    ("28P01", "the server refused the password; check DATABASE_URL"),
    ("28000", "the server refused this user; check DATABASE_URL"),
    ("3D000", "there is no such database; create it with `createdb`, or mend DATABASE_URL"),
    ("42501", "this user lacks rights; GRANT it ALL on the database and its schema"),
    ("53300", "the server has no connection left; raise max_connections or close some programs"),
    ("25006", "this store was opened for reading only (UPSWELL_READ_ONLY)"),
    ("Can't create a connection", "the server does not answer; check that it runs and that DATABASE_URL is right"),
)


_FOREIGN_KEYS = (
    "SELECT CAST(CAST(conrelid AS regclass) AS text), quote_ident(conname), pg_get_constraintdef(oid)"
    " FROM pg_constraint WHERE contype = 'f' AND connamespace = CAST(current_schema() AS regnamespace)"
)
_INDEXES = (
    "SELECT CAST(CAST(indexrelid AS regclass) AS text), pg_get_indexdef(indexrelid) FROM pg_index"
    " JOIN pg_class ON pg_class.oid = indexrelid"
    " WHERE NOT indisunique AND relnamespace = CAST(current_schema() AS regnamespace)"
)


class PostgreSQL(Upserts):
    """A database server."""

    name = "postgresql"

    def engine(self, url: str, *, read_only: bool, in_passing: bool) -> Engine:
        # A URL as people write it names no driver; ours is the pure-Python pg8000.
        engine = create_engine(
            make_url(url).set(drivername="postgresql+pg8000"),
            pool_size=16,
            max_overflow=32,
            pool_pre_ping=True,
            isolation_level="REPEATABLE READ",
        )

        @event.listens_for(engine, "connect")
        def configure(connection: DBAPIConnection, _record: object) -> None:
            # The server's own figure is for turning disks: by it a few thousand rows are found by reading a million.
            cursor = connection.cursor()
            cursor.execute("SET random_page_cost = 1.1")
            cursor.close()
            connection.commit()

        @event.listens_for(engine, "begin")
        def begin(connection: Connection) -> None:
            if not connection.get_execution_options().get("write", False) or read_only:
                connection.exec_driver_sql("SET TRANSACTION READ ONLY")

        return engine

    def queue(self, connection: Connection) -> None:
        # A table lock takes no snapshot, so that what is read next is what the one before has left. Readers go on.
        connection.exec_driver_sql("LOCK TABLE change IN SHARE ROW EXCLUSIVE MODE")

    def create_search(self, connection: Connection) -> None:
        connection.exec_driver_sql(
            "ALTER TABLE document ADD COLUMN search tsvector GENERATED ALWAYS AS"
            " (setweight(to_tsvector('english', left(title, 1000)), 'A')"
            f" || to_tsvector('english', left(text, {_SEARCHED_CHARACTERS}))) STORED"
        )
        connection.exec_driver_sql("CREATE INDEX ix_document_search ON document USING gin (search)")

    def create_statistic_search(self, connection: Connection) -> None:
        connection.exec_driver_sql(
            "ALTER TABLE statistic ADD COLUMN search tsvector GENERATED ALWAYS AS"
            " (to_tsvector('english', left(sentence || ' ' || coalesce(subject, '') || ' ' || coalesce(population, '')"
            f" || ' ' || coalesce(attribution, ''), {_SEARCHED_CHARACTERS}))) STORED"
        )
        connection.exec_driver_sql("CREATE INDEX ix_statistic_search ON statistic USING gin (search)")

    def search(self, query: str) -> Select[tuple[int, float]]:
        wanted = _wanted(query)
        found = column("search", TSVECTOR)
        document = table("document", column("article_key", sql_types.Integer), found)
        rank = (-func.ts_rank(found, wanted)).label("rank")
        return select(document.c.article_key, rank).where(found.op("@@")(wanted))

    def search_statistics(self, query: str) -> Select[tuple[int]]:
        found = column("search", TSVECTOR)
        statistic = table("statistic", column("key", sql_types.Integer), found)
        return select(statistic.c.key).where(found.op("@@")(_wanted(query)))

    def any_of(self, column: ColumnElement[int], keys: Sequence[int]) -> ColumnElement[bool]:
        return column == func.any(literal(list(keys), sql_types.ARRAY(sql_types.Integer)))

    def rows(self, connection: Connection, query: Select[Any]) -> Sequence[Sequence[Any]]:
        # As one value, which is read at once: the driver takes a microsecond and more for each.
        found = query.subquery("found")
        told = connection.scalar(select(func.json_agg(func.json_build_array(*found.columns))))
        return told or []

    def integers(self, connection: Connection, query: Select[Any]) -> NDArray[np.int64]:
        # A column as one value, as above, eight bytes a number.
        packed = (
            func.string_agg(func.int8send(cast(each, sql_types.BigInteger)), literal_column("CAST('' AS bytea)"))
            for each in query.subquery("found").columns
        )
        columns = connection.execute(select(*packed)).one()
        return np.stack([np.frombuffer(each or b"", dtype=">i8") for each in columns], axis=1).astype(np.int64)

    def insert(self, target: Table) -> Insert:
        return insert(target)

    @contextmanager
    def in_bulk(self, connection: Connection) -> Iterator[None]:
        connection.exec_driver_sql("SET LOCAL maintenance_work_mem = '256MB'")
        keys, indexes = connection.execute(text(_FOREIGN_KEYS)).all(), connection.execute(text(_INDEXES)).all()
        for owner, name, _ in keys:
            connection.exec_driver_sql(f"ALTER TABLE {owner} DROP CONSTRAINT {name}")
        for name, _ in indexes:
            connection.exec_driver_sql(f"DROP INDEX {name}")
        yield
        for _, definition in indexes:
            connection.exec_driver_sql(definition)
        for owner, name, definition in keys:
            connection.exec_driver_sql(f"ALTER TABLE {owner} ADD CONSTRAINT {name} {definition}")
        connection.exec_driver_sql("ANALYZE")

    def pour(self, connection: Connection, target: Table, rows: Sequence[Sequence[Any]]) -> None:
        block = "".join("\t".join(map(_copied, row)) + "\n" for row in rows)
        names = ", ".join(f'"{column.name}"' for column in target.columns)
        cursor = connection.connection.cursor()
        try:
            cursor.execute(f'COPY "{target.name}" ({names}) FROM STDIN', stream=[block])  # type: ignore[call-arg]
        finally:
            cursor.close()

    @contextmanager
    def exclusive(self, engine: Engine) -> Iterator[bool]:
        # A session's advisory lock: the server frees it with the connection, however that ends.
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            held = bool(connection.scalar(text("SELECT pg_try_advisory_lock(:lock)"), {"lock": _REFRESH_LOCK}))
            try:
                yield held
            finally:
                if held:
                    connection.execute(text("SELECT pg_advisory_unlock(:lock)"), {"lock": _REFRESH_LOCK})

    def explain(self, error: DBAPIError) -> str:
        said = str(error.orig)
        return next((mend for sign, mend in _MENDS if sign in said), f"the server said: {said}")

    def check(self, connection: Connection) -> Iterator[str]:
        number = int(connection.scalar(text("SHOW server_version_num")) or 0)
        if number < OLDEST * 10_000:
            yield f"PostgreSQL {number // 10_000} is too old; use {OLDEST} or newer"
        encoding = connection.scalar(text("SHOW server_encoding"))
        if encoding != "UTF8":
            yield f"the database's encoding is {encoding}; create it with `createdb -E UTF8 -T template0`"
        if not connection.scalar(text("SELECT has_schema_privilege(current_schema(), 'CREATE')")):
            yield "this user may create no tables; GRANT CREATE on the schema"

    def year(self, day: ColumnElement[Any]) -> ColumnElement[str]:
        return func.to_char(literal_column("date '1970-01-01'") + cast(day, sql_types.Integer), "YYYY")


def _wanted(query: str) -> ColumnElement[Any]:
    """A query as a tsquery."""
    wanted: ColumnElement[Any] = cast(literal(""), TSQUERY)
    for index, words in enumerate(terms(query)):
        part = func.phraseto_tsquery("english", " ".join(words))
        wanted = part if index == 0 else wanted.op("&&")(part)
    return wanted


_ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})


def _copied(value: Any) -> str:
    """A value as COPY reads it."""
    if isinstance(value, str):
        return value.translate(_ESCAPES)
    if value is None:
        return "\\N"
    return "\\\\x" + value.hex() if isinstance(value, bytes) else str(value)
