"""What number can I quote, and how has it moved (questions 5 and 6)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from analytics.enrich.claims import Joined, grouped
from analytics.filters import Filters
from analytics.questions.answers import StatisticTable
from analytics.store import Store, statistics
from analytics.store.selection import resolve
from analytics.types import StatisticSeries

PAGE_SIZE = 25
# Claims are joined when they are asked for, at 25,000 a second and more: of more than this, the latest are.
JOINED = 3_000


def find_statistics(
    store: Store,
    filters: Filters,
    *,
    now: datetime,
    words: str = "",
    units: Sequence[str] = (),
    page: int = 1,
    size: int = PAGE_SIZE,
) -> StatisticTable:
    """Series of statistics whose sentence or subject holds all `words`, in the selected articles.

    Those with most observations come first, then the most cited, then the latest. Where more than JOINED claims
    are selected the latest are joined, and the answer says of how many.
    """
    series, joined, claims = _series(store, filters, words=words, units=units)
    ordered = sorted(series, key=_precedence)
    begin = (max(page, 1) - 1) * size
    by_unit = Counter(each.unit for each in series)
    by_source = Counter(source for each in series for source in {one.source for one in each.observations})
    return StatisticTable(
        series=tuple(each.series() for each in ordered[begin : begin + size]),
        total=len(series),
        units=tuple(sorted(by_unit.items(), key=lambda pair: (-pair[1], pair[0]))),
        sources=tuple(sorted(by_source.items(), key=lambda pair: (-pair[1], pair[0]))),
        joined=joined,
        claims=claims,
    )


def statistic_series(store: Store, filters: Filters, *, series_id: str, now: datetime) -> StatisticSeries | None:
    """One series whole, None when the selected articles hold none of this id."""
    series, _, _ = _series(store, filters)
    return next((each.series() for each in series if each.id == series_id), None)


def _series(
    store: Store, filters: Filters, *, words: str = "", units: Sequence[str] = ()
) -> tuple[list[Joined], int, int]:
    """The series, how many claims they were joined from, and how many are selected."""
    with store.read() as connection:
        selection = resolve(connection, filters)
        found, n = statistics.said(connection, store, selection, words=words, units=units, limit=JOINED)
    return grouped(found), len(found), n


def _precedence(series: Joined) -> tuple[int, int, int, str]:
    cited = sum(len(each.citations) for each in series.observations)
    latest = series.observations[-1].reference
    return (-len(series.observations), -cited, -latest.toordinal(), series.id)
