"""The tail of a negative binomial, which the tests of direction and of bursts share."""

from __future__ import annotations

import numpy as np
from scipy import stats

from analytics.trends.stack import Floats

# Deviations are not told apart beyond this tail.
_LEAST_TAIL = 1e-300


def deviation(count: Floats, mean: Floats, variance: Floats) -> Floats:
    """How many standard deviations of a normal value the count is away from `mean`, with its sign; all of one shape.

    The tail is that of a negative binomial with this mean and variance (at least the Poisson's), half of the
    probability of the count itself included (mid-p, Lancaster 1961).
    """
    y = np.maximum(count, 0.0)
    spare = np.maximum(variance - mean, 1e-6 * mean)
    size, chance = mean**2 / spare, mean / (mean + spare)
    above = y > mean
    tail = np.empty(y.shape)
    tail[above] = stats.nbinom.sf(y[above], size[above], chance[above])
    tail[~above] = stats.nbinom.cdf(y[~above] - 1, size[~above], chance[~above])
    tail += stats.nbinom.pmf(y, size, chance) / 2
    return np.asarray(np.where(above, 1.0, -1.0) * stats.norm.isf(np.clip(tail, _LEAST_TAIL, 1.0)))


def skewed_deviation(value: Floats, mean: Floats, variance: Floats, skewness: Floats) -> Floats:
    """The same for a value of known skewness (at least 0), by the tail of a gamma with a shift (Pearson's type III).

    A sum of correlated counts is less skewed than the negative binomial of its variance, and much less in the lower
    tail.
    """
    spread = np.sqrt(variance)
    shape = 4 / np.maximum(skewness, 1e-3) ** 2
    at = shape + (value - mean) / spread * np.sqrt(shape)
    above = value > mean
    tail = np.where(above, stats.gamma.sf(at, shape), stats.gamma.cdf(at, shape))
    return np.asarray(np.where(above, 1.0, -1.0) * stats.norm.isf(np.clip(tail, _LEAST_TAIL, 1.0)))
