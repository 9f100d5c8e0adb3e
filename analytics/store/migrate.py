"""Brings a database to the schema that the code needs."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, select, text

from analytics.errors import StoreError
from analytics.store import schema
from analytics.store.dialects import Dialect

MIGRATIONS = Path(__file__).with_name("migrations")


def latest() -> str:
    """The newest revision: the number that its file begins with."""
    return max(path.stem.partition("_")[0] for path in (MIGRATIONS / "versions").glob("[0-9]*_*.py"))


def current(connection: Connection) -> str | None:
    """The revision of a database, None for an empty one."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    found: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
    return found


def migrate(engine: Engine, dialect: Dialect, *, timezone: str, read_only: bool) -> None:
    """Runs what is missing, in one transaction. Raises StoreError for a database of a newer Upswell."""
    with engine.connect() as connection:
        found = current(connection)
    if found == latest():
        return
    if read_only:
        raise StoreError("the database is not up to date and was opened for reading only; run `upswell doctor` without")
    if found is not None and found > latest():
        raise StoreError(f"the database is of a newer Upswell (revision {found}, known {latest()}); update Upswell")
    # Imported here: an up-to-date store, which is nearly every one, should open without waiting for it.
    from alembic import command
    from alembic.config import Config

    with engine.connect() as plain:
        connection = plain.execution_options(write=True)
        with connection.begin():
            if current(connection) == latest():
                return
            config = Config()
            config.set_main_option("script_location", str(MIGRATIONS))
            config.attributes["connection"] = connection
            config.attributes["dialect"] = dialect
            command.upgrade(config, "head")
            if connection.scalar(select(schema.meta.c.value).where(schema.meta.c.name == "timezone")) is None:
                connection.execute(schema.meta.insert().values(name="timezone", value=timezone))
