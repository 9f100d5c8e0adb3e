"""Opening the store, and the two ways to use it: consistent reads, and writes that are committed whole or not."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, Engine, func, select
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from analytics.errors import StoreError
from analytics.settings import Settings
from analytics.store import schema
from analytics.store.columns import Held
from analytics.store.dialects import Dialect, PostgreSQL, SQLite
from analytics.store.migrate import migrate


@dataclass(frozen=True, slots=True, eq=False)
class Store:
    """An open database. One a process, shared by all threads; `timezone` is the calendar that its days follow.

    `columns` holds what questions about many articles are answered from: see `upkeep.columns`.
    """

    engine: Engine
    dialect: Dialect
    timezone: str
    columns: Held = field(default_factory=lambda: Held(None), repr=False)

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A connection that sees one moment of the store, whatever is written meanwhile."""
        with self._transaction(write=False) as connection:
            yield connection

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """A connection whose changes are committed together at the end, or not at all when anything is raised."""
        with self._transaction(write=True) as connection:
            yield connection

    @contextmanager
    def refreshing(self) -> Iterator[None]:
        """Keeps a second refresh out. Raises StoreError when one is running."""
        with self.dialect.exclusive(self.engine) as held:
            if not held:
                raise StoreError("another refresh of this store is running; wait until it has finished")
            yield

    def as_of(self) -> datetime | None:
        """The last moment at which anything was collected: nothing is known of what was published after it."""
        with self.read() as connection:
            return as_of(connection)

    def state(self) -> str:
        """What tells two moments of the store apart: other words after any write that changes an answer."""
        newest = select(schema.change.c.stamp).order_by(schema.change.c.number.desc()).limit(1)
        told = (
            newest.scalar_subquery(),
            select(func.max(schema.lineage.c.key)).scalar_subquery(),
            select(func.max(schema.decision.c.key)).scalar_subquery(),
        )
        with self.read() as connection:
            return " ".join(map(str, (as_of(connection), *connection.execute(select(*told)).one())))

    def is_empty(self) -> bool:
        """Whether there is no article yet."""
        with self.read() as connection:
            return connection.scalar(select(func.min(schema.article.c.key))) is None

    def close(self) -> None:
        """Gives the connections back."""
        self.engine.dispose()

    @contextmanager
    def _transaction(self, *, write: bool) -> Iterator[Connection]:
        try:
            with self.engine.connect() as plain:
                connection = plain.execution_options(write=write)
                with connection.begin():
                    if write:
                        self.dialect.queue(connection)
                    yield connection
        except DBAPIError as error:
            raise StoreError(f"{self._place()}: {self.dialect.explain(error)}") from error

    def _place(self) -> str:
        return self.engine.url.render_as_string(hide_password=True)


def as_of(connection: Connection) -> datetime | None:
    """The last moment at which anything was collected, as this connection sees it."""
    raw = connection.scalar(select(schema.meta.c.value).where(schema.meta.c.name == "as_of"))
    return None if raw is None else datetime.fromisoformat(raw)


def open_store(settings: Settings, *, in_passing: bool = False) -> Store:
    """The store that the settings name, created or brought up to date where needed.

    `in_passing` is for who reads much of it, but each row once, as a refresh does: that is not kept in memory.
    Raises StoreError naming the database and the mend.
    """
    dialect: Dialect
    if settings.embedded:
        dialect = SQLite()
    elif settings.database_url.startswith(("postgresql", "postgres:")):
        dialect = PostgreSQL()
    else:
        raise StoreError("DATABASE_URL: only sqlite:/// and postgresql:// addresses are known")
    try:
        engine = dialect.engine(
            settings.database_url.replace("postgres:", "postgresql:", 1),
            read_only=settings.read_only,
            in_passing=in_passing,
        )
    except SQLAlchemyError as error:
        raise StoreError(f"DATABASE_URL: {error}") from error
    if settings.embedded and engine.url.database:
        try:
            Path(engine.url.database).parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StoreError(
                f"{settings.home}: {error.strerror}; set UPSWELL_HOME to a folder that may be written"
            ) from error
    place = hashlib.blake2s(engine.url.render_as_string(hide_password=True).encode(), digest_size=8).hexdigest()
    held = Held(None if settings.read_only else settings.home / "columns" / place)
    store = Store(engine, dialect, settings.timezone, held)
    try:
        migrate(store.engine, dialect, timezone=settings.timezone, read_only=settings.read_only)
    except DBAPIError as error:
        raise StoreError(f"{engine.url.render_as_string(hide_password=True)}: {dialect.explain(error)}") from error
    return store
