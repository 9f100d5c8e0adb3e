"""Where a series changes level: exact least-squares segmentation (PELT, Killick et al. 2012) by ruptures.

The penalty is `PENALTY` ln n of the variance of the whole series, trend and all: dear enough that neither serial
correlation nor a burst of a few periods is called a change.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import ruptures

from analytics.trends.later import Later
from analytics.trends.stack import Flags, Floats, Stack

PENALTY = 8.0
SHORTEST = 4
LEAST_PERIODS = 12
# Longer series are judged on sums of several periods: the search is quadratic.
LONGEST = 1000


def find(series: Stack, *, shares: bool) -> list[Sequence[int]]:
    """For each series the positions at which a new level begins, in order: looked for when they are looked at.

    `shares` says that the totals are denominators: the square root of the share (Anscombe) is then segmented, whose
    variance does not depend on its level. Otherwise the values themselves are, which may be of any kind.
    """
    block = -(-series.counts.shape[1] // LONGEST)
    if block > 1:
        offset = series.counts.shape[1] % block
        return [Later(_unfolded, found, offset, block) for found in find(series.fold(block), shares=shares)]
    signal = series.counts
    if shares:
        signal = np.sqrt((np.maximum(series.counts, 0.0) + 0.375) / np.where(series.known, series.totals, 1.0))
    return [Later(_segment, row, known) for row, known in zip(signal, series.known, strict=True)]


def _unfolded(found: Sequence[int], offset: int, block: int) -> Iterator[int]:
    return (offset + block * at for at in found)


def _segment(row: Floats, known: Flags) -> list[int]:
    values = row[known]
    spread = float(values.std()) if len(values) else 0.0
    if len(values) < LEAST_PERIODS or spread <= 1e-12 * max(abs(float(values.mean())), 1e-300):
        return []
    scaled = ((values - values.mean()) / spread)[:, None]
    search = ruptures.KernelCPD(kernel="linear", min_size=SHORTEST).fit(scaled)
    positions = np.flatnonzero(known).tolist()
    return [positions[at] for at in search.predict(pen=PENALTY * np.log(len(values)))[:-1]]
