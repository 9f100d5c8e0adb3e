"""No day is claimed that nobody watched."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.coverage import Visit, daily, window_start


def at(day: int, hour: int = 12) -> datetime:
    return datetime(2026, 3, day, hour, tzinfo=UTC)


def states(*visits: Visit) -> dict[int, str]:
    return {day.day: state for day, state in daily(visits).items()}


@pytest.mark.parametrize(
    ("listed", "oldest"),
    [
        ([], None),
        ([None, None], None),
        ([9], 9),
        ([9, 8, 7], 7),
        ([7, 8, 9], 7),
        ([9, None, 7], 7),
        ([1, 9, 8, 7], 7),
        ([9, 8, 1, 7, 6], 6),
        ([9, 8, 7, 6, 20], 6),
        ([6, 7, 1, 8, 9], 6),
        ([9, 9, 9], 9),
    ],
)
def test_a_pinned_or_misdated_item_does_not_widen_the_window(listed: list[int | None], oldest: int | None) -> None:
    dates = [at(day) if day else None for day in listed]
    assert window_start(dates) == (at(oldest) if oldest else None)


def test_nothing_fetched_is_nothing_claimed() -> None:
    assert daily([]) == {}


def test_the_first_crawl_is_an_archive_back_to_its_oldest_item() -> None:
    assert states(Visit(at(5), at(3), overlaps=False)) == {3: "partial", 4: "backfilled", 5: "partial"}


def test_an_undated_first_crawl_claims_only_its_moment() -> None:
    assert states(Visit(at(5), None, overlaps=False)) == {5: "gap"}


def test_overlapping_windows_leave_no_hole_and_the_last_day_is_still_open() -> None:
    history = [
        Visit(at(5), at(5, 0), overlaps=False),
        Visit(at(6), None, overlaps=True),
        Visit(at(8), at(7), overlaps=True),
    ]
    assert states(*history) == {5: "backfilled", 6: "collected", 7: "collected", 8: "partial"}


def test_a_window_that_rolled_over_leaves_a_gap() -> None:
    history = [
        Visit(at(2), at(2, 0), overlaps=False),
        Visit(at(8), at(6), overlaps=False),
        Visit(at(10), None, overlaps=True),
    ]
    assert states(*history) == {
        2: "partial",
        3: "gap",
        4: "gap",
        5: "gap",
        6: "partial",
        7: "collected",
        8: "collected",
        9: "collected",
        10: "partial",
    }


def test_a_later_item_than_the_visit_claims_nothing() -> None:
    assert states(Visit(at(5), at(9), overlaps=False)) == {5: "gap"}


@given(
    st.lists(
        st.builds(
            Visit,
            st.integers(0, 600).map(lambda hours: at(1, 0) + timedelta(hours=hours)),
            st.none() | st.integers(0, 600).map(lambda hours: at(1, 0) + timedelta(hours=hours)),
            st.booleans(),
        ),
        max_size=8,
    )
)
def test_days_are_consecutive_and_order_does_not_matter(visits: list[Visit]) -> None:
    claimed = daily(visits)
    days = list(claimed)
    assert days == [date.fromordinal(days[0].toordinal() + n) for n in range(len(days))] if days else not visits
    distinct = {visit.when for visit in visits}
    if len(distinct) == len(visits):
        assert daily(reversed(visits)) == claimed
