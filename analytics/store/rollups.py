"""Weekly sums that change in the transaction of their rows.

A write that touches what is counted runs inside `recounted`: what its articles contributed is taken out before, and
what they contribute is put in after. Nothing is ever rebuilt whole.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import chain
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import (
    ColumnElement,
    Connection,
    Integer,
    Select,
    Table,
    and_,
    case,
    func,
    literal,
    literal_column,
    select,
    true,
    type_coerce,
)

from analytics.store.database import Store
from analytics.store.dialects import Dialect
from analytics.store.schema import (
    ARTICLE,
    COPY,
    STORY_OPENER,
    article,
    assignment,
    entity_week,
    mention,
    revision,
    topic_week,
    total_week,
)

SUMS = ("items", "articles", "stories")
ALL = (total_week, topic_week, entity_week)
# SQLite takes at most 32,766 parameters in a statement.
CHUNK = 5_000


@contextmanager
def recounted(
    connection: Connection, dialect: Dialect, article_keys: Sequence[int], *, rollups: Sequence[Table] = ALL
) -> Iterator[None]:
    """Keeps `rollups` equal to a recount while the block changes what the articles with these keys contribute."""
    _contribute(connection, dialect, article_keys, rollups, sign=-1)
    yield
    _contribute(connection, dialect, article_keys, rollups, sign=1)
    for rollup in rollups:
        one_more: Any = select(literal(rollup.name), literal(1)).where(true())
        connection.execute(dialect.add_up(revision, ("number",), one_more))


def whole(connection: Connection, store: Store, rollup: Table) -> NDArray[np.int64]:
    """Every row of a rollup, (n, columns) in the order of its key: kept in memory until the rollup changes.

    The revision is read in the same snapshot, so what is kept is never newer or older than what is asked of.
    """
    found = connection.scalar(select(revision.c.number).where(revision.c.rollup == rollup.name)) or 0
    kept = store.sums.get(rollup.name)
    if kept is not None and kept[0] == found:
        return kept[1]
    query: Any = select(*(type_coerce(column, Integer) for column in rollup.columns))
    rows = integers(connection, query.order_by(*rollup.primary_key.columns), width=len(rollup.columns))
    store.sums[rollup.name] = (found, rows)
    return rows


def integers(connection: Connection, query: Select[Any], *, width: int) -> NDArray[np.int64]:
    """The rows of a query whose `width` columns are all integers, (n, width), past the making of a row object each."""
    cursor = connection.execute(query).cursor
    rows = [] if cursor is None else cursor.fetchall()
    flat = np.fromiter(chain.from_iterable(rows), dtype=np.int64, count=len(rows) * width)
    return flat.reshape(len(rows), width)


def recount(rollup: Table) -> Select[Any]:
    """What a rollup must hold, summed from the rows: for checks."""
    return _rows(rollup, None, sign=1)


def week(day: ColumnElement[Any]) -> ColumnElement[Any]:
    """The Monday of a day (both day numbers)."""
    # Written out, not bound: PostgreSQL sees equal expressions in SELECT and GROUP BY only when their text is equal.
    return day - (day + literal_column("3")) % literal_column("7")


def _contribute(
    connection: Connection, dialect: Dialect, keys: Sequence[int], rollups: Sequence[Table], *, sign: int
) -> None:
    for begin in range(0, len(keys), CHUNK):
        chunk = keys[begin : begin + CHUNK]
        for rollup in rollups:
            connection.execute(dialect.add_up(rollup, SUMS, _rows(rollup, chunk, sign=sign)))


def _rows(rollup: Table, keys: Sequence[int] | None, *, sign: int) -> Select[Any]:
    monday = week(article.c.day)
    sums = [
        (sign * func.sum(case((article.c.counts_as >= unit, 1), else_=0))).label(name)
        for name, unit in zip(SUMS, (COPY, ARTICLE, STORY_OPENER), strict=True)
    ]
    counted = [article.c.day.is_not(None), article.c.counts_as >= COPY]
    if keys is not None:
        counted.append(article.c.key.in_(keys))
    if rollup is topic_week:
        owner: list[ColumnElement[Any]] = [assignment.c.topic_key]
        origin: Any = article.join(assignment, assignment.c.article_key == article.c.key)
    elif rollup is entity_week:
        # An article that names an entity often counts once.
        owner = [mention.c.entity_key]
        origin = article.join(mention, and_(mention.c.article_key == article.c.key, mention.c.is_first))
    else:
        owner, origin = [], article
    grouping = [*owner, monday, article.c.publication_key]
    return (
        select(*owner, monday.label("week"), article.c.publication_key, *sums)
        .select_from(origin)
        .where(*counted)
        .group_by(*grouping)
    )
