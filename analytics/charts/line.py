"""Trends as lines over time: gaps stay open, periods that are not whole are dashed, bursts are marked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from analytics.charts import axis, formats, words
from analytics.charts.chart import Chart, Context
from analytics.charts.drawing import Drawing
from analytics.charts.theme import Theme
from analytics.types import Trend, TrendPoint

MOST_LABELS = 8


def line(trends: Sequence[Trend], context: Context, *, highlight: Sequence[str] | None = None) -> Chart:
    """A line for each trend on one scale.

    `highlight` holds ids of subjects to colour; by default the one trend, or the two that moved most. The others
    are grey. Clicking a point gives its `customdata`: subject id, start and end (ISO 8601).
    """
    theme = context.theme
    chosen = tuple(highlight) if highlight is not None else default_highlight(trends)
    colours = line_colours(trends, chosen, theme)
    strokes = [
        stroke(trend, context, colour=colours[trend.subject.id], strong=trend.subject.id in chosen)
        for trend in sorted(trends, key=lambda trend: trend.subject.id in chosen)
    ]
    notes = [note for each in strokes for note in each.notes]
    drawing = Drawing(
        theme.layout(height=axis.HEIGHT, annotations=notes),
        traces=[trace for each in strokes for trace in each.traces],
    )
    top = axis.highest(trends)
    drawing.arrange(
        xaxis=axis.time_axis(context, trends),
        yaxis=axis.value_axis(trends[0].measure if trends else "share", top, unit=trends[0].unit if trends else ""),
    )
    axis.events(drawing, context, trends)
    axis.coverage_strip(drawing, trends, context)
    drawing.arrange(xaxis={"anchor": "y2"})
    if len(trends) > 1:
        axis.end_labels(drawing, _labels(trends, chosen, colours, theme), top=top, theme=theme)
    title = context.title or words.finding(trends)
    return Chart(
        kind="line",
        title=title,
        subtitle=words.subtitle(trends, context),
        figure=drawing.figure(),
        trends=tuple(trends),
        context=context,
        footnote=words.footnote(context, trends),
        alt=words.describe("line", title, trends, context),
        highlight=chosen,
    )


def default_highlight(trends: Sequence[Trend]) -> tuple[str, ...]:
    """Ids of what deserves colour: the only trend, else at most two whose verdict is up or down, strongest first."""
    if len(trends) == 1:
        return (trends[0].subject.id,)
    moved = [trend for trend in trends if trend.verdict and trend.verdict.direction != "flat"]
    moved.sort(key=lambda trend: (-_strength(trend), trend.subject.id))
    return tuple(trend.subject.id for trend in moved[:2])


def line_colours(trends: Sequence[Trend], highlight: Sequence[str], theme: Theme) -> dict[str, str]:
    """A colour for each subject id: the accent of its direction, the next free one when taken, grey for the rest."""
    colours = {trend.subject.id: theme.data for trend in trends}
    for trend in trends:
        if trend.subject.id in highlight:
            direction = trend.verdict.direction if trend.verdict else "flat"
            wanted = theme.fall if direction == "down" else theme.rise
            taken = [colours[other] for other in highlight if other in colours and other != trend.subject.id]
            free = [colour for colour in (wanted, *theme.series) if colour not in taken]
            colours[trend.subject.id] = free[0] if free else theme.data
    return colours


@dataclass(frozen=True, slots=True)
class Stroke:
    """One trend as traces and notes in Plotly's own words: a figure of many is made at once, not piece by piece."""

    traces: list[dict[str, Any]]
    notes: list[dict[str, Any]]


def stroke(trend: Trend, context: Context, *, colour: str, strong: bool, axes: str = "") -> Stroke:
    """One trend: a solid line over whole periods, dashed steps to cut ones, diamonds at bursts.

    `axes` is the suffix of the subplot's axes, empty for the first.
    """
    width = 2.5 if strong else 1.3
    common = {
        "type": "scatter",
        "xaxis": f"x{axes}",
        "yaxis": f"y{axes}",
        "name": trend.subject.label,
        "connectgaps": False,
        "hovertemplate": "%{hovertext}<extra></extra>",
    }
    whole = [point if point.complete else None for point in trend.points]
    lone = _lone(whole)
    traces = [
        {
            **common,
            **_places(trend, trend.points, context),
            "y": [point.value if point else None for point in whole],
            "mode": "lines+markers",
            "line": {"color": colour, "width": width},
            # Lone periods between gaps have no line: they need a dot. The others' markers only catch clicks.
            "marker": {
                "size": [6 if each else 14 for each in lone],
                "opacity": [1 if each else 0 for each in lone],
                "color": colour,
            },
        }
    ]
    traces += [
        {
            **common,
            **_places(trend, points, context),
            "y": [point.value for point in points],
            "mode": "lines+markers",
            "line": {"color": colour, "width": width, "dash": "dot"},
            "marker": {"size": 7, "symbol": "circle-open", "color": colour},
            # At either end of the axis half of the mark stands outside.
            "cliponaxis": False,
        }
        for points in partial_steps(trend.points)
    ]
    bursts = _bursts(trend, context, common) if strong else Stroke([], [])
    return Stroke(traces + bursts.traces, bursts.notes)


def partial_steps(points: Sequence[TrendPoint]) -> list[list[TrendPoint]]:
    """For each period that is not whole but has a value: it with its neighbour that has one, in order."""
    steps: list[list[TrendPoint]] = []
    for index, point in enumerate(points):
        if point.complete or point.value is None:
            continue
        before = points[index - 1] if index else None
        after = points[index + 1] if index + 1 < len(points) else None
        if before is not None and before.value is not None:
            steps.append([before, point])
        elif after is not None and after.complete and after.value is not None:
            steps.append([point, after])
        else:
            steps.append([point])
    return steps


def _lone(points: Sequence[TrendPoint | None]) -> list[bool]:
    known = [point is not None and point.value is not None for point in points]
    return [
        here and not (index and known[index - 1]) and not (index + 1 < len(known) and known[index + 1])
        for index, here in enumerate(known)
    ]


def _bursts(trend: Trend, context: Context, common: Mapping[str, Any]) -> Stroke:
    bursts = trend.verdict.bursts if trend.verdict else ()
    marked = [
        (point, burst)
        for point in trend.points
        for burst in bursts
        if point.value is not None and point.complete and burst.start <= point.start < burst.end
    ]
    if not marked:
        return Stroke([], [])
    diamonds = {
        **common,
        **_places(trend, [point for point, _ in marked], context),
        "y": [point.value for point, _ in marked],
        "mode": "markers",
        "marker": {"symbol": "diamond", "size": 9, "color": context.theme.fall},
        "hovertext": [
            f"{axis.hover(trend, point, context)}<br>burst: {burst.strength:.1f} times what was expected"
            for point, burst in marked
        ],
    }
    first, burst = max(marked, key=lambda pair: (pair[1].strength, -pair[0].start.timestamp()))
    note = {
        "text": f"burst from {formats.day(formats.local(burst.start, context.timezone))}",
        "x": formats.local(first.start, context.timezone),
        "y": first.value,
        "xref": common["xaxis"],
        "yref": common["yaxis"],
        "ax": -28,
        "ay": -22,
        "xanchor": "right",
        "arrowcolor": context.theme.axis,
        "arrowwidth": 1,
        "arrowhead": 0,
        "font": {"size": 11, "color": context.theme.muted_text},
    }
    return Stroke([diamonds], [note])


def _places(trend: Trend, points: Sequence[TrendPoint], context: Context) -> dict[str, Any]:
    """Where points stand in time, what a click on them gives, and what hovering says."""
    return {
        "x": [formats.local(point.start, context.timezone) for point in points],
        "customdata": [[trend.subject.id, point.start.isoformat(), point.end.isoformat()] for point in points],
        "hovertext": [axis.hover(trend, point, context) for point in points],
    }


def _labels(
    trends: Sequence[Trend], chosen: Sequence[str], colours: Mapping[str, str], theme: Theme
) -> list[axis.EndLabel]:
    labels: list[axis.EndLabel] = []
    for trend in trends:
        ends = [point.value for point in trend.points if point.value is not None]
        if not ends:
            continue
        strong = trend.subject.id in chosen
        colour = theme.in_words(colours[trend.subject.id]) if strong else theme.muted_text
        labels.append(axis.EndLabel(trend.subject.label, ends[-1], colour, strong))
    labels.sort(key=lambda label: (not label.strong, -label.height))
    return labels[:MOST_LABELS]


def _strength(trend: Trend) -> float:
    ratio = trend.verdict.effect if trend.verdict else None
    return 0.0 if not ratio else max(ratio, 1 / ratio)
