"""What is rising, what is fading, what is new, and how any subject moved (questions 1, 2 and 10)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from analytics.filters import Filters
from analytics.questions.answers import Overview, TopicLine, TopicTable
from analytics.questions.scene import Scene, look
from analytics.store import Store, counts, topics
from analytics.store.database import as_of
from analytics.trends.outlook import Outlook, outlook
from analytics.trends.points import n_articles
from analytics.types import Subject, SubjectKind, Topic, Trend

EVERYTHING = Subject("all", "all", "All articles")
# A topic is new when it was first seen within a quarter.
NEW = timedelta(weeks=13)
# Of what cannot be judged, that comes first of which most was written in so many periods.
_RECENT = 4
_SHOWN = ("active", "pinned")


def trend(store: Store, filters: Filters, *, subject: Subject, now: datetime) -> Trend:
    """How one subject moved. A topic's verdict is the one it has among all topics; others are judged alone."""
    if subject.kind == "topic":
        line = next((line for line in list_topics(store, filters, now=now).lines if line.topic.id == subject.id), None)
        if line is not None:
            return line.trend
    with look(store, filters, now=now) as scene:
        return scene.judged_alone([subject])[0]


def look_ahead(store: Store, filters: Filters, *, subject: Subject, now: datetime) -> Outlook:
    """Where the line of one subject goes in the next four periods if nothing happens, or why that is not said."""
    with look(store, filters, now=now) as scene:
        return outlook(scene.trends([subject])[0], timezone=store.timezone)


def subject_of(store: Store, kind: SubjectKind, identity: str) -> Subject | None:
    """A subject by kind and id, None when there is no such topic: for addresses and commands."""
    if kind not in ("topic", "theme"):
        return EVERYTHING if kind == "all" else Subject(kind, identity, identity)
    with store.read() as connection:
        found = topics.topics(connection, [identity])
    return Subject(kind, identity, found[0].label) if found else None


def topic_names(store: Store, filters: Filters, *, now: datetime) -> dict[str, str]:
    """The name of every topic by id, merged, hidden and retired ones among them."""
    with store.read() as connection:
        return {topic.id: topic.label for topic in topics.topics(connection)}


def list_topics(store: Store, filters: Filters, *, now: datetime) -> TopicTable:
    """Every topic of the selection with its trend, judged together; pinned ones first, then the largest."""
    with look(store, filters, now=now) as scene:
        return _table(scene)


def overview(store: Store, filters: Filters, *, now: datetime, limit: int = 6) -> Overview:
    """What rose, fell and appeared in the selection, `limit` of each, the surest first."""
    with look(store, filters, now=now) as scene:
        table = _table(scene)
        everything = scene.everything(EVERYTHING)
        sizes = counts.sizes(scene.connection, store, scene.selection)
        statistics = counts.number_of_statistics(scene.connection, store, scene.selection)
        present, collected = scene.present, as_of(scene.connection)
    born = (present - NEW).astimezone(ZoneInfo(store.timezone)).date()
    new = [line for line in table.lines if line.first_seen is not None and line.first_seen >= born]
    moved = [line for line in table.lines if line not in new]
    return Overview(
        rising=_surest(moved, "up")[:limit],
        fading=_surest(moved, "down")[:limit],
        appeared=tuple(sorted(new, key=lambda line: (-line.n_articles, line.topic.id)))[:limit],
        undecided=_undecided(moved)[:limit],
        total=_counted(everything),
        n_articles=sizes["articles"],
        n_copies=sizes["items"] - sizes["articles"],
        n_stories=sizes["stories"],
        n_sources=sizes["sources"],
        n_statistics=statistics,
        as_of=collected,
        warnings=everything.warnings,
    )


def _counted(trend: Trend) -> Trend:
    """A trend of shares as one of counts."""
    points = (replace(point, value=None if point.value is None else float(point.numerator)) for point in trend.points)
    return replace(trend, measure="count", unit="articles", points=tuple(points))


def _table(scene: Scene) -> TopicTable:
    known = topics.topics(scene.connection)
    shown = [topic for topic in known if topic.status in _SHOWN]
    themes = {topic.parent for topic in known if topic.parent is not None}
    leaves = [topic for topic in shown if topic.id not in themes]
    counted = counts.of_topics(
        scene.connection, scene.store, scene.selection, step=counts.resolution(scene.filters.grain)
    )
    first = counts.first_days(scene.connection, scene.store)
    subjects = [Subject("topic", topic.id, topic.label) for topic in leaves]
    trends = scene.judged(
        subjects,
        counted,
        lambda chosen: counts.of_topics(scene.connection, scene.store, chosen, step="week"),
    )
    labels = {topic.id: topic.label for topic in known}
    total = scene.published()
    spread = counted.n_sources()
    lines = [
        _line(topic, trend, labels, spread.get(topic.id, 0), total, first.get(topic.id))
        for topic, trend in zip(leaves, trends, strict=True)
    ]
    lines.sort(key=lambda line: (line.topic.status != "pinned", -line.n_articles, line.topic.id))
    return TopicTable(
        themes=tuple(topic for topic in shown if topic.id in themes),
        lines=tuple(lines),
        n_articles=int(scene.volume.totals.sum()),
        unassigned=counts.unassigned(scene.connection, scene.store, scene.selection),
    )


def _line(
    topic: Topic, trend: Trend, labels: dict[str, str], n_sources: int, total: int, first_seen: date | None
) -> TopicLine:
    n = n_articles(trend.points)
    theme = None if topic.parent is None else labels.get(topic.parent)
    return TopicLine(topic, theme, n, n_sources, n / total if total else None, first_seen, trend)


def _surest(lines: Sequence[TopicLine], direction: str) -> tuple[TopicLine, ...]:
    """Lines whose verdict says so, by how unlikely chance is and then by size of the effect."""
    found = [
        (line, line.trend.verdict)
        for line in lines
        if line.trend.verdict is not None
        and line.trend.verdict.enough_data
        and line.trend.verdict.direction == direction
    ]
    found.sort(key=lambda pair: (pair[1].q if pair[1].q is not None else 1.0, -pair[0].n_articles, pair[0].topic.id))
    return tuple(line for line, _ in found)


def _undecided(lines: Sequence[TopicLine]) -> tuple[TopicLine, ...]:
    """Lines that may have moved and cannot be judged yet, those with most recent articles first."""
    found = [line for line in lines if line.trend.verdict is not None and not line.trend.verdict.enough_data]
    return tuple(sorted(found, key=lambda line: (-n_articles(line.trend.points, last=_RECENT), line.topic.id)))
