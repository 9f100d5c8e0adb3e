"""A store can be moved, backed up and written out, and arrives whole."""

from __future__ import annotations

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from threading import Event

import pytest
from sqlalchemy import select, text

from analytics import settings
from analytics.errors import StoreError
from analytics.store import Store, copying, decisions, doctor, open_store, schema
from analytics.store.schema import metadata
from benchmarks.shelf import NOW, Shelf, article
from tests.store.conftest import STOCKED


@pytest.fixture
def filled(store: Store, shelf: Shelf) -> Store:
    shelf.register("Alpha")
    shelf.put(
        article("one", text="Naïve “text” – 🙂."),
        article("two"),
        article("undated", day=None),
        copies={"two": "one"},
        topics_of={"one": ["t1"]},
        mentions={"one": ["Acme"]},
    )
    decisions.decide(store, "rename", "t1", {"label": "Mine"}, now=NOW)
    return store


def sqlite_at(home: Path) -> Store:
    return open_store(settings.load({"UPSWELL_HOME": str(home)}))


def prints(store: Store) -> dict[str, tuple[int, str]]:
    with store.read() as connection:
        return {table.name: copying.fingerprint(connection, table) for table in metadata.sorted_tables}


def test_a_store_moves_and_goes_on(filled: Store, tmp_path: Path) -> None:
    target = sqlite_at(tmp_path / "target")
    copying.move(filled, target)
    assert prints(target) == prints(filled)
    Shelf(target).put(article("three"))
    assert list(doctor.problems(target)) == []


def test_every_value_of_every_table_moves(stocked: Store, tmp_path: Path) -> None:
    target = sqlite_at(tmp_path / "target")
    copying.move(stocked, target)
    assert prints(target) == prints(stocked)
    assert {count for count, _ in prints(target).values()} == {STOCKED}
    assert rows_of(target) == rows_of(stocked)


@pytest.mark.slow
def test_a_store_moves_to_a_server_and_back(tmp_path: Path, empty_database: str) -> None:
    here, server = (
        sqlite_at(tmp_path / "here"),
        open_store(settings.load({"UPSWELL_HOME": str(tmp_path), "DATABASE_URL": empty_database})),
    )
    shelf = Shelf(here)
    shelf.register("Alpha")
    odd = article("one", text="A \\N of\ttabs,\r\nlines and \\back\\slashes \\.")
    shelf.put(odd, article("undated", day=None), topics_of={"one": ["t1"]}, mentions={"one": ["Acme"]})
    before = constraints(server)
    copying.move(here, server)
    assert prints(server) == prints(here)
    assert constraints(server) == before
    Shelf(server).put(article("two"), topics_of={"two": ["t2"]}, mentions={"two": ["Bolt"]})
    back = sqlite_at(tmp_path / "back")
    copying.move(server, back)
    assert prints(back) == prints(server)
    assert list(doctor.problems(server)) == []
    server.close()


def rows_of(store: Store) -> dict[str, list[tuple[object, ...]]]:
    with store.read() as connection:
        return {
            table.name: sorted(map(tuple, connection.execute(select(table))), key=repr)
            for table in metadata.sorted_tables
        }


def constraints(store: Store) -> list[tuple[object, ...]]:
    """The definitions of all indexes and foreign keys of a server's store."""
    with store.read() as connection:
        indexes = connection.execute(text("SELECT indexdef FROM pg_indexes WHERE schemaname = 'public'")).all()
        keys = connection.execute(
            text("SELECT CAST(conrelid AS regclass), conname, pg_get_constraintdef(oid) FROM pg_constraint")
        ).all()
    return sorted(map(tuple, [*indexes, *keys]), key=repr)


def test_a_value_that_changes_on_the_way_is_noticed(stocked: Store, tmp_path: Path) -> None:
    target = sqlite_at(tmp_path / "target")
    with target.write() as connection:
        connection.exec_driver_sql(
            "CREATE TRIGGER thief AFTER INSERT ON rating WHEN new.score = -3"
            " BEGIN UPDATE rating SET score = -4 WHERE score = -3; END"
        )
    with pytest.raises(StoreError, match="table rating differs"):
        copying.move(stocked, target)
    assert target.is_empty()


def test_a_filled_store_is_no_target(filled: Store, tmp_path: Path) -> None:
    target = sqlite_at(tmp_path / "target")
    Shelf(target).register("Alpha")
    with pytest.raises(StoreError, match="not empty"):
        copying.move(filled, target)


def test_backup_and_restore(tmp_path: Path) -> None:
    home = tmp_path / "home"
    store = sqlite_at(home)
    shelf = Shelf(store)
    shelf.register("Alpha")
    shelf.put(article("one"))
    before = prints(store)
    copying.backup(store, tmp_path / "copy.db")
    shelf.put(article("two"))
    store.close()
    copying.restore(tmp_path / "copy.db", home / "upswell.db")
    assert prints(sqlite_at(home)) == before
    assert (home / "upswell.db.before").exists()


def test_a_backup_ends_while_others_write_on(tmp_path: Path) -> None:
    store = sqlite_at(tmp_path)
    with store.write() as connection:
        connection.exec_driver_sql(
            "CREATE TABLE ballast AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 8000)"
            " SELECT i, randomblob(4000) FROM n"
        )
    begun, done = Event(), Event()

    def write() -> None:
        with closing(sqlite3.connect(tmp_path / "upswell.db", isolation_level=None)) as connection:
            connection.execute("PRAGMA synchronous=OFF")
            for number in range(50_000):
                if not done.is_set():
                    connection.execute("INSERT INTO meta VALUES (?, 'written meanwhile')", (f"note {number}",))
                    begun.set()

    with ThreadPoolExecutor(1) as pool:
        writing = pool.submit(write)
        assert begun.wait(10)
        copying.backup(store, tmp_path / "copy.db")
        assert not writing.done()
        done.set()
        writing.result()
    kept, now = (sqlite_held(path) for path in (tmp_path / "copy.db", tmp_path / "upswell.db"))
    assert 0 < len(kept) < len(now)
    assert kept <= now


def sqlite_held(path: Path) -> set[str]:
    """The names of what a database file remembers."""
    with closing(sqlite3.connect(path)) as connection:
        return {name for (name,) in connection.execute("SELECT name FROM meta")}


def test_a_backup_is_restored_under_a_reader(tmp_path: Path) -> None:
    store = sqlite_at(tmp_path)
    Shelf(store).register("Alpha")
    Shelf(store).put(article("one"))
    copying.backup(store, tmp_path / "copy.db")
    then = prints(store)
    Shelf(store).put(article("two"))
    now = prints(store)
    with store.refreshing(), pytest.raises(StoreError, match="refresh of this store is running"):
        copying.restore(tmp_path / "copy.db", tmp_path / "upswell.db")
    with store.read() as connection:
        assert copying.fingerprint(connection, schema.article) == now["article"]
        copying.restore(tmp_path / "copy.db", tmp_path / "upswell.db")
        assert copying.fingerprint(connection, schema.article) == now["article"]
    assert prints(store) == then
    assert list(doctor.problems(store)) == []


def test_a_damaged_store_is_restored(tmp_path: Path) -> None:
    store = sqlite_at(tmp_path / "whole")
    copying.backup(store, tmp_path / "copy.db")
    (tmp_path / "upswell.db").write_bytes(b"no database" * 1000)
    copying.restore(tmp_path / "copy.db", tmp_path / "upswell.db")
    assert prints(sqlite_at(tmp_path)) == prints(store)
    assert (tmp_path / "upswell.db.before").read_bytes().startswith(b"no database")


def test_a_sound_store_stays_in_its_place_after_a_damaged_one_was_set_aside(tmp_path: Path) -> None:
    store = sqlite_at(tmp_path / "whole")
    copying.backup(store, tmp_path / "copy.db")
    (tmp_path / "upswell.db.before").write_bytes(b"no database" * 1000)
    sqlite_at(tmp_path)
    file = (tmp_path / "upswell.db").stat().st_ino
    copying.restore(tmp_path / "copy.db", tmp_path / "upswell.db")
    assert (tmp_path / "upswell.db").stat().st_ino == file
    with closing(sqlite3.connect(tmp_path / "upswell.db.before")) as kept:
        assert kept.execute("PRAGMA quick_check").fetchone() == ("ok",)


def test_what_is_no_backup_is_refused(tmp_path: Path) -> None:
    (tmp_path / "photo.db").write_bytes(b"not a database at all" * 100)
    with pytest.raises(StoreError, match="no backup"):
        copying.restore(tmp_path / "photo.db", tmp_path / "upswell.db")
    assert not (tmp_path / "upswell.db").exists()
