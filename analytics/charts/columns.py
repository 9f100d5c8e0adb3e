"""One trend as columns: whole periods filled, the ones that are cut hatched."""

from __future__ import annotations

from datetime import datetime, timedelta

from analytics.charts import axis, formats, words
from analytics.charts.chart import Chart, Context
from analytics.charts.drawing import Drawing
from analytics.types import Trend, TrendPoint


def columns(trend: Trend, context: Context) -> Chart:
    """A column for each period, as wide as the period is long.

    Clicking a column gives its `customdata`: subject id, start and end (ISO 8601).
    """
    theme = context.theme
    drawing = Drawing(theme.layout(height=axis.HEIGHT, bargap=0))
    direction = trend.verdict.direction if trend.verdict else "flat"
    for whole in (True, False):
        points = [point for point in trend.points if point.complete is whole and point.value is not None]
        drawing.add(
            "bar",
            x=[_middle(point, context) for point in points],
            y=[point.value for point in points],
            width=[_milliseconds(point) * 0.8 for point in points],
            marker={
                "color": theme.colour(direction) if whole else theme.paper,
                "line": {"color": theme.data, "width": 0 if whole else 1},
                "pattern": {"shape": "" if whole else "/", "fgcolor": theme.data, "size": 6, "solidity": 0.3},
            },
            customdata=[[trend.subject.id, point.start.isoformat(), point.end.isoformat()] for point in points],
            hovertext=[axis.hover(trend, point, context) for point in points],
            hovertemplate="%{hovertext}<extra></extra>",
            name=trend.subject.label if whole else "not complete",
        )
    top = axis.highest([trend])
    drawing.arrange(
        xaxis=axis.time_axis(context, [trend]),
        yaxis=axis.value_axis(trend.measure, top, unit=trend.unit),
    )
    axis.events(drawing, context, [trend])
    axis.coverage_strip(drawing, [trend], context)
    drawing.arrange(xaxis={"anchor": "y2"})
    title = context.title or words.finding([trend])
    return Chart(
        kind="columns",
        title=title,
        subtitle=words.subtitle([trend], context),
        figure=drawing.figure(),
        trends=(trend,),
        context=context,
        footnote=words.footnote(context, [trend]).replace("Dashed:", "Hatched:"),
        alt=words.describe("columns", title, [trend], context),
    )


def _middle(point: TrendPoint, context: Context) -> datetime:
    start, end = (formats.local(moment, context.timezone) for moment in (point.start, point.end))
    return start + (end - start) / 2


def _milliseconds(point: TrendPoint) -> float:
    return (point.end - point.start) / timedelta(milliseconds=1)
