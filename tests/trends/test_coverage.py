"""Which source was collected in which period."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pandas as pd
import pytest

from analytics.trends import bins, coverage
from analytics.trends.coverage import ABSENT, BACKFILLED, COLLECTED, GAP, PARTIAL

MONDAY = date(2026, 3, 2)


def frame(*rows: tuple[str, int, int, str]) -> pd.DataFrame:
    """(source, first day, day after, state), days counted from the Monday."""
    days = [
        (MONDAY + timedelta(days=day), source, state)
        for source, first, after, state in rows
        for day in range(first, after)
    ]
    return pd.DataFrame(days, columns=["day", "source", "state"])


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([("A", 0, 14, "collected")], [COLLECTED, COLLECTED]),
        ([("A", 0, 14, "backfilled")], [BACKFILLED, BACKFILLED]),
        ([("A", 0, 7, "collected"), ("A", 7, 14, "gap")], [COLLECTED, GAP]),
        ([("A", 0, 5, "collected"), ("A", 9, 14, "collected")], [PARTIAL, PARTIAL]),
        ([("A", 0, 6, "collected"), ("A", 6, 7, "partial"), ("A", 7, 14, "collected")], [PARTIAL, COLLECTED]),
        ([("A", 7, 14, "collected")], [ABSENT, COLLECTED]),
        ([("A", 3, 14, "collected")], [COLLECTED, COLLECTED]),
        ([("A", 0, 7, "collected")], [COLLECTED, ABSENT]),
        ([("Other", 0, 14, "collected")], [ABSENT, ABSENT]),
        ([], [ABSENT, ABSENT]),
    ],
    ids=[
        "all",
        "backfilled",
        "a week of gap",
        "days missing between",
        "a cut day",
        "joined later",
        "joined mid-week",
        "left",
        "another source",
        "no rows",
    ],
)
def test_a_source_by_week(rows: list[tuple[str, int, int, str]], expected: list[int]) -> None:
    weeks = bins.periods(MONDAY, MONDAY + timedelta(days=14), "week")
    assert coverage.by_source(frame(*rows), weeks, ["A"])[:, 0].tolist() == expected


def test_hours_have_the_state_of_their_day() -> None:
    hours = bins.periods(MONDAY, MONDAY + timedelta(days=2), "hour")
    states = coverage.by_source(frame(("A", 0, 1, "collected"), ("A", 1, 2, "gap")), hours, ["A"])[:, 0]
    assert states.tolist() == [COLLECTED] * 24 + [GAP] * 24


def test_days_are_those_of_the_time_zone() -> None:
    zone = "Pacific/Auckland"
    days = bins.periods(MONDAY, MONDAY + timedelta(days=3), "day", timezone=zone)
    rows = frame(("A", 0, 1, "collected"), ("A", 1, 2, "gap"), ("A", 2, 3, "collected"))
    assert coverage.by_source(rows, days, ["A"], timezone=zone)[:, 0].tolist() == [COLLECTED, GAP, COLLECTED]


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ([COLLECTED, COLLECTED], "collected"),
        ([COLLECTED, BACKFILLED], "backfilled"),
        ([COLLECTED, GAP], "partial"),
        ([COLLECTED, PARTIAL], "partial"),
        ([COLLECTED, ABSENT], "collected"),
        ([GAP, GAP], "gap"),
        ([GAP, ABSENT], "gap"),
        ([ABSENT, ABSENT], "gap"),
    ],
)
def test_over_all_sources(row: list[int], expected: str) -> None:
    assert coverage.overall(np.array([row], dtype=np.int8)) == (expected,)


def test_the_constant_panel_was_there_throughout() -> None:
    states = np.array([[COLLECTED, ABSENT, PARTIAL], [BACKFILLED, COLLECTED, GAP]], dtype=np.int8)
    assert coverage.constant_panel(states).tolist() == [True, False, False]
