"""Answers as charts in the reader's theme, drawn by the room that also draws what is exported."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from functools import partial

import streamlit as st

from analytics.charts.chart import Chart
from analytics.charts.columns import columns
from analytics.charts.line import line
from analytics.charts.map import theme_map
from analytics.charts.multiples import multiples
from analytics.charts.observations import observations
from analytics.charts.theme import THEMES
from analytics.exports import Studio
from analytics.filters import Filters, from_query
from analytics.questions.answers import Comparison, Evidence, Overview, TopicLine
from analytics.slides.matter import Matter
from analytics.slides.refresh import Memory
from analytics.types import StatisticSeries, Subject, Trend
from dashboard import beside, cached, look
from dashboard.cached import Moment


def lead(found: Overview, filters: Filters) -> Chart:
    """The chart that opens the overview: the surest riser, else the surest faller, else the volume of everything."""
    for first in (*found.rising, *found.fading):
        return trend(first.trend.subject, filters, known=first.trend)
    context = partial(Studio.context, articles=found.n_articles, copies=found.n_copies)
    return _drawn(filters, "volume", lambda studio: columns(found.total, context(studio)))


def trend(subject: Subject, filters: Filters, *, known: Trend | None = None, evidence: Evidence | None = None) -> Chart:
    """How one subject moved; its trend or evidence that is known already spares asking for it again."""
    # The same line is judged otherwise among others.
    judged = known.verdict.q if known is not None and known.verdict is not None else None
    name = f"trend {subject.kind} {subject.id} {judged}"
    return _drawn(filters, name, lambda studio: studio.trend(subject, known, evidence))


def outlook(subject: Subject, filters: Filters, *, known: Trend | None = None) -> Chart:
    """The same carried on for four periods, or with the reason why not."""
    return _drawn(filters, f"outlook {subject.kind} {subject.id}", lambda studio: studio.outlook(subject, known))


def topics(shown: Sequence[TopicLine], filters: Filters, *, articles: int, upright: bool = False) -> Chart:
    """Many topics as small charts on one scale; `upright` suits a phone."""
    trends = [each.trend for each in shown]
    columns, width = (2, 360) if upright else (4, 1120)
    return _drawn(
        filters,
        f"topics {columns} {_named(trends)}",
        lambda studio: multiples(trends, studio.context(articles=articles), columns=columns, width=width),
    )


def themes(shown: Sequence[TopicLine], filters: Filters, *, articles: int, upright: bool = False) -> Chart:
    """Topics as tiles in the fields of their themes; `upright` suits a phone."""
    trends, names = [each.trend for each in shown], [each.theme for each in shown]
    width, height = (360, 620) if upright else (1120, 560)
    return _drawn(
        filters,
        f"themes {width} {_named(trends)}",
        lambda studio: theme_map(trends, studio.context(articles=articles), themes=names, width=width, height=height),
    )


def comparison(found: Comparison, filters: Filters, *, ticks: int | None = None) -> Chart:
    """Up to six subjects as lines on one scale, each of them named; with fewer `ticks` where it is narrow."""

    def draw(studio: Studio) -> Chart:
        context = studio.context(articles=sum(side.n for side in found.now))
        chart = line(found.trends, context, highlight=[each.subject.id for each in found.trends[:2]])
        if ticks is not None:
            chart.figure.update_xaxes(nticks=ticks)
        return chart

    return _drawn(filters, f"comparison {ticks} {_named(found.trends)}", draw)


def statistic(series: StatisticSeries, filters: Filters) -> Chart:
    """The observations of one measure at the dates that they refer to."""
    context = partial(Studio.context, articles=len(series.observations))
    # A search leaves fewer of the observations.
    name = f"statistic {series.id} {hash(series.observations)}"
    return _drawn(filters, name, lambda studio: observations(series, context(studio)))


def again(memory: Memory) -> Chart:
    """The chart that a kept deck remembers, from what the store holds now. Raises GoneError when nothing is left."""
    return _studio_of(from_query(str(memory.get("filters", "")))).again(memory)


def matter(charts: Sequence[Chart]) -> Matter:
    """Cover and appendix of a deck of these charts: the coverage is that of the first one's selection."""
    return _studio_of(charts[0].filters).matter()


def _named(trends: Sequence[Trend]) -> str:
    return json.dumps([(each.subject.kind, each.subject.id) for each in trends])


def _drawn(filters: Filters, name: str, draw: Callable[[Studio], Chart]) -> Chart:
    """What `draw` draws of the selection in the reader's theme; `name` tells apart what is drawn of one selection."""
    return _kept(cached.moment(), filters, look.theme().name, name, draw)


def _studio_of(filters: Filters) -> Studio:
    return _studio(cached.moment(), filters, look.theme().name)


@cached.keep
@st.cache_resource(show_spinner=False, max_entries=100, hash_funcs=cached.BY_VALUE)
def _studio(at: Moment, filters: Filters, theme: str) -> Studio:
    return Studio(cached.store(), filters, now=at.hour, theme=THEMES[theme])


@cached.keep
@st.cache_resource(show_spinner=False, max_entries=300, hash_funcs=cached.BY_VALUE)
def _kept(at: Moment, filters: Filters, theme: str, name: str, _draw: Callable[[Studio], Chart]) -> Chart:
    studio = _studio(at, filters, theme)
    with beside.turn:
        return _draw(studio)
