"""The verbs of the project's database, called as a shell calls them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from analytics.cli.main import main


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home of its own, and no database but the one in it."""
    monkeypatch.setenv("UPSWELL_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("UPSWELL_ENCODER", "none")
    monkeypatch.setenv("UPSWELL_WORKERS", "1")
    monkeypatch.delenv("DATABASE_URL", raising=False)
    return tmp_path


@pytest.fixture
def note(home: Path) -> Path:
    path = home / "note.md"
    path.write_text("---\ntitle: A note\ndate: 2026-03-02\n---\n\nHalf of all shops agree.\n", encoding="utf-8")
    return path


def test_add_refresh_sources(note: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["add", str(note)]) == 0
    assert main(["refresh"]) == 0
    assert "collected 1 new items" in capsys.readouterr().out
    assert main(["refresh"]) == 0
    assert "collected 0 new items" in capsys.readouterr().out
    assert main(["sources"]) == 0
    row = json.loads(capsys.readouterr().out)
    assert (row["articles"], row["condition"], row["covered_from"]) == (1, "ok", "2026-03-02")
    assert main(["sources", "--remove", row["id"]]) == 0
    assert main(["sources"]) == 1


def test_what_is_not_there_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["add", "/nowhere/at/all"]) == 1
    assert "/nowhere/at/all: no such file or folder" in capsys.readouterr().err
    assert main(["refresh"]) == 1


def test_subscriptions_go_in_and_out(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    listed = home / "feeds.opml"
    listed.write_text(
        '<opml version="2.0"><body><outline text="Press"><outline text="One" xmlUrl="https://one.example/feed"/>'
        '<outline text="Broken" xmlUrl="javascript:alert(1)"/></outline></body></opml>',
        encoding="utf-8",
    )
    assert main(["add", str(listed)]) == 0
    capsys.readouterr()
    assert main(["sources", "--opml"]) == 0
    written = capsys.readouterr().out
    assert 'xmlUrl="https://one.example/feed"' in written
    assert 'text="Press"' in written
    assert "javascript" not in written


def test_rejections_are_listed(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (home / "empty.md").write_bytes(b"")
    assert main(["add", str(home / "empty.md")]) == 0
    assert main(["refresh"]) == 1
    capsys.readouterr()
    assert main(["sources", "--rejections"]) == 0
    assert "empty" in json.loads(capsys.readouterr().out)["reason"]


def test_backup_restore_and_move(home: Path, note: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["add", str(note)])
    main(["refresh"])
    assert main(["store", "backup", str(home / "copy.db")]) == 0
    assert main(["store", "move", f"sqlite:///{home / 'other.db'}"]) == 0
    assert main(["store", "move", f"sqlite:///{home / 'other.db'}"]) == 1
    assert "not empty" in capsys.readouterr().err
    assert main(["store", "restore", str(home / "copy.db")]) == 0
    assert main(["store", "restore", str(note)]) == 1


def test_the_lake_is_written(home: Path, note: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["add", str(note)])
    main(["refresh"])
    assert main(["export", "--parquet", str(home / "lake")]) == 0
    assert (home / "lake" / "article" / "month=2026-03" / "part-0.parquet").exists()


def test_the_doctor_says_what_was_done_to_the_articles_by_what(
    home: Path, note: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["add", str(note)])
    main(["refresh"])
    capsys.readouterr()
    assert main(["doctor"]) == 0
    said = capsys.readouterr().out
    assert "articles: 1 folded by copies 1" in said
    assert "articles: 1 enriched by en_core_web" in said


def test_the_doctor_finds_a_sound_home_and_a_broken_one(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["doctor"]) == 0
    database = home / "home" / "upswell.db"
    database.write_bytes(b"scribbled over" * 1000)
    for ending in ("-wal", "-shm"):
        database.with_name(database.name + ending).unlink(missing_ok=True)
    assert main(["doctor"]) == 1
    assert "no Upswell database" in capsys.readouterr().out


def test_an_unknown_database_is_refused(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("DATABASE_URL", "mysql://root@localhost/x")
    assert main(["sources"]) == 1
    assert "only sqlite:/// and postgresql://" in capsys.readouterr().err
