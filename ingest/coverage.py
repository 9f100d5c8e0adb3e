"""What a history of fetches has really seen of a source, day by day.

A feed shows its last items only. Between two fetches nothing was missed if the later one still lists something that
was known before; otherwise whatever scrolled past in between is lost, and those days are a gap. The first fetch
brings an archive: its days are backfilled, back to the oldest item listed and no further. It reads no feed itself.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Literal

DayState = Literal["collected", "partial", "gap", "backfilled"]


@dataclass(frozen=True, slots=True)
class Visit:
    """One answered fetch: when, the oldest dated item that it listed, and whether it listed a known item.

    An unchanged answer (304, or the same body) counts as `overlaps`. Fetches that failed are no visits.
    """

    when: datetime
    oldest: datetime | None
    overlaps: bool


def window_start(dates: Sequence[datetime | None]) -> datetime | None:
    """The oldest item of the window that a listing exposes, from its dates in the listing's order.

    A listing runs from new to old, or the other way round. Items that stand out of the order of the most others are
    pinned or misdated, and say nothing of how far back the listing reaches.
    """
    known = [moment for moment in dates if moment is not None]
    length, oldest = max(_longest_rise(known[::-1]), _longest_rise(known), key=lambda rise: rise[0])
    return oldest if length else None


def _longest_rise(moments: Sequence[datetime]) -> tuple[int, datetime]:
    """Length and first moment of the longest subsequence that never falls (patience sorting, Fredman 1975)."""
    lasts: list[datetime] = []
    firsts: list[datetime] = []
    for moment in moments:
        place = bisect_right(lasts, moment)
        first = firsts[place - 1] if place else moment
        lasts[place : place + 1] = [moment]
        firsts[place : place + 1] = [first]
    return len(lasts), firsts[-1] if firsts else datetime.max.replace(tzinfo=UTC)


def daily(visits: Iterable[Visit]) -> dict[date, DayState]:
    """The state of each UTC day from the first that was seen to that of the last visit.

    "collected" days were watched from start to end, "backfilled" ones are known whole but partly from an archive,
    "partial" ones have hours that nobody watched, "gap" ones nothing at all.
    """
    watched, archived = _intervals(sorted(visits, key=lambda visit: visit.when))
    if not watched and not archived:
        return {}
    edges = [moment for interval in (*watched, *archived) for moment in interval]
    first, last = min(edges).date(), max(edges).date()
    return {
        day: _state(day, watched, archived) for day in (first + timedelta(n) for n in range((last - first).days + 1))
    }


Interval = tuple[datetime, datetime]


def _intervals(visits: list[Visit]) -> tuple[list[Interval], list[Interval]]:
    watched: list[Interval] = []
    archived: list[Interval] = []
    previous: Visit | None = None
    for visit in visits:
        if previous is None:
            archived.append((min(visit.oldest or visit.when, visit.when), visit.when))
        elif visit.overlaps:
            watched.append((previous.when, visit.when))
        elif visit.oldest is not None:
            watched.append((min(max(previous.when, visit.oldest), visit.when), visit.when))
        previous = visit
    return watched, archived


def _state(day: date, watched: list[Interval], archived: list[Interval]) -> DayState:
    start = datetime.combine(day, time.min, UTC)
    seen, old = _within(start, watched), _within(start, archived)
    if not seen and not old:
        return "gap"
    if seen + old < timedelta(days=1):
        return "partial"
    return "backfilled" if old else "collected"


def _within(start: datetime, intervals: list[Interval]) -> timedelta:
    end = start + timedelta(days=1)
    pieces = (min(high, end) - max(low, start) for low, high in intervals)
    return sum((piece for piece in pieces if piece > timedelta(0)), timedelta(0))
