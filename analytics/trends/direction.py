"""Is the recent window above or below its baseline? A negative-binomial test that knows of serial correlation.

The baseline ends where the window starts, so that nothing is judged against itself. Dispersion (Pearson) and lag-1
correlation of the baseline widen the variance of both sums; the test is the signed root of the deviance of a
negative binomial with that variance, against Student's t with degrees of freedom reduced for the correlation.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import stats

from analytics.trends.stack import Floats, Stack

# The lag-1 correlation of a series leans on the median of its run with the weight of so many periods.
_BORROWED = 52
# With fewer series than this their median says little, and a fixed prior stands in.
_FEW, _PRIOR = 20, 0.3
# Dispersion and correlation are taken from at most so many stretches of the baseline's length.
_STRETCHES = 3


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
        spread, spread_base = _inflation(length, rho), _inflation(periods, rho)
        variance = phi * (expected * spread + expected * ratio * spread_base)
        p = 2 * stats.t.sf(np.abs(_signed_root(y_recent, expected, variance)), noise.freedom)
        effect = (y_recent + 0.5) / expected
        phi_recent = 1 + (phi - 1) * effect
        margin = np.exp(
            stats.t.ppf(0.975, noise.freedom)
            * np.sqrt(phi_recent * spread / (y_recent + 0.5) + phi * spread_base / (y_base + 0.5))
        )
    columns = (y_recent, expected, effect, effect / margin, effect * margin, p, y_base, periods, length)
    return [Test(windows, *row) for row in np.column_stack(columns).tolist()]


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
    rho = _lag_one(products / np.maximum(pairs, 1) / np.maximum(squares / free, 1e-12), periods, stretches)
    # Every further stretch buys less: the tails of the counts, and no longer their spread, are what is not known.
    freedom = np.maximum(free * (1 - rho) / (1 + rho) / (1 + stretches / 2), 1.0)
    return _Noise(np.maximum(squares / free, 1.0), rho, freedom)


def _lag_one(raw: Floats, periods: Floats, stretches: Floats) -> Floats:
    """Lag-1 correlation with Kendall's (1954) correction for short series, drawn towards the median of the run."""
    length = np.maximum(periods / np.maximum(stretches, 1), 1)
    own = np.clip(raw + (1 + 3 * raw) / length, 0.0, 0.9)
    usable = stretches > 0
    shared = float(np.clip(np.median(own[usable]), 0.1, 0.7)) if usable.sum() >= _FEW else _PRIOR
    return np.asarray((own * periods + shared * _BORROWED) / (periods + _BORROWED))


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
