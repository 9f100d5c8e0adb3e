"""`upswell decisions` lists what was decided, brings it elsewhere and takes it back."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from analytics import settings
from analytics.cli.main import main
from analytics.store import open_store


@pytest.fixture(autouse=True)
def at_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("UPSWELL_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("UPSWELL_ENCODER", "none")
    monkeypatch.delenv("DATABASE_URL", raising=False)
    open_store(settings.load()).close()


def test_what_is_brought_is_listed_and_can_be_taken_back(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    told = {
        "kind": "track",
        "label": "Backlash",
        "phrases": ["personalization backlash"],
        "sentences": ["I resent it."],
    }
    file = tmp_path / "decisions.jsonl"
    file.write_text(
        json.dumps(told) + '\n{"kind": "rename", "topic": "t1", "label": "x"}\nno object\n', encoding="utf-8"
    )
    assert main(["decisions", "--bring", str(file), "--strict"]) == 3
    said = capsys.readouterr().err
    assert "1 decided" in said
    assert "line 2: there is no topic 't1' here" in said
    assert main(["decisions"]) == 0
    listed = json.loads(capsys.readouterr().out)
    assert {name: listed[name] for name in told} == told
    assert main(["decisions", "--undo", str(listed["key"])]) == 0
    assert main(["decisions"]) == 0
    assert capsys.readouterr().out == ""
    assert main(["decisions", "--undo", "99"]) != 0
