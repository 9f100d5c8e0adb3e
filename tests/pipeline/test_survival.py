"""What a refresh survives: being killed, being interrupted, a full disk, and another refresh beside it."""

from __future__ import annotations

import multiprocessing
import os
import random
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from multiprocessing.connection import Connection
from multiprocessing.synchronize import Event
from pathlib import Path

import pytest
from sqlalchemy import select

from analytics.errors import StoreError
from analytics.pipeline import refresh
from analytics.settings import Settings
from analytics.store import Store, doctor, open_store, schema, sources
from ingest.article import Source
from tests.pipeline.conftest import NOW, Notes, contents, moved

KILLS = 100
LONGEST_LIFE = 0.6

posix = pytest.mark.skipif(sys.platform == "win32", reason="needs signals and file systems as POSIX has them")


def test_a_second_refresh_says_that_one_is_running(store: Store, chosen: Settings) -> None:
    with store.refreshing(), pytest.raises(StoreError, match="another refresh"):
        refresh(store, chosen, now=NOW)
    refresh(store, chosen, now=NOW)


@posix
@pytest.mark.parametrize("database", ["sqlite", pytest.param("postgresql", marks=pytest.mark.slow)])
def test_of_two_refreshes_at_once_the_second_says_so_and_nothing_is_doubled(
    database: str, chosen: Settings, notes: Notes, request: pytest.FixtureRequest
) -> None:
    if database == "postgresql":
        chosen = replace(chosen, database_url=request.getfixturevalue("fresh_database")("twice"))
    store = open_store(chosen)
    sources.add(store, [Source("notes", "Notes", notes.folder.as_posix(), "folder")], now=NOW)
    store.close()
    fork = multiprocessing.get_context("fork")
    running, tried = fork.Event(), fork.Event()
    said, telling = fork.Pipe(duplex=False)
    first = fork.Process(target=refresh_until, args=(chosen, running, tried))
    second = fork.Process(target=refresh_beside, args=(chosen, running, tried, telling))
    for process in (first, second):
        process.start()
    telling.close()
    assert "another refresh of this store is running; wait" in said.recv()
    for process in (first, second):
        process.join(120)
        assert process.exitcode == 0

    alone = open_store(moved(chosen, chosen.home / "alone"))
    sources.add(alone, [Source("notes", "Notes", notes.folder.as_posix(), "folder")], now=NOW)
    refresh(alone, chosen, now=NOW)
    both = open_store(chosen)
    assert contents(both) == contents(alone)
    assert list(doctor.problems(both)) == []
    both.close()


def refresh_until(chosen: Settings, running: Event, tried: Event) -> None:
    """A refresh that waits, once it runs, until another was tried."""

    def progress(stage: str, done: int, total: int) -> None:
        running.set()
        assert tried.wait(60)

    refresh(open_store(chosen), chosen, now=NOW, progress=progress)


def refresh_beside(chosen: Settings, running: Event, tried: Event, telling: Connection) -> None:
    """A refresh that is begun while another runs, and tells what it was told."""
    assert running.wait(60)
    store = open_store(chosen)
    try:
        refresh(store, chosen, now=NOW)
        telling.send("nothing")
    except StoreError as error:
        telling.send(str(error))
    tried.set()


@pytest.mark.slow
@posix
def test_a_writer_that_is_killed_a_hundred_times_loses_and_doubles_nothing(
    chosen: Settings, store: Store, notes: Notes
) -> None:
    """Writers are forked with all models loaded, so that they die in a write as often as before the first one."""
    refresh(store, chosen, now=NOW)
    store.close()
    fork = multiprocessing.get_context("fork")
    ended = fork.Event()
    readers = [fork.Process(target=read, args=(chosen, ended)) for _ in range(2)]
    for reader in readers:
        reader.start()
    chance = random.Random(7)
    acknowledged = set[str]()
    for number in range(12, 12 + KILLS):
        notes.write(number)
        said, telling = fork.Pipe(duplex=False)
        writer = fork.Process(target=write, args=(chosen, telling))
        writer.start()
        telling.close()
        writer.join(chance.uniform(0, LONGEST_LIFE))
        writer.kill()
        writer.join()
        acknowledged |= set(heard(said))
        checked = open_store(chosen)
        assert list(doctor.problems(checked)) == []
        assert acknowledged <= contents(checked).keys()
        checked.close()
    ended.set()
    for reader in readers:
        reader.join(60)
        assert reader.exitcode == 0
    assert len(acknowledged) > KILLS / 2

    unharmed = open_store(moved(chosen, chosen.home / "unharmed"))
    sources.add(unharmed, [Source("notes", "Notes", notes.folder.as_posix(), "folder")], now=NOW)
    survived = open_store(chosen)
    for each in (survived, unharmed):
        refresh(each, chosen, now=NOW)
        assert list(doctor.problems(each)) == []
    assert len(contents(survived)) == 12 + KILLS
    assert contents(survived) == contents(unharmed)


def write(chosen: Settings, telling: Connection) -> None:
    """A writer's life: a refresh that tells which articles it has committed."""
    store = open_store(chosen)

    def progress(stage: str, done: int, total: int) -> None:
        with store.read() as connection:
            telling.send(list(connection.scalars(select(schema.article.c.id))))

    refresh(store, chosen, now=NOW, progress=progress)


def heard(said: Connection) -> Iterator[str]:
    """All article ids that came through before the writer died."""
    try:
        while said.poll():
            yield from said.recv()
    except (EOFError, OSError):
        return


def read(chosen: Settings, ended: Event) -> None:
    """A reader's life: at every moment that it sees, the sums are those of the rows."""
    store = open_store(chosen)
    while not ended.wait(0.02):
        for rollup in (schema.total_week, schema.entity_week):
            assert doctor.agrees(store, rollup)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of little more than a megabyte."""
    folder = tmp_path / "disk"
    folder.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1300k", "tmpfs", str(folder)], check=False).returncode:  # noqa: S603, S607
        pytest.skip("only root can mount a small file system")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)  # noqa: S603, S607


def remount(folder: Path, option: str) -> None:
    subprocess.run(["mount", "-o", f"remount,{option}", str(folder)], check=True)  # noqa: S603, S607


@posix
def test_a_full_disk_is_named_and_what_is_stored_stays(chosen: Settings, notes: Notes, small_disk: Path) -> None:
    for number in range(12, 300):
        notes.write(number)
    there = moved(chosen, small_disk)
    store = open_store(there)
    sources.add(store, [Source("notes", "Notes", notes.folder.as_posix(), "folder")], now=NOW)
    with pytest.raises(StoreError, match=f"{small_disk}.*the disk is full; free some space"):
        refresh(store, there, now=NOW)
    kept = contents(store).keys()
    assert list(doctor.problems(store)) == []
    remount(small_disk, "size=50m")
    refresh(store, there, now=NOW)
    assert kept <= contents(store).keys()
    assert len(contents(store)) == 300
    assert list(doctor.problems(store)) == []
    store.close()


@posix
def test_a_folder_that_may_not_be_written_is_named_and_read(chosen: Settings, notes: Notes, small_disk: Path) -> None:
    remount(small_disk, "size=50m")
    there = moved(chosen, small_disk)
    store = open_store(there)
    sources.add(store, [Source("notes", "Notes", notes.folder.as_posix(), "folder")], now=NOW)
    refresh(store, there, now=NOW)
    before = contents(store)
    notes.write(12)
    store.close()
    remount(small_disk, "ro")
    with pytest.raises(StoreError, match=f"{small_disk}.* may be written"):
        refresh(open_store(there), there, now=NOW)
    remount(small_disk, "rw")
    store = open_store(there)
    assert contents(store) == before
    refresh(store, there, now=NOW)
    assert len(contents(store)) == 13
    store.close()


@pytest.mark.slow
@posix
def test_ctrl_c_ends_with_a_sentence_and_the_next_run_goes_on(chosen: Settings, store: Store, notes: Notes) -> None:
    for number in range(12, 200):
        notes.write(number)
    environ = os.environ | {"UPSWELL_HOME": str(chosen.home), "UPSWELL_ENCODER": "none", "UPSWELL_WORKERS": "2"}
    command = [sys.executable, "-m", "analytics.cli.main", "refresh"]
    # A group of its own, so that the signal reaches workers too, as it does on a terminal.
    # What is started in the background is deaf to Ctrl-C, and the tests may be.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    running = subprocess.Popen(command, env=environ, stderr=subprocess.PIPE, text=True, start_new_session=True)  # noqa: S603
    signal.signal(signal.SIGINT, before)
    assert running.stderr is not None
    while not running.stderr.readline().startswith("reading names"):
        assert running.poll() is None
    os.killpg(running.pid, signal.SIGINT)
    said = running.stderr.read()
    assert running.wait(60) == 130, said
    assert said.splitlines()[-1] == "upswell refresh: stopped; what was done is kept"
    assert "Traceback" not in said
    done = contents(store)
    assert len(done) == 200
    assert 0 < refresh(store, chosen, now=NOW).enriched < 200
    assert list(doctor.problems(store)) == []
