"""One figure as a call-out: the number large, what it says, the sentence that states it and who measured it when."""

from __future__ import annotations

from dataclasses import dataclass

from analytics.charts import formats, measured
from analytics.charts.chart import Chart, Context
from analytics.charts.drawing import Drawing
from analytics.charts.literal import markup, plain, wrapped
from analytics.charts.theme import SERIF
from analytics.types import StatisticSeries

HEIGHT = 330
QUOTE = 320


@dataclass(frozen=True, slots=True)
class Said:
    """The words of a call-out."""

    figure: str
    claim: str
    quote: str
    byline: str


def callout(series: StatisticSeries, context: Context) -> Chart:
    """The latest observation of `series`; an earlier one of the same origin is named beside it."""
    theme = context.theme
    said = sayings(series)
    drawing = Drawing(theme.layout(height=HEIGHT))
    lines = [
        (said.figure, 84, SERIF, theme.rise_text, 104),
        *((line, 21, SERIF, theme.ink, 29) for line in wrapped(said.claim, width=80)),
        ("", 10, None, theme.ink, 12),
        *((line, 14, None, theme.ink, 21) for line in wrapped(said.quote, width=118, lines=3)),
        (said.byline, 13, None, theme.muted_text, 26),
    ]
    top = 0
    for text, size, family, colour, height in lines:
        drawing.annotate(
            text=f"<b>{markup(text)}</b>" if size > 80 else markup(text),
            x=0,
            y=1,
            xref="paper",
            yref="paper",
            xanchor="left",
            yanchor="top",
            align="left",
            yshift=-top,
            showarrow=False,
            font={"size": size, "color": colour, **({"family": family} if family else {})},
        )
        top += height
    hidden = {"visible": False, "fixedrange": True}
    drawing.arrange(xaxis=hidden, yaxis=hidden, margin={"l": 0, "r": 0, "t": 4, "b": 4})
    title = context.title or measured.finding(series)
    return Chart(
        kind="callout",
        title=title,
        subtitle=measured.subtitle(series, title=title),
        figure=drawing.figure(),
        trends=(),
        context=context,
        footnote=measured.footnote(series, context),
        alt=measured.describe(series, title, kind="callout"),
        statistics=(series,),
    )


def sayings(series: StatisticSeries) -> Said:
    """The latest observation in words; all of them empty when there is none."""
    if not series.observations:
        return Said("", "", "", "")
    last = series.observations[-1]
    figure = formats.quantity(last.statistic.value, series.unit)
    if last.statistic.hedge:
        figure = f"{plain(last.statistic.hedge, limit=16)} {figure}"
    parts = [measured.origin(last), formats.day(last.reference)]
    if last.reference_basis == "published":
        parts[1] += " (published)"
    if last.statistic.sample_size:
        parts.append(f"n = {last.statistic.sample_size:,}")
    if last.statistic.modality == "forecast":
        parts.append("a forecast")
    if last.citations:
        parts.append(f"repeated in {formats.counted(len(last.citations), 'article')}")
    before = [
        one
        for one in series.observations[:-1]
        if measured.origin(one) == measured.origin(last) and one.reference < last.reference
    ]
    if before:
        earlier = formats.quantity(before[-1].statistic.value, series.unit)
        parts.append(f"before: {earlier}, {formats.day(before[-1].reference)}")
    name = plain(series.name, limit=150)
    quote = plain(last.statistic.sentence, limit=QUOTE)
    return Said(figure, formats.opening(name), f"“{quote}”" if quote else "", " · ".join(parts))
