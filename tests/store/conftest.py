"""A store to write to: SQLite always, PostgreSQL where its server is installed (slow)."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from analytics import settings
from analytics.store import Store, open_store
from benchmarks.shelf import Shelf


def _run(*command: str) -> None:
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)  # noqa: S603 - our own words only


@pytest.fixture(scope="session")
def postgresql(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of an empty PostgreSQL server on loopback, started for these tests."""
    installed = sorted(Path("/usr/lib/postgresql").glob("*/bin/pg_ctl"))
    if not installed:
        pytest.skip("no PostgreSQL server is installed")
    tools = installed[-1].parent
    # The server refuses to run as root, and its user must reach the folder.
    folder = Path(f"/tmp/upswell-postgresql-{os.getpid()}")  # noqa: S108
    folder.mkdir(mode=0o755)
    as_user: list[str] = []
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres")
        as_user = ["runuser", "-u", pwd.getpwnam("postgres").pw_name, "--"]
    data = str(folder / "data")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    _run(*as_user, str(tools / "initdb"), "-D", data, "-U", "upswell", "-A", "trust", "-E", "UTF8")
    options = f"-c listen_addresses=127.0.0.1 -c port={port} -c unix_socket_directories={folder} -c fsync=off"
    start = [*as_user, str(tools / "pg_ctl"), "-D", data, "-w", "-l", str(folder / "log"), "-o", options, "start"]
    _run(*start)
    try:
        yield f"postgresql://upswell@127.0.0.1:{port}/postgres"
    finally:
        _run(*as_user, str(tools / "pg_ctl"), "-D", data, "-m", "immediate", "stop")
        shutil.rmtree(folder)


@pytest.fixture
def empty_database(postgresql: str) -> str:
    """The address of a database of its own on that server."""
    import pg8000.dbapi

    host, _, rest = postgresql.removeprefix("postgresql://upswell@").partition(":")
    port = int(rest.partition("/")[0])
    connection = pg8000.dbapi.connect(user="upswell", host=host, port=port, database="postgres")
    connection.autocommit = True
    connection.cursor().execute("DROP DATABASE IF EXISTS trial WITH (FORCE)")
    connection.cursor().execute("CREATE DATABASE trial")
    connection.close()
    return postgresql.rpartition("/")[0] + "/trial"


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
