"""Subjects as a table: each with its count, its share, its verdict and how sure that is, largest first."""

from __future__ import annotations

from collections.abc import Sequence

from analytics.charts import formats, words
from analytics.charts.bar import rank
from analytics.charts.chart import Chart, Context
from analytics.charts.drawing import Drawing
from analytics.charts.literal import markup, plain
from analytics.types import Trend

MOST_ROWS = 16
_ROW = 27  # pixels
WIDTHS = (34, 12, 12, 14, 14, 14)
_SIGNS = {"up": "▲ ", "down": "▼ "}


def listing(trends: Sequence[Trend], context: Context) -> Chart:
    """The 16 largest of `trends`; the subtitle says how many there are."""
    theme = context.theme
    shown = rank(trends)[:MOST_ROWS]
    heads, rows = cells(shown, context)
    drawing = Drawing(theme.layout(height=_ROW * (len(rows) + 1) + 16))
    aligned = ["left", *["right"] * (len(heads) - 1)]
    directions = [trend.verdict.direction if trend.verdict else "flat" for trend in shown]
    inks = [theme.text_colour(direction) if direction != "flat" else theme.ink for direction in directions]
    drawing.add(
        "table",
        columnwidth=list(WIDTHS),
        header={
            "values": [f"<b>{markup(head)}</b>" for head in heads],
            "align": aligned,
            "fill": {"color": theme.paper},
            "line": {"color": theme.axis, "width": 1},
            "font": {"color": theme.muted_text, "size": 12},
            "height": _ROW,
        },
        cells={
            "values": [[markup(row[column]) for row in rows] for column in range(len(heads))],
            "align": aligned,
            "fill": {"color": theme.paper},
            "line": {"color": theme.grid, "width": 1},
            "font": {"color": [theme.ink] * (len(heads) - 3) + [inks] * 3, "size": 13},
            "height": _ROW,
        },
    )
    drawing.arrange(margin={"l": 0, "r": 0, "t": 4, "b": 4})
    title = context.title or words.finding(shown)
    said = words.subtitle(
        shown, context, unit=f"{words.axis_title(shown[0], context.filters)}, whole window" if shown else None
    )
    return Chart(
        kind="table",
        title=title,
        subtitle=f"The {len(shown)} largest of {len(trends)} · {said}" if len(trends) > len(shown) else said,
        figure=drawing.figure(),
        trends=tuple(shown),
        context=context,
        footnote=words.footnote(context, shown, marks=False),
        alt=words.describe("table", title, shown, context),
    )


def cells(trends: Sequence[Trend], context: Context) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    """The heads and a row of texts for each trend: name, count, value, change, interval and verdict."""
    noun = words.PLURALS.get(trends[0].subject.kind, "subjects") if trends else "subjects"
    counted = words.COUNTED[context.filters.counting].split(",")[0]
    shares = bool(trends) and trends[0].measure == "share"
    heads = (noun, counted, "share" if shares else "a period", "change", "95% interval", "verdict")
    return tuple(formats.opening(head) for head in heads), [_row(trend) for trend in trends]


def _row(trend: Trend) -> tuple[str, ...]:
    whole = formats.complete(trend)
    value = formats.overall(trend)
    if value is not None and trend.measure == "count":
        value /= len(whole)
    verdict = trend.verdict
    judged = verdict is not None and verdict.enough_data
    change = interval = ""
    if verdict is not None and judged and verdict.effect is not None:
        change = f"{_SIGNS.get(verdict.direction, '')}{words.times(verdict)}"
        if verdict.low is not None and verdict.high is not None:
            interval = formats.between(verdict.low, verdict.high, ratio=verdict.effect)
    return (
        plain(trend.subject.label, limit=60) or "unnamed",
        f"{sum(point.numerator for point in whole):,}",
        formats.value(value, trend.measure, trend.unit),
        change,
        interval,
        "" if verdict is None else verdict.stage if judged else "not enough data",
    )
