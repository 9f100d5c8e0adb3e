"""Changes of level at planted places."""

from __future__ import annotations

import numpy as np
import pytest

from analytics.trends import changes
from analytics.trends.stack import Floats, Stack


def stacked(counts: Floats, totals: float = 400.0) -> Stack:
    known = np.isfinite(counts)
    return Stack(np.where(known, counts, 0.0), totals * known, known)


def poisson(*levels: tuple[float, int], seed: int = 1) -> Floats:
    mean = np.concatenate([np.full(length, level) for level, length in levels])
    return np.random.default_rng(seed).poisson(mean).astype(np.float64)[None]


@pytest.mark.parametrize(
    ("levels", "expected"),
    [
        ([(20.0, 156)], []),
        ([(20.0, 80), (50.0, 76)], [80]),
        ([(20.0, 60), (60.0, 40), (20.0, 56)], [60, 100]),
        ([(20.0, 90), (80.0, 2), (20.0, 64)], []),
    ],
    ids=["none", "a step", "up and back", "a burst is no change"],
)
def test_levels_of_a_share(levels: list[tuple[float, int]], expected: list[int]) -> None:
    (found,) = changes.find(stacked(poisson(*levels)), shares=True)
    assert len(found) == len(expected)
    assert list(found) == pytest.approx(expected, abs=2)


def test_unknown_periods_keep_their_places() -> None:
    counts = poisson((20.0, 80), (60.0, 76))
    counts[0, 10:40] = np.nan
    (found,) = changes.find(stacked(counts), shares=True)
    assert list(found) == pytest.approx([80], abs=1)


def test_values_of_any_kind_without_totals() -> None:
    rng = np.random.default_rng(2)
    values = np.concatenate([rng.normal(-3, 1, 70), rng.normal(2, 1, 70)])[None] * 1e6
    (found,) = changes.find(stacked(values, totals=1.0), shares=False)
    assert list(found) == pytest.approx([70], abs=1)


def test_long_series_are_judged_in_blocks() -> None:
    (found,) = changes.find(stacked(poisson((20.0, 3001), (40.0, 3000))), shares=True)
    assert list(found) == pytest.approx([3001], abs=8)


@pytest.mark.parametrize("length", [0, 1, 11])
def test_too_short_to_change(length: int) -> None:
    assert changes.find(stacked(np.arange(float(length))[None]), shares=False) == [()]


def test_a_constant_has_no_change() -> None:
    assert changes.find(stacked(np.full((1, 60), 7.0)), shares=True) == [()]
