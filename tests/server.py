"""A PostgreSQL server for the tests that want one, on loopback and gone with them."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest


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


@pytest.fixture(scope="session")
def fresh_database(postgresql: str) -> Callable[[str], str]:
    """Makes an empty database of that name on the server, in the place of an older one; returns its address."""
    import pg8000.dbapi

    host, _, rest = postgresql.removeprefix("postgresql://upswell@").partition(":")
    port = int(rest.partition("/")[0])

    def made(name: str) -> str:
        connection = pg8000.dbapi.connect(user="upswell", host=host, port=port, database="postgres")
        connection.autocommit = True
        connection.cursor().execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        connection.cursor().execute(f"CREATE DATABASE {name}")
        connection.close()
        return f"{postgresql.rpartition('/')[0]}/{name}"

    return made
