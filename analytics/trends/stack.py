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


@dataclass(frozen=True, slots=True)
class SeriesCounts:
    """A series to be judged.

    `counts` and `totals` stand beside `periods`; None is "no data", never 0. `totals` are what the counts are a
    share of (None: the counts are judged by themselves). Periods that are not complete are left out. `n_sources`
    is the number of sources in the window judged, None where that is not known.
    """

    id: str
    grain: Grain
    periods: tuple[Period, ...]
    counts: tuple[float | None, ...]
    totals: tuple[float | None, ...] | None = None
    n_sources: int | None = None

    def __post_init__(self) -> None:
        lengths = {len(self.periods), len(self.counts)} | ({len(self.totals)} if self.totals is not None else set())
        if len(lengths) > 1:
            raise ValueError(f"series {self.id}: periods, counts and totals differ in length ({sorted(lengths)})")


@dataclass(frozen=True, slots=True, eq=False)
class Stack:
    """Series side by side, each (n_series, n_periods); unknown cells hold 0 and `known` False."""

    counts: Floats
    totals: Floats
    known: Flags

    def cut(self, begin: int, end: int | None) -> Stack:
        """The periods from `begin` to before `end`."""
        return Stack(self.counts[:, begin:end], self.totals[:, begin:end], self.known[:, begin:end])

    def residuals(self) -> Floats:
        """Pearson residuals about each series' own mean rate, 0 where unknown."""
        totals = np.maximum(self.totals.sum(axis=1, keepdims=True), 1e-12)
        fitted = self.totals * (self.counts.sum(axis=1, keepdims=True) + 0.5) / totals
        return np.where(self.known, (self.counts - fitted) / np.sqrt(np.maximum(fitted, 1e-12)), 0.0)

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


def stack(series: Sequence[SeriesCounts]) -> Stack:
    """The series as arrays, aligned at their last complete period."""
    ends = [_last_complete(one) for one in series]
    width = max(ends, default=0)
    counts = np.zeros((len(series), width))
    totals = np.zeros((len(series), width))
    known = np.zeros((len(series), width), dtype=np.bool_)
    for row, (one, end) in enumerate(zip(series, ends, strict=True)):
        if not end:
            continue
        y = np.array([np.nan if value is None else value for value in one.counts[:end]], dtype=np.float64)
        n = np.ones(end)
        if one.totals is not None:
            n = np.array([np.nan if value is None else value for value in one.totals[:end]], dtype=np.float64)
        whole = np.array([span.complete for span in one.periods[:end]])
        usable = whole & np.isfinite(y) & np.isfinite(n) & (n > 0)
        counts[row, width - end :] = np.where(usable, y, 0)
        totals[row, width - end :] = np.where(usable, n, 0)
        known[row, width - end :] = usable
    return Stack(counts, totals, known)


def _last_complete(series: SeriesCounts) -> int:
    for index in range(len(series.periods), 0, -1):
        if series.periods[index - 1].complete:
            return index
    return 0
