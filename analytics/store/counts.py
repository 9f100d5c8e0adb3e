"""Counts over time: frames of start, source and n, from the weekly rollups where they can answer and else from rows.

`start` is a UTC timestamp inside the period: the Monday for weekly counts, the day's first instant for daily ones,
so that they can be summed into any calendar period that holds them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any, Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from sqlalchemy import (
    ColumnElement,
    Connection,
    FromClause,
    Integer,
    Select,
    Table,
    func,
    literal_column,
    select,
    type_coerce,
)

from analytics.store.database import Store
from analytics.store.entities import entity_keys
from analytics.store.rollups import integers, week, whole
from analytics.store.schema import (
    ARTICLE,
    STORY_OPENER,
    article,
    assignment,
    entity,
    entity_week,
    mention,
    publication,
    topic,
    topic_week,
    total_week,
)
from analytics.store.selection import Selection, about, conditions
from analytics.store.types import day_number
from analytics.types import Grain, Subject

Resolution = Literal["hour", "day", "week"]


def resolution(grain: Grain) -> Resolution:
    """The coarsest counts that a grain can be summed from: months and quarters do not hold whole weeks."""
    return "hour" if grain == "hour" else "week" if grain == "week" else "day"


def totals(connection: Connection, store: Store, selection: Selection, *, step: Resolution) -> pd.DataFrame:
    """What the selected sources published: columns start, source, n."""
    return _counted(connection, store, selection, step=step, rollup=total_week)


def of_subject(
    connection: Connection, store: Store, selection: Selection, subject: Subject, *, step: Resolution
) -> pd.DataFrame:
    """The counts of one subject: columns start, source, n."""
    if subject.kind == "topic":
        return of_topics(connection, store, selection, (subject.id,), step=step)
    if subject.kind == "entity":
        return of_entities(connection, store, selection, (subject.id,), step=step)
    if subject.kind == "all":
        return totals(connection, store, selection, step=step)
    return _counted(connection, store, selection, step=step, chosen=about(store, subject))


def of_topics(
    connection: Connection, store: Store, selection: Selection, ids: Sequence[str] | None = None, *, step: Resolution
) -> pd.DataFrame:
    """The counts of these topics, or of every one: columns start, source, n, subject (topic id)."""
    query = select(topic.c.key, topic.c.id)
    if ids is not None:
        query = query.where(topic.c.id.in_(ids))
    names = dict(connection.execute(query).all())
    every = ids is None
    return _counted(
        connection,
        store,
        selection,
        step=step,
        rollup=topic_week,
        owners=assignment,
        owner=assignment.c.topic_key,
        keys=None if every else list(names),
        names=names,
    )


def of_entities(
    connection: Connection, store: Store, selection: Selection, names: Sequence[str], *, step: Resolution
) -> pd.DataFrame:
    """The counts of these entities: columns start, source, n, subject (name)."""
    found = entity_keys(connection, names)
    keys = list(found)
    once = select(mention.c.article_key, mention.c.entity_key).where(mention.c.entity_key.in_(keys), mention.c.is_first)
    named = once.subquery("named")
    return _counted(
        connection,
        store,
        selection,
        step=step,
        rollup=entity_week,
        owners=named,
        owner=named.c.entity_key,
        keys=keys,
        names=found,
    )


def sizes(
    connection: Connection, store: Store, selection: Selection, *, subject: Subject | None = None
) -> dict[str, int]:
    """How much is selected (of a subject) in every unit: items, articles, stories; and by how many sources."""
    chosen = about(store, subject) if subject is not None else []
    row = connection.execute(
        select(
            func.count(),
            func.count().filter(article.c.counts_as >= ARTICLE),
            func.count().filter(article.c.counts_as >= STORY_OPENER),
            func.count(article.c.publication_key.distinct()),
        ).where(*conditions(store, selection.counting("items")), *chosen)
    ).one()
    return dict(zip(("items", "articles", "stories", "sources"), row, strict=True))


def by_source(connection: Connection, store: Store, selection: Selection, subject: Subject) -> dict[str, int]:
    """How many of the subject's articles each publication has."""
    query = (
        select(publication.c.name, func.count())
        .join(article, article.c.publication_key == publication.c.key)
        .where(*conditions(store, selection), *about(store, subject))
        .group_by(publication.c.name)
    )
    return dict(connection.execute(query).all())


def _counted(
    connection: Connection,
    store: Store,
    selection: Selection,
    *,
    step: Resolution,
    rollup: Table | None = None,
    owners: FromClause | None = None,
    owner: ColumnElement[Any] | None = None,
    keys: Sequence[int] | None = None,
    names: dict[int, str] | None = None,
    chosen: Sequence[ColumnElement[bool]] = (),
) -> pd.DataFrame:
    """Counts by period and publication, and by `owner` (a column of `owners`, which has `article_key`) if given."""
    width = 3 if owner is None else 4
    parts: list[NDArray[np.int64]] = []
    spans = [selection]
    if rollup is not None and step == "week" and selection.simple:
        inner, edges = _whole_weeks(selection.filters.start, selection.filters.end)
        parts.append(_from_rollup(connection, store, rollup, selection.between(*inner), keys))
        spans = [selection.between(*edge) for edge in edges]
    held = [] if keys is None or owner is None else [owner.in_(keys)]
    for span in spans:
        query = _rows(store, span, [*chosen, *held], step=step, owners=owners, owner=owner)
        parts.append(integers(connection, query, width=width))
    publications = {row.key: row.name for row in connection.execute(select(publication.c.key, publication.c.name))}
    return _frame(np.concatenate(parts), step, publications, names or {}, timezone=store.timezone)


def _whole_weeks(
    start: date | None, end: date | None
) -> tuple[tuple[date | None, date | None], list[tuple[date | None, date | None]]]:
    """A span as its whole weeks and the cut ones at its ends."""
    first = start if start is None else start + timedelta(days=-start.weekday() % 7)
    last = end if end is None else end - timedelta(days=end.weekday())
    if first is not None and last is not None and first >= last:
        return (first, first), [(start, end)]
    edges = [(start, first)] if start != first else []
    return (first, last), [*edges, *([(last, end)] if last != end else [])]


def _from_rollup(
    connection: Connection, store: Store, rollup: Table, selection: Selection, keys: Sequence[int] | None
) -> NDArray[np.int64]:
    """(week, publication, n, owner) of the selected rows of a rollup; totals have no owner."""
    if rollup is entity_week:
        return integers(connection, _rollup_query(rollup, selection, keys), width=4)
    rows = whole(connection, store, rollup)
    places = {name: index for index, name in enumerate(rollup.c.keys())}
    filters = selection.filters
    kept = rows[:, places[filters.counting]] > 0
    if filters.start is not None:
        kept &= rows[:, places["week"]] >= day_number(filters.start)
    if filters.end is not None:
        kept &= rows[:, places["week"]] < day_number(filters.end)
    if selection.publications is not None:
        kept &= np.isin(rows[:, places["publication_key"]], selection.publications)
    wanted = [places["week"], places["publication_key"], places[filters.counting]]
    if rollup is topic_week:
        wanted.append(places["topic_key"])
        if keys is not None:
            kept &= np.isin(rows[:, places["topic_key"]], keys)
    return rows[kept][:, wanted]


def _rollup_query(table: Table, selection: Selection, keys: Sequence[int] | None) -> Select[Any]:
    filters = selection.filters
    n = table.c[filters.counting]
    owner = table.primary_key.columns[0]
    query = select(type_coerce(table.c.week, Integer), table.c.publication_key, n, owner).where(n > 0)
    if keys is not None:
        query = query.where(owner.in_(keys))
    if selection.publications is not None:
        query = query.where(table.c.publication_key.in_(selection.publications))
    if filters.start is not None:
        query = query.where(table.c.week >= filters.start)
    if filters.end is not None:
        query = query.where(table.c.week < filters.end)
    return query


def _rows(
    store: Store,
    selection: Selection,
    chosen: Sequence[ColumnElement[bool]],
    *,
    step: Resolution,
    owners: FromClause | None,
    owner: ColumnElement[Any] | None,
) -> Select[Any]:
    if step == "hour":
        at: ColumnElement[Any] = type_coerce(article.c.published, Integer) // literal_column("3600", Integer)
    else:
        day = type_coerce(article.c.day, Integer)
        at = week(day) if step == "week" else day
    query = select(at.label("at"), article.c.publication_key, func.count().label("n"))
    grouping: list[ColumnElement[Any]] = [at, article.c.publication_key]
    if owners is not None and owner is not None:
        query = query.add_columns(owner).join_from(article, owners, owners.c.article_key == article.c.key)
        grouping.append(owner)
    return query.where(*conditions(store, selection), *chosen).group_by(*grouping)


def _frame(
    values: NDArray[np.int64],
    step: Resolution,
    publications: Mapping[int, str],
    names: Mapping[int, str],
    *,
    timezone: str,
) -> pd.DataFrame:
    unit = "h" if step == "hour" else "D"
    start = pd.DatetimeIndex(values[:, 0].astype(f"datetime64[{unit}]").astype("datetime64[us]"))
    if step == "hour" or timezone == "UTC":
        start = start.tz_localize("UTC")
    else:
        start = start.tz_localize(timezone, nonexistent="shift_forward", ambiguous=True).tz_convert("UTC")
    frame = pd.DataFrame({"start": start, "source": _named(values[:, 1], publications), "n": values[:, 2]})
    if values.shape[1] > 3:
        frame["subject"] = _named(values[:, 3], names)
    return frame


def _named(keys: NDArray[np.int64], names: Mapping[int, str]) -> NDArray[np.object_]:
    """The name of each key; keys are small, so they index an array."""
    lookup = np.empty(max([int(keys.max(initial=0)), *names]) + 1, dtype=object)
    for key, name in names.items():
        lookup[key] = name
    return lookup[keys]


def day_span(connection: Connection, store: Store, selection: Selection) -> tuple[date, date] | None:
    """The first and last day on which anything counts for these sources, whatever days are chosen."""
    if selection.publications is None:
        query = select(func.min(article.c.day), func.max(article.c.day))
    else:
        query = select(func.min(article.c.day), func.max(article.c.day)).where(
            article.c.publication_key.in_(selection.publications)
        )
    first, last = connection.execute(query).one()
    return None if first is None else (first, last)


def unassigned(connection: Connection, store: Store, selection: Selection) -> int:
    """How many of the selected articles are in no topic."""
    assigned = select(assignment.c.article_key).where(assignment.c.article_key == article.c.key).exists()
    query = select(func.count()).select_from(article).where(*conditions(store, selection), ~assigned)
    return connection.scalar(query) or 0


def largest_entities(
    connection: Connection,
    store: Store,
    selection: Selection,
    *,
    labels: Sequence[str] = (),
    words: str = "",
    limit: int,
) -> list[tuple[str, str, int]]:
    """(name, label, count) of the entities named in most selected articles.

    Where rollups answer, weeks that the filter cuts do not decide who is among the largest.
    """
    if selection.simple:
        inner, _ = _whole_weeks(selection.filters.start, selection.filters.end)
        rolled = _rollup_query(entity_week, selection.between(*inner), None).subquery("rolled")
        n = func.sum(rolled.c[selection.filters.counting]).label("n")
        summed = select(rolled.c.entity_key, n).group_by(rolled.c.entity_key)
    else:
        n = func.count().label("n")
        summed = (
            select(mention.c.entity_key, n)
            .join(article, article.c.key == mention.c.article_key)
            .where(*conditions(store, selection), mention.c.is_first)
            .group_by(mention.c.entity_key)
        )
    if not labels and not words:
        summed = summed.order_by(n.desc(), summed.selected_columns[0]).limit(limit)
    largest = summed.subquery("largest")
    query = select(entity.c.name, entity.c.label, largest.c.n).join(largest, largest.c.entity_key == entity.c.key)
    if labels:
        query = query.where(entity.c.label.in_(labels))
    if words:
        query = query.where(entity.c.name.icontains(words, autoescape=True))
    ordered = query.order_by(largest.c.n.desc(), entity.c.name).limit(limit)
    return [(row.name, row.label, int(row.n)) for row in connection.execute(ordered)]


def companions(
    connection: Connection, store: Store, selection: Selection, subject: Subject, *, limit: int
) -> list[tuple[str, str, int]]:
    """(name, label, articles) of the entities named in most articles of a subject."""
    n = func.count().label("n")
    query = (
        select(entity.c.name, entity.c.label, n)
        .select_from(article)
        .join(mention, mention.c.article_key == article.c.key)
        .join(entity, entity.c.key == mention.c.entity_key)
        .where(*conditions(store, selection), *about(store, subject), mention.c.is_first)
        .group_by(entity.c.key)
        .order_by(n.desc(), entity.c.name)
        .limit(limit)
    )
    return [(row.name, row.label, int(row.n)) for row in connection.execute(query)]


def mentions(connection: Connection, store: Store, selection: Selection, names: Sequence[str]) -> dict[str, int]:
    """How often the selected articles name each of these entities."""
    query = (
        select(entity.c.name, func.count())
        .select_from(mention)
        .join(entity, entity.c.key == mention.c.entity_key)
        .join(article, article.c.key == mention.c.article_key)
        .where(entity.c.name.in_(names), *conditions(store, selection))
        .group_by(entity.c.name)
    )
    return dict(connection.execute(query).all())


def articles_naming(connection: Connection, store: Store, selection: Selection, names: Sequence[str]) -> dict[str, int]:
    """How many of the selected articles name each of these entities."""
    frame = of_entities(connection, store, selection, names, step="week")
    return {str(name): int(n) for name, n in frame.groupby("subject")["n"].sum().items()}


def held(connection: Connection) -> dict[str, int]:
    """Everything that is stored and folded, dated or not: items, articles, stories."""
    row = connection.execute(
        select(
            func.count(),
            func.count().filter(article.c.counts_as >= ARTICLE),
            func.count().filter(article.c.counts_as >= STORY_OPENER),
        ).where(article.c.counts_as >= 0)
    ).one()
    return dict(zip(("items", "articles", "stories"), row, strict=True))
