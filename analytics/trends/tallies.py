"""Counts of many subjects by period and source, from frames of `start`, `source`, `n` and, for several, `subject`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analytics.trends import bins
from analytics.trends.bins import Period

Counts = NDArray[np.int64]
Places = NDArray[np.int32]


@dataclass(frozen=True, slots=True, eq=False)
class Tallies:
    """Entries beside each other: `n` articles on subject `owner` in period `row` from source `column`.

    `shape` is (n_subjects, n_periods, n_sources). Several entries may be of one cell; nothing is laid out in full,
    because most cells of many subjects are empty.
    """

    shape: tuple[int, int, int]
    owner: Places
    row: Places
    column: Places
    n: NDArray[np.float64]

    @classmethod
    def of(
        cls, frame: pd.DataFrame, spans: Sequence[Period], sources: Sequence[str], subjects: Sequence[str] | None = None
    ) -> Tallies:
        """The rows of a frame that lie in these periods and sources, of these subjects (None: of one)."""
        found = [
            _located(frame["start"], lambda starts: bins.locate(starts, spans)),
            _located(frame["source"], pd.Index(list(sources)).get_indexer),
        ]
        if subjects is None:
            found.insert(0, np.zeros(len(frame), dtype=np.int32))
        else:
            found.insert(0, _located(frame["subject"], pd.Index(list(subjects)).get_indexer))
        n = frame["n"].to_numpy(dtype=np.float64)
        inside = np.logical_and.reduce([place >= 0 for place in found])
        if not inside.all():
            found, n = [place[inside] for place in found], n[inside]
        owner, row, column = found
        return cls((1 if subjects is None else len(subjects), len(spans), len(sources)), owner, row, column, n)

    def kept(self, sources: NDArray[np.bool_]) -> Tallies:
        """Without the entries of other sources."""
        if sources.all():
            return self
        some = sources[self.column]
        return Tallies(self.shape, self.owner[some], self.row[some], self.column[some], self.n[some])

    def by_period(self) -> Counts:
        """(n_subjects, n_periods)."""
        subjects, periods, _ = self.shape
        return _summed(self.owner * np.int64(periods) + self.row, self.n, (subjects, periods))

    def by_source(self, part_of: NDArray[np.int64], *, parts: int) -> Counts:
        """Sums over parts of the time, (n_subjects, n_parts, n_sources): period `i` is in part `part_of[i]`."""
        subjects, _, sources = self.shape
        place = (self.owner * np.int64(parts) + part_of[self.row]) * sources + self.column
        return _summed(place, self.n, (subjects, parts, sources))

    def n_sources(self) -> Counts:
        """How many sources each subject has in each period, (n_subjects, n_periods)."""
        subjects, periods, sources = self.shape
        place = (self.owner * np.int64(periods) + self.row) * sources + self.column
        size = subjects * periods * sources
        if size > _IN_PLACE:
            cells = np.unique(place) // max(sources, 1)
            return np.bincount(cells, minlength=subjects * periods).reshape(subjects, periods)
        seen = np.zeros(size, dtype=np.bool_)
        seen[place] = True
        return np.asarray(np.count_nonzero(seen.reshape(self.shape), axis=2))


# Up to so many cells are marked in place; more are sorted.
_IN_PLACE = 1 << 24


def _summed(place: Counts, n: NDArray[np.float64], shape: tuple[int, ...]) -> Counts:
    return np.bincount(place, n, minlength=int(np.prod(shape))).astype(np.int64).reshape(shape)


def _located(column: pd.Series, locate: Callable[[pd.Index], NDArray[np.int64]]) -> Places:
    """Where each value of a column belongs, -1 for nowhere; in a categorical one each value is looked up once."""
    if isinstance(column.dtype, pd.CategoricalDtype):
        return np.asarray(locate(column.cat.categories).astype(np.int32)[column.cat.codes])
    return np.asarray(locate(pd.Index(column)), dtype=np.int32)
