"""The points of a series, kept as columns and made when they are looked at."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import overload

from analytics.trends.bins import Period
from analytics.types import CoverageState, Measure, TrendPoint


class Points(Sequence[TrendPoint]):
    """A tuple of points that costs nothing until one is asked for: a page judges hundreds of series and draws few.

    The columns stand beside `periods`, and may be shared by many series. Equal to the tuple that it stands for.
    """

    __slots__ = ("_collected", "_made", "_measure", "_n_sources", "_periods", "_published", "numerators")

    def __init__(
        self,
        periods: Sequence[Period],
        measure: Measure,
        numerators: Sequence[int],
        published: Sequence[int],
        n_sources: Sequence[int],
        collected: Sequence[CoverageState],
    ) -> None:
        self.numerators = numerators
        self._periods, self._measure, self._published = periods, measure, published
        self._n_sources, self._collected = n_sources, collected
        self._made: tuple[TrendPoint, ...] | None = None

    def __len__(self) -> int:
        return len(self._periods)

    def __iter__(self) -> Iterator[TrendPoint]:
        return iter(self._all())

    @overload
    def __getitem__(self, index: int) -> TrendPoint: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[TrendPoint, ...]: ...
    def __getitem__(self, index: int | slice) -> TrendPoint | tuple[TrendPoint, ...]:
        return self._all()[index]

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Points):
            return self._all() == other._all()
        return self._all() == other

    def __hash__(self) -> int:
        return hash(self._all())

    def __repr__(self) -> str:
        return repr(self._all())

    def whole_values(self) -> list[float | None]:
        """The value of each whole period, None for the others."""
        columns = (self._periods, self.numerators, self._published, self._collected)
        return [
            _value(numerator, published, state, self._measure) if span.complete else None
            for span, numerator, published, state in zip(*columns, strict=True)
        ]

    def _all(self) -> tuple[TrendPoint, ...]:
        if self._made is None:
            columns = (self._periods, self.numerators, self._published, self._n_sources, self._collected)
            self._made = tuple(_point(*row, self._measure) for row in zip(*columns, strict=True))
        return self._made


def n_articles(points: Sequence[TrendPoint], *, last: int | None = None) -> int:
    """The sum of the numerators, of the `last` points alone where that is given; no point is made for it."""
    told = points.numerators if isinstance(points, Points) else [point.numerator for point in points]
    return sum(told if last is None else told[-last:])


def whole_values(points: Sequence[TrendPoint]) -> list[float | None]:
    """The value of each whole period, None for the others and for gaps; no point is made for it."""
    if isinstance(points, Points):
        return points.whole_values()
    return [point.value if point.complete else None for point in points]


def _point(
    span: Period, numerator: int, denominator: int, n_sources: int, state: CoverageState, measure: Measure
) -> TrendPoint:
    value = _value(numerator, denominator, state, measure)
    return TrendPoint(span.start, span.end, value, numerator, denominator, n_sources, state, span.complete)


def _value(numerator: int, denominator: int, state: CoverageState, measure: Measure) -> float | None:
    if state == "gap":
        return None
    if measure == "share":
        return numerator / denominator if denominator else None
    return float(numerator)
