"""Two sides held against each other: two periods, two sources, two topics, with the same honesty as a verdict."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from scipy import stats

from analytics.trends.reasons import ratio
from analytics.trends.stack import Stack
from analytics.trends.verdict import FALSE_DISCOVERY_RATE, LEAST_COUNT
from analytics.types import Trend


@dataclass(frozen=True, slots=True)
class Difference:
    """How many times the share of one side is the other's, with its 95% interval; None where no ratio is honest.

    `sure` says that the interval leaves out 1; `reason` is one sentence for the reader.
    """

    ratio: float | None
    low: float | None
    high: float | None
    sure: bool
    reason: str


def difference(count: int, total: int, other_count: int, other_total: int, *, phi: float = 1.0) -> Difference:
    """The share `count / total` over the share `other_count / other_total`.

    The interval is that of a log ratio of two Poisson rates whose variance is `phi` times as large (1: articles come
    one by one; a burst of articles on one event asks for more). With fewer than 10 on both sides, or none on the
    other, there is no ratio.
    """
    if not total or not other_total:
        return Difference(None, None, None, False, "Nothing was collected on one side")
    if max(count, other_count) < LEAST_COUNT:
        return Difference(
            None,
            None,
            None,
            False,
            f"Too few to judge: {count} and {other_count}; {LEAST_COUNT} on either side are needed",
        )
    if not other_count:
        return Difference(None, None, None, True, f"{count} against none: growth from nothing has no percentage")
    times = (count + 0.5) / total / ((other_count + 0.5) / other_total)
    half = stats.norm.ppf(1 - FALSE_DISCOVERY_RATE / 2) * np.sqrt(phi * (1 / (count + 0.5) + 1 / (other_count + 0.5)))
    low, high = times * float(np.exp(-half)), times * float(np.exp(half))
    sure = not low < 1 < high
    said = f"{ratio(times)} times, 95% interval {ratio(low)} to {ratio(high)}"
    return Difference(times, low, high, sure, said if sure else f"May well be equal: {said}")


def dispersion(trend: Trend) -> float:
    """How much more than single articles would the counts of a trend spread about its mean share: Pearson's
    dispersion over the complete points that were collected, at least 1."""
    points = [point for point in trend.points if point.complete and point.denominator]
    y = np.array([[point.numerator for point in points]], dtype=np.float64)
    n = np.array([[point.denominator for point in points]], dtype=np.float64)
    if len(points) < 2:
        return 1.0
    residuals = Stack(y, n, n > 0).residuals()
    return max(float((residuals**2).sum()) / (len(points) - 1), 1.0)


def same_part(start: date, end: date, other_start: date, other_end: date, *, known_until: date) -> tuple[date, date]:
    """The ends of two periods so that a period to date is held against the same part of the earlier one.

    `known_until` is the first day that is not wholly collected. Both are cut to as many days as the later one has
    had; a period that is over is left whole.
    """
    had = max(start, min(end, known_until))
    if had >= end:
        return end, other_end
    return had, min(other_end, other_start + timedelta(days=(had - start).days))
