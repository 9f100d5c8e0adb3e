"""`upswell verdicts` as a person runs it: JSON Lines in, JSON Lines out."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from analytics.cli.main import main

KEYS = [
    "id",
    "enough_data",
    "direction",
    "stage",
    "effect",
    "low",
    "high",
    "p",
    "q",
    "reasons",
    "bursts",
    "changes",
]


def run(
    lines: list[Any], folder: Path, capsys: pytest.CaptureFixture[str], *options: str
) -> tuple[int, list[Any], str]:
    file = folder / "series.jsonl"
    text = "\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines)
    file.write_text(text + "\n", encoding="utf-8")
    status = main(["verdicts", str(file), *options])
    out = capsys.readouterr()
    return status, [json.loads(line) for line in out.out.splitlines()], out.err


def doubled(**further: object) -> dict[str, object]:
    rng = np.random.default_rng(3)
    counts = [*rng.poisson(20, 80).tolist(), *rng.poisson(45, 8).tolist()]
    return {"id": "d", "start": "2024-01-01", "grain": "week", "counts": counts, **further}


def test_a_rise_with_every_key_in_order(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, rows, _ = run([doubled()], tmp_path, capsys)
    assert status == 0
    assert [list(row) for row in rows] == [KEYS]
    assert rows[0]["direction"] == "up"
    assert rows[0]["low"] < rows[0]["effect"] < rows[0]["high"]
    assert rows[0]["reasons"]


def test_null_is_no_data_and_complete_leaves_out_what_is_cut(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    whole = doubled()
    counts = [*whole["counts"], 0, 0]  # type: ignore[misc]
    cut = {**whole, "counts": counts, "complete": [True] * (len(counts) - 2) + [False, False]}
    missing = {**whole, "counts": [*counts[:-2], None, None]}
    _, (first, second, third), _ = run([whole, cut, missing], tmp_path, capsys)
    assert first == second
    assert third["direction"] == "up"


def test_bursts_are_dates_for_days_and_instants_for_hours(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rng = np.random.default_rng(5)
    counts = rng.poisson(10, 200)
    counts[150:152] = 90
    rows = [
        {"id": grain, "start": "2024-01-01", "grain": grain, "counts": counts.tolist()} for grain in ("hour", "day")
    ]
    _, (hour, day), _ = run(rows, tmp_path, capsys)
    assert [(burst["start"], burst["end"]) for burst in hour["bursts"]] == [
        ("2024-01-07T06:00:00Z", "2024-01-07T08:00:00Z")
    ]
    assert [(burst["start"], burst["end"]) for burst in day["bursts"]] == [("2024-05-30", "2024-06-01")]
    assert day["bursts"][0]["strength"] == pytest.approx(9, rel=0.1)


def test_a_change_of_level_is_dated(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rng = np.random.default_rng(6)
    values = [*rng.normal(-5, 1, 60).tolist(), *rng.normal(5, 1, 60).tolist()]
    _, (row,), _ = run([{"id": 1, "start": "2020-01-01", "grain": "month", "counts": values}], tmp_path, capsys)
    assert row["id"] == 1
    assert row["changes"] == ["2025-01-01"]
    assert row["enough_data"] is False


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('{"start": "2024-01-01", "grain": "week", "counts": []}', "it needs an id"),
        (doubled(grain="year"), "grain is 'year'"),
        (doubled(start="soon"), "start is 'soon'"),
        (doubled(counts="many"), "counts is no list"),
        (doubled(counts=[1, "2"]), "counts[1] is '2'"),
        (doubled(totals=[1, 2]), "totals has 2 entries"),
        (doubled(complete=[1] * 88), "complete is no list of true and false"),
        ('{"id": "x", "start": "2024-01-01", "grain": "week", "counts": [NaN]}', "counts[0] is nan"),
        (doubled(start="9999-12-01"), "the calendar ends"),
    ],
)
def test_a_bad_line_is_named_and_the_others_are_judged(
    line: object, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status, rows, err = run([line, doubled()], tmp_path, capsys)
    assert status == 0
    assert [row["id"] for row in rows] == ["d"]
    assert said in err


def test_exit_status(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run([doubled(grain="year")], tmp_path, capsys)[0] == 1
    assert run([doubled(grain="year"), doubled()], tmp_path, capsys, "--strict")[0] == 3
    assert run([doubled()], tmp_path, capsys, "--strict")[0] == 0


def test_the_same_input_gives_the_same_output(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run([doubled()], tmp_path, capsys) == run([doubled()], tmp_path, capsys)
