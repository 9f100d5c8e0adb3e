"""Which periods were collected, from which sources: the difference between nothing written and nothing read."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analytics.trends.bins import Period
from analytics.types import CoverageState

# ABSENT is a source that was not registered yet, or no longer: neither a gap nor covered.
ABSENT, GAP, PARTIAL, BACKFILLED, COLLECTED = range(5)
STATES: dict[int, CoverageState] = {
    ABSENT: "gap",
    GAP: "gap",
    PARTIAL: "partial",
    BACKFILLED: "backfilled",
    COLLECTED: "collected",
}
_CODES = {"gap": GAP, "partial": PARTIAL, "backfilled": BACKFILLED, "collected": COLLECTED}

Codes = NDArray[np.int8]


def by_source(
    coverage: pd.DataFrame, spans: Sequence[Period], sources: Sequence[str], *, timezone: str = "UTC"
) -> Codes:
    """The state of every source in every period: (n_periods, n_sources) of this module's codes.

    `coverage` has one row a source and local day: `day` (date or ISO text), `source` and `state`. Days without
    a row between a source's first and last are gaps; before the first and after the last it is absent. A period is
    partial for a source when some of the days on which the source was present were missed or cut short.
    """
    column = {source: index for index, source in enumerate(sources)}
    rows = coverage.loc[coverage["source"].isin(column)]
    if rows.empty or not spans:
        return np.full((len(spans), len(sources)), ABSENT, dtype=np.int8)
    day = pd.to_datetime(rows["day"]).dt.tz_localize(None).dt.normalize()
    origin = day.min()
    position = (day - origin).dt.days.to_numpy()
    source = rows["source"].map(column).to_numpy()
    days = np.full((int(position.max()) + 1, len(sources)), ABSENT, dtype=np.int8)
    for index in np.unique(source):
        mine = position[source == index]
        days[mine.min() : mine.max() + 1, index] = GAP
    days[position, source] = rows["state"].map(_CODES).to_numpy()
    return _over_periods(days, origin.date(), spans, ZoneInfo(timezone))


def overall(states: Codes) -> tuple[CoverageState, ...]:
    """The state of each period over all sources: a gap only when nothing was collected from any of them."""
    found: list[CoverageState] = []
    for row in states:
        active = row[row > ABSENT]
        if not (active >= PARTIAL).any():
            found.append("gap")
        elif (active <= PARTIAL).any():
            found.append("partial")
        else:
            found.append(STATES[int(active.min())])
    return tuple(found)


def constant_panel(states: Codes) -> NDArray[np.bool_]:
    """The sources (n_sources,) that were covered, at least in part, in every one of these periods."""
    return np.asarray((states >= PARTIAL).all(axis=0), dtype=np.bool_)


def _over_periods(days: Codes, origin: date, spans: Sequence[Period], zone: ZoneInfo) -> Codes:
    begin = np.array([_day_number(span.start, origin, zone) for span in spans])
    end = np.array([_day_number(span.end - timedelta(seconds=1), origin, zone) + 1 for span in spans])
    begin, end = begin.clip(0, len(days)), end.clip(0, len(days))

    def tally(marked: NDArray[np.bool_]) -> NDArray[np.int64]:
        running = np.vstack([np.zeros((1, days.shape[1]), dtype=np.int64), np.cumsum(marked, axis=0)])
        return np.asarray(running[end] - running[begin], dtype=np.int64)

    present, covered = tally(days > ABSENT), tally(days >= PARTIAL)
    whole = (covered == present) & (tally(days == PARTIAL) == 0)
    return np.select(
        [present == 0, covered == 0, ~whole, tally(days == BACKFILLED) > 0],
        [ABSENT, GAP, PARTIAL, BACKFILLED],
        COLLECTED,
    ).astype(np.int8)


def _day_number(moment: datetime, origin: date, zone: ZoneInfo) -> int:
    return (moment.astimezone(zone).date() - origin).days
