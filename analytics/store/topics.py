"""Topics, who is in them and what became of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, delete, func, insert, select, update

from analytics.store.articles import keys_of
from analytics.store.database import Store
from analytics.store.decisions import derive, settle
from analytics.store.handmade import made_by_hand
from analytics.store.rollups import CHUNK
from analytics.store.schema import article, assignment, finding, lineage, progress, topic, verdict
from analytics.types import Assignment, Direction, LineageEvent, Sentence, Stage, Topic

# Articles whose findings are read at once.
_RANGE = 50_000


def topics(connection: Connection, ids: Sequence[str] | None = None) -> list[Topic]:
    """These topics, or all of them, by id."""
    query = select(topic).order_by(topic.c.id)
    if ids is not None:
        query = query.where(topic.c.id.in_(ids))
    return [_topic(row) for row in connection.execute(query)]


def shown(connection: Connection) -> list[Topic]:
    """The topics that are shown, by id; themes, which hold topics, are not among them."""
    known = topics(connection)
    themes = {each.parent for each in known}
    return [each for each in known if each.status in ("active", "pinned") and each.id not in themes]


def number_of_topics(connection: Connection) -> int:
    """How many topics are shown."""
    return len(shown(connection))


def replace_topics(connection: Connection, store: Store, found: Iterable[Topic], *, is_all: bool = False) -> None:
    """Stores topics by id; what people decided holds on.

    Those that are not given stay as they are; with `is_all` the ones that a model had found are retired.
    """
    rows = [
        asdict(each)
        | {
            "terms": list(each.terms),
            "representatives": list(each.representatives),
            "found_label": each.label,
            "found_status": each.status,
        }
        for each in found
    ]
    known = keys_of(connection, [row["id"] for row in rows], topic)
    for row in rows:
        if row["id"] in known:
            connection.execute(update(topic).where(topic.c.key == known[row["id"]]).values(row))
    fresh = [row for row in rows if row["id"] not in known]
    if fresh:
        connection.execute(insert(topic), fresh)
    if is_all:
        gone = topic.c.id.not_in([row["id"] for row in rows]) & ~made_by_hand(topic.c.id)
        connection.execute(update(topic).where(gone).values(found_status="retired"))
    settle(connection)


def assign(
    connection: Connection,
    store: Store,
    article_ids: Sequence[str],
    assignments: Iterable[Assignment],
    *,
    version: int | None = None,
) -> None:
    """Gives these articles exactly these findings of a model; one without any is unassigned and still counts.

    With `version` their pipeline state moves on to "assigned".
    """
    articles = keys_of(connection, article_ids)
    topics_ = dict(connection.execute(select(topic.c.id, topic.c.key)).all())
    rows: dict[int, list[dict[str, Any]]] = {}
    for each in assignments:
        key = articles[each.article_id]
        rows.setdefault(key, []).append(
            {"article_key": key, "topic_key": topics_[each.topic_id], "weight": each.weight, "run_id": each.run_id}
        )
    keys = sorted(articles.values())
    for begin in range(0, len(keys), CHUNK):
        chunk = keys[begin : begin + CHUNK]
        connection.execute(delete(finding).where(finding.c.article_key.in_(chunk)))
        fresh = [row for key in chunk for row in rows.get(key, ())]
        if fresh:
            connection.execute(insert(finding), fresh)
        derive(connection, store, chunk)
        if version is not None:
            connection.execute(update(progress).where(progress.c.article_key.in_(chunk)).values(assigned=version))


def assignments_of(connection: Connection, article_keys: Sequence[int]) -> dict[int, list[tuple[str, float, str]]]:
    """For each article key its (topic id, weight, run id), strongest first."""
    query = (
        select(assignment.c.article_key, topic.c.id, assignment.c.weight, assignment.c.run_id)
        .join(topic)
        .where(assignment.c.article_key.in_(article_keys), topic.c.status.not_in(("hidden", "merged")))
        .order_by(assignment.c.weight.desc(), topic.c.id)
    )
    found: dict[int, list[tuple[str, float, str]]] = {}
    for key, topic_id, weight, run in connection.execute(query):
        found.setdefault(key, []).append((topic_id, weight, run))
    return found


@dataclass(frozen=True, slots=True)
class Found:
    """The topics that a model found, before people's decisions, and what became of all that ever were."""

    store: Store
    topics: tuple[Topic, ...]
    events: tuple[LineageEvent, ...]

    def assignments(self) -> Iterator[Assignment]:
        """Who is in them, the strongest first for each article."""
        return findings(self.store)


def found(store: Store) -> Found:
    """What a refit needs to know of the topics that are, themes left out."""
    with store.read() as connection:
        themes = select(topic.c.parent).where(topic.c.parent.is_not(None))
        query = select(topic).where(
            topic.c.found_status == "active", ~made_by_hand(topic.c.id), topic.c.id.not_in(themes)
        )
        rows = connection.execute(query.order_by(topic.c.key)).all()
        return Found(
            store,
            tuple(replace(_topic(row), label=row.found_label, status=row.found_status) for row in rows),
            tuple(lineage_events(connection)),
        )


def findings_of(connection: Connection, article_keys: Sequence[int]) -> list[Assignment]:
    """What the model found of these articles, before people's decisions."""
    query = (
        select(article.c.id, topic.c.id, finding.c.weight, finding.c.run_id)
        .select_from(finding)
        .join(article)
        .join(topic)
        .order_by(finding.c.article_key, finding.c.weight.desc(), topic.c.id)
    )
    return [
        Assignment(*row)
        for begin in range(0, len(article_keys), CHUNK)
        for row in connection.execute(query.where(finding.c.article_key.in_(article_keys[begin : begin + CHUNK])))
    ]


def findings(store: Store) -> Iterator[Assignment]:
    """What the model found, before people's decisions: the strongest topic of each article first."""
    query = (
        select(article.c.id, topic.c.id, finding.c.weight, finding.c.run_id)
        .select_from(finding)
        .join(article)
        .join(topic)
        .order_by(finding.c.article_key, finding.c.weight.desc(), topic.c.id)
    )
    with store.read() as connection:
        last = connection.scalar(select(func.max(finding.c.article_key))) or 0
        # Ranges of keys: a million rows at once would be held in memory.
        for begin in range(0, last + 1, _RANGE):
            for row in connection.execute(query.where(finding.c.article_key.between(begin, begin + _RANGE - 1))):
                yield Assignment(*row)


def all_assignments(connection: Connection) -> list[Assignment]:
    """Every assignment, by article and topic."""
    query = (
        select(article.c.id, topic.c.id, assignment.c.weight, assignment.c.run_id)
        .select_from(assignment)
        .join(article)
        .join(topic)
        .order_by(article.c.id, topic.c.id)
    )
    return [Assignment(*row) for row in connection.execute(query)]


def record_lineage(connection: Connection, events: Iterable[LineageEvent]) -> None:
    """Adds events that are not there yet."""
    known = {(row.topic_id, row.kind, row.at, tuple(row.related)) for row in connection.execute(select(lineage))}
    rows = [
        {
            "topic_id": each.topic_id,
            "kind": each.kind,
            "at": each.when,
            "related": list(each.related),
            "reason": each.reason,
        }
        for each in events
        if (each.topic_id, each.kind, each.when.replace(microsecond=0), each.related) not in known
    ]
    if rows:
        connection.execute(insert(lineage), rows)


def lineage_events(
    connection: Connection, *, topic_id: str | None = None, since: datetime | None = None
) -> list[LineageEvent]:
    """What happened to topics, in order; with `topic_id` to this one, and to others out of it or into it."""
    query = select(lineage).order_by(lineage.c.at, lineage.c.key)
    if since is not None:
        query = query.where(lineage.c.at >= since)
    return [
        LineageEvent(row.topic_id, row.kind, row.at, tuple(row.related), row.reason)
        for row in connection.execute(query)
        if topic_id is None or topic_id in (row.topic_id, *row.related)
    ]


def record_verdicts(connection: Connection, judged: Mapping[str, tuple[Stage, Direction]], *, now: datetime) -> None:
    """Keeps the verdicts that differ from the last ones kept."""
    last = verdicts_at(connection, now)
    rows = [
        {"topic_id": id_, "at": now, "stage": stage, "direction": direction}
        for id_, (stage, direction) in sorted(judged.items())
        if last.get(id_) != (stage, direction)
    ]
    if rows:
        connection.execute(insert(verdict), rows)


def verdicts_at(connection: Connection, moment: datetime) -> dict[str, tuple[Stage, Direction]]:
    """What the verdict of each topic was at a moment."""
    query = select(verdict).where(verdict.c.at <= moment).order_by(verdict.c.at)
    return {row.topic_id: (row.stage, row.direction) for row in connection.execute(query)}


def _topic(row: Row[Any]) -> Topic:
    return Topic(
        row.id,
        row.label,
        tuple(row.terms),
        row.parent,
        row.status,
        row.tracked,
        None if row.description is None else Sentence(**row.description),
        tuple(row.representatives),
        row.born,
    )
