"""`upswell doctor` on a server: what is wrong with it is said, with the mend."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import create_engine, make_url, text

from analytics.cli.main import main

pytestmark = pytest.mark.slow

Doctor = Callable[[str], tuple[int, str]]


@pytest.fixture
def doctor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Doctor:
    """What the doctor returns and says of the database at an address."""
    monkeypatch.setenv("UPSWELL_HOME", str(tmp_path))

    def examine(address: str) -> tuple[int, str]:
        monkeypatch.setenv("DATABASE_URL", address)
        code = main(["doctor"])
        return code, "".join(capsys.readouterr())

    return examine


def run(address: str, *statements: str) -> None:
    engine = create_engine(make_url(address).set(drivername="postgresql+pg8000"), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        for statement in statements:
            connection.execute(text(statement))
    engine.dispose()


def test_a_sound_server_lacks_nothing(doctor: Doctor, fresh_database: Callable[[str], str]) -> None:
    code, said = doctor(fresh_database("sound"))
    assert code == 0
    assert "all that is needed is there" in said


def test_an_encoding_that_holds_no_names_is_told(doctor: Doctor, postgresql: str) -> None:
    run(
        postgresql,
        "DROP DATABASE IF EXISTS narrow",
        "CREATE DATABASE narrow ENCODING 'SQL_ASCII' LC_COLLATE 'C' LC_CTYPE 'C' TEMPLATE template0",
    )
    code, said = doctor(f"{postgresql.rpartition('/')[0]}/narrow")
    assert code == 1
    assert "mend: the database's encoding is SQL_ASCII; create it with `createdb -E UTF8" in said


def test_a_user_without_rights_is_told(doctor: Doctor, fresh_database: Callable[[str], str]) -> None:
    address = fresh_database("guarded")
    run(
        address,
        "REVOKE CREATE ON SCHEMA public FROM PUBLIC",
        "DROP ROLE IF EXISTS guest",
        "CREATE ROLE guest LOGIN",
    )
    code, said = doctor(address.replace("upswell@", "guest@"))
    assert code == 1
    assert "this user lacks rights; GRANT it ALL on the database and its schema" in said
    # The tables are there, and may be read and written, but none may be made.
    assert doctor(address)[0] == 0
    run(
        address,
        "GRANT ALL ON ALL TABLES IN SCHEMA public TO guest",
        "GRANT ALL ON ALL SEQUENCES IN SCHEMA public TO guest",
    )
    code, said = doctor(address.replace("upswell@", "guest@"))
    assert code == 1
    assert "mend: this user may create no tables; GRANT CREATE on the schema" in said
    run(address, "DROP OWNED BY guest", "DROP ROLE guest")


def test_a_server_that_does_not_answer_is_told(doctor: Doctor) -> None:
    code, said = doctor("postgresql://upswell@127.0.0.1:9/upswell")
    assert code == 1
    assert "the server does not answer; check that it runs and that DATABASE_URL is right" in said
