"""Many trends side by side, a small panel each, all on one scale."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from analytics.charts import axis, words
from analytics.charts.chart import Chart, Context
from analytics.charts.drawing import Drawing
from analytics.charts.line import stroke
from analytics.charts.literal import markup, plain, wrapped
from analytics.charts.theme import Theme
from analytics.types import Trend

MOST_PANELS = 40
WIDTH = 1120
_PLOT, _BELOW = 78, 14  # pixels of a panel, and between it and the name of the next
_LINE, _CHARACTER = 15, 6.9  # pixels of a line of a name, and of a character on average
_SCALE = 60  # pixels of the value axis
_GAP = 0.045  # part of the width between two panels


def multiples(trends: Sequence[Trend], context: Context, *, columns: int = 4, width: int = WIDTH) -> Chart:
    """A panel for each of the first 40 trends, in the order given; every panel has the same time and value axis.

    Names are folded to fit a drawing that is `width` pixels wide.
    """
    theme = context.theme
    shown = list(trends[:MOST_PANELS])
    columns = max(1, min(columns, len(shown)))
    rows = max(1, math.ceil(len(shown) / columns))
    top = axis.highest(shown)
    wide = (1 - _GAP * (columns - 1)) / columns
    names = [_name(trend, theme, characters=int((width - _SCALE) * wide / _CHARACTER)) for trend in shown]
    head = _LINE * max(map(len, names), default=1) + 4
    panel = head + _PLOT + _BELOW
    base = theme.layout()
    time_axis = {**base["xaxis"], **axis.time_axis(context, shown), "nticks": 3}
    scale = {**base["yaxis"], **axis.value_axis(shown[0].measure if shown else "share", top), "nticks": 3}
    axes: dict[str, Any] = {}
    traces: list[dict[str, Any]] = []
    notes: list[dict[str, Any]] = []
    for index, trend in enumerate(shown):
        row, column = divmod(index, columns)
        suffix = "" if index == 0 else str(index + 1)
        left = column * (wide + _GAP)
        top_of_row = 1 - row / rows
        ceiling, floor = top_of_row - head / panel / rows, top_of_row - (head + _PLOT) / panel / rows
        lowest = index + columns >= len(shown)
        axes[f"xaxis{suffix}"] = {
            **time_axis,
            "domain": [left, left + wide],
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
        notes += [*drawn.notes, _heading(names[index], theme, left=left, top=top_of_row)]
    layout = {**base, **axes, "annotations": notes, "height": rows * panel + 60}
    title = context.title or words.finding(trends)
    return Chart(
        kind="multiples",
        title=title,
        subtitle=words.subtitle(shown, context) + " · one scale",
        figure=Drawing(layout, traces=traces).figure(),
        trends=tuple(shown),
        context=context,
        footnote=words.footnote(context, shown),
        alt=words.describe("multiples", title, shown, context),
    )


def _heading(lines: Sequence[str], theme: Theme, *, left: float, top: float) -> dict[str, Any]:
    return {
        "text": "<br>".join(lines),
        "x": left,
        "y": top,
        "xref": "paper",
        "yref": "paper",
        "xanchor": "left",
        "yanchor": "top",
        "align": "left",
        "borderpad": 0,
        "showarrow": False,
        "font": {"size": 12, "color": theme.ink},
    }


def _name(trend: Trend, theme: Theme, *, characters: int) -> list[str]:
    """The subject and its change in lines of so many characters: the change beside the name, or below it."""
    folded = wrapped(plain(trend.subject.label, limit=60), width=characters)
    lines = [f"<b>{markup(line)}</b>" for line in folded]
    change = _change(trend)
    if not change:
        return lines
    colour = theme.text_colour(trend.verdict.direction if trend.verdict else "flat")
    coloured = f'<span style="color:{colour}">{change}</span>'
    if len(folded[-1]) + len(change) + 2 <= characters:
        return [*lines[:-1], f"{lines[-1]}  {coloured}"]
    return [*lines, coloured]


def _change(trend: Trend) -> str:
    verdict = trend.verdict
    if verdict is None or not verdict.enough_data or verdict.direction == "flat" or verdict.effect is None:
        return ""
    return f"{'▲' if verdict.direction == 'up' else '▼'} {words.times(verdict)}"
