"""Calendar periods: hours, days, ISO weeks, months and quarters of one time zone, as half-open UTC intervals.

Knows nothing of articles or charts. Months are months, weeks start on Monday, and a day is 23 or 25 hours long
where the clocks change.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analytics.types import Grain

# The words of one period and of several, for titles and reasons.
NOUNS: dict[Grain, tuple[str, str]] = {
    "hour": ("hour", "hours"),
    "day": ("day", "days"),
    "week": ("week", "weeks"),
    "month": ("month", "months"),
    "quarter": ("quarter", "quarters"),
}


@dataclass(frozen=True, slots=True)
class Period:
    """One calendar period. `complete` is False where the filter or the clock cuts it."""

    start: datetime
    end: datetime
    complete: bool = True


def periods(
    start: date | datetime,
    end: date | datetime,
    grain: Grain,
    *,
    timezone: str = "UTC",
    now: datetime | None = None,
) -> tuple[Period, ...]:
    """The calendar periods that touch [start, end), in order and without holes.

    `start` and `end` are calendar days of `timezone` or aware instants. Every period has its full calendar length;
    one that begins before `start`, ends after `end`, or ends after `now` (aware; None: no clock) has `complete`
    False. A range that is empty, or lies wholly after `now`, gives no periods.
    """
    zone = ZoneInfo(timezone)
    first, last = _instant(start, zone), _instant(end, zone)
    visible = last if now is None else min(last, now.astimezone(UTC))
    found: list[Period] = []
    cursor = floor(first, grain, timezone=timezone)
    while cursor < visible:
        following = after(cursor, grain, timezone=timezone)
        found.append(Period(cursor, following, first <= cursor and following <= visible))
        cursor = following
    return tuple(found)


def floor(moment: datetime, grain: Grain, *, timezone: str = "UTC") -> datetime:
    """The start (UTC) of the period that holds `moment`."""
    zone = ZoneInfo(timezone)
    local = moment.astimezone(zone)
    if grain == "hour":
        return local.replace(minute=0, second=0, microsecond=0).astimezone(UTC)
    day = local.date()
    if grain == "week":
        day -= timedelta(days=day.weekday())
    elif grain == "month":
        day = day.replace(day=1)
    elif grain == "quarter":
        day = day.replace(month=day.month - (day.month - 1) % 3, day=1)
    return _midnight(day, zone)


def after(start: datetime, grain: Grain, *, timezone: str = "UTC") -> datetime:
    """The start (UTC) of the period after the one that starts at `start`."""
    if grain == "hour":
        moment = start + timedelta(hours=1)
        # Where clocks go back by half an hour (Lord Howe), the local hour is an hour and a half long.
        while (following := floor(moment, grain, timezone=timezone)) <= start:
            moment += timedelta(minutes=30)
        return following
    zone = ZoneInfo(timezone)
    day = start.astimezone(zone).date()
    if grain == "day":
        return _midnight(day + timedelta(days=1), zone)
    if grain == "week":
        return _midnight(day + timedelta(days=7), zone)
    months = day.year * 12 + day.month - 1 + (1 if grain == "month" else 3)
    return _midnight(date(months // 12, months % 12 + 1, 1), zone)


def locate(moments: pd.Series | pd.Index, spans: Sequence[Period]) -> NDArray[np.int64]:
    """For each instant (aware or naive UTC timestamps) the index of its period, -1 where none holds it.

    Periods must follow each other without holes, as `periods` makes them.
    """
    if not spans:
        return np.full(len(moments), -1, dtype=np.int64)
    edges = pd.DatetimeIndex([span.start for span in spans] + [spans[-1].end]).as_unit("us").asi8
    stamps = pd.DatetimeIndex(pd.to_datetime(moments, utc=True)).as_unit("us").asi8
    found = np.searchsorted(edges, stamps, side="right").astype(np.int64) - 1
    found[found == len(spans)] = -1
    return found


def label(start: datetime, grain: Grain, *, timezone: str = "UTC") -> str:
    """How a period is named: 2026-03-02, 2026-W10, 2026-03, 2026-Q1, or an hour's local start."""
    local = start.astimezone(ZoneInfo(timezone))
    if grain == "hour":
        return local.strftime("%Y-%m-%d %H:%M")
    if grain == "week":
        year, week, _ = local.isocalendar()
        return f"{year}-W{week:02d}"
    if grain == "month":
        return local.strftime("%Y-%m")
    if grain == "quarter":
        return f"{local.year}-Q{(local.month + 2) // 3}"
    return local.date().isoformat()


def _instant(moment: date | datetime, zone: ZoneInfo) -> datetime:
    if isinstance(moment, datetime):
        return moment.astimezone(UTC)
    return _midnight(moment, zone)


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    """The first instant of a local day; where the clock skips midnight, the instant that it skips to."""
    return datetime.combine(day, time(), zone).astimezone(UTC)
