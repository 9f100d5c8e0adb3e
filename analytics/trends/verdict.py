"""What may be said of a series, with its reasons: direction, stage, effect, bursts and changes.

Knows nothing of topics, stores or charts: it judges counts beside totals. Verdicts rest on complete periods only,
and the false-discovery rate is kept over the series that are judged together.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial

import numpy as np

from analytics.trends import bursts, changes, reasons, seasonality
from analytics.trends.bins import Period
from analytics.trends.cycles import with_cycles
from analytics.trends.direction import Test, Windows, compare
from analytics.trends.later import Later
from analytics.trends.stack import Flags, Floats, SeriesCounts, Stack, stack
from analytics.types import Burst, Direction, Grain, Stage, Verdict

__all__ = ["FALSE_DISCOVERY_RATE", "SeriesCounts", "adjust", "judge"]

FALSE_DISCOVERY_RATE = 0.05
# A change smaller than a quarter either way is no news, however sure.
LEAST_RATIO = 1.25
# Below this many expected or seen articles a ratio is an accident.
LEAST_COUNT = 10
# Rises from fewer expected articles, or of what was never seen before so many periods ago, are emerging.
_FEW_EXPECTED = 5
_NEW: dict[Grain, int] = {"hour": 7, "day": 26, "week": 26, "month": 6, "quarter": 2}
# The window's second half falls behind its first by so many standard errors when a rise is past its peak.
_PAST_PEAK = -0.5

# Days and hours are judged in whole weeks and days, which takes the weekday and the hour out of the question.
_FOLDS: dict[Grain, int] = {"hour": 24, "day": 7}
_WEEKS = (Windows(8, 52, 12), Windows(4, 26, 12))
# The first windows for which a series is long enough are used.
_WINDOWS: dict[Grain, tuple[Windows, ...]] = {
    "hour": (Windows(7, 28, 12), Windows(3, 14, 7)),
    "day": _WEEKS,
    "week": _WEEKS,
    "month": (Windows(3, 24, 12),),
    "quarter": (Windows(2, 8, 8),),
}


def judge(series: Sequence[SeriesCounts], *, rate: float = FALSE_DISCOVERY_RATE) -> list[Verdict]:
    """One verdict a series, in the same order.

    `rate` is the false-discovery rate that holds over all the series of the call (Benjamini and Hochberg 1995).
    Series of different grains and with or without totals may be mixed; each is compared among its like.
    """
    kinds = [(one.grain, one.totals is not None) for one in series]
    findings: dict[int, _Findings] = {}
    for grain, shares in sorted(set(kinds)):
        members = [index for index, kind in enumerate(kinds) if kind == (grain, shares)]
        findings.update(zip(members, _find([series[index] for index in members], grain, shares=shares), strict=True))
    found = [findings[index] for index in range(len(series))]
    p = np.array([one.test.p if one.testable else np.nan for one in found], dtype=np.float64)
    adjusted, n_judged = adjust(p).tolist(), int(np.isfinite(p).sum())
    return [
        _verdict(one, findings, q, rate=rate, n_judged=n_judged)
        for one, findings, q in zip(series, found, adjusted, strict=True)
    ]


def adjust(p: Floats) -> Floats:
    """Benjamini-Hochberg adjusted p-values; nan stays nan and is not counted."""
    q = np.full(p.shape, np.nan)
    usable = np.flatnonzero(np.isfinite(p))
    order = usable[np.argsort(p[usable], kind="stable")]
    scaled = p[order] * (len(order) / np.arange(1, len(order) + 1))
    q[order] = np.minimum(np.minimum.accumulate(scaled[::-1])[::-1], 1.0)
    return q


@dataclass(frozen=True, slots=True)
class _Findings:
    """What the methods found in one series, before it is weighed against the others. `runs` (its bursts) and `levels`
    are positions among the last `width` periods up to the last complete one."""

    test: Test
    seasonal: bool
    new: bool
    runs: Sequence[bursts.Run]
    levels: Sequence[int]
    width: int

    @property
    def testable(self) -> bool:
        return self.test.long_enough and self.test.baseline + self.test.recent >= LEAST_COUNT

    @property
    def enough(self) -> bool:
        return self.testable and max(self.test.expected, self.test.recent) >= LEAST_COUNT


def _find(series: Sequence[SeriesCounts], grain: Grain, *, shares: bool) -> list[_Findings]:
    values = stack(series)
    counts = values.only(np.asarray((values.counts >= 0).all(axis=1)))
    folded = counts.fold(_FOLDS.get(grain, 1))
    seasonal, expected = _with_seasons(folded, grain)
    found = bursts.Bursts(with_cycles(counts, grain), grain)
    rows = zip(
        _tests(expected, grain),
        seasonal.tolist(),
        _first_seen_lately(folded, grain),
        [Later(found.of, row) for row in range(len(series))],
        changes.find(values, shares=shares),
        strict=True,
    )
    return [_Findings(*row, width=values.counts.shape[1]) for row in rows]


def _with_seasons(series: Stack, grain: Grain) -> tuple[Flags, Stack]:
    """Which series are seasonal, and all of them with totals that follow the cycle fitted before the window."""
    year = seasonality.YEARS.get(grain)
    if year is None:
        return np.zeros(len(series.counts), dtype=np.bool_), series
    seasonal = seasonality.seasonal(series, year)
    before = series.counts.shape[1] - _WINDOWS[grain][0].recent
    factors = np.ones_like(series.totals)
    if seasonal.any():
        factors[seasonal] = seasonality.cycle(series, year, before=before)[seasonal]
    return seasonal, Stack(series.counts, series.totals * factors, series.known)


def _first_seen_lately(series: Stack, grain: Grain) -> list[bool]:
    earlier = series.cut(0, max(series.counts.shape[1] - _NEW[grain], 0))
    return [bool(known.any() and not counts.any()) for known, counts in zip(earlier.known, earlier.counts, strict=True)]


def _tests(series: Stack, grain: Grain) -> list[Test]:
    widest, *others = _WINDOWS[grain]
    chosen = compare(series, widest)
    for shorter in others:
        if all(test.long_enough for test in chosen):
            break
        chosen = [
            test if test.long_enough or not other.long_enough else other
            for test, other in zip(chosen, compare(series, shorter), strict=True)
        ]
    return chosen


def _verdict(series: SeriesCounts, found: _Findings, q: float, *, rate: float, n_judged: int) -> Verdict:
    test = found.test
    direction: Direction = "flat"
    if found.enough and q < rate and not 1 / LEAST_RATIO < test.effect < LEAST_RATIO:
        direction = "up" if test.effect > 1 else "down"
    shift = series.n_usable - found.width
    marked = Later(_marked, series.periods, found.runs, shift)
    ratio = found.enough and test.baseline > 0
    return Verdict(
        enough_data=found.enough,
        direction=direction,
        stage=_stage(found, direction),
        effect=test.effect if ratio else None,
        low=test.low if ratio else None,
        high=test.high if ratio else None,
        p=test.p if found.testable else None,
        q=q if found.testable else None,
        reasons=(
            Later(
                partial(
                    reasons.of,
                    test,
                    grain=series.grain,
                    end=series.periods[series.n_usable - 1].end,
                    n_sources=series.n_sources,
                    q=q,
                    rate=rate,
                    n_judged=n_judged,
                    direction=direction,
                    seasonal=found.seasonal,
                    bursts=marked,
                )
            )
            if found.enough
            else reasons.too_little(series, test, least_count=LEAST_COUNT)
        ),
        bursts=marked,
        changes=Later(_changes, series.periods, found.levels, shift),
        n_sources=series.n_sources or 0,
        n_articles=round(test.recent),
        recent_periods=test.windows.recent,
        baseline_periods=round(test.baseline_periods),
    )


def _stage(found: _Findings, direction: Direction) -> Stage:
    if not found.enough:
        return "not enough data"
    if direction == "down":
        return "declining"
    if direction == "flat":
        return "seasonal" if found.seasonal else "steady"
    if found.test.expected < _FEW_EXPECTED or found.new:
        return "emerging"
    return "peaking" if found.test.momentum < _PAST_PEAK else "accelerating"


def _marked(periods: Sequence[Period], runs: Sequence[bursts.Run], shift: int) -> Iterator[Burst]:
    for run in runs:
        first, last = periods[run.first + shift], periods[run.after - 1 + shift]
        yield Burst(first.start, last.end, round(run.strength, 3))


def _changes(periods: Sequence[Period], levels: Sequence[int], shift: int) -> Iterator[datetime]:
    return (periods[at + shift].start for at in levels)
