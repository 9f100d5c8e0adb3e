"""A real Dask scheduler with two workers: the same rows as without it, whoever dies, by option and by setting."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import select

from analytics import settings
from analytics.errors import SettingsError
from analytics.pipeline import refresh
from analytics.settings import Settings
from analytics.store import Store, doctor, open_store, schema, sources
from ingest.article import Source
from tests.pipeline.conftest import NOW, QUOTED, Notes, contents, moved, words

NUMBER = 200


@pytest.fixture
def cluster() -> Iterator[Any]:
    """A scheduler and two worker processes on loopback."""
    distributed = pytest.importorskip("distributed")
    with distributed.LocalCluster(n_workers=2, threads_per_worker=1, host="127.0.0.1", dashboard_address=None) as made:
        yield made


@pytest.fixture
def many(notes: Notes) -> Notes:
    """Enough notes for seven batches, every fifth with names and numbers."""
    for number in range(12, NUMBER):
        notes.write(number, text=f"{QUOTED} {words(number)}" if number % 5 == 0 else "")
    return notes


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
def test_a_cluster_that_loses_a_worker_gives_the_rows_of_a_local_run(
    chosen: Settings, store: Store, many: Notes, cluster: Any
) -> None:
    with_encoder = replace(chosen, encoder=settings.load({}).encoder)
    killed: list[int] = []

    def progress(stage: str, done: int, total: int) -> None:
        if stage == "reading names and numbers" and 0 < done < total and not killed:
            killed.append(next(iter(cluster.workers.values())).pid)
            os.kill(killed[0], signal.SIGKILL)

    refresh(store, replace(with_encoder, cluster=cluster.scheduler_address), now=NOW, progress=progress)
    assert killed
    local = open_store(moved(with_encoder, chosen.home / "local"))
    sources.add(local, [Source("notes", "Notes", many.folder.as_posix(), "folder")], now=NOW)
    refresh(local, moved(with_encoder, chosen.home / "local"), now=NOW)
    assert len(contents(store)) == NUMBER
    assert contents(store) == contents(local)
    assert vectors(store) == vectors(local)
    assert list(doctor.problems(store)) == []


@pytest.mark.slow
@pytest.mark.parametrize("by_option", [True, False])
def test_option_and_setting_both_name_a_cluster(
    chosen: Settings, store: Store, notes: Notes, cluster: Any, by_option: bool
) -> None:
    environ = os.environ | {"UPSWELL_HOME": str(chosen.home), "UPSWELL_ENCODER": "none"}
    command = [sys.executable, "-m", "analytics.cli.main", "refresh"]
    if by_option:
        command += ["--cluster", cluster.scheduler_address]
    else:
        environ["UPSWELL_CLUSTER"] = cluster.scheduler_address
    done = subprocess.run(command, env=environ, capture_output=True, text=True, check=True)  # noqa: S603
    assert "12 enriched" in done.stdout
    assert cluster.scheduler.transition_counter > 0
    assert len(contents(store)) == 12


@pytest.mark.slow
def test_a_cluster_that_does_not_answer_is_named(chosen: Settings, store: Store) -> None:
    pytest.importorskip("distributed")
    with pytest.raises(SettingsError, match=r"no Dask scheduler answers at tcp://127\.0\.0\.1:9"):
        refresh(store, replace(chosen, cluster="tcp://127.0.0.1:9"), now=NOW)


def vectors(store: Store) -> dict[str, bytes]:
    """The stored vector of each article id."""
    with store.read() as connection:
        query = select(schema.article.c.id, schema.vector.c.data).join(schema.vector)
        return dict(connection.execute(query).all())
