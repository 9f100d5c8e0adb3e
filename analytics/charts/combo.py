"""One trend as columns with its running mean, and where it goes if nothing happens: dashed, with its interval."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from analytics.charts import axis, formats, words
from analytics.charts.chart import Chart, Context
from analytics.charts.columns import columns
from analytics.charts.literal import markup
from analytics.trends.outlook import Forecast, Outlook
from analytics.types import Trend

WINDOW = 4
IF_NOTHING_HAPPENS = "if nothing happens"


def combo(trend: Trend, ahead: Outlook, context: Context) -> Chart:
    """The columns of `trend`, the mean of each four whole periods, and the forecasts of `ahead` after the last one.

    The footnote says how the method did in the past, or why no outlook is given.
    """
    forecasts = ahead.forecasts
    theme = context.theme
    drawn = columns(trend, context)
    figure = drawn.figure
    figure.update_traces(marker_color=theme.other, selector={"type": "bar", "name": trend.subject.label})
    mean = {"line": {"color": theme.rise, "width": 2.5}, "mode": "lines", "connectgaps": False, "hoverinfo": "skip"}
    middles = [_middle(point.start, point.end, context) for point in trend.points]
    figure.add_scatter(x=middles, y=running_mean(trend), name="mean of 4 periods", **mean)
    if forecasts:
        days = [_middle(each.start, each.end, context) for each in forecasts]
        figure.add_scatter(
            x=[*days, *reversed(days)],
            y=[*(each.high for each in forecasts), *(each.low for each in reversed(forecasts))],
            fill="toself",
            fillcolor=theme.band,
            line={"width": 0},
            mode="lines",
            hoverinfo="skip",
            name="95% interval",
        )
        figure.add_scatter(
            x=days,
            y=[each.value for each in forecasts],
            mode="lines+markers",
            line={"color": theme.rise, "width": 2.5, "dash": "dot"},
            marker={"size": 7, "symbol": "circle-open", "color": theme.rise},
            hovertext=[_hover(each, trend, context) for each in forecasts],
            hovertemplate="%{hovertext}<extra></extra>",
            name=IF_NOTHING_HAPPENS,
        )
        top = max(axis.highest([trend]), *(each.high for each in forecasts))
        begin = formats.local(trend.points[0].start, context.timezone)
        end = formats.local(forecasts[-1].end, context.timezone)
        figure.update_layout(
            xaxis={"range": [begin, end]}, yaxis=axis.value_axis(trend.measure, top, unit=trend.unit), margin={"r": 126}
        )
        figure.add_annotation(
            text=IF_NOTHING_HAPPENS,
            x=1,
            xref="paper",
            y=forecasts[-1].value,
            xanchor="left",
            xshift=4,
            showarrow=False,
            font={"color": theme.rise_text, "size": 12},
        )
    title = context.title or words.finding([trend])
    said = f"{drawn.subtitle} · line: mean of {WINDOW} whole periods"
    return replace(
        drawn,
        kind="combo",
        title=title,
        subtitle=f"{said} · dashed: {IF_NOTHING_HAPPENS}, with 95% interval" if forecasts else said,
        footnote=f"{drawn.footnote} {ahead.reason}.",
        alt=words.describe("combo", title, [trend], context) + _expected(forecasts, trend, context),
        forecasts=forecasts,
    )


def running_mean(trend: Trend) -> list[float | None]:
    """The mean of each whole period and the three before it; None where one of them is missing or not whole."""
    values = [point.value if point.complete else None for point in trend.points]
    means: list[float | None] = []
    for index in range(len(values)):
        held = [value for value in values[max(0, index - WINDOW + 1) : index + 1] if value is not None]
        means.append(sum(held) / WINDOW if len(held) == WINDOW else None)
    return means


def _hover(forecast: Forecast, trend: Trend, context: Context) -> str:
    value, low, high = (
        formats.value(number, trend.measure, trend.unit) for number in (forecast.value, forecast.low, forecast.high)
    )
    when = formats.day(formats.local(forecast.start, context.timezone))
    return markup(f"{value} expected from {when}, between {low} and {high}; {IF_NOTHING_HAPPENS}")


def _expected(forecasts: Sequence[Forecast], trend: Trend, context: Context) -> str:
    return f" Expected: {_hover(forecasts[-1], trend, context)}." if forecasts else ""


def _middle(start: datetime, end: datetime, context: Context) -> datetime:
    first, last = formats.local(start, context.timezone), formats.local(end, context.timezone)
    return first + (last - first) / 2
