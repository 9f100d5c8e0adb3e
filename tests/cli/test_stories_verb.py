"""`upswell stories` from its input to its lines."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from analytics.cli.main import main

ROWS = [
    {"id": "b", "title": "Harbor Media buys its rival Tidewater", "text": "", "published": "2026-03-02T10:00:00Z"},
    {"id": "a", "title": "Harbor Media buys its rival Tidewater", "text": "", "published": "2026-03-02T09:00:00Z"},
    {"id": 7, "title": "Ferry port of Marlow shut by storm", "text": None, "published": "no date", "other": [1]},
]


def run(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], lines: list[str]
) -> tuple[int, list[dict[str, object]], str]:
    source = tmp_path / "articles.jsonl"
    source.write_text("\n".join(lines), encoding="utf-8")
    status = main(["stories", str(source)])
    printed = capsys.readouterr()
    return status, [json.loads(line) for line in printed.out.splitlines()], printed.err


def test_one_line_for_each_article_in_the_order_of_the_input(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status, rows, _ = run(tmp_path, capsys, [json.dumps(row) for row in ROWS])
    assert status == 0
    assert [list(row) for row in rows] == [["id", "copy_of", "story"]] * 3
    assert [(row["id"], row["copy_of"]) for row in rows] == [("b", "a"), ("a", None), (7, None)]
    assert rows[0]["story"] == rows[1]["story"] != rows[2]["story"]


def test_what_cannot_be_used_is_named_and_costs_nothing_else(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = [json.dumps(ROWS[0]), '{"title": "no id"}', "{broken", json.dumps(ROWS[0]), json.dumps(ROWS[1])]
    status, rows, said = run(tmp_path, capsys, lines)
    assert (status, len(rows)) == (0, 2)
    assert "line 2: it needs an id" in said
    assert "was there before" in said


def test_nothing_usable(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(tmp_path, capsys, ["[]"])[0] == 1


def test_the_two_seeds_are_one_story(tmp_path: Path, capsys: pytest.CaptureFixture[str], shared: Path) -> None:
    assert main(["parse", str(shared / "seeds")]) == 0
    status, rows, _ = run(tmp_path, capsys, capsys.readouterr().out.splitlines())
    assert status == 0
    assert len({row["story"] for row in rows}) == 1
