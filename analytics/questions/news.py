"""What changed since I last looked, and what became of a topic (question 3)."""

from __future__ import annotations

from datetime import datetime

from analytics.filters import Filters
from analytics.questions.answers import Changes, VerdictChange
from analytics.questions.health import list_sources
from analytics.questions.movement import list_topics
from analytics.questions.numbers import find_statistics
from analytics.store import Store, reading, topics
from analytics.types import LineageEvent

MOST = 20


def changes_since(store: Store, filters: Filters, *, since: datetime, now: datetime) -> Changes:
    """New articles and topics, verdicts that changed, statistics that moved, sources that broke, since a moment."""
    table = list_topics(store, filters, now=now)
    with store.read() as connection:
        before = topics.verdicts_at(connection, since)
        lineage = topics.lineage_events(connection, since=since)
        n_articles = reading.collected_since(connection, since)
    fresh = tuple(line for line in table.lines if line.topic.born is not None and line.topic.born >= since)
    changed = []
    for line in table.lines:
        verdict, old = line.trend.verdict, before.get(line.topic.id)
        if verdict is not None and old is not None and old[0] != verdict.stage:
            changed.append(VerdictChange(line.topic, old[0], verdict.stage))
    moved = tuple(
        series
        for series in find_statistics(store, filters, now=now, size=10_000).series
        if len(series.observations) > 1
        and any(each.published is not None and each.published >= since for each in series.observations)
    )
    broken = tuple(
        line for line in list_sources(store, filters, now=now) if line.condition not in ("ok", "never fetched")
    )
    return Changes(since, n_articles, fresh, tuple(changed), moved[:MOST], broken, tuple(lineage))


def lineage_of(store: Store, filters: Filters, *, topic_id: str, now: datetime) -> tuple[LineageEvent, ...]:
    """What happened to a topic, and to others out of it or into it, in order."""
    with store.read() as connection:
        return tuple(topics.lineage_events(connection, topic_id=topic_id))
