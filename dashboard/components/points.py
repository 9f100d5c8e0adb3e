"""What stands behind each point of a chart: its words for the list of points, and what is shown once it is chosen.

A click on a point and a choice in the list, which needs no mouse, come to the same handle.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import streamlit as st

from analytics.charts import formats, measured
from analytics.charts.chart import Chart
from analytics.filters import Filters
from analytics.types import StatisticSeries, Trend, TrendPoint
from dashboard.cached import Ask
from dashboard.components import evidence, observation_list

# The first two entries of a point's `customdata`; a mark of a whole subject has the subject's id alone.
Handle = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Behind:
    """A point in words, and what draws the evidence behind it under a key."""

    words: str
    show: Callable[[str], None]


def of_trends(chart: Chart, ask: Ask) -> dict[Handle, Behind]:
    """Every point that has a value, the latest first; for a map, every topic."""
    if chart.kind == "map":
        return {(trend.subject.id,): _whole(trend, ask) for trend in chart.trends}
    several = len(chart.trends) > 1
    found = [(point, trend) for trend in chart.trends for point in trend.points if point.value is not None]
    found.sort(key=lambda pair: pair[0].start, reverse=True)
    zone = chart.context.timezone
    return {
        (trend.subject.id, point.start.isoformat()): _period(trend, point, ask, zone=zone, several=several)
        for point, trend in found
    }


def of_observations(series: StatisticSeries, filters: Filters) -> dict[Handle, Behind]:
    """Every observation of a statistic, the latest first."""
    ordered = sorted(enumerate(series.observations), key=lambda pair: (pair[1].reference, pair[0]), reverse=True)
    return {
        (one.statistic.article_id, str(index)): Behind(
            f"{formats.day(one.reference)}: {formats.quantity(one.statistic.value, series.unit)}, "
            f"{measured.origin(one)}",
            partial(_observation, series, index, filters),
        )
        for index, one in ordered
    }


def _whole(trend: Trend, ask: Ask) -> Behind:
    said = formats.value(formats.overall(trend), trend.measure, trend.unit)
    return Behind(f"{trend.subject.label}: {said}", partial(_evidence, ask, trend, None))


def _period(trend: Trend, point: TrendPoint, ask: Ask, *, zone: str, several: bool) -> Behind:
    name = f"{trend.subject.label}, " if several else ""
    said = formats.value(point.value, trend.measure, trend.unit)
    return Behind(f"{name}{formats.period(point, trend.grain, zone)}: {said}", partial(_evidence, ask, trend, point))


def _observation(series: StatisticSeries, index: int, filters: Filters, key: str) -> None:
    with st.container(key=key):
        observation_list.show_one(series, index, filters)


def _evidence(ask: Ask, trend: Trend, point: TrendPoint | None, key: str) -> None:
    start, end = (point.start, point.end) if point else (None, None)
    evidence.show(ask(trend.subject.id, start, end), key=key)
