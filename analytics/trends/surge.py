"""Counts far above what the periods before them allow: the test behind alerts.

After Farrington et al. (1996) and Noufaily et al. (2013): a trailing baseline that ends before the window judged,
capped so that an earlier burst does not hide a later one, gives an expectation; the tail of a negative binomial says
how unlikely the count is. Sums over several window lengths are tested, because a burst of two weeks is not two bursts
of one. Only the noise of a series is taken from all of it: nothing else looks ahead.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from scipy import stats

from analytics.trends.likelihood import deviation
from analytics.trends.noise import Noise, measure
from analytics.trends.stack import CAP, Flags, Floats, Stack, pearson, robust_spread
from analytics.types import Grain

STAY = 0.05
LEAST_COUNT = 3
LEAST_RATIO = 2.0
# In a window of several periods, those belong to the burst that are at least so far above expectation.
_RISEN = 1.5
# Far tails are held to be fatter than those of a negative binomial.
_MOST_FREEDOM = 50.0


@dataclass(frozen=True, slots=True)
class Baseline:
    """Periods of the baseline, of a stretch whose noise is measured about one mean, between the baseline and the
    window, and the least that a baseline may have.

    `entries` are (window length, p below which a burst begins).
    """

    length: int
    stretch: int
    gap: int
    least: int
    entries: tuple[tuple[int, float], ...]


BASELINES: dict[Grain, Baseline] = {
    "hour": Baseline(28 * 24, 28 * 24, 24, 48, ((1, 1e-3), (3, 1e-4))),
    "day": Baseline(364, 364, 14, 28, ((1, 5e-5), (3, 1e-4), (7, 1e-4))),
    "week": Baseline(104, 52, 2, 4, ((1, 1e-4), (2, 1.2e-3))),
    "month": Baseline(24, 24, 1, 6, ((1, 1e-3), (2, 1e-3))),
    "quarter": Baseline(8, 8, 1, 4, ((1, 1e-3),)),
}


@dataclass(frozen=True, slots=True, eq=False)
class Surges:
    """Per period, (n_series, n_periods): whether a burst is on, and the count that was expected (0: not known);
    and the noise of the series, bursts left out."""

    flags: Flags
    expected: Floats
    noise: Noise


def surges(series: Stack, baseline: Baseline, noise: Noise | None = None) -> Surges:
    """Tests every period, and the windows that end in it, against the baseline before them; `noise` that is known
    need not be measured again."""
    before = _before(series, baseline)
    restless = noise or _noise(before.capped, baseline)
    expected = np.where(before.periods > 0, series.totals * before.rate, 0.0)
    hot = np.zeros(series.counts.shape, dtype=np.bool_)
    for length, entry in baseline.entries:
        window = _window(series, before, restless, length)
        # What a shorter window has found needs no longer one to find it again.
        found = _last(hot.astype(np.float64), length) > 0
        many = (window.count >= LEAST_COUNT) & (window.count >= LEAST_RATIO * window.expected)
        begins = window.unlikely(entry, among=many & ~found)
        for back in range(min(length, series.counts.shape[1])):
            # A window that is unlikely begins the burst in those of its periods that stand out themselves.
            reach = series.counts.shape[1] - back
            risen = series.counts[:, :reach] > _RISEN * expected[:, :reach]
            hot[:, :reach] |= begins[:, back:] & risen
    # A burst goes on through warm periods: a series without one has none that matter.
    lasting = hot.any(axis=1, keepdims=True) & (series.counts > 0)
    warm = _window(series, before, restless, 1).unlikely(STAY, among=lasting)
    return Surges(_spread(hot, warm), expected, restless)


def noise_of(series: Stack, baseline: Baseline) -> Noise:
    """The noise of series, bursts left out."""
    return _noise(_before(series, baseline).capped, baseline)


def _noise(capped: Stack, baseline: Baseline) -> Noise:
    stretches = -(-capped.counts.shape[1] // baseline.stretch)
    return measure(capped, stretch=baseline.stretch, stretches=stretches, least=baseline.least)


@dataclass(frozen=True, slots=True, eq=False)
class _Before:
    """What the baseline of each period says, (n_series, n_periods): rate, exposure and known periods (0: too few to
    judge by); and the series with its counts `capped`."""

    rate: Floats
    exposure: Floats
    periods: Floats
    capped: Stack

    def shift(self, by: int) -> _Before:
        """The baseline of the period `by` earlier."""

        def moved(values: Floats) -> Floats:
            return np.pad(values, ((0, 0), (by, 0)))[:, : values.shape[1]]

        return replace(self, rate=moved(self.rate), exposure=moved(self.exposure), periods=moved(self.periods))


def _before(series: Stack, baseline: Baseline) -> _Before:
    def trailing(values: Floats) -> Floats:
        """Sums over the baseline of each period: `length` periods that end `gap` periods before it."""
        running = np.pad(np.cumsum(values, axis=1), ((0, 0), (1, 0)))
        end = np.maximum(np.arange(values.shape[1]) - baseline.gap, 0)
        return np.asarray(running[:, end] - running[:, np.maximum(end - baseline.length, 0)])

    periods, exposure = trailing(series.known.astype(np.float64)), trailing(series.totals)
    judged = series.known & (periods >= baseline.least)
    capped = series.counts
    for _ in range(2):
        own = series.totals * (trailing(capped) + 0.5) / np.maximum(exposure, 1e-12)
        spread = robust_spread(pearson(series.counts, own, judged), judged)
        cap = np.maximum(own + CAP * spread * np.sqrt(own), 1.0)
        capped = np.where(judged, np.minimum(series.counts, cap), series.counts)
    rate = (trailing(capped) + 0.5) / np.maximum(exposure, 1e-12)
    usable = np.where(periods >= baseline.least, periods, 0.0)
    return _Before(rate, exposure, usable, Stack(capped, series.totals, series.known))


@dataclass(frozen=True, slots=True, eq=False)
class _Window:
    """Windows that end in each period, (n_series, n_periods): their count, its expectation and variance, which have
    more than that, and the degrees of freedom of the tail."""

    count: Floats
    expected: Floats
    variance: Floats
    more: Flags
    freedom: Floats

    def unlikely(self, level: float, *, among: Flags) -> Flags:
        """Those of `among` whose count is so far above expectation that p is below `level`."""
        told = self.more & among
        found = np.zeros(told.shape, dtype=np.bool_)
        away = deviation(self.count[told], self.expected[told], self.variance[told])
        found[told] = stats.t.sf(away, self.freedom[told]) < level
        return found


def _window(series: Stack, before: _Before, restless: Noise, length: int) -> _Window:
    base = before.shift(length - 1)
    count, exposure = _last(series.counts, length), _last(series.totals, length)
    expected = np.maximum(exposure * base.rate, 1e-12)
    of_window = restless.dispersion(expected / length) * restless.inflation(np.full((len(count), 1), float(length)))
    usual = base.rate * base.exposure / np.maximum(base.periods, 1)
    of_baseline = restless.dispersion(usual) * restless.inflation(base.periods)
    variance = expected * (of_window + of_baseline * exposure / np.maximum(base.exposure, 1e-12))
    freedom = np.broadcast_to(np.minimum(restless.freedom, _MOST_FREEDOM)[:, None], count.shape)
    more = series.known & (base.periods > 0) & (count > expected)
    return _Window(count, expected, variance, more, freedom)


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
