"""Does a series repeat itself every year? One harmonic pair, tested against serial correlation and seen each year.

The log share is regressed on a line and one sine wave a year, with AR(1) errors (Cochrane and Orcutt 1949). A
series is seasonal when the wave is significant and every two years rise and fall together.
"""

from __future__ import annotations

from itertools import combinations

import numpy as np
from scipy import stats

from analytics.trends.stack import Flags, Floats, Stack
from analytics.types import Grain

# Periods in a year; coarser or finer grains are not tested.
YEARS: dict[Grain, int] = {"week": 52, "day": 52, "month": 12, "quarter": 4}
CYCLES = 3
LEVEL = 0.01
LEAST_CORRELATION = 0.3
_WEEKS_IN_A_YEAR = 365.2425 / 7


def seasonal(series: Stack, year: int) -> Flags:
    """Which series repeat with a cycle of `year` periods, (n_series,). Needs three whole cycles at the end."""
    length = CYCLES * year
    none = np.zeros(len(series.counts), dtype=np.bool_)
    if series.counts.shape[1] < length:
        return none
    last = series.cut(series.counts.shape[1] - length, None)
    known = last.known.mean(axis=1) > 0.9
    logs = _log_shares(last)
    return np.asarray(known & (_wave_test(logs, year) < LEVEL) & (_agreement(logs, year) > LEAST_CORRELATION))


def cycle(series: Stack, year: int, *, before: int) -> Floats:
    """The yearly factor of every period (n_series, n_periods), mean about 1, fitted on the periods before `before`."""
    design = _design(series.counts.shape[1], year)
    past = _log_shares(series.cut(0, before))
    weights, *_ = np.linalg.lstsq(design[:before], past.T, rcond=None)
    return np.asarray(np.exp((design[:, 2:] @ weights[2:]).T))


def _log_shares(series: Stack) -> Floats:
    """Logarithms of counts over what the mean rate gives, 0 where unknown."""
    return np.where(series.known, np.log((series.counts + 0.5) / np.maximum(series.fitted(), 1e-12)), 0.0)


def _design(length: int, year: int) -> Floats:
    t = np.arange(length, dtype=np.float64)
    angle = 2 * np.pi * t / (_WEEKS_IN_A_YEAR if year == YEARS["week"] else year)
    return np.column_stack([np.ones(length), t / length, np.cos(angle), np.sin(angle)])


def _wave_test(logs: Floats, year: int) -> Floats:
    """p of the sine wave by an F-test on values whitened with the lag-1 correlation of the residuals."""
    design = _design(logs.shape[1], year)
    weights, *_ = np.linalg.lstsq(design, logs.T, rcond=None)
    residuals = logs - (design @ weights).T
    rho = (residuals[:, 1:] * residuals[:, :-1]).sum(axis=1) / np.maximum((residuals**2).sum(axis=1), 1e-12)
    rho = np.clip(rho + (1 + 3 * rho) / logs.shape[1], 0.0, 0.95)
    values = logs[:, 1:] - rho[:, None] * logs[:, :-1]
    regressors = design[None, 1:] - rho[:, None, None] * design[None, :-1]
    full, reduced = _rest(regressors, values), _rest(regressors[:, :, :2], values)
    freedom = values.shape[1] - 4
    return np.asarray(stats.f.sf((reduced - full) / 2 / np.maximum(full / freedom, 1e-12), 2, freedom))


def _rest(regressors: Floats, values: Floats) -> Floats:
    """Residual sums of squares of least squares, one regression a series."""
    crossed = np.einsum("ntk,nt->nk", regressors, values)
    squared = np.einsum("ntk,ntl->nkl", regressors, regressors)
    weights = np.linalg.solve(squared, crossed[:, :, None])[:, :, 0]
    return np.asarray(((values - np.einsum("ntk,nk->nt", regressors, weights)) ** 2).sum(axis=1))


def _agreement(logs: Floats, year: int) -> Floats:
    """The smallest correlation between any two years, smoothed over about a tenth of a year."""
    width = max(year // 10, 1)
    smooth = np.apply_along_axis(np.convolve, 1, logs, np.ones(width) / width, "same") if width > 1 else logs
    years = smooth.reshape(len(logs), CYCLES, year)
    years = years - years.mean(axis=2, keepdims=True)
    scale = np.maximum(np.sqrt((years**2).sum(axis=2)), 1e-12)
    pairs = [
        (years[:, a] * years[:, b]).sum(axis=1) / (scale[:, a] * scale[:, b]) for a, b in combinations(range(CYCLES), 2)
    ]
    return np.asarray(np.min(pairs, axis=0))
