"""Lists of small integers as two arrays: what each article names and says, and which articles are on each topic."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Keys = NDArray[np.int32]
Places = NDArray[np.int64]
Mask = NDArray[np.bool_]

# Lists gone through at once: what they hold stays in the processor's cache.
_AT_ONCE = 1 << 15
# Below this share of chosen lists each is looked up, above it all are gone through.
_FEW = 0.05


@dataclass(frozen=True, slots=True, eq=False)
class Lists:
    """List `i` is `values[starts[i]:starts[i + 1]]`; `starts` is (n + 1,)."""

    starts: Places
    values: Keys

    @classmethod
    def of(cls, owners: Places, values: Keys | Places, *, n: int) -> Lists:
        """From the owner and the value of each entry, in the order of owners."""
        starts = np.zeros(n + 1, dtype=np.int64)
        np.cumsum(np.bincount(owners, minlength=n), out=starts[1:])
        return cls(starts, values.astype(np.int32))

    def __len__(self) -> int:
        """How many lists there are."""
        return len(self.starts) - 1

    def __getitem__(self, owner: int) -> Keys:
        """One list, empty for an unknown owner."""
        return self.values[self.place(owner)]

    def place(self, owner: int) -> slice:
        """Where one list stands among the values."""
        return slice(self.starts[owner], self.starts[owner + 1]) if owner < len(self) else slice(0, 0)

    @property
    def lengths(self) -> Places:
        """How many values each list holds."""
        return np.diff(self.starts)

    def then(self, other: Lists) -> Lists:
        """These lists and after them others."""
        return Lists(
            np.concatenate([self.starts, other.starts[1:] + self.starts[-1]]),
            np.concatenate([self.values, other.values]),
        )

    def longer(self, owners: Places, values: Keys | Places) -> Lists:
        """The same lists with more at their ends; owners are in order and may be new ones."""
        starts = self.starts
        more = int(owners.max(initial=0)) + 1 - len(self)
        if more > 0:
            starts = np.concatenate([starts, np.full(more, starts[-1])])
        added = np.bincount(owners, minlength=len(starts) - 1)
        return Lists(
            starts + np.concatenate([[0], np.cumsum(added)]),
            np.insert(self.values, starts[owners + 1], values.astype(np.int32)),
        )

    def turned(self, beside: Keys | None = None) -> tuple[Lists, Lists]:
        """For each value the lists that hold it, in order, and what stands `beside` it there (of each entry)."""
        # Imported here: whoever only keeps the store, as a refresh does, should not wait for scipy.
        from scipy.sparse import csr_array

        size = int(self.values.max(initial=-1)) + 1
        other = np.ones(len(self.values), dtype=np.int32) if beside is None else beside
        turned = csr_array((other, self.values, self.starts), shape=(len(self), size)).tocsc()
        starts = turned.indptr.astype(np.int64)
        return Lists(starts, turned.indices.astype(np.int32)), Lists(starts, turned.data.astype(np.int32))

    def sums(self, marked: Mask) -> Places:
        """How many values of each list are marked, by value."""
        running = np.concatenate([[0], np.cumsum(marked[self.values])])
        return np.asarray(running[self.starts[1:]] - running[self.starts[:-1]])

    def inside(self, marked: Mask, owners: Iterable[int]) -> Iterator[tuple[slice, Mask]]:
        """For each of some lists, whose values ascend, the part of all values outside of which none of its own is
        marked, and which of this part are: articles come in about by their days, so that few of a long list lie near
        some days."""
        first, after = (int(marked.argmax()), len(marked) - int(marked[::-1].argmax())) if marked.any() else (0, 0)
        for owner in owners:
            place = self.place(owner)
            begin, end = self.values[place].searchsorted(np.array([first, after], dtype=self.values.dtype))
            near = slice(place.start + begin, place.start + end)
            yield near, marked.take(self.values[near])

    def tally(self, chosen: Mask, *, size: int) -> Places:
        """How often each value below `size` stands in the chosen lists."""
        sums = np.zeros(size, dtype=np.int64)
        for values in self._runs(chosen):
            sums += np.bincount(values, minlength=size)
        return sums

    def _runs(self, chosen: Mask) -> Iterator[Keys]:
        lengths = self.lengths
        for first in range(0, len(chosen), _AT_ONCE):
            last = min(first + _AT_ONCE, len(chosen))
            inside = chosen[first:last]
            n = int(np.count_nonzero(inside))
            if not n:
                continue
            if n < _FEW * (last - first):
                owners = np.flatnonzero(inside) + first
                ends = np.cumsum(lengths[owners])
                shift = np.repeat(self.starts[owners] - (ends - lengths[owners]), lengths[owners])
                yield self.values[shift + np.arange(len(shift))]
                continue
            values = self.values[self.starts[first] : self.starts[last]]
            yield values if n == last - first else values[np.repeat(inside, lengths[first:last])]
