"""What may be said of a series, with its reasons: direction, stage, effect, bursts and changes.

Knows nothing of topics, stores or charts: it judges counts beside totals. Verdicts rest on complete periods only,
and the false-discovery rate is kept over the series that are judged together.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from analytics.trends.direction import Test, Windows, compare
from analytics.trends.stack import Floats, SeriesCounts, Stack, stack
from analytics.types import Direction, Grain, Stage, Verdict

__all__ = ["FALSE_DISCOVERY_RATE", "SeriesCounts", "adjust", "judge"]

FALSE_DISCOVERY_RATE = 0.05
# A change smaller than a quarter either way is no news, however sure.
LEAST_RATIO = 1.25
# Below this many expected or seen articles a ratio is an accident.
LEAST_COUNT = 10

# Days and hours are judged in whole weeks and days, which takes the weekday and the hour out of the question.
_FOLDS: dict[Grain, int] = {"hour": 24, "day": 7}
_WEEKS = Windows(8, 52, 12)
_WINDOWS: dict[Grain, tuple[Windows, ...]] = {
    "hour": (Windows(7, 28, 12), Windows(3, 14, 7)),
    "day": (_WEEKS, Windows(4, 26, 12)),
    "week": (_WEEKS, Windows(4, 26, 12)),
    "month": (Windows(3, 24, 12),),
    "quarter": (Windows(2, 8, 8),),
}


def judge(series: Sequence[SeriesCounts], *, rate: float = FALSE_DISCOVERY_RATE) -> list[Verdict]:
    """One verdict a series, in the same order.

    `rate` is the false-discovery rate that holds over all the series of the call (Benjamini and Hochberg 1995).
    Series of different grains may be mixed; each is compared within its own grain.
    """
    tests: list[Test | None] = [None] * len(series)
    for grain in sorted({one.grain for one in series}):
        members = [index for index, one in enumerate(series) if one.grain == grain]
        for index, test in zip(members, _tests(stack([series[index] for index in members]), grain), strict=True):
            tests[index] = test
    found = [test for test in tests if test is not None]
    adjusted = adjust(np.array([test.p if _testable(test) else np.nan for test in found], dtype=np.float64))
    return [_verdict(one, test, q, rate) for one, test, q in zip(series, found, adjusted.tolist(), strict=True)]


def adjust(p: Floats) -> Floats:
    """Benjamini-Hochberg adjusted p-values; nan stays nan and is not counted."""
    q = np.full(p.shape, np.nan)
    usable = np.flatnonzero(np.isfinite(p))
    order = usable[np.argsort(p[usable], kind="stable")]
    scaled = p[order] * (len(order) / np.arange(1, len(order) + 1))
    q[order] = np.minimum(np.minimum.accumulate(scaled[::-1])[::-1], 1.0)
    return q


def _tests(series: Stack, grain: Grain) -> list[Test]:
    folded = series.fold(_FOLDS.get(grain, 1))
    chosen: list[Test | None] = [None] * len(series.counts)
    for windows in _WINDOWS[grain]:
        for row, test in enumerate(compare(folded, windows)):
            earlier = chosen[row]
            if earlier is None or not earlier.long_enough:
                chosen[row] = test
    return [test for test in chosen if test is not None]


def _testable(test: Test) -> bool:
    return test.long_enough and test.baseline + test.recent >= LEAST_COUNT


def _verdict(series: SeriesCounts, test: Test, q: float, rate: float) -> Verdict:
    enough = _testable(test) and max(test.expected, test.recent) >= LEAST_COUNT
    direction: Direction = "flat"
    if enough and q < rate and not 1 / LEAST_RATIO < test.effect < LEAST_RATIO:
        direction = "up" if test.effect > 1 else "down"
    from_nothing = test.baseline == 0
    stage: Stage = "not enough data"
    if enough:
        stage = {"up": "emerging" if test.expected < 5 else "accelerating", "down": "declining", "flat": "steady"}[
            direction
        ]
    ratio = enough and not from_nothing
    return Verdict(
        enough_data=enough,
        direction=direction,
        stage=stage,
        effect=test.effect if ratio else None,
        low=test.low if ratio else None,
        high=test.high if ratio else None,
        p=test.p if _testable(test) else None,
        q=q if _testable(test) else None,
        reasons=(),
        n_sources=series.n_sources or 0,
        n_articles=round(test.recent),
    )
