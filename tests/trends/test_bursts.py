"""Bursts: found where they were planted, seen in time, and not where nothing happened."""

from __future__ import annotations

import numpy as np
import pytest

from analytics.trends import bursts
from analytics.trends.cycles import with_cycles
from analytics.trends.kleinberg import burst_states
from analytics.trends.stack import Floats, Stack
from analytics.trends.surge import BASELINES, surges
from analytics.types import Grain
from benchmarks import planted

WEEKS = 120


def stacked(counts: Floats, *, unknown: slice | None = None) -> Stack:
    known = np.ones(counts.shape, dtype=np.bool_)
    if unknown is not None:
        known[:, unknown] = False
    return Stack(counts * known, np.where(known, 400.0, 0.0), known)


def noise(mean: float, *, n: int = 1, length: int = WEEKS, seed: int = 1) -> Floats:
    return np.random.default_rng(seed).poisson(mean, (n, length)).astype(np.float64)


@pytest.mark.parametrize("mean", [0.2, 3.0, 20.0, 500.0])
def test_a_burst_has_its_weeks_and_its_strength(mean: float) -> None:
    counts = noise(mean)
    counts[0, 80:83] = max(4 * mean, 6)
    (runs,) = bursts.find(stacked(counts), "week")
    assert [run.first for run in runs] == [80]
    assert 83 <= runs[0].after <= 85
    assert runs[0].strength > 3


@pytest.mark.parametrize("grain", ["day", "week", "month"])
def test_one_of_many_has_the_bursts_that_it_has_among_all(grain: Grain) -> None:
    counts = np.concatenate([noise(mean, n=6, seed=int(mean)) for mean in (1, 6, 40)])
    counts[::2, 70:73] *= 4
    series = stacked(counts, unknown=slice(20, 24))
    together = bursts.find(series, grain)
    assert sum(map(bool, together)) >= 6
    apart = bursts.Bursts(series, grain)
    assert [apart.of(row) for row in reversed(range(len(counts)))] == together[::-1]


def test_a_burst_before_there_is_a_baseline_is_held_against_the_whole() -> None:
    counts = noise(10)
    counts[0, 1:4] = 60
    (runs,) = bursts.find(stacked(counts), "week")
    assert [(run.first, run.after) for run in runs] == [(1, 4)]
    assert runs[0].strength == pytest.approx(6, rel=0.3)


def test_a_burst_is_seen_in_the_week_in_which_it_happens() -> None:
    counts = noise(10)[:, :100]
    counts[0, 99] = 45
    assert surges(stacked(counts), BASELINES["week"]).flags[0, 99]


def test_the_alert_does_not_look_ahead() -> None:
    counts = noise(10, n=5, seed=3)
    counts[:, 60] = 50
    counts[:, 100:] = 60
    whole = surges(stacked(counts), BASELINES["week"]).flags[:, :90]
    # The noise of a series is taken from all of it; everything else is from before.
    early = surges(stacked(counts[:, :90]), BASELINES["week"]).flags
    assert (whole[:, 60] == early[:, 60]).all()
    assert early[:, 60].all()


def test_an_earlier_burst_does_not_hide_a_later_one() -> None:
    counts = noise(8)
    counts[0, 60:63] = 60
    counts[0, 90:92] = 45
    (runs,) = bursts.find(stacked(counts), "week")
    assert [run.first for run in runs] == [60, 90]


def test_a_gap_is_no_burst_and_its_end_neither() -> None:
    (runs,) = bursts.find(stacked(noise(20), unknown=slice(70, 90)), "week")
    assert runs == []


def test_two_articles_are_no_burst() -> None:
    counts = np.zeros((1, WEEKS))
    counts[0, 100] = 2
    assert bursts.find(stacked(counts), "week") == [[]]


def test_a_weekday_is_no_burst() -> None:
    week = np.array([30.0, 30, 30, 30, 30, 2, 90])
    counts = np.random.default_rng(2).poisson(np.tile(week, 40)).astype(np.float64)[None]
    series = Stack(counts, np.ones_like(counts), np.ones(counts.shape, dtype=np.bool_))
    assert bursts.find(with_cycles(series, "day"), "day") == [[]]


@pytest.mark.parametrize("grain", ["day", "week", "month", "quarter"])
def test_noise_has_few_bursts(grain: Grain) -> None:
    length = {"day": 730, "week": 156, "month": 60, "quarter": 24}[grain]
    rng = np.random.default_rng(9)
    counts = planted.weekly(rng, planted.Noise(20, 0.3), np.ones((60, length)), np.ones(length))
    found = sum(len(runs) for runs in bursts.find(stacked(counts), grain))
    years = {"day": 2, "week": 3, "month": 5, "quarter": 6}[grain]
    assert found / 60 / years < 0.15


def test_the_cheapest_path_pays_for_entering_once() -> None:
    counts = noise(10, length=60)
    counts[0, 30:36] = 40
    restless = surges(stacked(counts), BASELINES["week"]).noise
    states = burst_states(stacked(counts), restless, gamma=2.0)
    assert np.flatnonzero(states[0]).tolist() == [30, 31, 32, 33, 34, 35]
    assert not burst_states(stacked(counts), restless, gamma=1000.0).any()


@pytest.mark.parametrize("length", [0, 1, 2, 5])
def test_the_shortest_series(length: int) -> None:
    assert bursts.find(stacked(np.ones((2, length))), "week") == [[], []]
