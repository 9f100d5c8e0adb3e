"""`upswell watch` as a service manager runs it: a process that is told to stop by a signal."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from analytics.cli.main import main

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGTERM")


@pytest.fixture
def environ(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    said = {"UPSWELL_HOME": str(tmp_path / "home"), "UPSWELL_ENCODER": "none", "UPSWELL_WORKERS": "1"}
    for name, value in said.items():
        monkeypatch.setenv(name, value)
    monkeypatch.delenv("DATABASE_URL", raising=False)
    note = tmp_path / "note.md"
    note.write_text("---\ntitle: A note\ndate: 2026-03-02\n---\n\nHalf of all shops agree.\n", encoding="utf-8")
    assert main(["add", str(note)]) == 0
    return dict(os.environ)


@pytest.mark.slow
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_it_prints_its_health_and_ends_well_when_told_to(environ: dict[str, str], number: signal.Signals) -> None:
    command = [sys.executable, "-m", "analytics.cli.main", "watch"]
    running = subprocess.Popen(command, env=environ, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)  # noqa: S603
    assert running.stdout is not None
    first, health = running.stdout.readline(), running.stdout.readline()
    assert "collected 1 new items" in first
    assert "sources: 1 ok; next round at" in health
    running.send_signal(number)
    said, trouble = running.communicate(timeout=20)
    assert (running.returncode, trouble) == (0, "")
    assert said.endswith("stopped; what was done is kept\n")
