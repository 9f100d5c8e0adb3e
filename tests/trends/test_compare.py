"""Two sides held against each other."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from analytics.trends.compare import difference, dispersion, same_part
from analytics.types import Subject, Trend, TrendPoint


def test_a_doubled_share_is_sure() -> None:
    found = difference(80, 1000, 40, 1000)
    assert found.sure
    assert found.ratio == pytest.approx(2, rel=0.02)
    assert found.low is not None
    assert found.high is not None
    assert 1 < found.low < 2 < found.high


def test_the_same_share_of_twice_as_much_is_no_difference() -> None:
    found = difference(80, 2000, 40, 1000)
    assert not found.sure
    assert found.ratio == pytest.approx(1, rel=0.02)
    assert "May well be equal" in found.reason


def test_restless_counts_make_a_wider_interval() -> None:
    calm, restless = difference(80, 1000, 50, 1000), difference(80, 1000, 50, 1000, phi=4)
    assert calm.sure
    assert not restless.sure


@pytest.mark.parametrize(
    ("sides", "said"),
    [
        ((3, 100, 1, 100), "Too few to judge: 3 and 1"),
        ((30, 100, 0, 100), "growth from nothing has no percentage"),
        ((30, 100, 0, 0), "Nothing was collected"),
        ((0, 0, 30, 100), "Nothing was collected"),
    ],
)
def test_no_ratio_where_none_is_honest(sides: tuple[int, int, int, int], said: str) -> None:
    found = difference(*sides)
    assert (found.ratio, found.low, found.high) == (None, None, None)
    assert said in found.reason


@pytest.mark.parametrize(
    ("known_until", "expected"),
    [
        (date(2026, 5, 11), (date(2026, 5, 11), date(2026, 2, 10))),
        (date(2026, 8, 1), (date(2026, 7, 1), date(2026, 4, 1))),
        (date(2026, 3, 1), (date(2026, 4, 1), date(2026, 1, 1))),
        (date(2026, 6, 30), (date(2026, 6, 30), date(2026, 4, 1))),
    ],
    ids=["to date", "over", "not begun", "longer than the earlier one"],
)
def test_a_period_to_date_is_held_against_the_same_part(known_until: date, expected: tuple[date, date]) -> None:
    second, first = (date(2026, 4, 1), date(2026, 7, 1)), (date(2026, 1, 1), date(2026, 4, 1))
    assert same_part(*second, *first, known_until=known_until) == expected


@pytest.mark.parametrize(("counts", "restless"), [([10, 10, 11, 9] * 5, False), ([0, 40, 0, 0] * 5, True)])
def test_dispersion_is_that_of_complete_points(counts: list[int], restless: bool) -> None:
    start = datetime(2026, 1, 5, tzinfo=UTC)
    week = timedelta(weeks=1)
    points = tuple(
        TrendPoint(start + at * week, start + (at + 1) * week, n / 100, n, 100, 1, "collected", True)
        for at, n in enumerate(counts)
    )
    cut = TrendPoint(points[-1].end, points[-1].end + week, 0.0, 90, 100, 1, "collected", False)
    subject = Subject("topic", "t", "T")
    whole = dispersion(Trend(subject, "share", "share of articles", "week", points))
    assert (whole > 5) is restless
    assert whole >= 1
    assert dispersion(Trend(subject, "share", "share of articles", "week", (*points, cut))) == whole
