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
# The day number of 1970-01-01 in the calendar of `date`.
_EPOCH = date(1970, 1, 1).toordinal()
_CODES = {"gap": GAP, "partial": PARTIAL, "backfilled": BACKFILLED, "collected": COLLECTED}

Codes = NDArray[np.int8]


def by_source(
    coverage: pd.DataFrame, spans: Sequence[Period], sources: Sequence[str], *, timezone: str = "UTC"
) -> Codes:
    """The state of every source in every period: (n_periods, n_sources) of this module's codes.

    `coverage` has one row a source and local day: `day` (date or ISO text), `source` and `state`; with a further
    column `until` (the day after) a row stands for a run of days. Where rows overlap the last one holds. Days without
    a row between a source's first and last are gaps; before the first and after the last it is absent. A period is
    partial for a source when some of the days on which the source was present were missed or cut short.
    """
    column = {source: index for index, source in enumerate(sources)}
    rows = coverage.loc[coverage["source"].isin(column)]
    if rows.empty or not spans:
        return np.full((len(spans), len(sources)), ABSENT, dtype=np.int8)
    first = _days(rows["day"])
    last = _days(rows["until"]) if "until" in rows else first + 1
    origin = int(first.min())
    days = np.full((int(last.max()) - origin, len(sources)), ABSENT, dtype=np.int8)
    source = [column[name] for name in rows["source"]]
    begin, end = (first - origin).tolist(), (last - origin).tolist()
    reach: dict[int, tuple[int, int]] = {}
    for index, low, high in zip(source, begin, end, strict=True):
        known = reach.get(index, (low, high))
        reach[index] = (min(low, known[0]), max(high, known[1]))
    for index, (low, high) in reach.items():
        days[low:high, index] = GAP
    for row, state in enumerate(rows["state"]):
        days[begin[row] : end[row], source[row]] = _CODES[state]
    return _over_periods(days, date.fromordinal(_EPOCH + origin), spans, ZoneInfo(timezone))


def _days(column: pd.Series) -> NDArray[np.int64]:
    """Days since 1970."""
    known = {day: pd.Timestamp(day).toordinal() - _EPOCH for day in column.unique()}
    return np.array([known[day] for day in column], dtype=np.int64)


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
    # Of years of coverage only the days that are shown are gone through.
    first = int(begin.min())
    days, begin, end = days[first : int(end.max())], begin - first, end - first

    def tally(marked: NDArray[np.bool_]) -> NDArray[np.int32]:
        running = np.zeros((len(days) + 1, days.shape[1]), dtype=np.int32)
        np.cumsum(marked, axis=0, out=running[1:])
        return np.asarray(running[end] - running[begin])

    def any_of(state: int) -> NDArray[np.bool_]:
        marked = days == state
        # Few collections have any.
        return tally(marked) > 0 if marked.any() else np.zeros((len(begin), days.shape[1]), dtype=np.bool_)

    present, covered = tally(days > ABSENT), tally(days >= PARTIAL)
    broken = (covered < present) | any_of(PARTIAL)
    return np.select(
        [present == 0, covered == 0, broken, any_of(BACKFILLED)],
        [ABSENT, GAP, PARTIAL, BACKFILLED],
        COLLECTED,
    ).astype(np.int8)


def _day_number(moment: datetime, origin: date, zone: ZoneInfo) -> int:
    return (moment.astimezone(zone).date() - origin).days
