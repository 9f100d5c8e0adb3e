"""Noise: dispersion and correlation as planted, by the fellows where they are alike and alone where they are not."""

from __future__ import annotations

import numpy as np
import pytest

from analytics.trends.noise import Noise, measure
from analytics.trends.stack import Floats, Stack
from benchmarks import planted

WEEKS = 156


def measured(counts: Floats) -> Noise:
    series = Stack(counts, np.ones_like(counts), np.ones(counts.shape, dtype=np.bool_))
    return measure(series, stretch=52, stretches=3, least=12)


def simulated(noise: planted.Noise, *, n: int, seed: int = 5) -> Floats:
    return planted.weekly(np.random.default_rng(seed), noise, np.ones((n, WEEKS)), np.ones(WEEKS))


@pytest.mark.parametrize("base", [5.0, 20.0, 100.0])
@pytest.mark.parametrize("rho", [0.0, 0.3, 0.7])
def test_series_that_are_alike_are_known_well(base: float, rho: float) -> None:
    found = measured(simulated(planted.Noise(base, rho), n=100))
    assert np.abs(found.phi / (1 + 0.1 * base) - 1).max() < 0.25
    assert np.abs(found.rho - rho).max() < 0.15
    assert found.freedom.min() > 100


def test_a_series_much_more_restless_than_its_fellows_keeps_its_own_dispersion() -> None:
    tame = simulated(planted.Noise(20, 0.3, alpha=0.02), n=60)
    wild = simulated(planted.Noise(20, 0.3, alpha=1.0), n=3, seed=6)
    found = measured(np.vstack([tame, wild]))
    assert (found.phi[:60] < 2).all()
    assert (found.phi[60:] > 10).all()


def test_correlations_that_differ_are_told_apart() -> None:
    calm, persistent = (simulated(planted.Noise(20, rho), n=50, seed=seed) for rho, seed in ((0.0, 7), (0.7, 8)))
    found = measured(np.vstack([calm, persistent]))
    assert np.median(found.rho[:50]) < 0.15
    assert np.median(found.rho[50:]) > 0.5


def test_a_level_under_independent_noise_decays_more_slowly_than_its_first_correlation() -> None:
    rng = np.random.default_rng(9)
    level = np.zeros((100, WEEKS))
    for t in range(1, WEEKS):
        level[:, t] = 0.7 * level[:, t - 1] + np.sqrt(1 - 0.7**2) * rng.standard_normal(100)
    found = measured(rng.poisson(5 * np.exp(0.3 * level)).astype(np.float64))
    assert np.median(found.rho) < 0.35
    assert np.median(found.decay) > 0.5


def test_few_series_lean_on_a_prior_and_on_themselves() -> None:
    found = measured(simulated(planted.Noise(20, 0.0), n=2))
    assert (found.rho > 0).all()
    assert (found.rho < 0.3).all()


def test_series_without_periods_have_the_noise_of_single_articles() -> None:
    unknown = Stack(np.zeros((3, 40)), np.zeros((3, 40)), np.zeros((3, 40), dtype=np.bool_))
    found = measure(unknown, stretch=52, stretches=3, least=12)
    assert (found.phi == 1).all()
    assert np.isfinite(found.inflation(np.full(3, 8.0))).all()


def test_the_variance_of_a_sum_follows_the_correlation() -> None:
    one = np.ones(1)
    persistent = Noise(one, one, 0.5 * one, 0.5 * one, one, 0 * one)
    assert persistent.inflation(one)[0] == pytest.approx(1)
    assert persistent.inflation(2 * one)[0] == pytest.approx(1.5)
    assert persistent.inflation(1000 * one)[0] == pytest.approx(3, rel=0.01)


def test_adjacent_sums_share_what_correlation_carries_over() -> None:
    one = np.ones(1)
    persistent = Noise(one, one, 0.5 * one, 0.5 * one, one, 0 * one)
    # The variance of a sum of three is that of its parts of one and two, and twice what these share.
    parts = persistent.inflation(one) + 2 * persistent.inflation(2 * one) + 2 * persistent.overlap(one, 2 * one)
    assert 3 * persistent.inflation(3 * one)[0] == pytest.approx(parts[0])


def test_doubt_about_the_correlation_costs_degrees_of_freedom() -> None:
    one = np.ones(1)
    sure, unsure = (Noise(one, one, 0.5 * one, 0.5 * one, 100 * one, doubt * one) for doubt in (0.0, 0.01))
    assert sure.freedom_of_sums(8 * one)[0] == pytest.approx(100)
    assert unsure.freedom_of_sums(8 * one)[0] < 70
    assert unsure.freedom_of_sums(one)[0] == pytest.approx(100)


def test_dispersion_grows_with_the_mean() -> None:
    one = np.ones(1)
    noise = Noise(3 * one, 20 * one, 0 * one, 0 * one, one, 0 * one)
    assert noise.dispersion(np.array([[5.0, 20.0, 100.0]])).tolist() == [[1.5, 3.0, 11.0]]
