"""Weekly sums that change in the transaction of their rows.

A write that touches what is counted runs inside `recounted`: what its articles contributed is taken out before, and
what they contribute is put in after. Nothing is ever rebuilt whole.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    Table,
    and_,
    case,
    func,
    literal_column,
    select,
)

from analytics.store.dialects import Dialect
from analytics.store.schema import (
    ARTICLE,
    COPY,
    STORY_OPENER,
    article,
    assignment,
    entity_week,
    mention,
    topic_week,
    total_week,
)
from analytics.store.upkeep import note

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
    note(connection, article_keys)


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
