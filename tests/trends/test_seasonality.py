"""Yearly cycles: found when they return three times, not when something happened once."""

from __future__ import annotations

import numpy as np
import pytest

from analytics.trends import seasonality
from analytics.trends.stack import Floats, Stack
from benchmarks import planted

WEEKS = 156


def stacked(shapes: Floats, *, rho: float = 0.3, seed: int = 1, n: int = 40) -> Stack:
    rng = np.random.default_rng(seed)
    counts = planted.weekly(rng, planted.Noise(20, rho), np.ones((n, 1)) * shapes, np.ones(len(shapes)))
    return Stack(counts, np.full(counts.shape, 400.0), np.ones(counts.shape, dtype=np.bool_))


def test_a_wave_that_returns_is_found() -> None:
    assert seasonality.seasonal(stacked(planted.season(WEEKS, amplitude=0.6)), 52).mean() > 0.9


@pytest.mark.parametrize(
    "shape",
    [
        np.ones(WEEKS),
        planted.step(WEEKS, factor=2, weeks=60),
        planted.burst(WEEKS, factor=2, weeks=20, after=60),
        planted.ramp(WEEKS, factor=3, weeks=WEEKS),
    ],
    ids=["noise", "a step", "one hump", "a slope"],
)
def test_what_does_not_return_is_not_seasonal(shape: Floats) -> None:
    assert seasonality.seasonal(stacked(shape), 52).mean() <= 0.05


def test_two_years_are_too_few() -> None:
    assert not seasonality.seasonal(stacked(planted.season(120, amplitude=0.8)), 52).any()


def test_the_cycle_is_fitted_before_the_window_and_reaches_over_it() -> None:
    series = stacked(planted.season(WEEKS, amplitude=0.6), n=5)
    factors = seasonality.cycle(series, 52, before=148)
    assert factors.shape == series.counts.shape
    np.testing.assert_allclose(factors.mean(axis=0), planted.season(WEEKS, amplitude=0.6), rtol=0.25)


def test_months_have_twelve_places() -> None:
    months = np.exp(0.6 * np.sin(2 * np.pi * np.arange(48) / 12))
    assert seasonality.seasonal(stacked(months, rho=0.0), 12).mean() > 0.7
