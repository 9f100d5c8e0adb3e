"""Answers as charts in the reader's theme, drawn by the room that also draws what is exported."""

from __future__ import annotations

from collections.abc import Sequence

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
from analytics.questions.answers import Comparison, Overview, TopicLine
from analytics.slides.matter import Matter
from analytics.slides.refresh import Memory
from analytics.types import StatisticSeries, Subject, Trend
from dashboard import cached, look
from dashboard.cached import Moment


def lead(found: Overview, filters: Filters) -> Chart:
    """The chart that opens the overview: the surest riser, else the surest faller, else the volume of everything."""
    for first in (*found.rising, *found.fading):
        return trend(first.trend.subject, filters, known=first.trend)
    return columns(found.total, _studio_of(filters).context(articles=found.n_articles, copies=found.n_copies))


def trend(subject: Subject, filters: Filters, *, known: Trend | None = None) -> Chart:
    """How one subject moved; `known` spares asking for its trend again."""
    return _trend(cached.moment(), filters, look.theme().name, subject, known)


def outlook(subject: Subject, filters: Filters, *, known: Trend | None = None) -> Chart:
    """The same carried on for four periods, or with the reason why not."""
    return _outlook(cached.moment(), filters, look.theme().name, subject, known)


def topics(shown: Sequence[TopicLine], filters: Filters, *, articles: int, columns: int = 4) -> Chart:
    """Many topics as small charts on one scale."""
    context = _studio_of(filters).context(articles=articles)
    return multiples([each.trend for each in shown], context, columns=columns)


def themes(shown: Sequence[TopicLine], filters: Filters, *, articles: int, upright: bool = False) -> Chart:
    """Topics as tiles in the fields of their themes; `upright` suits a phone."""
    context = _studio_of(filters).context(articles=articles)
    width, height = (360, 620) if upright else (1200, 560)
    names = [each.theme for each in shown]
    return theme_map([each.trend for each in shown], context, themes=names, width=width, height=height)


def comparison(found: Comparison, filters: Filters, *, ticks: int | None = None) -> Chart:
    """Up to six subjects as lines on one scale, each of them named; with fewer `ticks` where it is narrow."""
    context = _studio_of(filters).context(articles=sum(side.n for side in found.now))
    chart = line(found.trends, context, highlight=[each.subject.id for each in found.trends[:2]])
    if ticks is not None:
        chart.figure.update_xaxes(nticks=ticks)
    return chart


def statistic(series: StatisticSeries, filters: Filters) -> Chart:
    """The observations of one measure at the dates that they refer to."""
    return observations(series, _studio_of(filters).context(articles=len(series.observations)))


def again(memory: Memory) -> Chart:
    """The chart that a kept deck remembers, from what the store holds now. Raises GoneError when nothing is left."""
    return _studio_of(from_query(str(memory.get("filters", "")))).again(memory)


def matter(charts: Sequence[Chart]) -> Matter:
    """Cover and appendix of a deck of these charts: the coverage is that of the first one's selection."""
    return _studio_of(charts[0].filters).matter()


def _studio_of(filters: Filters) -> Studio:
    return _studio(cached.moment(), filters, look.theme().name)


@cached.keep
@st.cache_resource(show_spinner=False, max_entries=100)
def _studio(at: Moment, filters: Filters, theme: str) -> Studio:
    with cached.turn:
        return Studio(cached.store(), filters, now=at.hour, theme=THEMES[theme])


@cached.keep
@st.cache_resource(show_spinner=False, max_entries=300)
def _trend(at: Moment, filters: Filters, theme: str, subject: Subject, _known: Trend | None) -> Chart:
    studio = _studio(at, filters, theme)
    with cached.turn:
        return studio.trend(subject, _known)


@cached.keep
@st.cache_resource(show_spinner=False, max_entries=100)
def _outlook(at: Moment, filters: Filters, theme: str, subject: Subject, _known: Trend | None) -> Chart:
    return _studio(at, filters, theme).outlook(subject, _known)
