"""The articles that topics are found in: read whole where they are few, in parts where they are many."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from analytics.topics.features import Floats
from analytics.types import Document

Rows = NDArray[np.int64]

# Articles of a part: few enough that their texts and vectors weigh little beside what is fitted.
PART = 10_000


@dataclass(frozen=True, slots=True, eq=False)
class Corpus:
    """Articles by their `ids`, sorted; `read` gives the documents of some rows and their vectors, (rows, d)."""

    ids: tuple[str, ...]
    read: Callable[[Rows], tuple[list[Document], Floats]]

    @classmethod
    def of(cls, documents: Sequence[Document], vectors: Floats) -> Corpus:
        """Documents that are in memory, in any order, with their vectors (n, d)."""
        order = np.array(sorted(range(len(documents)), key=lambda row: documents[row].id), dtype=np.int64)

        def read(rows: Rows) -> tuple[list[Document], Floats]:
            chosen = order[rows]
            return [documents[row] for row in chosen], vectors[chosen]

        return cls(tuple(documents[row].id for row in order), read)

    def parts(self, rows: Rows) -> Iterator[tuple[Rows, list[Document], Floats]]:
        """These rows, a part at a time, with what `read` gives."""
        for begin in range(0, len(rows), PART):
            part = rows[begin : begin + PART]
            yield part, *self.read(part)
