"""What a refresh survives: being killed, and another one beside it."""

from __future__ import annotations

import os
import subprocess
import sys
import time

import pytest

from analytics.errors import StoreError
from analytics.filters import Filters
from analytics.pipeline import refresh
from analytics.questions import search_articles
from analytics.settings import Settings
from analytics.store import Store, doctor
from tests.pipeline.conftest import NOW, Notes


def test_a_second_refresh_says_that_one_is_running(store: Store, chosen: Settings) -> None:
    with store.refreshing(), pytest.raises(StoreError, match="another refresh"):
        refresh(store, chosen, now=NOW)
    refresh(store, chosen, now=NOW)


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
def test_killed_refreshes_lose_and_double_nothing(chosen: Settings, store: Store, notes: Notes) -> None:
    for number in range(13, 28):
        notes.write(number)
    environ = os.environ | {"UPSWELL_HOME": str(chosen.home), "UPSWELL_ENCODER": "none", "UPSWELL_WORKERS": "1"}
    command = [sys.executable, "-m", "analytics.cli.main", "refresh"]
    for attempt in range(8):
        running = subprocess.Popen(command, env=environ, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # noqa: S603
        time.sleep(0.7 + 0.9 * attempt)
        # A reader sees one moment of the store, whatever the writer is at.
        assert search_articles(store, Filters(), now=NOW).total <= 27
        running.kill()
        running.wait()
        assert [problem for problem in doctor.problems(store) if "recount" in problem or "damaged" in problem] == []
    report = refresh(store, chosen, now=NOW)
    assert report.articles + report.copies == 27
    assert list(doctor.problems(store)) == []
