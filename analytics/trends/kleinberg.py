"""Kleinberg's batched bursts (2003, section 4) with denominators, for over-dispersed counts.

Two states, ordinary and `RATIO` times the ordinary rate; staying is free and entering the upper state costs
gamma ln n. Costs are Poisson deviances divided by the dispersion about the ordinary rate and by what serial correlation
adds to it over a short stretch, because the binomial costs of the paper call every restless series bursty. The path is
the cheapest of all (Viterbi): it knows the whole series, so its starts are for charts and not for alerts.
"""

from __future__ import annotations

import numpy as np

from analytics.trends.noise import Noise
from analytics.trends.stack import Flags, Floats, Stack
from analytics.types import Grain

RATIO = 3.0
# The shorter the periods, the more they hang together and the dearer a burst has to be.
GAMMA: dict[Grain, float] = {"hour": 3.0, "day": 2.0, "week": 1.6, "month": 1.6, "quarter": 1.6}
# The stretch over which serial correlation is reckoned.
_STRETCH = 4.0


def burst_states(series: Stack, noise: Noise, *, gamma: float) -> Flags:
    """Which periods are in the upper state, (n_series, n_periods); unknown periods cost nothing either way."""
    if not series.counts.size:
        return np.zeros(series.counts.shape, dtype=np.bool_)
    capped = series.capped()
    fitted = capped.fitted()
    free = np.maximum(series.known.sum(axis=1, keepdims=True) - 1, 1)
    phi = np.maximum((capped.residuals() ** 2).sum(axis=1, keepdims=True) / free, 1.0)
    phi *= noise.inflation(np.full((len(phi), 1), _STRETCH))
    # The log-likelihood ratio of the two rates; only the difference of the two costs matters for the path.
    gain = np.where(series.known, (series.counts * np.log(RATIO) - (RATIO - 1) * fitted) / phi, 0.0)
    entry = gamma * np.log(np.maximum(series.known.sum(axis=1), 2))
    return _cheapest_path(gain, entry)


def _cheapest_path(gain: Floats, entry: Floats) -> Flags:
    """Viterbi over two states, all series at once. `gain` is what a period in the upper state is worth."""
    n_series, length = gain.shape
    lower, upper = np.zeros(n_series), np.full(n_series, -np.inf)
    left, stayed = np.zeros((2, n_series, length), dtype=np.bool_)
    for t in range(length):
        left[:, t] = upper > lower
        stayed[:, t] = upper >= lower - entry
        lower, upper = np.maximum(lower, upper), np.maximum(upper, lower - entry) + gain[:, t]
    states = np.zeros((n_series, length), dtype=np.bool_)
    current = upper > lower
    for t in range(length - 1, -1, -1):
        states[:, t] = current
        current = np.where(current, stayed[:, t], left[:, t])
    return states
