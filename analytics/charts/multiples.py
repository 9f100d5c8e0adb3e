"""Many trends side by side, a small panel each, all on one scale."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import plotly.graph_objects as go

from analytics.charts import axis, words
from analytics.charts.chart import Chart, Context
from analytics.charts.line import stroke
from analytics.charts.literal import markup
from analytics.charts.theme import Theme
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
    top = axis.highest(shown)
    width = (1 - _GAP * (columns - 1)) / columns
    base = theme.layout().to_plotly_json()
    time_axis = {**base["xaxis"], **axis.time_axis(context, shown), "nticks": 3}
    scale = {**base["yaxis"], **axis.value_axis(shown[0].measure if shown else "share", top), "nticks": 3}
    axes: dict[str, Any] = {}
    traces: list[dict[str, Any]] = []
    notes: list[dict[str, Any]] = []
    for index, trend in enumerate(shown):
        row, column = divmod(index, columns)
        suffix = "" if index == 0 else str(index + 1)
        left = column * (width + _GAP)
        ceiling, floor = 1 - (row + 0.22) / rows, 1 - (row + 0.9) / rows
        lowest = index + columns >= len(shown)
        axes[f"xaxis{suffix}"] = {
            **time_axis,
            "domain": [left, left + width],
            "anchor": f"y{suffix}",
            "showticklabels": lowest,
            "ticks": "outside" if lowest else "",
        }
        axes[f"yaxis{suffix}"] = {
            **scale,
            "domain": [floor, ceiling],
            "anchor": f"x{suffix}",
            "showticklabels": column == 0,
        }
        direction = trend.verdict.direction if trend.verdict else "flat"
        drawn = stroke(trend, context, colour=theme.colour(direction), strong=direction != "flat", axes=suffix)
        traces += drawn.traces
        notes += [*drawn.notes, _name(trend, theme, left=left, ceiling=ceiling)]
    layout = {**base, **axes, "annotations": notes, "height": rows * _PANEL + 60}
    title = context.title or words.finding(trends)
    return Chart(
        kind="multiples",
        title=title,
        subtitle=words.subtitle(shown, context) + " · one scale",
        figure=go.Figure(traces, layout),
        trends=tuple(shown),
        context=context,
        footnote=words.footnote(context, shown),
        alt=words.describe("multiples", title, shown, context),
    )


def _name(trend: Trend, theme: Theme, *, left: float, ceiling: float) -> dict[str, Any]:
    """The subject and its change, above its panel."""
    direction = trend.verdict.direction if trend.verdict else "flat"
    return {
        "text": f"<b>{markup(trend.subject.label, limit=26)}</b>{_change(trend, theme.text_colour(direction))}",
        "x": left,
        "y": ceiling,
        "xref": "paper",
        "yref": "paper",
        "xanchor": "left",
        "yanchor": "bottom",
        "showarrow": False,
        "font": {"size": 12, "color": theme.ink},
    }


def _change(trend: Trend, colour: str) -> str:
    verdict = trend.verdict
    if verdict is None or not verdict.enough_data or verdict.direction == "flat" or verdict.effect is None:
        return ""
    sign = "▲" if verdict.direction == "up" else "▼"
    return f'  <span style="color:{colour}">{sign} {words.times(verdict)}</span>'
