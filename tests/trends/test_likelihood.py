"""Tails: those of known distributions, with their sign, and of sums of correlated counts within what was simulated."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from analytics.trends.likelihood import deviation, skewed_deviation
from analytics.trends.stack import Floats
from benchmarks import planted


def row(*values: float) -> Floats:
    return np.array(values)


@pytest.mark.parametrize("count", [0.0, 3, 10, 25])
def test_without_over_dispersion_it_is_the_poisson(count: float) -> None:
    away = deviation(row(count), row(10), row(10))[0]
    above = count > 10
    tail = stats.poisson.sf(count, 10) if above else stats.poisson.cdf(count - 1, 10)
    expected = stats.norm.isf(tail + stats.poisson.pmf(count, 10) / 2)
    assert away == pytest.approx(expected if above else -expected, rel=0.01, abs=0.01)


def test_over_dispersion_brings_a_count_nearer() -> None:
    assert 0 < deviation(row(30), row(10), row(40))[0] < deviation(row(30), row(10), row(10))[0]


def test_the_farthest_counts_are_still_numbers() -> None:
    away = np.concatenate(
        [
            deviation(row(1e6, 0), row(1, 1e6), row(1, 1e6)),
            skewed_deviation(row(1e6, 0), row(1, 1e6), row(1, 1e6), row(1, 1)),
        ]
    )
    assert np.isfinite(away).all()
    assert (np.sign(away) == [1, -1, 1, -1]).all()


def test_without_skewness_it_is_the_normal() -> None:
    away = skewed_deviation(row(12, 4), row(10, 10), row(4, 4), row(0, 0))
    np.testing.assert_allclose(away, [1, -3], rtol=0.01)


@pytest.mark.parametrize("base", [5.0, 100.0])
@pytest.mark.parametrize("rho", [0.0, 0.3, 0.7])
def test_sums_of_correlated_counts_have_the_tails_that_they_are_held_against(base: float, rho: float) -> None:
    counts = planted.weekly(np.random.default_rng(3), planted.Noise(base, rho), np.ones((20_000, 8)), np.ones(8))
    sums = counts.sum(axis=1)
    phi, spread = 1 + 0.1 * base, sums.var() / (8 * base * (1 + 0.1 * base))
    skewness = (2 * phi - 1) * np.sqrt(spread / (8 * base * phi))
    shape = np.ones(len(sums))
    away = skewed_deviation(sums, 8 * base * shape, sums.var() * shape, skewness * shape)
    for side in (away, -away):
        assert np.mean(side > stats.norm.isf(0.01)) == pytest.approx(0.01, abs=0.003)
