"""What is counted, in columns: a disposable copy of the store that questions about many articles are answered from.

The arrays are memory-mapped from files beside the store, shared by all processes, and may be deleted at any time:
whoever needs them next makes them anew (`upkeep`). They are never a second truth.
"""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from threading import RLock
from typing import Any
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray

from analytics.store.lists import Lists

# An unknown day, language or relevance, and a time that is not known: before all others.
NONE, NEVER = -1, -(2**62)
# What a row counts as that another one took the place of.
GONE = -2
# A reader may still look at an older moment than the newest: so many are held.
_HELD = 3
_LABEL = "moment.json"


@dataclass(frozen=True, slots=True, eq=False)
class Columns:
    """One moment of the store: arrays beside each other, a row an article, in no order that matters.

    `number` and `stamp` are those of the last change that is in. `row_of` has the row of each article key, NONE where
    there is none; rows that are GONE count for nothing. `day` and `published` count days and seconds from 1970;
    languages and units of statistics index `names`. By row there are lists of entity keys (each once), and of keys
    and units of statistics; by topic and entity key there are lists of rows, ascending, `times` being how often each is
    named. `made` is where `counts` keeps what it made of a moment.
    """

    number: int
    stamp: str
    names: tuple[str, ...]
    row_of: NDArray[np.int64]
    keys: NDArray[np.int64]
    day: NDArray[np.int32]
    published: NDArray[np.int64]
    publication: NDArray[np.int32]
    source: NDArray[np.int32]
    counts_as: NDArray[np.int8]
    language: NDArray[np.int16]
    relevance: NDArray[np.int8]
    entities: Lists
    statistics: Lists
    units: Lists
    topics: Lists
    naming: Lists
    times: Lists
    made: dict[str, Any] = field(default_factory=dict, repr=False)

    @classmethod
    def of(cls, number: int, stamp: str, names: Sequence[str], parts: Mapping[str, Any]) -> Columns:
        """From its ARRAYS and LISTS."""
        keys = parts["keys"]
        row_of = np.full(int(keys.max(initial=0)) + 1, NONE, dtype=np.int64)
        there = np.flatnonzero(parts["counts_as"] != GONE)
        row_of[keys[there]] = there
        return cls(number, stamp, tuple(names), row_of, **parts)

    def __len__(self) -> int:
        """How many rows there are."""
        return len(self.keys)

    @property
    def there(self) -> NDArray[np.bool_]:
        """The rows that are articles as they are now."""
        return np.asarray(self.counts_as != GONE)

    @property
    def n_statistics(self) -> NDArray[np.int16]:
        """How many statistics each row has."""
        if "statistics" not in self.made:
            self.made["statistics"] = self.statistics.lengths.astype(np.int16)
        return np.asarray(self.made["statistics"])

    def rows(self, keys: NDArray[np.int64]) -> NDArray[np.int64]:
        """The rows of articles by key; keys that are not here are left out."""
        rows = self.row_of[keys[keys < len(self.row_of)]]
        return np.asarray(rows[rows != NONE])


ARRAYS = ("keys", "day", "published", "publication", "source", "counts_as", "language", "relevance")
BY_ROW, BY_KEY = ("entities", "statistics", "units"), ("topics", "naming", "times")
LISTS = (*BY_ROW, *BY_KEY)


@dataclass(slots=True)
class Held:
    """The moments that a process holds, the folder (None: none) in which the last one saved lies, and which of them
    each open reading has `seen`."""

    folder: Path | None
    lock: RLock = field(default_factory=RLock)
    moments: list[Columns] = field(default_factory=list)
    seen: WeakKeyDictionary[Any, Columns] = field(default_factory=WeakKeyDictionary)

    def before(self, number: int, *, is_true: Callable[[Columns], bool]) -> Columns | None:
        """The newest moment that is not after a change and that `is_true` vouches for, from memory or disk."""
        if not self.moments and self.folder is not None:
            self.moments = [loaded for path in self.folder.glob("[0-9]*-*") if (loaded := _load(path)) is not None]
        past = sorted((each for each in self.moments if each.number <= number), key=lambda each: -each.number)
        return next((each for each in past if is_true(each)), None)

    def keep(self, made: Columns, *, save: bool) -> Columns:
        """Holds a moment; with `save` in the folder too, where it takes the place of others. Returns what is held."""
        if save and self.folder is not None and (saved := _save(made, self.folder)) is not None:
            made = saved
        self.moments = [*self.moments, made][-_HELD:]
        return made


def _save(made: Columns, folder: Path) -> Columns | None:
    """Writes the arrays and maps them back; None where nothing can be written, which costs time and nothing else."""
    label = {"number": made.number, "stamp": made.stamp, "names": made.names}
    path = folder / f"{made.number}-{made.stamp}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        part = Path(tempfile.mkdtemp(prefix="part-", dir=folder))
        for name in ARRAYS:
            np.save(part / f"{name}.npy", getattr(made, name))
        for name in LISTS:
            lists: Lists = getattr(made, name)
            np.save(part / f"{name}-starts.npy", lists.starts)
            np.save(part / f"{name}-values.npy", lists.values)
        (part / _LABEL).write_text(json.dumps(label), encoding="utf-8")
        # Older moments, the same one by another version of this class, and what a killed process left.
        for other in folder.iterdir():
            if other != part:
                shutil.rmtree(other, ignore_errors=True)
        part.rename(path)
    except OSError:
        return None
    return _load(path)


def _load(path: Path) -> Columns | None:
    """A saved moment, None where it is gone, damaged or of another version of this class."""

    def mapped(name: str) -> NDArray[Any]:
        return np.asarray(np.load(path / f"{name}.npy", mmap_mode="r", allow_pickle=False))

    try:
        label = json.loads((path / _LABEL).read_text(encoding="utf-8"))
        arrays = {name: mapped(name) for name in ARRAYS}
        lists = {name: Lists(mapped(f"{name}-starts"), mapped(f"{name}-values")) for name in LISTS}
        return Columns.of(label["number"], label["stamp"], label["names"], arrays | lists)
    except (OSError, ValueError, KeyError):
        return None
