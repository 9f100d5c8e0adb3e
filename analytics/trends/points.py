"""The points of a series, kept as columns and made when they are looked at."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from analytics.trends.bins import Period
from analytics.trends.later import Later
from analytics.types import CoverageState, Measure, TrendPoint


class Points(Later[TrendPoint]):
    """Points from columns that stand beside `periods`, and may be shared by many series."""

    __slots__ = ("_collected", "_measure", "_periods", "_published", "numerators")

    def __init__(
        self,
        periods: Sequence[Period],
        measure: Measure,
        numerators: Sequence[int],
        published: Sequence[int],
        n_sources: Sequence[int],
        collected: Sequence[CoverageState],
    ) -> None:
        super().__init__(_points, periods, measure, numerators, published, n_sources, collected)
        self.numerators = numerators
        self._periods, self._measure, self._published, self._collected = periods, measure, published, collected

    def __len__(self) -> int:
        return len(self._periods)

    def whole_values(self) -> list[float | None]:
        """The value of each whole period, None for the others."""
        columns = (self._periods, self.numerators, self._published, self._collected)
        return [
            _value(numerator, published, state, self._measure) if span.complete else None
            for span, numerator, published, state in zip(*columns, strict=True)
        ]


def n_articles(points: Sequence[TrendPoint], *, last: int | None = None) -> int:
    """The sum of the numerators, of the `last` points alone where that is given; no point is made for it."""
    told = points.numerators if isinstance(points, Points) else [point.numerator for point in points]
    return sum(told if last is None else told[-last:])


def whole_values(points: Sequence[TrendPoint]) -> list[float | None]:
    """The value of each whole period, None for the others and for gaps; no point is made for it."""
    if isinstance(points, Points):
        return points.whole_values()
    return [point.value if point.complete else None for point in points]


def _points(
    periods: Sequence[Period],
    measure: Measure,
    numerators: Sequence[int],
    published: Sequence[int],
    n_sources: Sequence[int],
    collected: Sequence[CoverageState],
) -> Iterator[TrendPoint]:
    for span, n, total, told_by, state in zip(periods, numerators, published, n_sources, collected, strict=True):
        value = _value(n, total, state, measure)
        yield TrendPoint(span.start, span.end, value, n, total, told_by, state, span.complete)


def _value(numerator: int, denominator: int, state: CoverageState, measure: Measure) -> float | None:
    if state == "gap":
        return None
    if measure == "share":
        return numerator / denominator if denominator else None
    return float(numerator)
