"""Many series as arrays: rows are series, the last column is each one's last complete period."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from analytics.trends.bins import Period
from analytics.types import Grain

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

Values = tuple[float | None, ...] | Floats

# Counts further than this many robust deviations above the mean do not enter a baseline.
CAP = 3.0


@dataclass(frozen=True, slots=True)
class SeriesCounts:
    """A series to be judged.

    `counts` and `totals` stand beside `periods`; None (nan in an array) is "no data", never 0. `totals` are what the
    counts are a share of (None: the counts are judged by themselves). Periods that are not complete are left out.
    `n_sources` is the number of sources in the window judged, None where that is not known.
    """

    id: str
    grain: Grain
    periods: tuple[Period, ...]
    counts: Values
    totals: Values | None = None
    n_sources: int | None = None

    def __post_init__(self) -> None:
        lengths = {len(self.periods), len(self.counts)} | ({len(self.totals)} if self.totals is not None else set())
        if len(lengths) > 1:
            raise ValueError(f"series {self.id}: periods, counts and totals differ in length ({sorted(lengths)})")

    @property
    def n_usable(self) -> int:
        """How many periods there are up to the last complete one."""
        return next((index for index in range(len(self.periods), 0, -1) if self.periods[index - 1].complete), 0)


@dataclass(frozen=True, slots=True, eq=False)
class Stack:
    """Series side by side, each (n_series, n_periods); unknown cells hold 0 and `known` False."""

    counts: Floats
    totals: Floats
    known: Flags

    def cut(self, begin: int, end: int | None) -> Stack:
        """The periods from `begin` to before `end`."""
        return Stack(self.counts[:, begin:end], self.totals[:, begin:end], self.known[:, begin:end])

    def part(self, rows: slice) -> Stack:
        """Some of the series."""
        return Stack(self.counts[rows], self.totals[rows], self.known[rows])

    def only(self, rows: Flags) -> Stack:
        """The same shape with everything outside `rows` (n_series,) unknown."""
        kept = rows[:, None]
        return Stack(self.counts * kept, self.totals * kept, self.known & kept)

    def fitted(self) -> Floats:
        """What each period would count at its series' mean rate."""
        rate = (self.counts.sum(axis=1, keepdims=True) + 0.5) / np.maximum(
            self.totals.sum(axis=1, keepdims=True), 1e-12
        )
        return np.asarray(self.totals * rate)

    def residuals(self) -> Floats:
        """Pearson residuals about each series' own mean rate, 0 where unknown."""
        return pearson(self.counts, self.fitted(), self.known)

    def capped(self) -> Stack:
        """The same with counts cut at three robust deviations above the mean, so that bursts do not set the mean."""
        counts = self.counts
        for _ in range(3):
            fitted = Stack(counts, self.totals, self.known).fitted()
            spread = robust_spread(pearson(self.counts, fitted, self.known), self.known)
            counts = np.minimum(self.counts, fitted + CAP * spread * np.sqrt(fitted))
        return Stack(counts, self.totals, self.known)

    def fold(self, size: int) -> Stack:
        """Sums over blocks of `size` periods, counted back from the last; what is left over in front is dropped.

        A block is known when more than half of it is. Without totals (all 1) the exposure of a block is the
        part of it that is known.
        """
        n_series, length = self.counts.shape
        blocks = length // size

        def cut(values: Floats) -> Floats:
            return np.asarray(values[:, length - blocks * size :].reshape(n_series, blocks, size).sum(axis=2))

        known = cut(self.known.astype(np.float64)) > size / 2
        return Stack(cut(self.counts) * known, cut(self.totals) * known, known)


def pearson(counts: Floats, fitted: Floats, known: Flags) -> Floats:
    """Residuals in units of the Poisson deviation of `fitted`, 0 where unknown."""
    return np.where(known, (counts - fitted) / np.sqrt(np.maximum(fitted, 1e-12)), 0.0)


def robust_spread(residuals: Floats, known: Flags) -> Floats:
    """Standard deviation of each row from the median absolute deviation of its known cells, (n_series, 1), at least
    the Poisson's 1."""
    spread = np.ones((len(residuals), 1))
    some = known.any(axis=1)
    if some.any():
        cells, marked = residuals[some], known[some]
        away = np.abs(cells - _median(cells, marked))
        spread[some] = np.maximum(1.4826 * _median(away, marked), 1.0)
    return spread


def _median(values: Floats, known: Flags) -> Floats:
    """The median of the known cells of each row, (n_series, 1); every row has one."""
    ordered = np.sort(np.where(known, values, np.inf), axis=1)
    n = known.sum(axis=1, keepdims=True)
    lower, upper = (np.take_along_axis(ordered, at, axis=1) for at in ((n - 1) // 2, n // 2))
    return np.asarray((lower + upper) / 2)


def stack(series: Sequence[SeriesCounts]) -> Stack:
    """The series as arrays, aligned at their last complete period."""
    ends = [one.n_usable for one in series]
    width = max(ends, default=0)
    counts = np.zeros((len(series), width))
    totals = np.zeros((len(series), width))
    known = np.zeros((len(series), width), dtype=np.bool_)
    # Series that are judged together mostly share their periods.
    shared = {id(one.periods): one.periods for one in series}
    whole = {key: np.array([span.complete for span in spans], dtype=np.bool_) for key, spans in shared.items()}
    for row, (one, end) in enumerate(zip(series, ends, strict=True)):
        if not end:
            continue
        y = np.array(one.counts, dtype=np.float64)[:end]
        n = np.ones(end) if one.totals is None else np.array(one.totals, dtype=np.float64)[:end]
        usable = whole[id(one.periods)][:end] & np.isfinite(y) & np.isfinite(n) & (n > 0)
        counts[row, width - end :] = np.where(usable, y, 0)
        totals[row, width - end :] = np.where(usable, n, 0)
        known[row, width - end :] = usable
    return Stack(counts, totals, known)
