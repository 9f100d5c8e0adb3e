"""Counts of many subjects by period and source: as they come, and laid on the axes of a chart."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analytics.trends import bins
from analytics.trends.bins import Period

Counts = NDArray[np.int64]
Places = NDArray[np.int32]
Flags = NDArray[np.bool_]
# Flags for so many places cost what sorting one entry does.
_MARKED = 64
_NOWHERE = np.zeros(0, dtype=np.int32)


@dataclass(frozen=True, slots=True, eq=False)
class Tallies:
    """Counts by subject, start (an instant inside a period, in order) and source.

    Either all cells as a `cube` (n_subjects, n_starts, n_sources), or entries beside each other where most cells are
    empty: `n` articles (None: one) of a subject (`owner`) in a `cell`. Cell `i` is start `i // n_sources` and source
    `i % n_sources`; several entries may be of one cell.
    """

    subjects: Sequence[str]
    starts: pd.DatetimeIndex
    sources: Sequence[str]
    owner: Places = field(default_factory=lambda: _NOWHERE)
    cell: Places = field(default_factory=lambda: _NOWHERE)
    n: NDArray[Any] | None = None
    cube: NDArray[Any] | None = None

    @classmethod
    def of_frame(cls, frame: pd.DataFrame) -> Tallies:
        """From columns start, source, n and, where it is of several subjects, subject."""
        start, starts = pd.factorize(pd.DatetimeIndex(pd.to_datetime(frame["start"], utc=True)), sort=True)
        source, sources = pd.factorize(frame["source"])
        owner, subjects = pd.factorize(frame["subject"]) if "subject" in frame else (np.zeros(len(frame)), [""])
        cell = (start * max(len(sources), 1) + source).astype(np.int32)
        return cls(
            list(subjects), pd.DatetimeIndex(starts), list(sources), owner.astype(np.int32), cell, frame["n"].to_numpy()
        )

    def n_sources(self) -> dict[str, int]:
        """How many sources each subject is told by."""
        if self.cube is not None:
            seen = self.cube.any(axis=1)
        else:
            seen = np.zeros((len(self.subjects), max(len(self.sources), 1)), dtype=np.bool_)
            seen[self.owner, self._source] = True
        return dict(zip(self.subjects, seen.sum(axis=1).tolist(), strict=True))

    def occurring(self) -> set[str]:
        """The sources that have any."""
        if self.cube is not None:
            seen = self.cube.any(axis=(0, 1))
        else:
            seen = np.zeros(len(self.sources), dtype=np.bool_)
            seen[self._source] = True
        return {self.sources[at] for at in np.flatnonzero(seen).tolist()}

    @property
    def _source(self) -> Places:
        # Much quicker than the remainder.
        n = np.int32(max(len(self.sources), 1))
        return self.cell - self.cell // n * n

    def on(self, spans: Sequence[Period], sources: Sequence[str], subjects: Sequence[str] | None = None) -> Laid:
        """What lies in these periods and sources, of these subjects (None: of all, in their order)."""
        period = bins.locate(self.starts, spans)
        column = pd.Index(list(sources)).get_indexer(pd.Index(list(self.sources)))
        of = np.arange(len(self.subjects))
        if subjects is not None and list(subjects) != list(self.subjects):
            of = pd.Index(list(subjects)).get_indexer(pd.Index(list(self.subjects)))
        shape = (len(self.subjects if subjects is None else subjects), len(spans), len(sources))
        if self.cube is not None:
            return Laid(shape, cube=_moved(_moved(_moved(self.cube, 1, period, shape), 2, column, shape), 0, of, shape))
        place = np.where((period[:, None] >= 0) & (column >= 0), period[:, None] * len(sources) + column, -1)
        owner, cell, n = of.astype(np.int32).take(self.owner), place.astype(np.int32).ravel().take(self.cell), self.n
        if (place < 0).any() or (of < 0).any():
            inside = (cell >= 0) & (owner >= 0)
            owner, cell, n = owner[inside], cell[inside], None if n is None else n[inside]
        row = cell // np.int32(max(len(sources), 1))
        return Laid(shape, (owner, row, cell - row * np.int32(len(sources))), n)


def _moved(cube: NDArray[Any], axis: int, to: NDArray[np.int64], shape: tuple[int, int, int]) -> NDArray[Any]:
    """Sums along one axis at the places that its entries move to (-1: nowhere), as long there as `shape`."""
    inside = np.flatnonzero(to >= 0)
    here = np.moveaxis(cube, axis, 0)
    if len(inside) == shape[axis] and (to[inside] == np.arange(len(inside))).all():
        # Every place has one entry, and they are in order: nothing need be copied where they stand side by side.
        first, last = (int(inside[0]), int(inside[-1]) + 1) if len(inside) else (0, 0)
        taken = here[first:last] if last - first == len(inside) else here[inside]
        return np.moveaxis(taken, 0, axis)
    moved = np.zeros((*cube.shape[:axis], shape[axis], *cube.shape[axis + 1 :]), dtype=cube.dtype)
    there = np.moveaxis(moved, axis, 0)
    if len(np.unique(to[inside])) == len(inside):
        there[to[inside]] = here[inside]
    else:
        np.add.at(there, to[inside], here[inside])
    return moved


@dataclass(frozen=True, slots=True, eq=False)
class Laid:
    """Counts of `shape` (n_subjects, n_periods, n_sources).

    Either all cells as a `cube`, or where most are empty entries: `n` (None: one each) `at` subject, period and source.
    """

    shape: tuple[int, int, int]
    at: tuple[Places, Places, Places] = (_NOWHERE, _NOWHERE, _NOWHERE)
    n: NDArray[Any] | None = None
    cube: Counts | None = None

    def during(self, first: int, last: int) -> Laid:
        """The periods from `first` to before `last`."""
        shape = (self.shape[0], last - first, self.shape[2])
        if self.cube is not None:
            return Laid(shape, cube=self.cube[:, first:last])
        owner, row, column = self.at
        return Laid(self.shape, (owner, row - first, column), self.n)._only((row >= first) & (row < last), shape)

    def told_by(self, sources: Flags) -> Laid:
        """The same with nothing of other sources."""
        if sources.all():
            return self
        if self.cube is not None:
            return Laid(self.shape, cube=self.cube * sources)
        return self._only(sources[self.at[2]], self.shape)

    def by_period(self) -> Counts:
        """(n_subjects, n_periods)."""
        if self.cube is not None:
            return np.asarray(self.cube.sum(axis=2, dtype=self.cube.dtype))
        return self._summed(self.shape[:2], self.at[0], self.at[1])

    def by_source(self, edges: Sequence[int]) -> Counts:
        """Sums over the periods from each edge to before the next, (n_subjects, n_parts, n_sources)."""
        parts = len(edges) - 1
        if self.cube is not None:
            sums = np.zeros((self.shape[0], parts, self.shape[2]), dtype=np.int64)
            for part, (first, last) in enumerate(pairwise(edges)):
                sums[:, part] = self.cube[:, first:last].sum(axis=1, dtype=self.cube.dtype)
            return sums
        part_of = np.repeat(np.arange(parts, dtype=np.int32), np.diff(edges))
        owner, row, column = self.at
        return self._summed((self.shape[0], parts, self.shape[2]), owner, part_of[row], column)

    def n_sources(self) -> Counts:
        """How many sources each subject has in each period, (n_subjects, n_periods)."""
        if self.cube is not None:
            return np.asarray(np.count_nonzero(self.cube, axis=2))
        cells = _distinct(_place(self.shape, *self.at), size=math.prod(self.shape)) // max(self.shape[2], 1)
        return np.bincount(cells, minlength=self.shape[0] * self.shape[1]).reshape(self.shape[:2])

    def _only(self, chosen: Flags, shape: tuple[int, int, int]) -> Laid:
        owner, row, column = (place[chosen] for place in self.at)
        return Laid(shape, (owner, row, column), None if self.n is None else self.n[chosen])

    def _summed(self, shape: tuple[int, ...], *at: Places) -> Counts:
        sums = np.bincount(_place(shape, *at), self.n, minlength=math.prod(shape))
        return sums.astype(np.int64, copy=False).reshape(shape)


def _place(shape: tuple[int, ...], first: Places, *others: Places) -> Counts:
    """Places in several dimensions as one number each."""
    place = first.astype(np.int64)
    for size, other in zip(shape[1:], others, strict=True):
        place = place * size + other
    return place


def _distinct(places: Counts, *, size: int) -> Counts:
    """The places below `size` that occur, in order: marked where there are not far more than occur, else sorted."""
    if size > _MARKED * len(places):
        ordered = np.sort(places)
        return ordered[np.diff(ordered, prepend=-1) > 0]
    seen = np.zeros(size, dtype=np.bool_)
    seen[places] = True
    return np.flatnonzero(seen)
