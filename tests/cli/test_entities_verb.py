"""`upswell entities` from lines to lines."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from analytics.cli.main import main

KEYS = ["id", "start", "end", "text", "label", "canonical"]


def run(lines: list[str], folder: Path) -> int:
    path = folder / "texts.jsonl"
    path.write_text("\n".join(lines), encoding="utf-8")
    return main(["entities", str(path)])


def test_rows_keep_their_id_and_slice_back(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    texts = {"x": "Gartner asked 400 firms in Norway.", "y": "Nothing to see."}
    lines = [json.dumps({"id": key, "text": text, "more": 1}) for key, text in texts.items()]
    assert run(lines, tmp_path) == 0
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [list(row) for row in rows] == [KEYS, KEYS]
    assert [(row["id"], row["text"], row["label"]) for row in rows] == [("x", "Gartner", "ORG"), ("x", "Norway", "GPE")]
    assert all(texts[row["id"]][row["start"] : row["end"]] == row["text"] for row in rows)


def test_the_whole_input_agrees_on_a_name(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    texts = ["Angela Vossberg spoke in Norway.", "Angela Vossberg was glad.", "VOSSBERG TO LEAVE THE AGENCY"]
    assert run([json.dumps({"id": n, "text": text}) for n, text in enumerate(texts)], tmp_path) == 0
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert {(row["id"], row["label"]) for row in rows if "vossberg" in row["text"].lower()} == {
        (n, "PERSON") for n in range(3)
    }


def test_a_bad_line_is_named_and_costs_no_other(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lines = ["{", json.dumps({"id": 1}), json.dumps({"text": "x"}), json.dumps({"id": 2, "text": "Gartner said so."})]
    assert run(lines, tmp_path) == 0
    said = capsys.readouterr()
    assert [json.loads(line)["id"] for line in said.out.splitlines()] == [2]
    assert "line 1" in said.err
    assert "line 2: it needs a text" in said.err


@pytest.mark.parametrize("lines", [[], ["not json"], ['{"id": 1}']])
def test_nothing_usable_is_status_1(lines: list[str], tmp_path: Path) -> None:
    assert run(lines, tmp_path) == 1


def test_the_seed_article_names_its_firm_and_authors(
    shared: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["parse", str(shared / "seeds" / "wordpress-post.json")])
    assert run(capsys.readouterr().out.splitlines(), tmp_path) == 0
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    found = {(row["canonical"], row["label"]) for row in rows}
    assert {("Gartner", "ORG"), ("Sharon Cantor Ceurvorst", "PERSON"), ("Ewan McIntyre", "PERSON")} <= found
    assert not {"AI", "CMO", "CMOs", "Email", "Bolt AI"} & {row["text"] for row in rows}
