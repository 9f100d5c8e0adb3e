"""Calendar periods: partitions, odd calendars, the clock and the filter that cut them."""

from __future__ import annotations

import itertools
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.trends import bins
from analytics.types import Grain

GRAINS: list[Grain] = ["hour", "day", "week", "month", "quarter"]
ZONES = ["UTC", "Europe/Paris", "America/New_York", "Asia/Kolkata", "Pacific/Auckland", "Australia/Lord_Howe"]

days = st.dates(min_value=date(1995, 1, 1), max_value=date(2035, 12, 31))


@given(start=days, length=st.integers(1, 40), grain=st.sampled_from(GRAINS), zone=st.sampled_from(ZONES))
def test_periods_partition_the_range(start: date, length: int, grain: Grain, zone: str) -> None:
    end = start + timedelta(days=length)
    spans = bins.periods(start, end, grain, timezone=zone)
    assert all(left.end == right.start for left, right in itertools.pairwise(spans))
    assert all(span.start < span.end for span in spans)
    first = datetime(start.year, start.month, start.day, tzinfo=ZoneInfo(zone))
    last = datetime(end.year, end.month, end.day, tzinfo=ZoneInfo(zone))
    assert spans[0].start <= first < spans[0].end
    assert spans[-1].start < last <= spans[-1].end


@given(start=days, zone=st.sampled_from(ZONES))
def test_days_nest_in_weeks_months_and_quarters(start: date, zone: str) -> None:
    daily = bins.periods(start, start + timedelta(days=400), "day", timezone=zone)
    for grain in ("week", "month", "quarter"):
        edges = {span.start for span in daily} | {daily[-1].end}
        whole = [
            span for span in bins.periods(start, start + timedelta(days=400), grain, timezone=zone) if span.complete
        ]
        assert whole
        assert all(span.start in edges and span.end in edges for span in whole)


@given(seconds=st.integers(0, 10**9), grain=st.sampled_from(GRAINS), zone=st.sampled_from(ZONES))
def test_a_moment_lies_in_the_period_of_its_floor(seconds: int, grain: Grain, zone: str) -> None:
    moment = datetime(1998, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)
    start = bins.floor(moment, grain, timezone=zone)
    assert start <= moment < bins.after(start, grain, timezone=zone)
    assert bins.floor(start, grain, timezone=zone) == start


@pytest.mark.parametrize(
    ("moment", "grain", "zone", "expected"),
    [
        (datetime(2026, 12, 31, 12, tzinfo=UTC), "week", "UTC", "2026-W53"),
        (datetime(2027, 1, 3, 12, tzinfo=UTC), "week", "UTC", "2026-W53"),
        (datetime(2027, 1, 4, tzinfo=UTC), "week", "UTC", "2027-W01"),
        (datetime(2024, 12, 30, tzinfo=UTC), "week", "UTC", "2025-W01"),
        (datetime(2024, 2, 29, 23, 59, tzinfo=UTC), "day", "UTC", "2024-02-29"),
        (datetime(2024, 2, 29, 23, 59, tzinfo=UTC), "day", "Europe/Paris", "2024-03-01"),
        (datetime(2024, 2, 29, 23, 59, tzinfo=UTC), "month", "Europe/Paris", "2024-03"),
        (datetime(2024, 5, 1, tzinfo=UTC), "quarter", "UTC", "2024-Q2"),
        (datetime(2024, 12, 31, tzinfo=UTC), "quarter", "UTC", "2024-Q4"),
        (datetime(2024, 12, 31, 5, 40, tzinfo=UTC), "hour", "Asia/Kolkata", "2024-12-31 11:00"),
    ],
)
def test_label(moment: datetime, grain: Grain, zone: str, expected: str) -> None:
    assert bins.label(bins.floor(moment, grain, timezone=zone), grain, timezone=zone) == expected


@pytest.mark.parametrize(
    ("day", "hours"),
    [(date(2026, 3, 29), 23), (date(2026, 10, 25), 25), (date(2026, 6, 1), 24)],
    ids=["clocks forward", "clocks back", "plain"],
)
def test_daylight_saving_days_have_their_own_length(day: date, hours: int) -> None:
    after = day + timedelta(days=1)
    (span,) = bins.periods(day, after, "day", timezone="Europe/Paris")
    assert span.end - span.start == timedelta(hours=hours)
    assert len(bins.periods(day, after, "hour", timezone="Europe/Paris")) == hours


def test_periods_cut_by_the_clock_or_the_filter_are_incomplete() -> None:
    now = datetime(2026, 3, 18, 9, 30, tzinfo=UTC)  # a Wednesday
    spans = bins.periods(date(2026, 2, 25), date(2026, 4, 1), "week", now=now)
    assert [span.start.date() for span in spans] == [
        date(2026, 2, 23),
        date(2026, 3, 2),
        date(2026, 3, 9),
        date(2026, 3, 16),
    ]
    assert [span.complete for span in spans] == [False, True, True, False]


def test_the_end_of_the_filter_cuts_a_month() -> None:
    spans = bins.periods(date(2026, 1, 1), date(2026, 2, 10), "month")
    assert [span.complete for span in spans] == [True, False]


def test_nothing_lies_after_the_clock() -> None:
    assert bins.periods(date(2026, 5, 1), date(2026, 6, 1), "day", now=datetime(2026, 4, 1, tzinfo=UTC)) == ()


def test_locate_puts_edges_in_the_period_that_they_start() -> None:
    spans = bins.periods(date(2026, 1, 1), date(2026, 1, 4), "day")
    moments = pd.Series(
        pd.to_datetime(
            ["2025-12-31T23:59:59Z", "2026-01-01", "2026-01-03T23:59:59Z", "2026-01-04"], format="ISO8601", utc=True
        )
    )
    np.testing.assert_array_equal(bins.locate(moments, spans), [-1, 0, 2, -1])


def test_hours_end_where_clocks_move_by_half_an_hour() -> None:
    spans = bins.periods(date(2026, 4, 5), date(2026, 4, 6), "hour", timezone="Australia/Lord_Howe")
    assert sum((span.end - span.start for span in spans), timedelta()) == timedelta(hours=24, minutes=30)
