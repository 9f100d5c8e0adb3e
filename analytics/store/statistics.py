"""Statistics as they were said: one row a claim, with where and when it was published."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np
from sqlalchemy import Connection, select

from analytics.store.database import Store
from analytics.store.reading import STATISTIC_FIELDS, greatest, statistic_of
from analytics.store.schema import article, publication, statistic
from analytics.store.selection import Selection, among, choose
from analytics.store.upkeep import integers
from analytics.types import Statistic

_CHUNK = 10_000


@dataclass(frozen=True, slots=True)
class Said:
    """A statistic, who published it and when; `copy_of` is the article that its article repeats."""

    statistic: Statistic
    source: str
    published: datetime | None
    copy_of: str | None


def said(
    connection: Connection,
    store: Store,
    selection: Selection,
    *,
    words: str = "",
    units: Sequence[str] = (),
    limit: int,
) -> tuple[list[Said], int]:
    """The latest statistics of the selected articles, copies among them, newest first; and how many there are.

    All of `words` must stand in the sentence, subject, population or attribution (phrases in double quotes); `units`
    are any of those named.
    """
    keys, n = _newest(connection, store, selection, words=words, units=units, limit=limit)
    original = article.alias("original")
    query = (
        select(
            statistic.c.key,
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
    )
    found = {}
    for begin in range(0, len(keys), _CHUNK):
        for row in connection.execute(query.where(statistic.c.key.in_(keys[begin : begin + _CHUNK]))):
            found[row.key] = Said(statistic_of(row._mapping), row.publication, row.published, row.copied)
    return [found[key] for key in keys], n


def _newest(
    connection: Connection, store: Store, selection: Selection, *, words: str, units: Sequence[str], limit: int
) -> tuple[list[int], int]:
    """The keys of the selected statistics, those of the latest articles first, and how many there are."""
    chosen = choose(connection, store, selection, counted=False)
    all_ = chosen.columns
    if words:
        hits = store.dialect.search_statistics(words).subquery("hits")
        query = select(statistic.c.article_key, statistic.c.key).join(hits, hits.c.key == statistic.c.key)
        found = integers(connection, query.where(statistic.c.unit.in_(units)) if units else query, width=2)
        rows = all_.row_of[found[:, 0]]
        rows, keys = rows[chosen.mask[rows]], found[chosen.mask[rows], 1]
    else:
        kept = np.repeat(chosen.mask, all_.statistics.lengths)
        if units:
            kept &= among(all_.units.values, [code for code, name in enumerate(all_.names) if name in units])
        rows = np.repeat(np.arange(len(all_)), all_.statistics.lengths)[kept]
        keys = all_.statistics.values[kept]
    return keys[greatest([all_.published[rows], -keys], limit)].tolist(), len(keys)
