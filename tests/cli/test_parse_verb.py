from __future__ import annotations

import json
from pathlib import Path

import pytest

from analytics.cli.main import main

KEYS = (
    "id path locator source source_url via url canonical_url title text summary authors published published_basis "
    "updated language tags extra"
)


def lines(text: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in text.splitlines()]


def test_keys_and_order_are_fixed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "a.json"
    file.write_text(json.dumps([{"title": "T", "date": "2025-01-02", "other": 1}]), encoding="utf-8")
    assert main(["parse", str(file)]) == 0
    (row,) = lines(capsys.readouterr().out)
    assert " ".join(row) == KEYS
    assert (row["path"], row["published"], row["updated"], row["extra"]) == (
        str(file),
        "2025-01-02T00:00:00Z",
        None,
        {"other": 1},
    )


def test_exit_status_and_rejections(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "good.json").write_text('[{"title": "T"}]', encoding="utf-8")
    (tmp_path / "empty.xml").write_bytes(b"")
    rejected = tmp_path / ".rejections.jsonl"
    assert main(["parse", str(tmp_path), "--rejections", str(rejected)]) == 0
    assert main(["parse", str(tmp_path), "--strict"]) == 3
    assert main(["parse", str(tmp_path / "empty.xml")]) == 1
    (row,) = lines(rejected.read_text(encoding="utf-8"))
    assert list(row) == ["path", "locator", "reason", "detail"]
    assert row["path"] == str(tmp_path / "empty.xml")
    assert "the file is empty" in capsys.readouterr().err


def test_output_reads_back_as_input(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    first = tmp_path / "a.json"
    first.write_text(
        json.dumps([{"title": "A &amp; B", "url": "https://a.example/x", "text": "<p>T</p>"}]), encoding="utf-8"
    )
    main(["parse", str(first)])
    printed = capsys.readouterr().out
    again = tmp_path / "b.jsonl"
    again.write_text(printed, encoding="utf-8")
    main(["parse", str(again)])
    once, twice = lines(printed)[0], lines(capsys.readouterr().out)[0]
    for key in ("source", "url", "canonical_url", "title", "text", "published_basis", "language"):
        assert once[key] == twice[key], key


def test_wrong_column_is_explained(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["parse", str(tmp_path), "--column", "nonsense"]) == 1
    assert "FIELD=COLUMN" in capsys.readouterr().err


def test_seeds(shared: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["parse", str(shared / "seeds")]) == 0
    note, post = lines(capsys.readouterr().out)
    address = "https://martech.org/cmos-face-a-make-or-break-moment-as-digital-channels-and-personalization-collapse/"
    assert note["canonical_url"] == post["canonical_url"] == address
    assert note["source"] == post["source"] == "MarTech"
    assert (note["via"], post["via"]) == (None, "attentionmedia.io")
    assert (note["published"], post["published"]) == ("2025-11-19T13:52:00Z", "2025-11-20T00:41:36Z")
    extra = note["extra"]
    assert isinstance(extra, dict)
    assert extra["relevance_score"] == 7
    assert extra["primary_topic"]
    assert note["tags"]
    for row in (note, post):
        for key in ("title", "summary", "text"):
            for trace in ("<", "â€", "appeared first on", "Fuel up", "See terms", "Email:"):
                assert trace not in str(row[key])


def test_dates_and_urls(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "in.jsonl"
    file.write_text(
        '{"id": 1, "raw": "Wed, 19 Nov 2025 13:52:00 +0000", "url": "HTTP://A.example/?utm_source=x"}\n{"id": 2}\n',
        encoding="utf-8",
    )
    assert main(["dates", str(file)]) == 0
    assert lines(capsys.readouterr().out) == [
        {"id": 1, "published": "2025-11-19T13:52:00Z"},
        {"id": 2, "published": None},
    ]
    assert main(["urls", str(file)]) == 0
    assert lines(capsys.readouterr().out) == [
        {"id": 1, "canonical_url": "http://a.example/"},
        {"id": 2, "canonical_url": None},
    ]
