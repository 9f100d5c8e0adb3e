"""The little mathematics that the tests of direction and of bursts share."""

from __future__ import annotations

import numpy as np

from analytics.trends.stack import Floats

# The lag-1 correlation of a series leans on the median of its run with the weight of so many periods.
_BORROWED = 52
# With fewer series than this their median says little, and a fixed prior stands in.
_FEW, _PRIOR = 20, 0.3


def lag_one(raw: Floats, periods: Floats, *, length: Floats | None = None) -> Floats:
    """Lag-1 correlations from sample ones, (n_series,).

    `periods` are those that each rests on, in stretches of `length` with a mean of their own (None: one stretch).
    Corrected for short series (Kendall 1954), kept in 0 to .9 and drawn towards the median of all the series.
    """
    own = np.clip(raw + (1 + 3 * raw) / np.maximum(periods if length is None else length, 1), 0.0, 0.9)
    usable = periods > 0
    shared = float(np.clip(np.median(own[usable]), 0.1, 0.7)) if usable.sum() >= _FEW else _PRIOR
    return np.asarray((own * periods + shared * _BORROWED) / (periods + _BORROWED))


def inflation(length: Floats, rho: Floats) -> Floats:
    """Variance of a sum of `length` AR(1) values over that of independent ones: 1 + 2 Σ (1 - k/n) rho^k."""
    n = np.maximum(length, 1)
    return np.asarray((1 + rho) / (1 - rho) - 2 * rho * (1 - rho**n) / (n * (1 - rho) ** 2))


def signed_root(count: Floats, mean: Floats, variance: Floats) -> Floats:
    """Signed root of the deviance of one negative-binomial count with this mean and variance."""
    y = np.maximum(count, 0.0)
    alpha = np.maximum((variance - mean) / mean**2, 1e-9)
    logs = np.where(y > 0, y * np.log(np.maximum(y, 1e-300) / mean), 0.0)
    deviance = 2 * (logs - (y + 1 / alpha) * np.log((1 + alpha * y) / (1 + alpha * mean)))
    return np.asarray(np.sign(y - mean) * np.sqrt(np.maximum(deviance, 0.0)))
