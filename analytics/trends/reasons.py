"""The plain words behind a verdict: what was seen, what was expected, how sure, from how many sources."""

from __future__ import annotations

from datetime import datetime, timedelta

from analytics.trends.bins import NOUNS
from analytics.trends.direction import Test
from analytics.trends.stack import SeriesCounts
from analytics.types import Burst, Direction, Grain

# Hours are judged by day and days by week.
JUDGED_BY: dict[Grain, Grain] = {"hour": "day", "day": "week"}


def too_little(series: SeriesCounts, test: Test, *, least_count: int) -> tuple[str, ...]:
    """Why nothing can be said."""
    noun = NOUNS[JUDGED_BY.get(series.grain, series.grain)][1]
    if any(value is not None and value < 0 for value in series.counts):
        return ("Values below 0 are no counts: only changes of level are judged",)
    if test.baseline_periods < test.windows.least:
        return (
            f"Too short to tell: {test.baseline_periods:.0f} complete {noun} with data before the last "
            f"{test.windows.recent}, and {test.windows.least} are needed",
        )
    if not test.long_enough:
        return (f"Too little data in the last {test.windows.recent} {noun}: {test.recent_periods:.0f} were collected",)
    return (
        f"Too few to tell: {_number(test.recent)} seen where {_number(test.expected)} were expected, "
        f"and {least_count} are needed",
    )


def of(
    series: SeriesCounts,
    test: Test,
    *,
    q: float,
    rate: float,
    n_judged: int,
    direction: Direction,
    seasonal: bool,
    bursts: tuple[Burst, ...],
) -> tuple[str, ...]:
    """Why a verdict with enough data is what it is."""
    return (
        _seen(series, test),
        _effect(test),
        _certainty(q, rate, n_judged, direction),
        *_season(seasonal),
        *_sources(series.n_sources),
        *_burst(bursts, series),
    )


def ratio(value: float) -> str:
    """A ratio in as many digits as it deserves: 0.84, 2.1, 12."""
    return f"{value:.2f}" if value < 1 else f"{value:.1f}" if value < 10 else f"{value:.0f}"


def _seen(series: SeriesCounts, test: Test) -> str:
    nouns = NOUNS[JUDGED_BY.get(series.grain, series.grain)][1]
    ends = [span.end for span in series.periods if span.complete]
    return (
        f"{_number(test.recent)} seen in the {test.windows.recent} {nouns} to {_day(ends[-1])}, where the "
        f"{test.baseline_periods:.0f} {nouns} before lead to expect {_number(test.expected)}"
    )


def _effect(test: Test) -> str:
    if test.baseline == 0:
        return "Nothing was seen before: growth from nothing has no percentage"
    return f"{ratio(test.effect)} times the expected, 95 % interval {ratio(test.low)} to {ratio(test.high)}"


def _certainty(q: float, rate: float, n_judged: int, direction: Direction) -> str:
    among = f" among {n_judged} series judged together" if n_judged > 1 else ""
    if direction != "flat":
        return f"Unlikely to be chance: q = {q:.2g}{among}"
    if q < rate:
        return f"Beyond chance (q = {q:.2g}{among}), but by less than a quarter"
    return f"May well be chance: q = {q:.2g}{among}"


def _season(seasonal: bool) -> tuple[str, ...]:
    return ("Moves with the seasons: the expectation follows the cycle of earlier years",) if seasonal else ()


def _sources(n_sources: int | None) -> tuple[str, ...]:
    if n_sources is None:
        return ()
    if n_sources == 1:
        return ("From one source only: it may be that outlet and not the field",)
    return (f"From {n_sources} sources",)


def _burst(bursts: tuple[Burst, ...], series: SeriesCounts) -> tuple[str, ...]:
    ends = [span.end for span in series.periods if span.complete]
    if not bursts or bursts[-1].end < ends[-1]:
        return ()
    return (f"A burst since {bursts[-1].start.date().isoformat()}, {ratio(bursts[-1].strength)} times the expected",)


def _day(end: datetime) -> str:
    """The last day before an exclusive end."""
    return (end - timedelta(seconds=1)).date().isoformat()


def _number(value: float) -> str:
    return f"{value:.0f}" if value >= 100 or value == round(value) else f"{value:.1f}"
