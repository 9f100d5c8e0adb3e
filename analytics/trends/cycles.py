"""Cycles of the day and the week as exposures: what is usual for a Monday, or for four in the morning, is no burst."""

from __future__ import annotations

import numpy as np

from analytics.trends.stack import Stack
from analytics.types import Grain

# Periods in a cycle, and how many periods share one place in it: days of the week, for hours, are runs of 24.
_CYCLES: dict[Grain, tuple[tuple[int, int], ...]] = {"day": ((7, 1),), "hour": ((24, 1), (7, 24))}
# A factor leans on 1 as if by so many further counts.
_LEAN = 2.0


def with_cycles(series: Stack, grain: Grain) -> Stack:
    """The same counts over totals that follow each series' own daily and weekly cycle.

    Factors are ratios of capped counts to what the mean rate gives, so that a burst does not make its own excuse.
    Grains without such a cycle come back as they are.
    """
    totals = series.totals
    counts = series.capped().counts
    width = counts.shape[1]
    for places, run in _CYCLES.get(grain, ()):
        fitted = Stack(counts, totals, series.known).fitted()
        # Counted from the end, where all series are aligned.
        place = ((width - 1 - np.arange(width)) // run) % places
        factors = np.ones_like(totals)
        for number in range(places):
            mine = place == number
            seen, usual = counts[:, mine].sum(axis=1), fitted[:, mine].sum(axis=1)
            factors[:, mine] = ((seen + _LEAN) / (usual + _LEAN))[:, None]
        totals = totals * factors
    return Stack(series.counts, totals, series.known)
