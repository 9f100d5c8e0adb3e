"""What happened in the time that a chart shows: the events that travel with it into every file."""

from __future__ import annotations

from bisect import bisect_right
from datetime import timedelta

from analytics.charts.chart import Chart
from analytics.charts.formats import local
from analytics.charts.literal import plain
from analytics.charts.observations import span
from analytics.trends.outlook import Forecast
from analytics.types import Event, TrendPoint


def events(chart: Chart) -> list[Event]:
    """What is marked on the time axis within the days that the chart shows, in order."""
    days = [day for series in chart.statistics if series.observations for day in span(series)]
    days += [
        local(moment, chart.context.timezone).date()
        for period in _periods(chart)
        for moment in (period.start, period.end - timedelta.resolution)
    ]
    inside = [each for each in chart.context.events if days and min(days) <= each.when <= max(days)]
    return sorted(inside, key=lambda each: (each.when, each.id))


def by_period(chart: Chart) -> dict[int, str]:
    """The words of what happened, by the number of the period in which it did, among all periods of the chart."""
    starts = sorted({period.start for period in _periods(chart)})
    days = [local(start, chart.context.timezone).date() for start in starts]
    found: dict[int, str] = {}
    for event in events(chart):
        row = bisect_right(days, event.when) - 1
        found[row] = f"{found[row]}; {said(event)}" if row in found else said(event)
    return found


def said(event: Event) -> str:
    """An event's words, as short as a chart has room for."""
    return plain(event.label, limit=36)


def _periods(chart: Chart) -> list[TrendPoint | Forecast]:
    return [*(point for trend in chart.trends for point in trend.points), *chart.forecasts]
