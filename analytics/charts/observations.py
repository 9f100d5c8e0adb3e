"""Measurements of one statistic at the dates that they refer to; one origin's are joined, others' are not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from analytics.charts import axis, formats, measured
from analytics.charts.chart import Chart, Context
from analytics.charts.drawing import Drawing
from analytics.charts.literal import markup, wrapped
from analytics.charts.theme import Theme
from analytics.types import Observation, StatisticSeries

_SYMBOLS = ("circle", "square", "diamond", "triangle-up", "cross", "x")


@dataclass(frozen=True, slots=True)
class Origin:
    """What one origin measured, by reference date."""

    name: str
    observations: tuple[Observation, ...]


def observations(series: StatisticSeries, context: Context) -> Chart:
    """A dot for each observation with its value beside it; a thin line joins repeated measurements of one origin.

    Forecasts are hollow; a band spans the figures where sources disagree about one period. Clicking a dot gives its
    `customdata`: the article's id and the index of the observation.
    """
    theme = context.theme
    drawing = Drawing(theme.layout(height=axis.HEIGHT))
    groups = by_origin(series)
    top = max((float(one.statistic.value) for one in series.observations), default=0.0)
    bottom = min((float(one.statistic.value) for one in series.observations), default=0.0)
    index_of = {id(one): index for index, one in enumerate(series.observations)}
    for disagreement in disagreements(series):
        _spread(drawing, disagreement, series, theme)
    for number, group in enumerate(groups):
        colour = theme.series[number % len(theme.series)]
        hollow = [one.statistic.modality == "forecast" for one in group.observations]
        drawing.add(
            "scatter",
            x=[one.reference for one in group.observations],
            y=[float(one.statistic.value) for one in group.observations],
            mode="lines+markers+text" if len(series.observations) <= 12 else "lines+markers",
            line={"color": colour, "width": 1.2, "dash": "dot" if any(hollow) else "solid"},
            marker={
                "size": 11,
                "symbol": [_SYMBOLS[number % len(_SYMBOLS)] + ("-open" if open_ else "") for open_ in hollow],
                "color": colour,
            },
            text=[markup(formats.quantity(one.statistic.value, series.unit)) for one in group.observations],
            textposition="top center",
            textfont={"color": theme.ink, "size": 12},
            cliponaxis=False,
            customdata=[[one.statistic.article_id, index_of[id(one)]] for one in group.observations],
            hovertext=[_hover(one, series) for one in group.observations],
            hovertemplate="%{hovertext}<extra></extra>",
            name=group.name,
        )
    scale = axis.value_axis("value", top, unit=series.unit)
    if bottom < 0:
        scale["range"] = [bottom * 1.15, max(top, 0) * 1.15]
    drawing.arrange(xaxis=_time_axis(series), yaxis=scale)
    if series.observations:
        axis.events_between(drawing, context, *span(series))
    labels = [
        axis.EndLabel(group.name, float(group.observations[-1].statistic.value), theme.muted_text, number == 0)
        for number, group in enumerate(groups)
    ]
    axis.end_labels(drawing, labels[:8], top=top, theme=theme)
    title = context.title or measured.finding(series)
    return Chart(
        kind="statistic",
        title=title,
        subtitle=measured.subtitle(series, title=title),
        figure=drawing.figure(),
        trends=(),
        context=context,
        footnote=measured.footnote(series, context),
        alt=measured.describe(series, title),
        statistics=(series,),
    )


def by_origin(series: StatisticSeries) -> list[Origin]:
    """The observations grouped by who measured, the origin with most observations first."""
    groups: dict[str, list[Observation]] = {}
    for observation in series.observations:
        groups.setdefault(measured.origin(observation), []).append(observation)
    made = [Origin(name, tuple(sorted(held, key=lambda one: one.reference))) for name, held in groups.items()]
    return sorted(made, key=lambda origin: (-len(origin.observations), origin.name))


def disagreements(series: StatisticSeries) -> list[tuple[Observation, ...]]:
    """The observations that give different values for one reference period, in order of time.

    Pairs that share an observation are one disagreement.
    """
    groups: list[set[int]] = []
    for pair in series.conflicts:
        touched = [group for group in groups if group & set(pair)]
        groups = [group for group in groups if group not in touched] + [set(pair).union(*touched)]
    held = [tuple(series.observations[index] for index in sorted(group)) for group in groups]
    return sorted(held, key=lambda each: (min(one.reference for one in each), each[0].statistic.article_id))


def _spread(drawing: Drawing, held: Sequence[Observation], series: StatisticSeries, theme: Theme) -> None:
    """A band from the lowest to the highest figure where sources disagree about one period."""
    low, high = (bound(float(one.statistic.value) for one in held) for bound in (min, max))
    first, last = span(series)
    margin = (last - first) / 60
    begin, end = min(one.reference for one in held) - margin, max(one.reference for one in held) + margin
    said = " to ".join(markup(formats.quantity(value, series.unit)) for value in (low, high))
    drawing.add(
        "scatter",
        x=[begin, end, end, begin],
        y=[low, low, high, high],
        mode="lines",
        line={"width": 0},
        fill="toself",
        fillcolor=theme.band,
        hoveron="fills",
        hoverinfo="text",
        text=f"Sources disagree: {said}",
        name="sources disagree",
    )


def _time_axis(series: StatisticSeries) -> dict[str, object]:
    """Half a year around a lone date, a tenth of the range around several."""
    layout: dict[str, object] = {"type": "date", "tickformat": "%b\n%Y", "nticks": 8}
    if series.observations:
        layout["range"] = list(span(series))
    return layout


def span(series: StatisticSeries) -> tuple[date, date]:
    """The days that the time axis shows."""
    days = [one.reference for one in series.observations]
    margin = max(timedelta(days=90), (max(days) - min(days)) / 10)
    return min(days) - margin, max(days) + margin


def _hover(observation: Observation, series: StatisticSeries) -> str:
    statistic = observation.statistic
    basis = "" if observation.reference_basis == "stated" else " (date of publication)"
    lines = [
        f"<b>{markup(formats.quantity(statistic.value, series.unit))}</b>  {markup(measured.attribution(observation))}",
        f"{formats.day(observation.reference)}{basis}",
        "<br>".join(markup(line) for line in wrapped(statistic.sentence, width=60, lines=4)),
        f"cited by {formats.counted(len(observation.citations), 'article')}" if observation.citations else "",
    ]
    return "<br>".join(line for line in lines if line)
