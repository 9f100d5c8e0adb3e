"""Is the recent window above or below its baseline? A negative-binomial test that knows of serial correlation.

The baseline ends where the window starts, so that nothing is judged against itself. Dispersion and serial correlation
of the time before the window (`noise`) widen the variance of both sums. The test is the tail of a gamma with the mean,
the variance and the skewness of a sum of correlated counts, read as a normal deviation and held against Student's t.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import stats

from analytics.trends.likelihood import skewed_deviation
from analytics.trends.noise import measure
from analytics.trends.stack import Floats, Stack

# Noise is measured on at most so many stretches of the baseline's length.
_STRETCHES = 3
# However well the noise is known, real series are not quite negative binomial: bursts make the upper tail fatter.
_MOST_FREEDOM = 30.0
# An interval so wide, as a logarithm, says nothing any more; wider ones would not be numbers.
_WIDEST = 50.0


@dataclass(frozen=True, slots=True)
class Windows:
    """Periods of the recent window, of the baseline before it, and the least that a baseline may have."""

    recent: int
    baseline: int
    least: int


@dataclass(frozen=True, slots=True)
class Test:
    """The comparison of one series.

    `recent` and `expected` are counts in the window, `effect` is their ratio with the interval `low` to `high`,
    `baseline` the count and `baseline_periods` the known periods before it. `p` is two-sided. `momentum` is the
    standardised log ratio of the window's second half to its first.
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
    """Compares the last `windows.recent` periods of each series with up to `windows.baseline` before them."""
    split = max(series.counts.shape[1] - windows.recent, 0)
    recent, baseline = series.cut(split, None), series.cut(max(split - windows.baseline, 0), split)
    noise = measure(series.cut(0, split), stretch=windows.baseline, stretches=_STRETCHES, least=windows.least)
    y_recent, n_recent = recent.counts.sum(axis=1), recent.totals.sum(axis=1)
    y_base, n_base = baseline.counts.sum(axis=1), baseline.totals.sum(axis=1)
    length, periods = (part.known.sum(axis=1).astype(np.float64) for part in (recent, baseline))
    with np.errstate(divide="ignore", invalid="ignore"):
        # At the higher of the means: a baseline that happens to be low must not look calmer than its series is.
        phi = noise.dispersion(np.maximum(y_base / periods, noise.mean))
        ratio = n_recent / n_base
        expected = (y_base + 0.5) * ratio
        spread, spread_base = noise.inflation(length), noise.inflation(periods)
        variance = phi * (expected * spread + expected * ratio * spread_base)
        # The third moment of a negative binomial, which correlation raises by the square of what it does to the
        # variance (simulated: within a twentieth).
        skewness = (2 * phi - 1) * np.sqrt(spread / (expected * phi))
        away = skewed_deviation(y_recent, expected, variance, skewness)
        freedom = np.minimum(noise.freedom, np.where(away > 0, _MOST_FREEDOM, np.inf))
        p = 2 * stats.t.sf(np.abs(away), freedom)
        effect = (y_recent + 0.5) / expected
        phi_recent = 1 + (phi - 1) * effect
        half = stats.t.ppf(0.975, freedom) * np.sqrt(
            phi_recent * spread / (y_recent + 0.5) + phi * spread_base / (y_base + 0.5)
        )
        margin = np.exp(np.minimum(half, _WIDEST))
        momentum = _momentum(recent, phi)
    columns = (y_recent, expected, effect, effect / margin, effect * margin, p, y_base, periods, length, momentum)
    return [Test(windows, *row) for row in np.column_stack(columns).tolist()]


def _momentum(recent: Stack, phi: Floats) -> Floats:
    half = recent.counts.shape[1] // 2
    first, second = recent.cut(0, half), recent.cut(half, None)
    before, after = first.counts.sum(axis=1) + 0.5, second.counts.sum(axis=1) + 0.5
    change = np.log(after / second.totals.sum(axis=1)) - np.log(before / first.totals.sum(axis=1))
    return np.asarray(change / np.sqrt(phi * (1 / before + 1 / after)))
