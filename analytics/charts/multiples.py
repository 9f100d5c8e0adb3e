"""Many trends side by side, a small panel each, all on one scale."""

from __future__ import annotations

import math
from collections.abc import Sequence

import plotly.graph_objects as go

from analytics.charts import axis, words
from analytics.charts.chart import Chart, Context
from analytics.charts.line import draw
from analytics.charts.literal import markup
from analytics.types import Trend

MOST_PANELS = 40
_PANEL = 118  # pixels of a panel with its name
_GAP = 0.045  # part of the width between two panels


def multiples(trends: Sequence[Trend], context: Context, *, columns: int = 4) -> Chart:
    """A panel for each of the first 40 trends, in the order given; every panel has the same time and value axis."""
    theme = context.theme
    shown = list(trends[:MOST_PANELS])
    columns = max(1, min(columns, len(shown)))
    rows = max(1, math.ceil(len(shown) / columns))
    figure = go.Figure(layout=theme.layout(height=rows * _PANEL + 60))
    top = axis.highest(shown)
    width = (1 - _GAP * (columns - 1)) / columns
    time_axis = {**axis.time_axis(context, shown), "nticks": 3}
    scale = {**axis.value_axis(shown[0].measure if shown else "share", top), "nticks": 3}
    for index, trend in enumerate(shown):
        row, column = divmod(index, columns)
        suffix = "" if index == 0 else str(index + 1)
        left = column * (width + _GAP)
        ceiling, floor = 1 - (row + 0.22) / rows, 1 - (row + 0.9) / rows
        lowest = index + columns >= len(shown)
        figure.update_layout(
            {
                f"xaxis{suffix}": {
                    **theme.layout().xaxis.to_plotly_json(),
                    **time_axis,
                    "domain": [left, left + width],
                    "anchor": f"y{suffix}",
                    "showticklabels": lowest,
                    "ticks": "outside" if lowest else "",
                },
                f"yaxis{suffix}": {
                    **theme.layout().yaxis.to_plotly_json(),
                    **scale,
                    "domain": [floor, ceiling],
                    "anchor": f"x{suffix}",
                    "showticklabels": column == 0,
                },
            }
        )
        direction = trend.verdict.direction if trend.verdict else "flat"
        draw(figure, trend, context, colour=theme.colour(direction), strong=direction != "flat", axes=suffix)
        figure.add_annotation(
            text=f"<b>{markup(trend.subject.label, limit=26)}</b>{_change(trend, theme.text_colour(direction))}",
            x=left,
            y=ceiling,
            xref="paper",
            yref="paper",
            xanchor="left",
            yanchor="bottom",
            showarrow=False,
            font={"size": 12, "color": theme.ink},
        )
    title = context.title or words.finding(trends)
    return Chart(
        kind="multiples",
        title=title,
        subtitle=words.subtitle(shown, context) + " · one scale",
        figure=figure,
        trends=tuple(shown),
        context=context,
        footnote=words.footnote(context, shown),
        alt=words.describe("multiples", title, shown, context),
    )


def _change(trend: Trend, colour: str) -> str:
    verdict = trend.verdict
    if verdict is None or not verdict.enough_data or verdict.direction == "flat" or verdict.effect is None:
        return ""
    sign = "▲" if verdict.direction == "up" else "▼"
    return f'  <span style="color:{colour}">{sign} {verdict.effect:.2g}x</span>'
