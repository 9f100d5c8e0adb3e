"""Filters as conditions on `article`: the one place that says which articles a reader is looking at."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import ColumnElement, Connection, false, or_, select

from analytics.enrich import aliases
from analytics.filters import Filters
from analytics.store.database import Store
from analytics.store.schema import (
    ARTICLE,
    COPY,
    STORY_OPENER,
    article,
    assignment,
    carries,
    entity,
    mention,
    publication,
    source,
    topic,
)
from analytics.types import Counting, Subject

_UNITS: dict[Counting, int] = {"items": COPY, "articles": ARTICLE, "stories": STORY_OPENER}


@dataclass(frozen=True, slots=True)
class Selection:
    """The filters with names turned into keys. `publications` is None where all are meant."""

    filters: Filters
    publications: tuple[int, ...] | None

    @property
    def unit(self) -> int:
        """The least `counts_as` of an article that counts."""
        return _UNITS[self.filters.counting]

    @property
    def simple(self) -> bool:
        """Whether publications and days say it all, so that rollups may answer."""
        chosen = self.filters
        return not (chosen.topics or chosen.entities or chosen.query or chosen.language or chosen.min_relevance)

    def counting(self, unit: Counting) -> Selection:
        """The same articles in another counting unit."""
        return replace(self, filters=replace(self.filters, counting=unit))

    def between(self, start: date | None, end: date | None) -> Selection:
        """The same articles in another span of days."""
        return replace(self, filters=replace(self.filters, start=start, end=end))


def resolve(connection: Connection, filters: Filters) -> Selection:
    """Looks the publications of a filter up."""
    if not filters.sources and not filters.groups:
        return Selection(filters, None)
    of_groups = select(carries.c.publication_key).join(source).where(source.c.group.in_(filters.groups))
    wanted = or_(publication.c.name.in_(filters.sources), publication.c.key.in_(of_groups))
    keys = connection.scalars(select(publication.c.key).where(wanted).order_by(publication.c.key)).all()
    return Selection(filters, tuple(keys))


def conditions(store: Store, selection: Selection, *, counted: bool = True) -> list[ColumnElement[bool]]:
    """What holds of the rows of `article` that are selected.

    With `counted`, only what counts on a chart: of the counting unit, on a day that is no guess. Without it,
    whatever a reader may want to find: copies and undated articles too, unless days are chosen.
    """
    filters = selection.filters
    found: list[ColumnElement[bool]] = []
    if counted:
        found += [article.c.counts_as >= selection.unit, article.c.day.is_not(None)]
    if selection.publications is not None:
        found.append(article.c.publication_key.in_(selection.publications) if selection.publications else false())
    if filters.start is not None:
        found.append(article.c.day >= filters.start)
    if filters.end is not None:
        found.append(article.c.day < filters.end)
    if filters.language is not None:
        found.append(article.c.language == filters.language)
    if filters.min_relevance:
        found.append(article.c.relevance >= filters.min_relevance)
    if filters.topics:
        found.append(in_topics(filters.topics))
    if filters.entities:
        found.append(naming(filters.entities))
    if filters.query:
        found.append(holding(store, filters.query))
    return found


def about(store: Store, subject: Subject) -> list[ColumnElement[bool]]:
    """What holds of the rows of `article` that speak of a subject."""
    if subject.kind in ("topic", "theme"):
        return [in_topics((subject.id,))]
    if subject.kind == "entity":
        return [naming((subject.id,))]
    if subject.kind == "query":
        return [holding(store, subject.id)]
    if subject.kind == "source":
        return [article.c.publication_key.in_(select(publication.c.key).where(publication.c.name == subject.id))]
    return []


def in_topics(ids: Iterable[str]) -> ColumnElement[bool]:
    """Articles in any of these topics, or in a topic of any of these themes."""
    wanted = list(ids)
    keys = select(topic.c.key).where(or_(topic.c.id.in_(wanted), topic.c.parent.in_(wanted)))
    return article.c.key.in_(select(assignment.c.article_key).where(assignment.c.topic_key.in_(keys)))


def naming(names: Iterable[str]) -> ColumnElement[bool]:
    """Articles that name any of these entities."""
    keys = select(entity.c.key).where(entity.c.folded.in_([aliases.key(name) for name in names]))
    return article.c.key.in_(select(mention.c.article_key).where(mention.c.entity_key.in_(keys)))


def holding(store: Store, query: str) -> ColumnElement[bool]:
    """Articles that hold all words of a query."""
    found = store.dialect.search(query).subquery("holding")
    return article.c.key.in_(select(found.c.article_key))
