"""Events from files onto the time axis: calendars, tables, and what is wrong with them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from analytics.cli.main import main

CALENDAR = """BEGIN:VCALENDAR\r
VERSION:2.0\r
BEGIN:VEVENT\r
DTSTART;VALUE=DATE:20260302\r
SUMMARY:Spring fair\\, day one\\nof t\r
 wo\r
URL:https://fair.example/\r
END:VEVENT\r
BEGIN:VEVENT\r
DTSTART;TZID=Europe/Berlin:20260304T233000\r
SUMMARY:Late show\r
URL:javascript:alert(1)\r
END:VEVENT\r
END:VCALENDAR\r
"""


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home of its own, and no database but the one in it."""
    monkeypatch.setenv("UPSWELL_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    return tmp_path


def listed(capsys: pytest.CaptureFixture[str]) -> list[tuple[str, str, str | None]]:
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    return [(row["day"], row["label"], row["url"]) for row in rows]


def test_a_calendar_gives_its_days_and_only_web_links(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = home / "events.ics"
    path.write_text(CALENDAR, encoding="utf-8", newline="")
    assert main(["events", str(path)]) == 0
    expected = [
        ("2026-03-02", "Spring fair, day one of two", "https://fair.example/"),
        ("2026-03-04", "Late show", None),
    ]
    assert listed(capsys) == expected
    assert main(["events", str(path)]) == 0
    assert listed(capsys) == expected


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_a_table_gives_its_rows_and_names_bad_ones(
    home: Path, separator: str, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = [("Date", "Event"), ("2026-03-02", "Fair"), ("3/4/2026", "When?"), ("5 April 2026", ""), ("", "")]
    path = home / "events.csv"
    path.write_text("\n".join(separator.join(row) for row in rows), encoding="utf-8-sig")
    assert main(["events", str(path)]) == 0
    captured = capsys.readouterr()
    assert [json.loads(line)["label"] for line in captured.out.splitlines()] == ["Fair"]
    assert "[line 3]: '3/4/2026' names no day" in captured.err
    assert "[line 4]: the event has no label" in captured.err


@pytest.mark.parametrize("text", ["", "a,b\n1,2\n", "BEGIN:VCALENDAR\nEND:VCALENDAR\n"], ids=["empty", "other", "bare"])
def test_a_file_without_events_is_named(home: Path, text: str, capsys: pytest.CaptureFixture[str]) -> None:
    path = home / "none.csv"
    path.write_text(text, encoding="utf-8")
    assert main(["events", str(path)]) == 1
    assert "none.csv" in capsys.readouterr().err


def test_an_event_can_be_taken_off(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = home / "events.csv"
    path.write_text("date,label\n2026-03-02,Fair\n", encoding="utf-8")
    assert main(["events", str(path)]) == 0
    identity = json.loads(capsys.readouterr().out)["id"]
    assert main(["events", "--remove", identity]) == 0
    assert main(["events"]) == 0
    assert listed(capsys) == []
