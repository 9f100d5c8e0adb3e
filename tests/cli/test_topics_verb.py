"""`upswell topics` from its input to its lines, with the real encoder and language model."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from analytics.charts import formats
from analytics.cli.main import main

SUBJECTS = {
    "ferry": "The night ferry from Marlow harbour was late again because of the storm at sea, the captain said.",
    "bread": "The bakery sells sourdough bread made of rye flour, water and salt from its stone oven.",
    "chess": "The grandmaster won the chess tournament with a rook endgame after a quiet opening.",
}


def write(path: Path, numbers: range) -> str:
    rows = [
        {"id": f"{subject}-{number:02d}", "title": f"{subject.title()} news, {number}", "text": f"{text} Day {number}."}
        for number in numbers
        for subject, text in SUBJECTS.items()
    ]
    path.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    return str(path)


def run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str]:
    status = main(["topics", *words])
    return status, capsys.readouterr().out


def rows(printed: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in printed.splitlines()]


def test_subjects_are_parted_and_the_same_input_gives_the_same_bytes(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = write(tmp_path / "articles.jsonl", range(12))
    status, printed = run(capsys, source, "--k", "3", "--seed", "1")
    assert status == 0
    found = rows(printed)
    assert [list(row) for row in found] == [["id", "topic", "label", "theme", "weight"]] * 36
    assert len({(row["id"].split("-")[0], row["topic"], row["label"]) for row in found}) == 3
    assert run(capsys, source, "--k", "3", "--seed", "1") == (0, printed)


def test_topics_keep_their_ids_with_all_articles_or_only_new_ones(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    state = ["--state", str(tmp_path / "state")]
    first = rows(run(capsys, write(tmp_path / "1", range(12)), "--k", "3", *state)[1])
    assert rows(run(capsys, write(tmp_path / "2", range(14)), *state)[1])[:36] == first
    ids = {row["id"].split("-")[0]: row["topic"] for row in first}
    for row in rows(run(capsys, write(tmp_path / "3", range(14, 16)), *state)[1]):
        assert row["topic"] == ids[row["id"].split("-")[0]]


def test_what_became_of_topics_is_told_with_its_date_and_reason(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    state = ["--k", "3", "--state", str(tmp_path / "state")]
    assert main(["topics", write(tmp_path / "1", range(12)), *state]) == 0
    captured = capsys.readouterr()
    today = formats.day(datetime.now(UTC))
    told = [
        f"{today}: “{label}” was born (found in the first fit)" for label in {x["label"] for x in rows(captured.out)}
    ]
    assert sorted(line for line in captured.err.splitlines() if " was " in line) == sorted(told)
    assert main(["topics", write(tmp_path / "2", range(14)), "--state", state[-1]]) == 0
    assert " was " not in capsys.readouterr().err


def test_every_membership_on_request(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = write(tmp_path / "articles.jsonl", range(12))
    found = rows(run(capsys, source, "--k", "3", "--all")[1])
    assert {row["id"] for row in found} == {f"{subject}-{n:02d}" for subject in SUBJECTS for n in range(12)}


def test_nothing_usable_and_wrong_use(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "empty").write_text("", encoding="utf-8")
    assert run(capsys, str(tmp_path / "empty"))[0] == 1
    assert main(["topics", str(tmp_path / "empty"), "--k", "0"]) == 1
    assert "--k" in capsys.readouterr().err


def test_a_folder_that_is_no_state_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "topics.json").write_text("{}", encoding="utf-8")
    assert main(["topics", write(tmp_path / "articles", range(2)), "--state", str(tmp_path)]) == 1
    assert str(tmp_path) in capsys.readouterr().err


def test_a_refit_keeps_ids_and_needs_all_articles(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    state = ["--state", str(tmp_path / "state")]
    first = rows(run(capsys, write(tmp_path / "1", range(12)), "--k", "3", *state)[1])
    again = rows(run(capsys, write(tmp_path / "2", range(14)), "--refit", *state)[1])
    assert again[:36] == first
    assert main(["topics", write(tmp_path / "3", range(3)), "--refit", *state]) != 0
    assert "give all articles" in capsys.readouterr().err
    assert main(["topics", write(tmp_path / "4", range(3)), "--refit"]) != 0
