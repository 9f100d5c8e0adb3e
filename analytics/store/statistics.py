"""Statistics as they were said: one row a claim, with where and when it was published."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from decimal import Decimal
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, select

from analytics.enrich.claims import Claim
from analytics.store.columns import Columns
from analytics.store.database import Store
from analytics.store.lists import Mask
from analytics.store.reading import STATISTIC_FIELDS, greatest
from analytics.store.schema import article, publication, statistic
from analytics.store.selection import Chosen, Selection, choose
from analytics.store.types import moment_of
from analytics.types import Statistic

# So many of the latest articles are looked through at first, and each time so much more.
_FIRST, _GROWS = 1 << 15, 8

Ints = NDArray[Any]


def said(
    connection: Connection,
    store: Store,
    selection: Selection,
    *,
    words: str = "",
    units: Sequence[str] = (),
    limit: int,
) -> tuple[list[Claim], int]:
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
        .where(store.dialect.any_of(statistic.c.key, keys))
    )
    found = {}
    for key, *told, source, seconds, copied in store.dialect.rows(connection, query):
        for place in _DECIMALS:
            if told[place] is not None:
                told[place] = Decimal(told[place])
        published = None if seconds is None else moment_of(seconds)
        found[key] = Claim(Statistic(*told), source, published, copied)
    return [found[key] for key in keys], n


# Where the decimal numbers stand among the fields of a statistic.
_DECIMALS = [place for place, field in enumerate(fields(Statistic)) if field.name in ("value", "low", "high")]


def _newest(
    connection: Connection, store: Store, selection: Selection, *, words: str, units: Sequence[str], limit: int
) -> tuple[list[int], int]:
    """The keys of the selected statistics, those of the latest articles first, and how many there are."""
    chosen = choose(connection, store, selection, counted=False)
    all_ = chosen.columns
    if words:
        keys = store.dialect.integers(connection, store.dialect.search_statistics(words))[:, 0]
        places = _places(all_)[keys]
        rows = np.searchsorted(all_.statistics.starts, places, side="right") - 1
        kept = chosen.mask[rows] & _measured_in(all_, units)[all_.units.values[places]]
        rows, keys = rows[kept], keys[kept]
        n = len(keys)
    else:
        rows, keys, n = _latest(chosen, units, limit=limit)
    return keys[greatest([all_.published[rows], -keys], limit)].tolist(), n


def _places(all_: Columns) -> Ints:
    """Where each statistic stands in its article's list, by its key."""
    if "places" not in all_.made:
        keys = all_.statistics.values
        all_.made["places"] = np.zeros(int(keys.max(initial=0)) + 1, dtype=np.int32)
        # What was read again stands further back, and there it counts.
        all_.made["places"][keys] = np.arange(len(keys))
    return np.asarray(all_.made["places"])


def _measured_in(all_: Columns, units: Sequence[str]) -> Mask:
    """Which of the names are units that are wanted; all are where none is given."""
    return np.array([not units or name in units for name in all_.names], dtype=np.bool_)


def _latest(chosen: Chosen, units: Sequence[str], *, limit: int) -> tuple[Ints, Ints, int]:
    """Rows and keys of the statistics of the latest chosen articles, at least `limit` where there are so many; and
    how many there are in all."""
    all_ = chosen.columns
    wanted = _measured_in(all_, units)
    held = all_.units.sums(wanted) if units else all_.n_statistics
    size = _FIRST
    rows = _among_latest(chosen, size)
    while held[rows].sum(dtype=np.int64) < limit and size < len(all_):
        size *= _GROWS
        rows = _among_latest(chosen, size)
    reached = np.cumsum(held[rows], dtype=np.int64)
    if len(rows) and reached[-1] > limit:
        # All that were published with the last one that is wanted are candidates.
        cut = all_.published[rows[np.searchsorted(reached, limit)]]
        tied = np.flatnonzero(all_.published == cut)
        rows = np.concatenate([rows[all_.published[rows] > cut], tied[chosen.mask[tied]]])
    lengths = all_.statistics.lengths[rows]
    owners = np.repeat(rows, lengths)
    places = np.arange(len(owners)) + np.repeat(all_.statistics.starts[rows] - np.cumsum(lengths) + lengths, lengths)
    kept = wanted[all_.units.values[places]]
    return owners[kept], all_.statistics.values[places[kept]], int((held * chosen.mask).sum(dtype=np.int64))


def _among_latest(chosen: Chosen, size: int) -> Ints:
    """The chosen among the `size` rows that were published last, latest first."""
    all_ = chosen.columns
    if "latest" not in all_.made:
        all_.made["latest"] = np.argsort(-all_.published, kind="stable").astype(np.int32)
    newest = all_.made["latest"][:size]
    return np.asarray(newest[chosen.mask.take(newest)])
