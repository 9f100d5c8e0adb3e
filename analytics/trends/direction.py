"""Is the recent window above or below its baseline? A negative-binomial test that knows of serial correlation.

The baseline ends where the window starts, so that nothing is judged against itself. Dispersion (Pearson) and lag-1
correlation of the baseline widen the variance of both sums; the test is the signed root of the deviance of a
negative binomial with that variance, against Student's t with degrees of freedom reduced for the correlation.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import stats

from analytics.trends.stack import Flags, Floats, Stack

# The lag-1 correlation of a series leans on the median of its run with the weight of so many periods.
_BORROWED = 52
# With fewer series than this their median says little, and a fixed prior stands in.
_FEW, _PRIOR = 20, 0.3


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
    `baseline` the count and `baseline_periods` the known periods before it. `p` is two-sided.
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

    @property
    def long_enough(self) -> bool:
        """Whether the baseline has the periods that a judgement needs, and the window at least half of its own."""
        return self.baseline_periods >= self.windows.least and 2 * self.recent_periods >= self.windows.recent


def compare(series: Stack, windows: Windows) -> list[Test]:
    """Compares the last `windows.recent` periods of each series with up to `windows.baseline` before them."""
    width = series.counts.shape[1]
    split = max(width - windows.recent, 0)
    begin = max(split - windows.baseline, 0)
    y, n, known = series.counts[:, begin:split], series.totals[:, begin:split], series.known[:, begin:split]
    y_recent, n_recent = series.counts[:, split:].sum(axis=1), series.totals[:, split:].sum(axis=1)
    y_base, n_base, periods = y.sum(axis=1), n.sum(axis=1), known.sum(axis=1).astype(np.float64)
    length = series.known[:, split:].sum(axis=1).astype(np.float64)
    with np.errstate(divide="ignore", invalid="ignore"):
        fitted = n * ((y_base + 0.5) / n_base)[:, None]
        residuals = np.where(known, (y - fitted) / np.sqrt(fitted), 0.0)
        phi = np.maximum((residuals**2).sum(axis=1) / (periods - 1), 1.0)
        rho = _borrowed(_lag_one(residuals, known), periods)
        ratio = n_recent / n_base
        expected = (y_base + 0.5) * ratio
        spread, spread_base = _inflation(length, rho), _inflation(periods, rho)
        variance = phi * (expected * spread + expected * ratio * spread_base)
        freedom = np.maximum((periods - 1) * (1 - rho) / (1 + rho) / 1.5, 1.0)
        p = 2 * stats.t.sf(np.abs(_signed_root(y_recent, expected, variance)), freedom)
        effect = (y_recent + 0.5) / expected
        phi_recent = 1 + (phi - 1) * effect
        half = stats.t.ppf(0.975, freedom) * np.sqrt(
            phi_recent * spread / (y_recent + 0.5) + phi * spread_base / (y_base + 0.5)
        )
    margin = np.exp(half)
    columns = (y_recent, expected, effect, effect / margin, effect * margin, p, y_base, periods, length)
    return [Test(windows, *row) for row in np.column_stack(columns).tolist()]


def _lag_one(residuals: Floats, known: Flags) -> Floats:
    """Lag-1 autocorrelation with Kendall's (1954) correction for short series, kept in 0 to .9."""
    pairs = known[:, 1:] & known[:, :-1]
    length = np.maximum(known.sum(axis=1), 1)
    products = (residuals[:, 1:] * residuals[:, :-1] * pairs).sum(axis=1)
    raw = products / np.maximum((residuals**2).sum(axis=1), 1e-12) * (length - 1) / np.maximum(pairs.sum(axis=1), 1)
    return np.asarray(np.clip(raw + (1 + 3 * raw) / length, 0.0, 0.9))


def _borrowed(rho: Floats, periods: Floats) -> Floats:
    usable = periods >= 4
    prior = float(np.clip(np.median(rho[usable]), 0.1, 0.7)) if usable.sum() >= _FEW else _PRIOR
    return np.asarray((rho * periods + prior * _BORROWED) / (periods + _BORROWED))


def _inflation(length: Floats, rho: Floats) -> Floats:
    """Variance of a sum of `length` AR(1) values over that of independent ones: 1 + 2 Σ (1 - k/n) rho^k."""
    n = np.maximum(length, 1)
    return np.asarray((1 + rho) / (1 - rho) - 2 * rho * (1 - rho**n) / (n * (1 - rho) ** 2))


def _signed_root(y: Floats, mean: Floats, variance: Floats) -> Floats:
    """Signed root of the deviance of one negative-binomial count with this mean and variance."""
    alpha = np.maximum((variance - mean) / mean**2, 1e-9)
    logs = np.where(y > 0, y * np.log(np.maximum(y, 1e-300) / mean), 0.0)
    deviance = 2 * (logs - (y + 1 / alpha) * np.log((1 + alpha * y) / (1 + alpha * mean)))
    return np.asarray(np.sign(y - mean) * np.sqrt(np.maximum(deviance, 0.0)))
