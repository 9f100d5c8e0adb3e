"""Axes of time and value, and the marks that belong to them: coverage strip, events, labels at the line's end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from analytics.charts import formats
from analytics.charts.chart import Context
from analytics.charts.drawing import Drawing
from analytics.charts.literal import markup, wrapped
from analytics.charts.theme import Theme
from analytics.types import CoverageState, Grain, Measure, Trend, TrendPoint

HEIGHT = 380
LABEL_WIDTH = 20
_LINE = 15  # pixels of one line of a label
_STRIP = 0.03  # part of the height that the coverage strip takes

_STATES: tuple[CoverageState, ...] = ("collected", "backfilled", "partial", "gap")
_PATTERNS: dict[CoverageState, str] = {"collected": "", "backfilled": ".", "partial": "/", "gap": ""}
_HOVER_FORMATS: dict[Grain, str] = {"hour": "%-d %b %H:%M", "day": "%-d %b %Y", "week": "%-d %b %Y"}


@dataclass(frozen=True, slots=True)
class EndLabel:
    """A name beside the end of its line; `height` is where the line ends, in data units."""

    text: str
    height: float
    colour: str
    strong: bool = False


def time_axis(context: Context, trends: Sequence[Trend]) -> dict[str, object]:
    """Ticks as `Mar` over `2026`, the year only where it changes; hours as `14:00` over the day."""
    hourly = bool(trends) and trends[0].grain == "hour"
    points = [point for trend in trends for point in trend.points]
    axis: dict[str, object] = {"type": "date", "tickformat": "%H:%M\n%-d %b" if hourly else "%b\n%Y", "nticks": 9}
    if points:
        start = formats.local(min(point.start for point in points), context.timezone)
        end = formats.local(max(point.end for point in points), context.timezone)
        axis["range"] = [start, end]
        if not hourly and end - start < timedelta(days=92):
            axis["tickformat"] = "%-d %b\n%Y"
    return axis


def value_axis(measure: Measure, top: float, *, unit: str = "") -> dict[str, object]:
    """From zero to a little above `top`; shares as per cent."""
    axis: dict[str, object] = {"range": [0, top * 1.12 if top > 0 else 1], "nticks": 6}
    if measure == "share":
        axis["tickformat"] = ".0%" if top >= 0.05 else ".1%" if top >= 0.005 else ".2%"
    elif measure == "count":
        axis["tickformat"] = ",d"
        # Below this the ticks would stand at parts of an article.
        if top < 5:
            axis["dtick"] = 1
    elif unit in {"percent", "%"}:
        axis["ticksuffix"] = "%"
    return axis


def highest(trends: Sequence[Trend]) -> float:
    """The largest value drawn, 0 when there is none."""
    return max((point.value for trend in trends for point in trend.points if point.value is not None), default=0.0)


def hover(trend: Trend, point: TrendPoint, context: Context) -> str:
    """What a point says of itself: value, counts behind it, sources, and whether it is whole."""
    value = markup(formats.value(point.value, trend.measure, trend.unit))
    lines = [
        f"<b>{value}</b>  {markup(trend.subject.label, limit=60)}",
        formats.period(point, trend.grain, context.timezone),
    ]
    if trend.measure != "value":
        lines.append(
            f"{point.numerator:,} of {formats.counted(point.denominator, 'article')}, "
            f"{formats.counted(point.n_sources, 'source')}"
        )
    if not point.complete:
        lines.append(incomplete_label(point, trend.grain, context))
    if point.coverage != "collected":
        lines.append(f"coverage: {point.coverage}")
    return "<br>".join(lines)


def incomplete_label(point: TrendPoint, grain: Grain, context: Context) -> str:
    """`week in progress, 4 of 7 days` when the clock cuts it, `week cut by the filter` otherwise."""
    as_of = context.provenance.as_of
    if as_of is None or not point.start <= as_of < point.end or grain in {"hour", "day"}:
        in_progress = as_of is not None and point.start <= as_of < point.end
        return f"{grain} in progress" if in_progress else f"{grain} cut by the selection"
    start, end = (formats.local(moment, context.timezone).date() for moment in (point.start, point.end))
    elapsed = (formats.local(as_of, context.timezone).date() - start).days + 1
    return f"{grain} in progress, {elapsed} of {(end - start).days} days"


def coverage_strip(drawing: Drawing, trends: Sequence[Trend], context: Context) -> None:
    """Adds a thin row under the plot that tells collected, backfilled, partial and missing periods apart."""
    theme = context.theme
    worst: dict[datetime, TrendPoint] = {}
    for trend in trends:
        for point in trend.points:
            held = worst.get(point.start)
            if held is None or _STATES.index(point.coverage) > _STATES.index(held.coverage):
                worst[point.start] = point
    states = [state for state in _STATES if any(point.coverage == state for point in worst.values())]
    for state in states:
        points = [worst[start] for start in sorted(worst) if worst[start].coverage == state]
        starts = [formats.local(point.start, context.timezone) for point in points]
        ends = [formats.local(point.end, context.timezone) for point in points]
        fill = theme.paper if state == "gap" else theme.other
        drawing.add(
            "bar",
            x=starts,
            y=[1] * len(points),
            width=[(end - start) / timedelta(milliseconds=1) for start, end in zip(starts, ends, strict=True)],
            offset=0,
            yaxis="y2",
            marker={
                "color": fill,
                # A pattern's ground is transparent unless it is named: a partial week would look like a gap.
                "pattern": {
                    "shape": _PATTERNS[state],
                    "fgcolor": theme.paper,
                    "bgcolor": fill,
                    "size": 4,
                    "solidity": 0.4,
                },
                "line": {"color": theme.other, "width": 1 if state == "gap" else 0},
            },
            customdata=[[f"coverage: {state}", formats.period(p, trends[0].grain, context.timezone)] for p in points],
            hovertemplate="%{customdata[0]}<br>%{customdata[1]}<extra></extra>",
            name=f"coverage {state}",
        )
    drawing.arrange(
        yaxis={"domain": [_STRIP * 2, 1]},
        yaxis2={"domain": [0, _STRIP], "visible": False, "range": [0, 1], "fixedrange": True},
    )
    if states != ["collected"] and states:
        drawing.annotate(
            text="coverage: " + ", ".join(_KEY[state] for state in states),
            x=1,
            y=0,
            xref="paper",
            yref="paper",
            xanchor="right",
            yanchor="top",
            yshift=-34,
            showarrow=False,
            font={"size": 11, "color": theme.muted_text},
        )


_KEY: dict[CoverageState, str] = {
    "collected": "■ collected",
    "backfilled": "⣿ from the archive",
    "partial": "▨ partial",
    "gap": "□ nothing collected",
}


def end_labels(drawing: Drawing, labels: Sequence[EndLabel], *, top: float, theme: Theme, row: float = 1.0) -> None:
    """Writes names at the right of the plot, moved apart so that none covers another.

    `row` is the part of the figure's height that the plot fills.
    """
    pixels = (float(drawing.height or HEIGHT) - 60) * row * (1 - 2 * _STRIP)
    folded = [(label, wrapped(label.text, width=LABEL_WIDTH)) for label in labels]
    wanted = [label.height / (top * 1.12 or 1) * pixels for label, _ in folded]
    placed = spread(wanted, [len(lines) * _LINE + 3 for _, lines in folded], limit=pixels)
    for (label, lines), natural, final in zip(folded, wanted, placed, strict=True):
        text = "<br>".join(markup(line) for line in lines)
        drawing.annotate(
            text=f"<b>{text}</b>" if label.strong else text,
            x=1,
            y=label.height,
            xref="paper",
            yref="y",
            xanchor="left",
            yanchor="middle",
            align="left",
            xshift=6,
            yshift=final - natural,
            showarrow=False,
            font={"color": label.colour, "size": 12},
        )
    longest = max((len(line) for _, lines in folded for line in lines), default=0)
    drawing.arrange(margin={"r": 18 + 7 * longest})


def spread(wanted: Sequence[float], sizes: Sequence[float], *, limit: float) -> list[float]:
    """Centres near `wanted` such that boxes of `sizes` do not overlap, kept within 0..`limit` where they fit."""
    order = sorted(range(len(wanted)), key=lambda index: (wanted[index], index))
    placed = list(wanted)
    floor = 0.0
    for index in order:
        placed[index] = max(wanted[index], floor + sizes[index] / 2)
        floor = placed[index] + sizes[index] / 2
    ceiling = max(limit, sum(sizes))
    for index in reversed(order):
        placed[index] = min(placed[index], ceiling - sizes[index] / 2)
        ceiling = placed[index] - sizes[index] / 2
    return placed


def events(drawing: Drawing, context: Context, trends: Sequence[Trend]) -> None:
    """Adds a thin vertical line with its label for each event inside the periods of `trends`."""
    points = [point for trend in trends for point in trend.points]
    if points:
        start = formats.local(min(point.start for point in points), context.timezone).date()
        end = formats.local(max(point.end for point in points), context.timezone).date()
        events_between(drawing, context, start, end)


def events_between(drawing: Drawing, context: Context, start: date, end: date) -> None:
    """The same for the events from the day `start` to before `end`."""
    inside = [
        event for event in sorted(context.events, key=lambda event: (event.when, event.id)) if start <= event.when < end
    ]
    for row, event in enumerate(inside):
        moment = datetime.combine(event.when, time())
        drawing.mark(
            type="line",
            x0=moment,
            x1=moment,
            y0=0,
            y1=1,
            yref="y domain",
            line={"color": context.theme.axis, "width": 1, "dash": "dot"},
            layer="below",
        )
        late = (event.when - start) > (end - start) * 0.7
        drawing.annotate(
            text=markup(event.label, limit=36),
            x=moment,
            y=1,
            yref="y domain",
            yanchor="top",
            yshift=-14 * (row % 3),
            xanchor="right" if late else "left",
            xshift=-4 if late else 4,
            showarrow=False,
            font={"size": 11, "color": context.theme.muted_text},
        )
