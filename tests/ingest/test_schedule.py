"""Polite and adaptive: when a source is fetched next."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest import schedule
from ingest.article import FetchState

NOW = datetime(2026, 3, 4, 12, tzinfo=UTC)
STATE = FetchState("adverve")


def wait(state: FetchState) -> timedelta:
    assert state.next_fetch is not None
    return state.next_fetch - NOW


def test_a_feed_that_changes_is_read_more_often_and_one_that_does_not_less() -> None:
    busy = quiet = STATE
    for _ in range(20):
        busy = schedule.after_success(busy, NOW, changed=True)
        quiet = schedule.after_success(quiet, NOW, changed=False)
    assert busy.interval == schedule.SHORTEST
    assert quiet.interval == schedule.LONGEST


def test_errors_in_a_row_double_the_wait_up_to_a_day_and_a_success_forgets_them() -> None:
    state = replace(STATE, last_success=NOW)
    waits = []
    for _ in range(8):
        state = schedule.after_failure(state, NOW, message="no answer in time")
        waits.append(wait(state))
    assert waits == sorted(waits)
    assert waits[0] >= timedelta(hours=2)
    assert waits[-1] <= timedelta(days=1.1)
    assert state.error_count == 8
    assert state.last_error == "no answer in time"
    assert schedule.after_success(state, NOW, changed=True).error_count == 0


def test_a_long_silent_source_is_parked_and_tried_once_a_week() -> None:
    state = replace(STATE, last_success=NOW - timedelta(days=15), error_count=7)
    state = schedule.after_failure(state, NOW, message="no connection")
    assert state.parked
    assert timedelta(days=7) <= wait(state) <= timedelta(days=8)
    assert not schedule.after_success(state, NOW, changed=False).parked


def test_gone_parks_at_once() -> None:
    assert schedule.after_gone(STATE, NOW, message="gone").parked


def test_retry_after_outlasts_the_back_off() -> None:
    state = schedule.after_failure(STATE, NOW, message="429", wait=timedelta(days=2))
    assert wait(state) == timedelta(days=2)


def test_cache_control_keeps_us_away_for_at_most_a_day() -> None:
    assert wait(schedule.after_success(STATE, NOW, changed=True, wait=timedelta(hours=6))) >= timedelta(hours=6)
    assert wait(schedule.after_success(STATE, NOW, changed=True, wait=timedelta(days=300))) <= timedelta(days=1.1)


def test_a_permanent_move_counts_only_when_it_is_seen_in_a_row() -> None:
    state = STATE
    for _ in range(2):
        state = schedule.after_move(state, "https://new.example/feed")
    assert schedule.confirmed_move(state) is None
    assert schedule.confirmed_move(schedule.after_move(state, "https://new.example/feed")) == "https://new.example/feed"
    assert schedule.confirmed_move(schedule.after_move(state, "https://other.example/feed")) is None
    assert schedule.after_move(state, None).moved_count == 0


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("120", timedelta(seconds=120)),
        (" 5 ", timedelta(seconds=5)),
        ("Wed, 04 Mar 2026 13:00:00 GMT", timedelta(hours=1)),
        ("Wed, 04 Mar 2026 11:00:00 GMT", timedelta(0)),
        ("99999999999999", schedule.LONGEST_WAIT),
        ("-5", None),
        ("soon", None),
        ("", None),
        (None, None),
    ],
)
def test_retry_after_in_seconds_or_as_a_date(header: str | None, expected: timedelta | None) -> None:
    assert schedule.retry_after(header, NOW) == expected


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("max-age=600", timedelta(minutes=10)),
        ('public, Max-Age="60"', timedelta(minutes=1)),
        ("max-age=-1", None),
        ("no-cache", None),
        (None, None),
    ],
)
def test_max_age(header: str | None, expected: timedelta | None) -> None:
    assert schedule.max_age(header) == expected


@given(st.text(max_size=20), st.lists(st.booleans(), max_size=12))
def test_the_same_history_gives_the_same_plan(source_id: str, outcomes: list[bool]) -> None:
    def play() -> FetchState:
        state = FetchState(source_id)
        for good in outcomes:
            state = (
                schedule.after_success(state, NOW, changed=good)
                if good
                else schedule.after_failure(state, NOW, message="x")
            )
        return state

    assert play() == play()
    assert schedule.is_due(FetchState(source_id), NOW)
    assert not outcomes or not schedule.is_due(play(), NOW)
