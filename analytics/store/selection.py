"""Filters as a mask over all articles: the one place that says which of them a reader is looking at."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, or_, select

from analytics.enrich import aliases
from analytics.filters import Filters
from analytics.store.columns import NONE, Columns
from analytics.store.database import Store
from analytics.store.lists import Lists, Mask
from analytics.store.schema import (
    ARTICLE,
    COPY,
    STORY_OPENER,
    UNFOLDED,
    carries,
    entity,
    publication,
    source,
    topic,
)
from analytics.store.types import day_number
from analytics.store.upkeep import columns
from analytics.types import Counting, Subject

# Masks that are kept beside the columns: of the days that are shown and those that are judged, in two units.
_KEPT = 4
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


@dataclass(frozen=True, slots=True, eq=False)
class Chosen:
    """The selected articles among all: `mask` is parallel to the rows of `columns`."""

    columns: Columns
    mask: Mask

    @property
    def n(self) -> int:
        """How many articles are selected."""
        return int(np.count_nonzero(self.mask))

    @property
    def rows(self) -> NDArray[np.int64]:
        """The rows of the selected articles."""
        return np.flatnonzero(self.mask)

    def also(self, mask: Mask) -> Chosen:
        """Those of the selected articles for which something further holds."""
        return replace(self, mask=self.mask & mask)


def choose(
    connection: Connection,
    store: Store,
    selection: Selection,
    *,
    about: Subject | None = None,
    counted: bool = True,
) -> Chosen:
    """The articles that are selected, and speak of a subject where one is given.

    With `counted`, only what counts on a chart: of the counting unit, on a day that is no guess. Without it,
    whatever a reader may want to find: copies and undated articles too, unless days are chosen.
    """
    filters = selection.filters
    all_ = columns(connection, store)
    mask = _plain(all_, selection, counted=counted)
    for more in _said(connection, store, all_, filters):
        mask = mask & more
    return Chosen(all_, mask if about is None else mask & _about(connection, store, all_, about))


def _plain(all_: Columns, selection: Selection, *, counted: bool) -> Mask:
    """What the columns alone decide. One answer asks for it several times, so that the last ones are kept."""
    chosen = selection.filters
    key = (selection.unit, selection.publications, chosen.start, chosen.end, chosen.language, chosen.min_relevance)
    kept: tuple[tuple[object, Mask], ...] = all_.made.get("plain", ())
    for known, mask in kept:
        if known == (key, counted):
            return mask
    mask = _decided(all_, selection, counted=counted)
    mask.flags.writeable = False
    all_.made["plain"] = (((key, counted), mask), *kept[: _KEPT - 1])
    return mask


def _decided(all_: Columns, selection: Selection, *, counted: bool) -> Mask:
    filters = selection.filters
    mask: Mask = all_.counts_as >= (selection.unit if counted else UNFOLDED)
    if counted:
        mask &= all_.day != NONE
    if filters.start is not None:
        mask &= all_.day >= day_number(filters.start)
    if filters.end is not None:
        mask &= (all_.day < day_number(filters.end)) & (all_.day != NONE)
    if selection.publications is not None:
        mask &= among(all_.publication, selection.publications)
    if filters.language is not None:
        spoken = all_.names.index(filters.language) if filters.language in all_.names else len(all_.names)
        mask &= all_.language == spoken
    if filters.min_relevance:
        mask &= all_.relevance >= filters.min_relevance
    return mask


def _said(connection: Connection, store: Store, all_: Columns, filters: Filters) -> Iterator[Mask]:
    """What topics, names and words leave, each where it is chosen."""
    if filters.topics:
        yield _in_topics(connection, all_, filters.topics)
    if filters.entities:
        yield _naming(connection, all_, filters.entities)
    if filters.query:
        yield _holding(connection, store, all_, filters.query)


def among(column: NDArray[np.int32], keys: Sequence[int]) -> Mask:
    """Where a column of small keys holds one of these."""
    table = np.zeros(max([int(column.max(initial=0)), *keys]) + 1, dtype=np.bool_)
    table[list(keys)] = True
    return np.asarray(table.take(column))


def _about(connection: Connection, store: Store, all_: Columns, subject: Subject) -> Mask:
    if subject.kind in ("topic", "theme"):
        return _in_topics(connection, all_, (subject.id,))
    if subject.kind == "entity":
        return _naming(connection, all_, (subject.id,))
    if subject.kind == "query":
        return _holding(connection, store, all_, subject.id)
    if subject.kind == "source":
        keys = connection.scalars(select(publication.c.key).where(publication.c.name == subject.id)).all()
        return among(all_.publication, keys)
    return np.ones(len(all_), dtype=np.bool_)


def _in_topics(connection: Connection, all_: Columns, ids: Iterable[str]) -> Mask:
    """Articles in any of these topics, or in a topic of any of these themes."""
    wanted = list(ids)
    query = select(topic.c.key).where(or_(topic.c.id.in_(wanted), topic.c.parent.in_(wanted)))
    return _at(all_, all_.topics, connection.scalars(query).all())


def _naming(connection: Connection, all_: Columns, names: Iterable[str]) -> Mask:
    """Articles that name any of these entities."""
    query = select(entity.c.key).where(entity.c.folded.in_([aliases.key(name) for name in names]))
    return _at(all_, all_.naming, connection.scalars(query).all())


def _at(all_: Columns, lists: Lists, keys: Sequence[int]) -> Mask:
    mask = np.zeros(len(all_), dtype=np.bool_)
    for key in keys:
        mask[lists[key]] = True
    return mask


def _holding(connection: Connection, store: Store, all_: Columns, query: str) -> Mask:
    """Articles that hold all words of a query."""
    found = store.dialect.search(query).subquery("holding")
    keys = store.dialect.integers(connection, select(found.c.article_key))[:, 0]
    mask = np.zeros(len(all_), dtype=np.bool_)
    mask[all_.rows(keys)] = True
    return mask
