"""Parts of a whole over time, such as a topic by source: stacked columns or areas, named beside their end."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import groupby
from typing import Any, Literal

from analytics.charts import axis, formats, words
from analytics.charts.chart import Chart, ChartKind, Context
from analytics.charts.drawing import Drawing
from analytics.charts.theme import Theme
from analytics.types import Trend

Style = Literal["columns", "area"]
MOST_LABELS = 14
_PATTERNS = ("", "/", "\\", "x", "-", "|", "+", ".")


def stacked(trends: Sequence[Trend], context: Context, *, style: Style = "columns") -> Chart:
    """The parts in the order given, from the bottom up. Periods that are not whole are paler, gaps stay open.

    Parts beyond the sixth share greys and are told apart by their patterns and their names.
    """
    theme = context.theme
    drawing = Drawing(theme.layout(height=axis.HEIGHT, barmode="stack", bargap=0))
    draw = _areas if style == "area" else _columns
    draw(drawing, trends, context)
    top = _highest_stack(trends)
    drawing.arrange(
        xaxis=axis.time_axis(context, trends),
        yaxis=axis.value_axis(trends[0].measure if trends else "count", top),
    )
    axis.events(drawing, context, trends)
    axis.coverage_strip(drawing, trends, context)
    drawing.arrange(xaxis={"anchor": "y2"})
    axis.end_labels(drawing, _labels(trends, theme), top=top, theme=theme)
    kind: ChartKind = "area" if style == "area" else "stacked"
    title = context.title or words.finding(trends)
    return Chart(
        kind=kind,
        title=title,
        subtitle=words.subtitle(trends, context),
        figure=drawing.figure(),
        trends=tuple(trends),
        context=context,
        footnote=words.footnote(context, trends).replace("Dashed:", "Paler:"),
        alt=words.describe(kind, title, trends, context),
    )


def _columns(drawing: Drawing, trends: Sequence[Trend], context: Context) -> None:
    for index, trend in enumerate(trends):
        colour, pattern = part_look(index, context.theme)
        points = [point for point in trend.points if point.value is not None]
        drawing.add(
            "bar",
            x=[formats.local(point.start, context.timezone) + (point.end - point.start) / 2 for point in points],
            y=[point.value for point in points],
            width=[(point.end - point.start) / timedelta(milliseconds=1) * 0.85 for point in points],
            marker={
                "color": colour,
                "opacity": [1.0 if point.complete else 0.5 for point in points],
                "pattern": _pattern(pattern, colour, context.theme) | {"size": 6},
            },
            customdata=[[trend.subject.id, point.start.isoformat(), point.end.isoformat()] for point in points],
            hovertext=[axis.hover(trend, point, context) for point in points],
            hovertemplate="%{hovertext}<extra></extra>",
            name=trend.subject.label,
        )


def _areas(drawing: Drawing, trends: Sequence[Trend], context: Context) -> None:
    """A stack of its own for each run of periods in which the same parts are known: no slope crosses a gap."""
    by_start = [{point.start: point for point in trend.points if point.value is not None} for trend in trends]
    starts = sorted({point.start for trend in trends for point in trend.points})
    known = [tuple(index for index, points in enumerate(by_start) if start in points) for start in starts]
    for number, (parts, run) in enumerate(groupby(zip(known, starts, strict=True), key=lambda pair: pair[0])):
        held = [start for _, start in run]
        for index in parts:
            points = [by_start[index][start] for start in held]
            colour, pattern = part_look(index, context.theme)
            edge = formats.local(points[-1].end, context.timezone)
            drawing.add(
                "scatter",
                x=[*(formats.local(point.start, context.timezone) for point in points), edge],
                y=[*(point.value for point in points), points[-1].value],
                mode="lines",
                line={"color": colour, "width": 0.5},
                fillcolor=colour,
                fillpattern=_pattern(pattern, colour, context.theme),
                stackgroup=f"run {number}",
                hovertext=[axis.hover(trends[index], point, context) for point in (*points, points[-1])],
                hovertemplate="%{hovertext}<extra></extra>",
                name=trends[index].subject.label,
            )


def _pattern(shape: str, colour: str, theme: Theme) -> dict[str, Any]:
    """A pattern on the part's own colour, which is its ground only where it is named."""
    return {"shape": shape, "fgcolor": theme.paper, "bgcolor": colour, "solidity": 0.15}


def part_look(index: int, theme: Theme) -> tuple[str, str]:
    """Colour and pattern of the `index`-th part, so that no two of the first 14 look the same."""
    if index < len(theme.series):
        return theme.series[index], ""
    return theme.other, _PATTERNS[(index - len(theme.series)) % len(_PATTERNS)]


def _highest_stack(trends: Sequence[Trend]) -> float:
    totals: dict[datetime, float] = {}
    for trend in trends:
        for point in trend.points:
            totals[point.start] = totals.get(point.start, 0.0) + (point.value or 0.0)
    return max(totals.values(), default=0.0)


def _labels(trends: Sequence[Trend], theme: Theme) -> list[axis.EndLabel]:
    """Names at the middle of each part in the last period that has data."""
    floor, labels = 0.0, []
    for trend in trends:
        known = [point.value for point in trend.points if point.value is not None]
        height = known[-1] if known else 0.0
        labels.append(axis.EndLabel(trend.subject.label, floor + height / 2, theme.ink))
        floor += height
    return labels[:MOST_LABELS]
