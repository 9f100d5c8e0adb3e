"""Is the recent window above or below its baseline? A negative-binomial test that knows of serial correlation.

The baseline ends where the window starts, so that nothing is judged against itself, and reaches back by whole
stretches (a year of weeks) for as long as these cannot be told apart: a level that stands is known by more. Dispersion
and serial correlation of the time before the window (`noise`) widen the variance of both sums. The test is the tail of
a gamma with the mean, the variance and the skewness of a sum of correlated counts, read as a normal deviation and held
against Student's t.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import stats

from analytics.trends.likelihood import skewed_deviation
from analytics.trends.noise import Noise, measure
from analytics.trends.stack import Floats, Stack

# Noise is measured on at most so many stretches of the baseline's length, and the baseline reaches over as many.
_STRETCHES = 3
# An earlier stretch belongs to the baseline while it is fewer standard errors than this from what follows it.
_APART = 2.0
# Skewness grows with the variance that correlation adds to a sum, to this power.
_SKEWING = 0.53
# The part of the level that rises may use. A count has less room to fall than to rise: falls get the larger part.
_PART_OF_RISES = 0.3
# However well the noise is known, real series are not quite negative binomial: bursts make the upper tail fatter.
_MOST_FREEDOM_UP, _MOST_FREEDOM_DOWN = 34.0, 16.0
# An interval so wide, as a logarithm, says nothing any more; wider ones would not be numbers.
_WIDEST = 50.0


@dataclass(frozen=True, slots=True)
class Windows:
    """Periods of the recent window, of a stretch of the baseline before it, and the least that a baseline may have."""

    recent: int
    baseline: int
    least: int


@dataclass(frozen=True, slots=True)
class Test:
    """The comparison of one series.

    `recent` and `expected` are counts in the window, `effect` is their ratio with the interval `low` to `high`,
    `baseline` the count and `baseline_periods` the known periods before it. `p` is two-sided, with unequal parts for
    the sides. `momentum` is the standardised log ratio of the window's second half to its first.
    """

    windows: Windows
    recent: float
    expected: float
    effect: float
    low: float
    high: float
    p: float
    baseline: float
    baseline_periods: float
    recent_periods: float
    momentum: float

    @property
    def long_enough(self) -> bool:
        """Whether the baseline has the periods that a judgement needs, and the window at least half of its own."""
        return self.baseline_periods >= self.windows.least and 2 * self.recent_periods >= self.windows.recent


def compare(series: Stack, windows: Windows) -> list[Test]:
    """Compares the last `windows.recent` periods of each series with the baseline before them."""
    split = max(series.counts.shape[1] - windows.recent, 0)
    recent, before = series.cut(split, None), series.cut(0, split)
    noise = measure(before, stretch=windows.baseline, stretches=_STRETCHES, least=windows.least)
    y_recent, n_recent = recent.counts.sum(axis=1), recent.totals.sum(axis=1)
    length = recent.known.sum(axis=1).astype(np.float64)
    with np.errstate(divide="ignore", invalid="ignore"):
        y_base, n_base, periods = _baseline(before, windows, noise)
        ratio = n_recent / n_base
        expected = (y_base + 0.5) * ratio
        phi, phi_base = noise.dispersion(expected / length), noise.dispersion(y_base / periods)
        spread, spread_base = noise.inflation(length), noise.inflation(periods)
        # The window goes on where the baseline ends: what they share does not part them.
        shared = 2 * noise.overlap(length, periods) / length
        variance = expected * (phi * spread + phi_base * ratio * (spread_base - shared))
        # The third moment of a negative binomial, which correlation raises by about the square of what it does to the
        # variance (simulated: within a twentieth).
        skewness = (2 * phi - 1) * spread**_SKEWING / np.sqrt(expected * phi)
        away = skewed_deviation(y_recent, expected, variance, skewness)
        freedom = np.minimum(noise.freedom_of_sums(length), _most_freedom(away, phi))
        part = np.where(away > 0, _PART_OF_RISES, 1 - _PART_OF_RISES)
        p = np.minimum(stats.t.sf(np.abs(away), freedom) / part, 1.0)
        effect = (y_recent + 0.5) / expected
        phi_recent = 1 + (phi - 1) * effect
        half = stats.t.ppf(0.975, freedom) * np.sqrt(
            phi_recent * spread / (y_recent + 0.5) + phi_base * spread_base / (y_base + 0.5)
        )
        margin = np.exp(np.minimum(half, _WIDEST))
        momentum = _momentum(recent, phi)
    columns = (y_recent, expected, effect, effect / margin, effect * margin, p, y_base, periods, length, momentum)
    return [Test(windows, *row) for row in np.column_stack(columns).tolist()]


def _baseline(before: Stack, windows: Windows, noise: Noise) -> tuple[Floats, Floats, Floats]:
    """Count, total and known periods of the stretch at the end of `before`, and of those before it that cannot be told
    apart from what follows them, (n_series,) each."""
    width = before.counts.shape[1]
    sums = np.zeros((3, len(before.counts)))
    reaches = np.ones(len(before.counts), dtype=np.bool_)
    for end in range(width, max(width - _STRETCHES * windows.baseline, 0), -windows.baseline):
        part = before.cut(max(end - windows.baseline, 0), end)
        earlier = np.array([part.counts.sum(axis=1), part.totals.sum(axis=1), part.known.sum(axis=1)], dtype=np.float64)
        if end < width:
            reaches &= (earlier[2] >= windows.least) & (np.abs(_apart(earlier, sums, noise)) < _APART)
        sums += earlier * reaches
    count, total, periods = sums
    return count, total, periods


def _apart(earlier: Floats, later: Floats, noise: Noise) -> Floats:
    """Standardised difference of two rates, each side (counts, totals, periods)."""
    y, n, length = earlier + later
    rate = (y + 0.5) / n
    phi = noise.dispersion(y / length)
    variance = sum(phi * noise.inflation(side[2]) / (rate * side[1]) for side in (earlier, later))
    return np.asarray((later[0] / later[1] - earlier[0] / earlier[1]) / rate / np.sqrt(variance))


def _most_freedom(away: Floats, phi: Floats) -> Floats:
    """What the form of the noise is trusted with. Only over-dispersion may be of another form; counting is Poisson."""
    scatter = np.maximum(1 - 1 / phi, 1e-3)
    return np.where(away > 0, _MOST_FREEDOM_UP, _MOST_FREEDOM_DOWN / scatter**2)


def _momentum(recent: Stack, phi: Floats) -> Floats:
    half = recent.counts.shape[1] // 2
    first, second = recent.cut(0, half), recent.cut(half, None)
    before, after = first.counts.sum(axis=1) + 0.5, second.counts.sum(axis=1) + 0.5
    change = np.log(after / second.totals.sum(axis=1)) - np.log(before / first.totals.sum(axis=1))
    return np.asarray(change / np.sqrt(phi * (1 / before + 1 / after)))
