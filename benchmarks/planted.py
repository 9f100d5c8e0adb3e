"""Series and little worlds of sources whose truth is known: what is planted, where, and in which all nothing trends.

Counts are negative binomial with AR(1) dependence through a Gaussian copula, so that the marginal spread and the
serial correlation are both exactly what was asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

import numpy as np
import pandas as pd
from scipy import stats

from analytics.trends.bins import Period
from analytics.trends.stack import Floats
from analytics.trends.verdict import SeriesCounts
from analytics.types import Grain

MONDAY = datetime(2023, 1, 2, tzinfo=UTC)
# The part of a week's articles that appears on each day, Monday first.
WEEKDAYS = np.array([0.19, 0.20, 0.19, 0.18, 0.15, 0.04, 0.05])
_LENGTHS: dict[Grain, timedelta] = {"hour": timedelta(hours=1), "day": timedelta(days=1), "week": timedelta(weeks=1)}


@dataclass(frozen=True, slots=True, eq=False)
class Noise:
    """How restless planted series are: counts a week, lag-1 correlation and over-dispersion (variance = mean +
    alpha mean²)."""

    base: float
    rho: float
    alpha: float = 0.1


def step(length: int, *, factor: float, weeks: int) -> Floats:
    """A level that is multiplied in the last `weeks`."""
    shape = np.ones(length)
    shape[length - weeks :] = factor
    return shape


def ramp(length: int, *, factor: float, weeks: int) -> Floats:
    """A rise over the last `weeks`, in equal steps of the level."""
    shape = np.ones(length)
    shape[length - weeks :] = 1 + (factor - 1) * np.arange(1, weeks + 1) / weeks
    return shape


def burst(length: int, *, factor: float, weeks: int, after: int = 0) -> Floats:
    """A level that is multiplied for `weeks`, which end `after` weeks before the end."""
    shape = np.ones(length)
    shape[length - weeks - after : length - after] = factor
    return shape


def season(length: int, *, amplitude: float) -> Floats:
    """A yearly wave of the logarithm, in weeks."""
    return np.asarray(np.exp(amplitude * np.sin(2 * np.pi * np.arange(length) / (365.2425 / 7))))


def totals(rng: np.random.Generator, length: int, *, mean: float = 2000.0) -> Floats:
    """Articles a week of everything: a restless level with a yearly swing."""
    level = np.exp(0.15 * _correlated(rng, 1, length, 0.6)[0])
    return np.asarray(np.round(mean * level * (1 + 0.1 * np.sin(2 * np.pi * np.arange(length) / 52.18))))


def weekly(rng: np.random.Generator, noise: Noise, shapes: Floats, published: Floats) -> Floats:
    """Counts (n_series, n_weeks) whose mean is `noise.base` times `shapes` times the relative `published` totals."""
    mean = noise.base * shapes * published / published.mean()
    return _negative_binomial(rng, mean, noise)


def drifting(rng: np.random.Generator, mean: Floats) -> Floats:
    """Independent counts (alpha .02) about levels that wander by a quarter of `mean`, with a memory of ten weeks."""
    n_series, length = mean.shape
    level = mean * np.exp(0.25 * _correlated(rng, n_series, length, 0.9))
    return rng.poisson(rng.gamma(50.0, level / 50.0)).astype(np.float64)


def daily(rng: np.random.Generator, noise: Noise, shapes: Floats, published: Floats) -> tuple[Floats, Floats]:
    """Counts (n_series, n_days) and totals (n_days,) with a weekday cycle and AR(1) from day to day.

    The subject's cycle is flatter than that of everything, so that its share has a weekday cycle of its own.
    """
    days = np.tile(WEEKDAYS, published.size)
    own = np.tile((WEEKDAYS + 1 / 7) / 2, published.size)
    mean = noise.base * np.repeat(shapes * published / published.mean(), 7, axis=1) * own
    return _negative_binomial(rng, mean, noise), np.maximum(np.round(np.repeat(published, 7) * days), 1.0)


def as_series(
    counts: Floats, published: Floats | None, grain: Grain, *, complete: int | None = None
) -> list[SeriesCounts]:
    """Rows of `counts` as series that start on one Monday; periods from `complete` on are in progress."""
    length = _LENGTHS[grain]
    last = counts.shape[1] if complete is None else complete
    spans = tuple(
        Period(MONDAY + number * length, MONDAY + (number + 1) * length, number < last)
        for number in range(counts.shape[1])
    )
    shared = None if published is None else tuple(published.tolist())
    return [
        SeriesCounts(f"s{row:03d}", grain, spans, tuple(values), shared) for row, values in enumerate(counts.tolist())
    ]


@dataclass(frozen=True, slots=True, eq=False)
class World:
    """Sources that publish every day on a few topics, as the frames that a store gives.

    `counts` has subject, start, source and n; `totals` start, source and n; `collected` day, source and state.
    """

    counts: pd.DataFrame
    totals: pd.DataFrame
    collected: pd.DataFrame

    def without(self, source: str, *, since: date) -> World:
        """The source is switched off for good."""
        return self._keep(lambda frame, column: (frame["source"] != source) | (_days(frame[column]) < since))

    def outage(self, *, start: date, end: date, source: str | None = None, registered: bool = True) -> World:
        """Nothing is collected from one source, or from all, on the days from `start` to before `end`."""

        def kept(frame: pd.DataFrame, column: str) -> pd.Series:
            days = _days(frame[column])
            hit = (days >= start) & (days < end)
            return ~(hit if source is None else hit & (frame["source"] == source))

        out = self._keep(kept)
        if not registered:
            return out
        missed = self.collected[~kept(self.collected, "day")].assign(state="gap")
        return replace(out, collected=pd.concat([out.collected, missed], ignore_index=True))

    def multiplied(self, source: str, factor: int, *, since: date) -> World:
        """The source publishes `factor` times as much, on the same subjects in the same parts."""

        def grown(frame: pd.DataFrame) -> pd.DataFrame:
            hit = (frame["source"] == source) & (_days(frame["start"]) >= since)
            return frame.assign(n=frame["n"].where(~hit, frame["n"] * factor))

        return replace(self, counts=grown(self.counts), totals=grown(self.totals))

    def joined(self, other: World) -> World:
        """Both worlds' sources together."""
        pairs = ((getattr(self, name), getattr(other, name)) for name in ("counts", "totals", "collected"))
        return World(*(pd.concat(pair, ignore_index=True) for pair in pairs))

    def _keep(self, chosen: Callable[[pd.DataFrame, str], pd.Series]) -> World:
        return World(
            self.counts[chosen(self.counts, "start")],
            self.totals[chosen(self.totals, "start")],
            self.collected[chosen(self.collected, "day")],
        )


def world(
    seed: int,
    shares: Mapping[str, float],
    *,
    sources: Sequence[str],
    start: date,
    end: date,
    rises: Mapping[str, tuple[date, float]] | None = None,
    articles_a_day: float = 12.0,
) -> World:
    """Sources that write on topics in fixed shares, collected every day from `start` to before `end`.

    `rises` multiplies a topic's share from a day on, in every source.
    """
    rng = np.random.default_rng(seed)
    days = [start + timedelta(days=number) for number in range((end - start).days)]
    counts, published, collected = [], [], []
    for source in sources:
        for day in days:
            n = int(rng.poisson(articles_a_day * 7 * WEEKDAYS[day.weekday()]))
            at = datetime(day.year, day.month, day.day, tzinfo=UTC)
            published.append((at, source, n))
            collected.append((day, source, "collected"))
            for topic, share in shares.items():
                since, factor = (rises or {}).get(topic, (end, 1.0))
                hits = int(rng.binomial(n, min(share * (factor if day >= since else 1.0), 1.0)))
                if hits:
                    counts.append((topic, at, source, hits))
    return World(
        pd.DataFrame(counts, columns=["subject", "start", "source", "n"]),
        pd.DataFrame(published, columns=["start", "source", "n"]),
        pd.DataFrame(collected, columns=["day", "source", "state"]),
    )


def _days(column: pd.Series) -> pd.Series:
    return pd.to_datetime(column, utc=True).dt.date


def _correlated(rng: np.random.Generator, n: int, length: int, rho: float) -> Floats:
    steps = rng.standard_normal((n, length))
    values = steps.copy()
    for t in range(1, length):
        values[:, t] = rho * values[:, t - 1] + np.sqrt(1 - rho**2) * steps[:, t]
    return values


def _negative_binomial(rng: np.random.Generator, mean: Floats, noise: Noise) -> Floats:
    """The quantiles of a Gaussian copula; means that many series share are looked up in one table."""
    n_series, length = mean.shape
    ranks = stats.norm.cdf(_correlated(rng, n_series, length, noise.rho))
    size = 1 / noise.alpha
    levels, place = np.unique(mean, return_inverse=True)
    largest = int(stats.nbinom.isf(1e-12, size, size / (size + levels[-1])))
    table = stats.nbinom.cdf(np.arange(largest + 1), size, size / (size + levels[:, None]))
    # One search for all levels: each row of the table is moved beyond the one before it.
    row = place.reshape(mean.shape)
    found = np.searchsorted((table + 2 * np.arange(len(levels))[:, None]).ravel(), ranks + 2 * row)
    return np.asarray(np.minimum(found - row * (largest + 1), largest), dtype=np.float64)
