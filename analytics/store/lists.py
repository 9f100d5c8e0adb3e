"""A list of small integers for each row, as two arrays: what each article is on, names and says."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Keys = NDArray[np.int32]
Places = NDArray[np.int64]
Mask = NDArray[np.bool_]

# Rows gone through at once: what they hold stays in the processor's cache.
_ROWS = 1 << 15
# Below this share of chosen rows each is looked up, above it all are gone through.
_FEW = 0.05


@dataclass(frozen=True, slots=True, eq=False)
class Lists:
    """Row `i` holds `values[starts[i]:starts[i + 1]]`; `starts` is (n_rows + 1,)."""

    starts: Places
    values: Keys

    @classmethod
    def of(cls, rows: Places, values: Keys | Places, *, n_rows: int) -> Lists:
        """From a row and a value for each entry, in the order of rows."""
        starts = np.zeros(n_rows + 1, dtype=np.int64)
        np.cumsum(np.bincount(rows, minlength=n_rows), out=starts[1:])
        return cls(starts, values.astype(np.int32))

    @property
    def lengths(self) -> Places:
        """How many each row holds."""
        return np.diff(self.starts)

    def where(self, kept: Mask) -> Lists:
        """The rows that are kept, in their order."""
        lengths = self.lengths
        starts = np.concatenate([[0], np.cumsum(lengths[kept])])
        return Lists(starts, self.values[np.repeat(kept, lengths)])

    def then(self, other: Lists) -> Lists:
        """These rows and after them those of another."""
        return Lists(
            np.concatenate([self.starts, other.starts[1:] + self.starts[-1]]),
            np.concatenate([self.values, other.values]),
        )

    def places(self, chosen: Mask, wanted: Mask | None = None) -> tuple[Places, Places]:
        """(row, index of `values`) of every entry of the chosen rows; of those alone that `wanted` marks by value."""
        rows: list[Places] = []
        places: list[Places] = []
        for found, where in self._runs(chosen):
            if wanted is not None:
                kept = np.flatnonzero(wanted[self.values[where]])
                found, where = found[kept], where[kept] if isinstance(where, np.ndarray) else kept + where.start
            rows.append(found)
            places.append(where if isinstance(where, np.ndarray) else np.arange(where.start, where.stop))
        return _joined(rows), _joined(places)

    def tally(self, chosen: Mask, *, size: int) -> Places:
        """How often each value below `size` stands in the chosen rows."""
        sums = np.zeros(size, dtype=np.int64)
        lengths = self.lengths
        for first, last in _chunks(len(chosen)):
            inside = chosen[first:last]
            n = int(np.count_nonzero(inside))
            if n:
                values = self.values[self.starts[first] : self.starts[last]]
                if n < last - first:
                    values = (
                        values[self._looked_up(first, inside)[1] - self.starts[first]]
                        if n < _FEW * (last - first)
                        else values[np.repeat(inside, lengths[first:last])]
                    )
                sums += np.bincount(values, minlength=size)
        return sums

    def holding(self, wanted: Sequence[int]) -> Mask:
        """The rows (n_rows,) that hold any of these values."""
        found = np.zeros(len(self.starts) - 1, dtype=np.bool_)
        for value in wanted:
            places = np.flatnonzero(self.values == value)
            found[np.searchsorted(self.starts, places, side="right") - 1] = True
        return found

    def _runs(self, chosen: Mask) -> Iterator[tuple[Places, Places | slice]]:
        lengths = self.lengths
        for first, last in _chunks(len(chosen)):
            inside = chosen[first:last]
            n = int(np.count_nonzero(inside))
            if n == last - first:
                yield (
                    np.repeat(np.arange(first, last), lengths[first:last]),
                    slice(int(self.starts[first]), int(self.starts[last])),
                )
            elif n:
                yield self._looked_up(first, inside)

    def _looked_up(self, first: int, inside: Mask) -> tuple[Places, Places]:
        rows = np.flatnonzero(inside) + first
        begin = self.starts[rows]
        lengths = self.starts[rows + 1] - begin
        ends = np.cumsum(lengths)
        shift = np.repeat(begin - (ends - lengths), lengths)
        return np.repeat(rows, lengths), shift + np.arange(len(shift))


def _chunks(n: int) -> Iterator[tuple[int, int]]:
    return ((first, min(first + _ROWS, n)) for first in range(0, n, _ROWS))


def _joined(parts: list[Places]) -> Places:
    return np.concatenate(parts) if parts else np.zeros(0, dtype=np.int64)
