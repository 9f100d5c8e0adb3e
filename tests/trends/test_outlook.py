"""The outlook: given where it beat the last value, withheld and explained elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

import numpy as np
import pytest

from analytics.trends.outlook import HORIZON, outlook
from analytics.types import Subject, Trend, TrendPoint
from benchmarks import planted

WEEK = timedelta(weeks=1)


def trend(values: Sequence[float | None], *, in_progress: int = 0) -> Trend:
    whole = len(values) - in_progress
    points = tuple(
        TrendPoint(
            start=planted.MONDAY + number * WEEK,
            end=planted.MONDAY + (number + 1) * WEEK,
            value=value,
            numerator=0,
            denominator=0,
            n_sources=0,
            coverage="gap" if value is None else "collected",
            complete=number < whole,
        )
        for number, value in enumerate(values)
    )
    return Trend(Subject("topic", "t", "T"), "share", "share of articles", "week", points)


def noisy(length: int, *, seed: int = 2) -> list[float]:
    rng = np.random.default_rng(seed)
    return [float(value) for value in rng.normal(0.1, 0.02, length).clip(0.01)]


def test_noise_about_a_level_is_expected_to_stay_there() -> None:
    given = outlook(trend(noisy(100)))
    assert len(given.forecasts) == HORIZON
    assert given.error is not None
    assert given.naive_error is not None
    assert given.error < given.naive_error
    for forecast in given.forecasts:
        assert 0 <= forecast.low < forecast.value < forecast.high
        assert forecast.value == pytest.approx(0.1, abs=0.02)


def test_the_outlook_starts_where_the_last_complete_period_ends() -> None:
    given = outlook(trend([*noisy(100), 0.9], in_progress=1))
    assert given == outlook(trend(noisy(100)))
    assert [forecast.start for forecast in given.forecasts] == [
        planted.MONDAY + number * WEEK for number in range(100, 104)
    ]


def test_gaps_do_not_stop_it() -> None:
    values: list[float | None] = [*noisy(100)]
    values[40:43] = [None, None, None]
    assert outlook(trend(values)).forecasts


@pytest.mark.parametrize(
    ("values", "said"),
    [
        (noisy(23), "24 are needed"),
        ([None] * 60, "0 complete weeks"),
        ([0.1] * 60, "did not move"),
        ([-1.0, 2.0] * 20, "not below 0"),
    ],
)
def test_withheld_with_its_reason(values: Sequence[float | None], said: str) -> None:
    given = outlook(trend(values))
    assert given.forecasts == ()
    assert said in given.reason


@pytest.mark.slow
def test_a_random_walk_is_withheld_more_often_than_not() -> None:
    rng = np.random.default_rng(4)
    walks = [np.abs(5 + rng.normal(0, 0.2, 90).cumsum()) for _ in range(12)]
    given = [bool(outlook(trend(walk.tolist())).forecasts) for walk in walks]
    assert sum(given) <= 6


@pytest.mark.slow
def test_most_intervals_cover_what_came() -> None:
    covered = []
    for seed in range(12):
        values = noisy(100, seed=seed)
        given = outlook(trend(values[:96])).forecasts
        covered += [f.low <= v <= f.high for f, v in zip(given, values[96:], strict=False)]
    assert len(covered) > 30
    assert np.mean(covered) > 0.85
