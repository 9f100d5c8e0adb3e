"""What happened in the time that a chart shows: the events that travel with it into every file."""

from __future__ import annotations

from analytics.charts.chart import Chart
from analytics.charts.formats import local
from analytics.charts.observations import span
from analytics.types import Event


def events(chart: Chart) -> list[Event]:
    """What is marked on the time axis within the days that the chart shows, in order."""
    days = [day for series in chart.statistics if series.observations for day in span(series)]
    days += [
        local(moment, chart.context.timezone).date()
        for trend in chart.trends
        for point in trend.points
        for moment in (point.start, point.end)
    ]
    inside = [each for each in chart.context.events if days and min(days) <= each.when <= max(days)]
    return sorted(inside, key=lambda each: (each.when, each.id))
