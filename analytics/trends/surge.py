"""Counts far above what the periods before them allow: the test behind alerts.

After Farrington et al. (1996) and Noufaily et al. (2013): a trailing baseline that ends before the window judged,
capped so that an earlier burst does not hide a later one, gives an expectation; a one-sided negative-binomial
signed root says how unlikely the count is. Sums over several window lengths are tested, because a burst of two
weeks is not two bursts of one. Nothing looks ahead.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import stats

from analytics.trends.likelihood import inflation, lag_one, signed_root
from analytics.trends.stack import CAP, Flags, Floats, Stack, pearson, robust_spread
from analytics.types import Grain

STAY = 0.05
LEAST_COUNT = 3
LEAST_RATIO = 2.0
# In a window of several periods, those belong to the burst that are at least so far above expectation.
_RISEN = 1.5
# A typical over-dispersion (variance = mean + ALPHA mean²) that a short baseline leans on, worth so many periods.
ALPHA, BORROWED = 0.1, 26


@dataclass(frozen=True, slots=True)
class Baseline:
    """Periods of the baseline, between it and the window, and the least that it may have.

    `entries` are (window length, p below which a burst begins).
    """

    length: int
    gap: int
    least: int
    entries: tuple[tuple[int, float], ...]


BASELINES: dict[Grain, Baseline] = {
    "hour": Baseline(28 * 24, 24, 48, ((1, 1e-3), (3, 1e-4))),
    "day": Baseline(364, 14, 28, ((1, 5e-5), (3, 1e-4), (7, 1e-4))),
    "week": Baseline(52, 2, 4, ((1, 1e-3), (2, 1.5e-3), (4, 5e-4))),
    "month": Baseline(24, 1, 6, ((1, 1e-3), (2, 1e-3))),
    "quarter": Baseline(8, 1, 4, ((1, 1e-3),)),
}


@dataclass(frozen=True, slots=True, eq=False)
class Surges:
    """Per period, (n_series, n_periods): whether a burst is on, and the count that was expected (0: not known)."""

    flags: Flags
    expected: Floats


def surges(series: Stack, baseline: Baseline) -> Surges:
    """Tests every period, and the windows that end in it, against the baseline before them."""
    before = _before(series, baseline)
    expected = np.where(before.periods > 0, series.totals * before.rate, 0.0)
    hot = np.zeros(series.counts.shape, dtype=np.bool_)
    warm = hot
    for length, entry in baseline.entries:
        p, y, e = _window(series, before, length)
        # What a shorter window has found needs no longer one to find it again.
        found = _last(hot.astype(np.float64), length) > 0
        begins = (p < entry) & (y >= LEAST_COUNT) & (y >= LEAST_RATIO * e) & ~found
        for back in range(min(length, series.counts.shape[1])):
            # A window that is unlikely begins the burst in those of its periods that stand out themselves.
            reach = series.counts.shape[1] - back
            risen = series.counts[:, :reach] > _RISEN * expected[:, :reach]
            hot[:, :reach] |= begins[:, back:] & risen
        if length == 1:
            warm = (p < STAY) & (series.counts > 0)
    return Surges(_spread(hot, warm), expected)


@dataclass(frozen=True, slots=True, eq=False)
class _Before:
    """What the baseline of each period says: rate, dispersion, mean count, exposure, known periods; and `rho`,
    the lag-1 correlation of each series."""

    rate: Floats
    phi: Floats
    mean: Floats
    exposure: Floats
    periods: Floats
    rho: Floats

    def shift(self, by: int) -> _Before:
        def moved(values: Floats) -> Floats:
            return np.pad(values, ((0, 0), (by, 0)))[:, : values.shape[1]]

        return _Before(
            moved(self.rate), moved(self.phi), moved(self.mean), moved(self.exposure), moved(self.periods), self.rho
        )


def _before(series: Stack, baseline: Baseline) -> _Before:
    def trailing(values: Floats) -> Floats:
        """Sums over the baseline of each period: `length` periods that end `gap` periods before it."""
        running = np.pad(np.cumsum(values, axis=1), ((0, 0), (1, 0)))
        end = np.maximum(np.arange(values.shape[1]) - baseline.gap, 0)
        return np.asarray(running[:, end] - running[:, np.maximum(end - baseline.length, 0)])

    known = series.known
    periods, exposure = trailing(known.astype(np.float64)), trailing(series.totals)
    judged = known & (periods >= baseline.least)
    capped = series.counts
    for _ in range(2):
        rate = (trailing(capped) + 0.5) / np.maximum(exposure, 1e-12)
        own = series.totals * rate
        spread = robust_spread(pearson(series.counts, own, judged), judged)
        cap = np.maximum(own + CAP * spread * np.sqrt(own), 1.0)
        capped = np.where(judged, np.minimum(series.counts, cap), series.counts)
    rate = (trailing(capped) + 0.5) / np.maximum(exposure, 1e-12)
    squares = np.divide(capped**2, series.totals, out=np.zeros_like(capped), where=known)
    deviance = trailing(squares) / rate - 2 * trailing(capped) + rate * exposure
    raw = np.maximum(deviance, 0.0) / np.maximum(periods - 1, 1)
    rho = _correlation(pearson(capped, series.totals * rate, judged) / np.sqrt(np.maximum(raw, 1.0)), judged)
    mean = rate * exposure / np.maximum(periods, 1)
    # A correlated stretch strays from its own mean less than from the true one.
    phi = np.maximum(raw / (1 - inflation(periods, rho[:, None]) / np.maximum(periods, 2)), 1.0)
    phi = (periods * phi + BORROWED * (1 + ALPHA * mean)) / (periods + BORROWED)
    return _Before(rate, phi, mean, exposure, np.where(periods >= baseline.least, periods, 0.0), rho)


def _correlation(residuals: Floats, judged: Flags) -> Floats:
    periods = judged.sum(axis=1).astype(np.float64)
    centred = np.clip(residuals, -CAP, CAP)
    centred = np.where(judged, centred - centred.sum(axis=1, keepdims=True) / np.maximum(periods, 1)[:, None], 0.0)
    squares = np.maximum((centred**2).sum(axis=1), 1e-12)
    return lag_one((centred[:, 1:] * centred[:, :-1]).sum(axis=1) / squares, periods)


def _window(series: Stack, before: _Before, length: int) -> tuple[Floats, Floats, Floats]:
    """p, count and expectation of the `length` periods that end in each period."""
    base, rho = before.shift(length - 1), before.rho[:, None]
    count, exposure = _last(series.counts, length), _last(series.totals, length)
    periods = np.maximum(base.periods, 1)
    expected = np.maximum(exposure * base.rate, 1e-12)
    phi = 1 + (base.phi - 1) * expected / length / np.maximum(base.mean, 1e-12)
    of_baseline = base.phi * exposure / np.maximum(base.exposure, 1e-12) * inflation(periods, rho)
    variance = expected * (phi * inflation(np.full_like(rho, length), rho) + of_baseline)
    freedom = (periods - 1) * (1 - rho) / (1 + rho) + BORROWED
    p = stats.t.sf(signed_root(count - 0.5, expected, variance), freedom)
    return np.where(series.known & (base.periods > 0), p, 1.0), count, expected


def _last(values: Floats, length: int) -> Floats:
    """Sums of the `length` periods that end in each period."""
    running = np.pad(np.cumsum(values, axis=1), ((0, 0), (length, 0)))
    return np.asarray(running[:, length:] - running[:, :-length])


def _spread(hot: Flags, warm: Flags) -> Flags:
    """`hot` periods with the warm ones that follow or lead up to them, single cold ones between bridged."""
    warm = warm | hot
    bridged = warm.copy()
    bridged[:, 1:-1] |= warm[:, :-2] & warm[:, 2:]
    flags = hot.copy()
    for t in range(1, hot.shape[1]):
        flags[:, t] |= flags[:, t - 1] & bridged[:, t]
    for t in range(hot.shape[1] - 2, -1, -1):
        flags[:, t] |= flags[:, t + 1] & warm[:, t]
    return flags
