"""Which topics are young and grow, with the articles that began them (question 1)."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from analytics.filters import Filters
from analytics.questions.answers import Emergence, TopicLine
from analytics.questions.library import search_articles
from analytics.questions.movement import list_topics
from analytics.store import Store

WEEKS, FIRST_ARTICLES = 13, 3


def emerging_topics(
    store: Store, filters: Filters, *, now: datetime, weeks: int = WEEKS, limit: int = 6
) -> tuple[Emergence, ...]:
    """Topics whose first article is younger than `weeks` and that grow, the fastest first.

    A topic grows when its verdict is a rise, or when the later half of its complete weeks has more articles than the
    earlier half, which may be chance. A week in progress and weeks without data count for neither half.
    """
    weekly = replace(filters, grain="week")
    table = list_topics(store, weekly, now=now)
    found = [each for line in table.lines if (each := _emergence(line, weeks=weeks)) is not None]
    found.sort(key=lambda each: (each.earlier - each.later, each.line.topic.id))
    return tuple(
        replace(
            each,
            first=search_articles(
                store, replace(weekly, topics=(each.line.topic.id,)), now=now, size=FIRST_ARTICLES, order="oldest"
            ).articles,
        )
        for each in found[:limit]
    )


def _emergence(line: TopicLine, *, weeks: int) -> Emergence | None:
    complete = [point for point in line.trend.points if point.complete and point.value is not None]
    if line.first_seen is None or not complete:
        return None
    age = complete[-1].end.date() - line.first_seen
    lived = [point.numerator for point in complete if point.end.date() > line.first_seen]
    middle = len(lived) // 2
    earlier, later = sum(lived[:middle]), sum(lived[len(lived) - middle :])
    verdict = line.trend.verdict
    rose = verdict is not None and verdict.direction == "up"
    if age > timedelta(weeks=weeks) or not (rose or later > earlier):
        return None
    return Emergence(line, max(1, round(age / timedelta(weeks=1))), earlier, later, ())
