"""How restless series are: dispersion and serial correlation, each series leaning on its fellows as far as they agree.

Noise is what decides whether a rise is one, and a year of weeks says little of it. Series that are judged together are
therefore measured together by empirical Bayes (Smyth 2004; for counts Lund et al. 2012): how much their sample values
differ beyond what sampling explains says how alike they are, and each is drawn that far towards what is usual. A
series much more restless than its fellows keeps its own dispersion. Few series have no fellows: a prior stands in.
"""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np

from analytics.trends.stack import Floats, Stack

# With fewer series than this their spread says little.
_FEW = 20
# What stands in for fellows: a typical lag-1 correlation, worth so many periods.
_PRIOR, _PRIOR_PERIODS = 0.3, 52
_MOST_CORRELATION = 0.9
# The step by which the slope of a variance in the correlation is taken.
_NUDGE = 0.01
# Sample correlations of counts vary by so much more than those of normal values.
_CORRELATION_NOISE = 1.3
# Fellows are worth at most so many degrees of freedom, and stand in for no series that is so many deviations above.
_MOST_FREEDOM, _ODD = 1000.0, 2.5
# Normal deviation from the median absolute one.
_NORMAL = 1.4826


@dataclass(frozen=True, slots=True, eq=False)
class Noise:
    """Per series, (n_series,): dispersion `phi` (variance over mean of a period) at `mean` counts a period, with the
    degrees of `freedom` with which it is known; autocorrelation `rho decay^(lag - 1)`, with the variance of `rho`."""

    phi: Floats
    mean: Floats
    rho: Floats
    decay: Floats
    freedom: Floats
    doubt: Floats

    def part(self, rows: slice) -> Noise:
        """The noise of some of the series."""
        return Noise(*(getattr(self, each.name)[rows] for each in fields(self)))

    def dispersion(self, mean: Floats) -> Floats:
        """What `phi` is at other means, (n_series, ...), as in a negative binomial: 1 + alpha mean."""
        alpha = (self.phi - 1) / np.maximum(self.mean, 1e-12)
        return np.asarray(1 + alpha.reshape(-1, *[1] * (mean.ndim - 1)) * mean)

    def inflation(self, length: Floats) -> Floats:
        """Variance of sums of `length` periods, (n_series, ...), over that of as many independent ones."""
        shape = (-1, *[1] * (length.ndim - 1))
        return _inflation(length, self.rho.reshape(shape), self.decay.reshape(shape))

    def overlap(self, length: Floats, other: Floats) -> Floats:
        """Covariance of the sums of two adjacent stretches, all (n_series,), over the variance of one period."""
        reach, far = ((1 - self.decay**n) / (1 - self.decay) for n in (length, other))
        return np.asarray(self.rho * reach * far)

    def freedom_of_sums(self, length: Floats) -> Floats:
        """Degrees of freedom with which the variance of sums of `length` periods is known, (n_series,): those of the
        dispersion, fewer by what the doubt about the correlation adds (Satterthwaite 1946)."""
        higher, lower = self.rho + _NUDGE, np.maximum(self.rho - _NUDGE, 0.0)
        more = np.log(_inflation(length, higher, np.maximum(self.decay, higher)))
        slope = (more - np.log(_inflation(length, lower, self.decay))) / (2 * _NUDGE)
        return np.asarray(1 / (1 / self.freedom + self.doubt * slope**2 / 2))


def measure(series: Stack, *, stretch: int, stretches: int, least: int) -> Noise:
    """The noise of series about their mean rates in up to `stretches` stretches of `stretch` periods from the end.

    Each stretch with at least `least` known periods has a mean of its own, so that an old change of level adds little.
    """
    sample = _sample(series, stretch=stretch, stretches=stretches, least=least)
    rho, decay, bias, doubt = _correlations(sample)
    squares = sample.squares / (1 - bias)
    freedom = sample.periods * (1 - rho**2) / (1 + rho**2) / (1.3 + 0.5 / np.maximum(sample.mean, 0.05))
    freedom = np.maximum(freedom, 1.0)
    phi, freedom = _shrunk(squares, sample.mean, freedom, usable=sample.periods > 0)
    return Noise(np.maximum(phi, 1.0), sample.mean, rho, decay, freedom, doubt)


@dataclass(frozen=True, slots=True, eq=False)
class _Sample:
    """Moments of Pearson residuals, (n_series,): mean square, autocorrelation at lags 1 and 2, the periods that they
    rest on, how many of these share a mean, and the mean count a period."""

    squares: Floats
    lag_one: Floats
    lag_two: Floats
    periods: Floats
    length: Floats
    mean: Floats


def _sample(series: Stack, *, stretch: int, stretches: int, least: int) -> _Sample:
    width = series.counts.shape[1]
    squares, lag_one, lag_two, pairs_one, pairs_two, periods, used, fitted = np.zeros((8, len(series.counts)))
    for number in range(stretches):
        end = max(width - number * stretch, 0)
        part = series.cut(max(end - stretch, 0), end)
        usable = part.known.sum(axis=1) >= least
        known = part.known & usable[:, None]
        residuals = np.where(known, part.residuals(), 0.0)
        squares += (residuals**2).sum(axis=1)
        lag_one += (residuals[:, 1:] * residuals[:, :-1]).sum(axis=1)
        lag_two += (residuals[:, 2:] * residuals[:, :-2]).sum(axis=1)
        pairs_one += (known[:, 1:] & known[:, :-1]).sum(axis=1)
        pairs_two += (known[:, 2:] & known[:, :-2]).sum(axis=1)
        periods += known.sum(axis=1)
        used += usable
        fitted += np.where(known, part.fitted(), 0.0).sum(axis=1)
    whole = np.maximum(periods, 1)
    scale = np.maximum(squares / whole, 1e-12)
    return _Sample(
        squares / whole,
        lag_one / np.maximum(pairs_one, 1) / scale,
        lag_two / np.maximum(pairs_two, 1) / scale,
        periods,
        np.maximum(periods, 1) / np.maximum(used, 1),
        fitted / whole,
    )


def _correlations(sample: _Sample) -> tuple[Floats, Floats, Floats, Floats]:
    """Lag-1 correlation and its decay for each series, the part of the variance that the means took with them, and
    the variance with which the correlation is known.

    Residuals about a mean of their own are correlated less than the series by that part, which depends on the
    correlation: a few rounds settle it. That a ratio is taken costs a further 2 lag rho^lag / n (Kendall 1954).
    """
    usable = sample.periods > 0
    alike = usable.sum() >= _FEW
    bias = 1 / np.maximum(sample.length, 2)
    rho, decay = np.full((2, len(bias)), _PRIOR)
    usual = shared = _PRIOR
    for _ in range(4):
        own = (sample.lag_one * (1 - bias) + bias) * (1 + 2 / np.maximum(sample.periods, 8))
        if alike:
            usual = float(np.clip(np.median(own[usable]), 0.0, _MOST_CORRELATION))
            noise = _sampling(usual, sample.periods)
            between = max(float(np.var(own[usable]) - noise[usable].mean()), 0.0)
            weight = between / (between + noise)
            later = (sample.lag_two * (1 - bias) + bias) * (1 + 4 / np.maximum(sample.periods, 8))
            falls = float(np.median(later[usable]))
            # Leans on a plain AR(1), whose decay is its lag-1 correlation, where there is little to see.
            shared = (usual * falls + 0.002 * usual) / (usual**2 + 0.002)
        else:
            weight = sample.periods / (sample.periods + _PRIOR_PERIODS)
        rho = np.clip(weight * own + (1 - weight) * usual, 0.0, _MOST_CORRELATION)
        decay = np.clip(np.maximum(rho, shared), 0.0, _MOST_CORRELATION)
        bias = np.minimum(_inflation(sample.length, rho, decay) / sample.length, 0.5)
    return rho, decay, bias, weight * _sampling(usual, sample.periods)


def _sampling(rho: float, periods: Floats) -> Floats:
    """The variance of sample correlations about `rho`."""
    return np.asarray(_CORRELATION_NOISE * (1 - rho**2) / np.maximum(periods, 1))


def _shrunk(squares: Floats, mean: Floats, freedom: Floats, *, usable: np.ndarray) -> tuple[Floats, Floats]:
    """Dispersions drawn towards those usual at their means, and the degrees of freedom that they then have."""
    if usable.sum() < _FEW:
        return squares, freedom
    weights = np.where(usable, mean / (1 + 0.1 * mean), 0.0)
    alpha = max(_weighted_median((squares - 1) / np.maximum(mean, 1e-12), weights), 0.0)
    typical = 1 + alpha * mean
    # The logarithm of a scaled chi-squared has mean about -1/freedom and variance about 2/freedom.
    apart = np.log(np.maximum(squares, 0.1) / typical) + 1 / freedom
    middle = float(np.median(apart[usable]))
    spread = _NORMAL * float(np.median(np.abs(apart[usable] - middle)))
    between = max(spread**2 - float(np.median(2 / freedom[usable])), 2 / _MOST_FREEDOM)
    borrowed = 2 / between
    usual = typical * np.exp(middle)
    odd = apart - middle > _ODD * np.sqrt(between + 2 / freedom)
    phi = np.where(odd, squares, (borrowed * usual + freedom * squares) / (borrowed + freedom))
    return phi, np.where(odd, freedom, borrowed + freedom)


def _weighted_median(values: Floats, weights: Floats) -> float:
    order = np.argsort(values, kind="stable")
    running = np.cumsum(weights[order])
    return float(values[order][np.searchsorted(running, running[-1] / 2)])


def _inflation(length: Floats, rho: Floats, decay: Floats) -> Floats:
    """1 + 2 Σ (1 - k/n) rho decay^(k-1): with decay = rho that of an AR(1), else of an ARMA(1,1)."""
    n = np.maximum(length, 1)
    return np.asarray(1 + 2 * rho * (1 / (1 - decay) - (1 - decay**n) / (n * (1 - decay) ** 2)))
