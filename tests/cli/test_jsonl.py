"""What every filter does with its lines, good and bad."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from analytics.cli.main import main

FILTERS = ("dates", "entities", "statistics", "stories", "topics", "urls", "verdicts")
ROW: dict[str, object] = {
    "text": "5% of firms left.",
    "raw": "2026-03-02",
    "url": "https://example.org/a",
    "start": "2026-03-02",
    "grain": "week",
    "counts": [1],
}


def run(verb: str, folder: Path, lines: list[str], *options: str) -> int:
    path = folder / "rows.jsonl"
    path.write_text("\n".join(lines), encoding="utf-8")
    return main([verb, str(path), *options])


@pytest.mark.parametrize("verb", FILTERS)
def test_a_bad_line_is_named_and_strict_tells_so_by_the_exit_status(
    verb: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    nameless = [json.dumps(ROW), json.dumps(ROW | {"id": True})]
    lines = ["{broken", "[1]", "", *nameless, "[" * 100_000, json.dumps(ROW | {"id": "a"})]
    assert run(verb, tmp_path, lines) == 0
    said = capsys.readouterr().err
    assert [f"rows.jsonl line {number}: " in said for number in range(1, 8)] == [
        True,
        True,
        False,
        True,
        True,
        True,
        False,
    ]
    assert run(verb, tmp_path, lines, "--strict") == 3
    assert run(verb, tmp_path, lines[-1:], "--strict") == 0


@pytest.mark.parametrize("verb", [verb for verb in FILTERS if verb != "entities"])
def test_an_id_goes_out_as_it_came_in(verb: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(verb, tmp_path, [json.dumps(ROW | {"id": key}) for key in ("x", 7, 2.5)]) == 0
    assert [json.loads(line)["id"] for line in capsys.readouterr().out.splitlines()] == ["x", 7, 2.5]


@pytest.mark.parametrize("verb", FILTERS)
def test_nothing_usable_and_no_such_file(verb: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(verb, tmp_path, ["{}"]) == 1
    assert main([verb, str(tmp_path / "missing")]) == 1
    assert "name a file, or - for standard input" in capsys.readouterr().err
