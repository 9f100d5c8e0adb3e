"""Answers as charts in the reader's theme, with what must travel with them: filters, sources, counts, events."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from analytics.charts import formats
from analytics.charts.bar import bar
from analytics.charts.chart import Chart, Context, Provenance
from analytics.charts.line import line
from analytics.charts.multiples import multiples
from analytics.charts.observations import observations
from analytics.filters import Filters
from analytics.questions.answers import Comparison, EntityLine, Overview, TopicLine
from analytics.types import StatisticSeries, Subject
from dashboard import cached, look


def lead(found: Overview, filters: Filters) -> Chart:
    """The chart that opens the overview: the surest riser, else the surest faller, else the volume of everything."""
    for first in (*found.rising, *found.fading):
        return topic(first, filters)
    return line([found.total], context(filters, articles=found.n_articles))


def topic(shown: TopicLine, filters: Filters) -> Chart:
    """The trend of one topic."""
    return line([shown.trend], context(filters, articles=shown.n_articles))


def entity(subject: Subject, filters: Filters) -> Chart:
    """The trend of one entity."""
    trend = cached.trend(filters, subject=subject)
    return line([trend], context(filters, articles=sum(point.numerator for point in trend.points)))


def topics(shown: Sequence[TopicLine], filters: Filters, *, articles: int) -> Chart:
    """Many topics as small charts on one scale."""
    return multiples([each.trend for each in shown], context(filters, articles=articles))


def ranking(shown: Sequence[EntityLine], filters: Filters, *, articles: int) -> Chart:
    """Entities by how much of the coverage names them."""
    return bar([each.trend for each in shown], context(filters, articles=articles))


def comparison(found: Comparison, filters: Filters) -> Chart:
    """Up to six subjects as lines on one scale, each of them named."""
    articles = sum(side.n for side in found.now)
    return line(found.trends, context(filters, articles=articles), highlight=[t.subject.id for t in found.trends[:2]])


def statistic(series: StatisticSeries, filters: Filters) -> Chart:
    """The observations of one measure at the dates they refer to."""
    cited = {one.statistic.article_id for one in series.observations}
    cited |= {article_id for one in series.observations for article_id in one.citations}
    return observations(series, context(filters, articles=len(cited)))


def context(filters: Filters, *, articles: int) -> Context:
    """What every builder needs beside its data; `articles` is the number behind the chart."""
    return Context(
        filters=filters,
        provenance=Provenance(
            sources=cached.coverage_grid(filters).publications,
            articles=articles,
            as_of=cached.moment().as_of,
            fictional=cached.is_fictional(),
        ),
        theme=look.theme(),
        timezone=cached.configuration().timezone,
        events=cached.events(),
    )


def collected(as_of: datetime | None) -> str:
    """Until when anything is known."""
    return "nothing was collected yet" if as_of is None else f"collected to {formats.day(as_of.date())}"
