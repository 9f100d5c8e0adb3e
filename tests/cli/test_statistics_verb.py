"""`upswell statistics`: keys and their order, offsets in code points, exit status, bad rows."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from analytics.cli.main import main

KEYS = (
    "id start end raw value low high unit kind comparator subject population period attribution modality hedge sentence"
)


def lines(capsys: pytest.CaptureFixture[str]) -> list[dict[str, object]]:
    """The objects that were written to standard output."""
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def written(folder: Path, *rows: object) -> str:
    """A JSON Lines file of these rows."""
    file = folder / "texts.jsonl"
    file.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return str(file)


def test_each_statistic_is_an_object_with_the_promised_keys(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = "🙂 Nearly 58.5% of marketers agree, according to Northwind."
    assert main(["statistics", written(tmp_path, {"id": "a", "text": text})]) == 0
    (row,) = lines(capsys)
    assert list(row) == KEYS.split()
    assert text[int(str(row["start"])) : int(str(row["end"]))] == row["raw"] == "58.5%"
    assert (row["id"], row["value"], row["low"], row["unit"], row["kind"]) == ("a", 58.5, None, "percent", "percent")
    assert (row["population"], row["subject"], row["hedge"]) == ("marketers", "agree", "nearly")
    assert (row["attribution"], row["modality"]) == ("Northwind", "observed")


def test_values_are_json_numbers(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = "It is worth $1.2bn. Trust fell from 48% to 41%. Nearly two-thirds of firms agree."
    main(["statistics", written(tmp_path, {"id": 1, "text": text})])
    money, change, share = lines(capsys)
    assert money["value"] == 1_200_000_000
    assert (change["value"], change["low"], change["high"]) == (41, 41, 48)
    assert share["value"] == pytest.approx(66.667, abs=0.001)


def test_a_row_without_text_costs_only_itself(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = [{"id": "a"}, {"id": "b", "text": 7}, {"id": "c", "text": "5% of firms left."}]
    assert main(["statistics", written(tmp_path, *rows)]) == 0
    captured = capsys.readouterr()
    assert [json.loads(line)["id"] for line in captured.out.splitlines()] == ["c"]
    assert "line 1: it needs a text" in captured.err
    assert "line 2: it needs a text" in captured.err


def test_series_follow_a_figure_from_article_to_article(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = [
        {
            "id": "a",
            "text": "58% of marketers use AI, according to Northwind.",
            "source": "Ad Ledger",
            "published": "2025-03-01T00:00:00Z",
        },
        {"id": "b", "text": "Nearly 60% of marketers use AI, Northwind says.", "published": "2025-03-05"},
        {"id": "c", "text": "58% of agencies use AI, according to Northwind.", "published": "soon"},
    ]
    assert main(["statistics", "--series", written(tmp_path, *rows)]) == 0
    marketers, agencies = lines(capsys)
    observation = marketers["observations"][0]  # type: ignore[index]
    assert marketers["name"] == "Marketers who use AI"
    assert (observation["value"], observation["reference"], observation["source"]) == (58, "2025-03-01", "Ad Ledger")
    assert [(each["article"], each["raw"], each["alterations"]) for each in observation["retellings"]] == [
        ("b", "60%", ["rounded"])
    ]
    assert agencies["population"] == "agencies"


@pytest.mark.parametrize("rows", [[], [{"id": "a"}]])
def test_nothing_usable_is_exit_status_1(rows: list[object], tmp_path: Path) -> None:
    assert main(["statistics", written(tmp_path, *rows)]) == 1


def test_a_text_without_statistics_is_usable(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["statistics", written(tmp_path, {"id": "a", "text": "Nothing here."})]) == 0
    assert lines(capsys) == []


def test_the_seed_post_gives_its_three_findings(
    shared: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["parse", str(shared / "seeds" / "wordpress-post.json")])
    (article,) = lines(capsys)
    assert main(["statistics", written(tmp_path, article)]) == 0
    found = lines(capsys)
    assert [row["value"] for row in found] == [3.2, 2, 1.7]
    assert [row["comparator"] for row in found] == [
        "more likely to regret a purchase",
        "more likely to feel overwhelmed by information",
        "more likely to delay making important decisions",
    ]
    assert {row["unit"] for row in found} == {"multiple"}
    assert {row["population"] for row in found} == {"customers who experienced personalized interactions"}
    assert {row["attribution"] for row in found} == {"Gartner"}
