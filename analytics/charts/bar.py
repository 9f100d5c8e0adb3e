"""Subjects ranked by one number for the whole window, as horizontal bars from zero."""

from __future__ import annotations

from collections.abc import Sequence

from analytics.charts import axis, formats, words
from analytics.charts.chart import Chart, Context
from analytics.charts.drawing import Drawing
from analytics.charts.literal import markup, plain
from analytics.types import Trend

_BAR = 26  # pixels of one bar with its space


def bar(trends: Sequence[Trend], context: Context) -> Chart:
    """A bar for each trend, largest first: pooled share or sum of its whole periods, its verdict beside it.

    Clicking a bar gives its `customdata`: the subject's id. Trends without a whole period keep their row and say so.
    """
    theme = context.theme
    ranked = rank(trends)
    values = [formats.overall(trend) for trend in ranked]
    names = [plain(trend.subject.label, limit=34) for trend in ranked]
    top = max((value for value in values if value is not None), default=0.0)
    drawing = Drawing(theme.layout(height=max(160, 70 + _BAR * len(ranked))))
    directions = [trend.verdict.direction if trend.verdict else "flat" for trend in ranked]
    drawing.add(
        "bar",
        x=[value or 0 for value in values],
        y=list(range(len(ranked))),
        orientation="h",
        marker={"color": [theme.colour(direction) for direction in directions]},
        text=[
            f"{markup(formats.value(value, trend.measure, trend.unit))}{change(trend)}"
            for value, trend in zip(values, ranked, strict=True)
        ],
        textposition="outside",
        textfont={"color": theme.ink, "size": 12},
        cliponaxis=False,
        customdata=[[trend.subject.id] for trend in ranked],
        hovertext=[summary(trend) for trend in ranked],
        hovertemplate="%{hovertext}<extra></extra>",
        name="",
    )
    measure = ranked[0].measure if ranked else "share"
    drawing.arrange(
        xaxis={
            **axis.value_axis(measure, top, unit=ranked[0].unit if ranked else ""),
            "range": [0, top * 1.3 if top > 0 else 1],
            "visible": False,
        },
        yaxis={
            "autorange": "reversed",
            "showgrid": False,
            "tickvals": list(range(len(ranked))),
            "ticktext": [markup(name) for name in names],
            "tickfont": {"color": theme.ink, "size": 13},
        },
        margin={"b": 12, "t": 8, "l": 16 + 7 * max((len(name) for name in names), default=0)},
    )
    title = context.title or words.finding(ranked)
    unit = words.axis_title(ranked[0], context.filters) if ranked else None
    return Chart(
        kind="bars",
        title=title,
        subtitle=words.subtitle(ranked, context, unit=f"{unit}, whole window" if unit else None),
        figure=drawing.figure(),
        trends=tuple(ranked),
        context=context,
        footnote=words.footnote(context, ranked, marks=False),
        alt=words.describe("bars", title, ranked, context),
    )


def rank(trends: Sequence[Trend]) -> list[Trend]:
    """Largest first; those without data last; equal ones by name."""
    return sorted(trends, key=lambda trend: (-(formats.overall(trend) or -1.0), trend.subject.label, trend.subject.id))


def change(trend: Trend) -> str:
    """`  ▲ 2.1x`: the direction by a sign, so that colour is not needed."""
    verdict = trend.verdict
    if verdict is None:
        return ""
    if not verdict.enough_data:
        return "  too few to tell"
    if verdict.direction == "flat":
        return ""
    sign = "▲" if verdict.direction == "up" else "▼"
    return f"  {sign} {words.times(verdict)}".rstrip()


def summary(trend: Trend) -> str:
    """What a bar or a tile says of itself: its number of articles and the reasons of its verdict."""
    whole = formats.complete(trend)
    counted = sum(point.numerator for point in whole)
    lines = [f"<b>{markup(trend.subject.label, limit=60)}</b>", formats.counted(counted, "article")]
    if trend.verdict:
        lines.extend(markup(reason, limit=80) for reason in trend.verdict.reasons[:4])
    return "<br>".join(lines)
