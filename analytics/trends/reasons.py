"""The plain words behind a verdict: what was seen, what was expected, how sure, from how many sources."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

import numpy as np

from analytics.trends.bins import NOUNS
from analytics.trends.direction import Test
from analytics.trends.stack import SeriesCounts
from analytics.types import Burst, Direction, Grain

# Hours are judged by day and days by week.
JUDGED_BY: dict[Grain, Grain] = {"hour": "day", "day": "week"}


def too_little(series: SeriesCounts, test: Test, *, least_count: int) -> tuple[str, ...]:
    """Why nothing can be said."""
    noun = NOUNS[JUDGED_BY.get(series.grain, series.grain)][1]
    if (np.array(series.counts, dtype=np.float64) < 0).any():
        return ("Values below 0 are no counts: only changes of level are judged",)
    if test.baseline_periods < test.windows.least:
        return (
            f"Too short to judge: {test.baseline_periods:.0f} complete {noun} with data before the last "
            f"{test.windows.recent}, and {test.windows.least} are needed",
        )
    if not test.long_enough:
        collected = f"{test.recent_periods:.0f} of them were collected"
        return (f"Too little data in the last {test.windows.recent} {noun}: {collected}",)
    return (
        f"Too few to judge: {_number(test.recent)} in the last {test.windows.recent} {noun}, against "
        f"{_number(test.expected)} expected; {least_count} of either are needed",
    )


def of(
    test: Test,
    *,
    grain: Grain,
    end: datetime,
    n_sources: int | None,
    q: float,
    rate: float,
    n_judged: int,
    direction: Direction,
    seasonal: bool,
    bursts: Sequence[Burst],
) -> tuple[str, ...]:
    """Why a verdict with enough data is what it is; `end` is that of the last complete period."""
    return (
        _seen(test, grain, end),
        _effect(test),
        _certainty(q, rate, n_judged, direction),
        *_season(seasonal),
        *_sources(n_sources),
        *_burst(bursts, end),
    )


def ratio(value: float) -> str:
    """A ratio in as many digits as it deserves: 0.84, 1.0, 2.1, 12."""
    return f"{value:.2f}" if value < 0.995 else f"{value:.1f}" if value < 9.95 else f"{value:.0f}"


def _seen(test: Test, grain: Grain, end: datetime) -> str:
    nouns = NOUNS[JUDGED_BY.get(grain, grain)][1]
    return (
        f"{_number(test.recent)} in the {test.windows.recent} {nouns} to {_day(end)}, against "
        f"{_number(test.expected)} expected from the {test.baseline_periods:.0f} {nouns} before"
    )


def _effect(test: Test) -> str:
    if test.baseline == 0:
        return "None were seen before: growth from nothing has no percentage"
    if test.recent == 0:
        return f"None are left: with 95% confidence less than {ratio(test.high)} times the expected"
    return f"{ratio(test.effect)} times the expected, 95% interval {ratio(test.low)} to {ratio(test.high)}"


def _certainty(q: float, rate: float, n_judged: int, direction: Direction) -> str:
    among = f" among the {n_judged} series judged together" if n_judged > 1 else ""
    if direction != "flat":
        return f"Hardly chance: q = {q:.2g}{among}"
    if q < rate:
        return f"Beyond chance (q = {q:.2g}{among}), but by less than a quarter"
    return f"May be chance: q = {q:.2g}{among}"


def _season(seasonal: bool) -> tuple[str, ...]:
    return ("Moves with the seasons: the expectation follows the cycle of earlier years",) if seasonal else ()


def _sources(n_sources: int | None) -> tuple[str, ...]:
    if not n_sources:
        return ()
    if n_sources == 1:
        return ("From one source only: it may be that outlet and not the field",)
    return (f"From {n_sources} sources",)


def _burst(bursts: Sequence[Burst], end: datetime) -> tuple[str, ...]:
    if not bursts or bursts[-1].end < end:
        return ()
    began = bursts[-1].start
    return (f"In a burst since {began.day} {began:%b %Y}, {ratio(bursts[-1].strength)} times the expected",)


def _day(end: datetime) -> str:
    """The last day before an exclusive end."""
    last = end - timedelta(seconds=1)
    return f"{last.day} {last:%b %Y}"


def _number(value: float) -> str:
    return f"{value:.0f}" if value >= 100 or value == round(value) else f"{value:.1f}"
