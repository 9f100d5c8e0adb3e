"""Cycles of the day and the week as exposures: what is usual for a Monday, or for four in the morning, is no burst."""

from __future__ import annotations

import numpy as np

from analytics.trends.stack import Stack
from analytics.types import Grain

# Periods in a cycle. Hours follow the day alone: few series are long enough to know each hour of the week.
_CYCLES: dict[Grain, int] = {"day": 7, "hour": 24}
# A factor leans on 1 as if by so many further counts.
_LEAN = 2.0


def with_cycles(series: Stack, grain: Grain) -> Stack:
    """The same counts over totals that follow each series' own daily and weekly cycle.

    Factors are ratios of capped counts to what the mean rate gives, so that a burst does not make its own excuse.
    Grains without such a cycle come back as they are.
    """
    places = _CYCLES.get(grain)
    if places is None:
        return series
    capped = series.capped()
    fitted = capped.fitted()
    totals = series.totals.copy()
    width = totals.shape[1]
    # Counted from the end, where all series are aligned.
    place = (width - 1 - np.arange(width)) % places
    for number in range(places):
        mine = place == number
        seen, usual = capped.counts[:, mine].sum(axis=1), fitted[:, mine].sum(axis=1)
        totals[:, mine] *= ((seen + _LEAN) / (usual + _LEAN))[:, None]
    return Stack(series.counts, totals, series.known)
