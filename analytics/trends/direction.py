"""Is the recent window above or below its baseline? A negative-binomial test that knows of serial correlation.

The baseline ends where the window starts, so that nothing is judged against itself. Dispersion (Pearson) and lag-1
correlation of the baseline widen the variance of both sums; the test is the signed root of the deviance of a
negative binomial with that variance, against Student's t with degrees of freedom reduced for the correlation.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import stats

from analytics.trends.likelihood import inflation, lag_one, signed_root
from analytics.trends.stack import Floats, Stack

# Dispersion and correlation are taken from at most so many stretches of the baseline's length.
_STRETCHES = 3
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
    noise = _noise(series, windows, split)
    phi, rho = noise.phi, noise.rho
    y_recent, n_recent = recent.counts.sum(axis=1), recent.totals.sum(axis=1)
    y_base, n_base = baseline.counts.sum(axis=1), baseline.totals.sum(axis=1)
    length, periods = (part.known.sum(axis=1).astype(np.float64) for part in (recent, baseline))
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = n_recent / n_base
        expected = (y_base + 0.5) * ratio
        spread, spread_base = inflation(length, rho), inflation(periods, rho)
        variance = phi * (expected * spread + expected * ratio * spread_base)
        p = 2 * stats.t.sf(np.abs(signed_root(y_recent, expected, variance)), noise.freedom)
        effect = (y_recent + 0.5) / expected
        phi_recent = 1 + (phi - 1) * effect
        half = stats.t.ppf(0.975, noise.freedom) * np.sqrt(
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


@dataclass(frozen=True, slots=True, eq=False)
class _Noise:
    """Dispersion, lag-1 correlation and degrees of freedom of each series, (n_series,)."""

    phi: Floats
    rho: Floats
    freedom: Floats


def _noise(series: Stack, windows: Windows, split: int) -> _Noise:
    """How restless each series is, from up to three stretches of a baseline's length before `split`.

    Each stretch has its own mean, so that an old change of level adds little.
    """
    squares, products, pairs, periods, stretches = np.zeros((5, len(series.counts)))
    for number in range(_STRETCHES):
        end = max(split - number * windows.baseline, 0)
        part = series.cut(max(end - windows.baseline, 0), end)
        usable = part.known.sum(axis=1) >= windows.least
        known = part.known & usable[:, None]
        residuals = np.where(known, part.residuals(), 0.0)
        squares += (residuals**2).sum(axis=1)
        products += (residuals[:, 1:] * residuals[:, :-1]).sum(axis=1)
        pairs += (known[:, 1:] & known[:, :-1]).sum(axis=1)
        periods += known.sum(axis=1)
        stretches += usable
    free = np.maximum(periods - stretches, 1)
    raw = products / np.maximum(pairs, 1) / np.maximum(squares / free, 1e-12)
    rho = lag_one(raw, periods, length=periods / np.maximum(stretches, 1))
    # Every further stretch buys less: the tails of the counts, and no longer their spread, are what is not known.
    freedom = np.maximum(free * (1 - rho) / (1 + rho) / (1 + stretches / 2), 1.0)
    return _Noise(np.maximum(squares / free, 1.0), rho, freedom)
