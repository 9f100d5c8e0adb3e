"""One trend and where it goes if nothing happens: the coming periods dashed, with their interval as a band."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

import plotly.graph_objects as go

from analytics.charts import axis, formats, words
from analytics.charts.chart import Chart, Context
from analytics.charts.line import line
from analytics.charts.literal import markup
from analytics.trends.bins import NOUNS
from analytics.types import Trend

if TYPE_CHECKING:  # the models behind a forecast take seconds to load
    from analytics.trends.outlook import Forecast, Outlook


def outlook(trend: Trend, ahead: Outlook, context: Context) -> Chart:
    """The line of `trend` carried on by the forecasts of `ahead`; without any it is the line alone.

    The footnote says how the method did in the past, or why no outlook is given.
    """
    made = line([trend], context)
    noted = made.footnote.replace("Dashed:", "Dotted:") if ahead.forecasts else made.footnote
    made = replace(made, footnote=f"{noted} {_sentence(ahead)}")
    if not ahead.forecasts:
        return made
    _draw(made.figure, trend, ahead.forecasts, context)
    return replace(
        made,
        kind="outlook",
        subtitle=f"{made.subtitle} · dashed: outlook for {len(ahead.forecasts)} {NOUNS[trend.grain][1]}, 95% interval",
        alt=f"{words.describe('outlook', made.title, [trend], context)} {_described(trend, ahead.forecasts)}",
        forecasts=ahead.forecasts,
    )


def _draw(figure: go.Figure, trend: Trend, forecasts: tuple[Forecast, ...], context: Context) -> None:
    theme = context.theme
    colour = figure.data[0].line.color
    last = [point for point in trend.points if point.complete and point.value is not None][-1]
    starts = [_local(last.start, context), *(_local(each.start, context) for each in forecasts)]
    # A band is two lines, the second filled up to the one before it.
    for bound, fill in (([each.high for each in forecasts], None), ([each.low for each in forecasts], "tonexty")):
        figure.add_scatter(
            x=starts,
            y=[last.value, *bound],
            mode="lines",
            line={"width": 0, "color": theme.other},
            fill=fill,
            fillcolor=theme.band,
            hoverinfo="skip",
            name="95% interval",
        )
    figure.add_scatter(
        x=starts,
        y=[last.value, *(each.value for each in forecasts)],
        mode="lines+markers",
        line={"color": colour, "width": 2, "dash": "dash"},
        marker={"size": [0, *[6] * len(forecasts)], "symbol": "circle-open", "color": colour},
        hovertext=["", *(_hover(trend, each, context) for each in forecasts)],
        hovertemplate="%{hovertext}<extra></extra>",
        name="outlook",
    )
    top = max(axis.highest([trend]), *(each.high for each in forecasts))
    figure.update_layout(yaxis=axis.value_axis(trend.measure, top, unit=trend.unit))
    begin = figure.layout.xaxis.range[0]
    figure.update_xaxes(range=[begin, _local(forecasts[-1].end, context)])


def _hover(trend: Trend, forecast: Forecast, context: Context) -> str:
    def said(value: float) -> str:
        return markup(formats.value(value, trend.measure, trend.unit))

    return (
        f"<b>{said(forecast.value)}</b> expected<br>{formats.day(_local(forecast.start, context))}"
        f"<br>95% interval {said(forecast.low)} to {said(forecast.high)}"
    )


def _described(trend: Trend, forecasts: tuple[Forecast, ...]) -> str:
    low, high = (formats.value(value, trend.measure, trend.unit) for value in (forecasts[-1].low, forecasts[-1].high))
    expected = formats.value(forecasts[-1].value, trend.measure, trend.unit)
    return f"Outlook: {expected} after {len(forecasts)} {NOUNS[trend.grain][1]}, between {low} and {high}."


def _sentence(ahead: Outlook) -> str:
    if not ahead.forecasts:
        return f"{ahead.reason}."
    return f"Outlook: exponential smoothing with a damped trend, if nothing happens. {ahead.reason}."


def _local(moment: datetime, context: Context) -> datetime:
    return formats.local(moment, context.timezone)
