"""Statistics as they were said: one row a claim, with where and when it was published."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, func, or_, select

from analytics.store.database import Store
from analytics.store.reading import STATISTIC_FIELDS, statistic_of
from analytics.store.schema import article, publication, statistic
from analytics.store.selection import Selection, conditions
from analytics.types import Statistic


@dataclass(frozen=True, slots=True)
class Said:
    """A statistic, who published it and when; `copy_of` is the article that its article repeats."""

    statistic: Statistic
    source: str
    published: datetime | None
    copy_of: str | None


def number_of_statistics(connection: Connection, store: Store, selection: Selection) -> int:
    """How many statistics the selected articles hold."""
    query = (
        select(func.count())
        .select_from(statistic)
        .join(article, article.c.key == statistic.c.article_key)
        .where(*conditions(store, selection))
    )
    return connection.scalar(query) or 0


def said(
    connection: Connection,
    store: Store,
    selection: Selection,
    *,
    words: str = "",
    units: Sequence[str] = (),
    limit: int | None = None,
) -> list[Said]:
    """The statistics of the selected articles, copies among them, newest first.

    `words` must all stand in the sentence, subject, population or attribution; `units` are any of those named.
    """
    original = article.alias("original")
    query = (
        select(
            article.c.id,
            *(statistic.c[name] for name in STATISTIC_FIELDS),
            publication.c.name.label("publication"),
            article.c.published,
            original.c.id.label("copied"),
        )
        .select_from(statistic)
        .join(article, article.c.key == statistic.c.article_key)
        .join(publication, publication.c.key == article.c.publication_key)
        .outerjoin(original, original.c.key == article.c.copy_of)
        .where(*conditions(store, selection, counted=False))
        .order_by(article.c.published.desc().nulls_last(), statistic.c.key)
    )
    for word in words.split():
        columns = (statistic.c.sentence, statistic.c.subject, statistic.c.population, statistic.c.attribution)
        query = query.where(or_(*(column.icontains(word, autoescape=True) for column in columns)))
    if units:
        query = query.where(statistic.c.unit.in_(units))
    if limit is not None:
        query = query.limit(limit)
    return [
        Said(statistic_of(row._mapping), row.publication, row.published, row.copied)
        for row in connection.execute(query)
    ]
