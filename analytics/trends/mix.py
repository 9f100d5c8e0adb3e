"""Did the sources write more about it, or did the mix of sources change? (Kitagawa 1955)"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

MIX_MOVED = "The share moved mostly because the mix of sources changed, not because sources wrote more of it"

# A share that moved by less than this factor either way needs no explanation.
_LEAST_RATIO = 1.25


@dataclass(frozen=True, slots=True)
class MixChange:
    """A change of share and its two parts: `before` + `within` + `mix` = `after`.

    `within` is what the sources' own shares did, at their average weights; `mix` is what the weights of the
    sources did, at their average shares. `by_source` is each source's part of `within`, in the order given.
    """

    before: float
    after: float
    within: float
    mix: float
    by_source: tuple[float, ...]

    @property
    def mostly_mix(self) -> bool:
        """Whether the share moved noticeably and more than half of that is the mix."""
        low, high = sorted((self.before, self.after))
        moved = high > 0 and high >= _LEAST_RATIO * low
        return moved and abs(self.mix) > abs(self.after - self.before) / 2


@dataclass(frozen=True, slots=True)
class SourcePart:
    """One source in the year before the window and in the window: its articles on the subject and all of its articles;
    `part` is what its own share adds to the change of the share of all."""

    source: str
    count_before: int
    total_before: int
    count: int
    total: int
    part: float


def decompose(
    count_before: NDArray[np.int64],
    total_before: NDArray[np.int64],
    count_after: NDArray[np.int64],
    total_after: NDArray[np.int64],
) -> MixChange:
    """Splits the change between two spans; every argument is (n_sources,).

    A source that is missing from one span keeps the share of the other: its coming or going is all mix. Spans
    without any article have share 0.
    """
    return decompose_all(count_before[None], total_before, count_after[None], total_after)[0]


def decompose_all(
    count_before: NDArray[np.int64],
    total_before: NDArray[np.int64],
    count_after: NDArray[np.int64],
    total_after: NDArray[np.int64],
) -> list[MixChange]:
    """The same of several subjects, whose counts are (n_subjects, n_sources)."""
    weight_before, weight_after = (total / max(total.sum(), 1) for total in (total_before, total_after))
    own_before, own_after = (
        np.divide(count, total, out=np.zeros(count.shape), where=total > 0)
        for count, total in ((count_before, total_before), (count_after, total_after))
    )
    share_before = np.where(total_before > 0, own_before, own_after)
    share_after = np.where(total_after > 0, own_after, own_before)
    within = (weight_before + weight_after) / 2 * (share_after - share_before)
    mixed = (share_before + share_after) / 2 * (weight_after - weight_before)
    columns = (
        (weight_before * share_before).sum(axis=1),
        (weight_after * share_after).sum(axis=1),
        within.sum(axis=1),
        mixed.sum(axis=1),
    )
    rows = zip(*(column.tolist() for column in columns), map(tuple, within.tolist()), strict=True)
    return [MixChange(*row) for row in rows]


def in_words(change: MixChange, sources: Sequence[str]) -> str:
    """One sentence on both parts, in percentage points, and on the source that did most of the first."""
    strongest = max(range(len(sources)), key=lambda at: (abs(change.by_source[at]), -at), default=None)
    most = "" if strongest is None or not change.within else f" ({sources[strongest]} most of all)"
    way = "less" if change.within < 0 else "more"
    return (
        f"Its share of all articles moved by {points(change.after - change.before)} points: {points(change.within)} "
        f"because sources wrote {way} of it{most}, {points(change.mix)} because the mix of sources changed"
    )


def points(share: float) -> str:
    """A difference of shares in percentage points with its sign; nothing has none."""
    rounded = round(100 * share, 1)
    return f"{rounded:+.1f}" if rounded else "0.0"
