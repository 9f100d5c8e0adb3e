"""Keeps the columns at the moment that a reader sees.

Each write notes in `change` which articles it touched. A reader, in the snapshot that it reads, takes these again from
the tables, so that an answer from columns is of the very moment that an answer from rows would be of.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import BigInteger, ColumnElement, Connection, Integer, Select, delete, func, insert, select, type_coerce

from analytics.store.columns import ARRAYS, BY_KEY, BY_ROW, GONE, NEVER, NONE, Columns
from analytics.store.database import Store
from analytics.store.dialects import Dialect
from analytics.store.lists import Lists
from analytics.store.schema import article, assignment, change, mention, statistic

Ints = NDArray[np.int64]
# Which articles to read, as a condition on the column that names them.
_Which = Callable[[ColumnElement[Any]], ColumnElement[bool]]
# Changes that are remembered: columns that missed more are made anew.
_REMEMBERED = 1_000
# Columns that are so much behind (a share of all articles) are made anew, or else saved where they were caught up.
_FAR, _BEHIND = 0.2, 0.01
# Articles read at once, by a range of keys or (fewer, since each is a parameter) one by one.
_RANGE, _CHUNK = 20_000, 5_000


def note(connection: Connection, article_keys: Sequence[int]) -> None:
    """Remembers, in the transaction that touches them, which articles a reader must look at again."""
    if not article_keys:
        return
    touched = np.array(article_keys, dtype="<i4").tobytes()
    added = connection.execute(insert(change).values(articles=touched, stamp=secrets.token_hex(8)))
    number = added.inserted_primary_key[0] if added.inserted_primary_key else 0
    connection.execute(delete(change).where(change.c.number <= number - _REMEMBERED))


def columns(connection: Connection, store: Store) -> Columns:
    """The columns of the moment that this connection sees, looked for once where it only reads."""
    if (seen := store.columns.seen.get(connection)) is not None:
        return seen
    found = _of_moment(connection, store)
    if not connection.get_execution_options().get("write", True):
        store.columns.seen[connection] = found
    return found


def _of_moment(connection: Connection, store: Store) -> Columns:
    newest = select(change.c.number, change.c.stamp).order_by(change.c.number.desc()).limit(1)
    number, stamp = connection.execute(newest).first() or (0, "")

    def is_true(known: Columns) -> bool:
        """Whether the columns are of this store's past: another one, or a backup, numbers its changes alike."""
        said = select(change.c.stamp).where(change.c.number == known.number)
        return known.stamp == (stamp if known.number == number else connection.scalar(said))

    with store.columns.lock:
        known = store.columns.before(number, is_true=is_true)
        if known is not None and known.number == number:
            return known
        touched = None if known is None else _touched(connection, known.number)
        if known is None or touched is None or len(touched) + np.count_nonzero(~known.there) > _FAR * len(known):
            made = _read(connection, store.dialect, number, stamp, _ranges(connection), ())
            return store.columns.keep(made, save=True)
        fresh = _read(connection, store.dialect, number, stamp, _each(touched), known.names)
        return store.columns.keep(_joined(known, touched, fresh), save=len(touched) > _BEHIND * len(known))


def _touched(connection: Connection, number: int) -> Ints | None:
    """The articles touched since a change; None where it may be any."""
    found = list(connection.scalars(select(change.c.articles).where(change.c.number > number)))
    if any(keys is None for keys in found):
        return None
    return np.unique(np.concatenate([np.frombuffer(keys, dtype="<i4") for keys in found])).astype(np.int64)


def _joined(known: Columns, touched: Ints, fresh: Columns) -> Columns:
    """What is known, the touched articles gone, and after it these as they are now."""
    arrays = {name: np.concatenate([getattr(known, name), getattr(fresh, name)]) for name in ARRAYS}
    arrays["counts_as"][known.rows(touched)] = GONE
    lists = {name: getattr(known, name).then(getattr(fresh, name)) for name in BY_ROW}
    for name in BY_KEY:
        more: Lists = getattr(fresh, name)
        shift = 0 if name == "times" else len(known)
        owners = np.repeat(np.arange(len(more)), more.lengths)
        lists[name] = getattr(known, name).longer(owners, more.values + shift)
    return Columns.of(fresh.number, fresh.stamp, fresh.names, arrays | lists)


def _ranges(connection: Connection) -> Iterator[_Which]:
    """All articles, in ranges of keys."""
    last = connection.scalar(select(func.max(article.c.key))) or 0
    for first in range(0, last + 1, _RANGE):
        yield partial(_between, first=first)


def _each(keys: Ints) -> Iterator[_Which]:
    """These articles."""
    for begin in range(0, len(keys), _CHUNK):
        yield partial(_among, keys=keys[begin : begin + _CHUNK].tolist())


def _between(column: ColumnElement[Any], *, first: int) -> ColumnElement[bool]:
    return column.between(first, first + _RANGE - 1)


def _among(column: ColumnElement[Any], *, keys: list[int]) -> ColumnElement[bool]:
    return column.in_(keys)


def _read(
    connection: Connection,
    dialect: Dialect,
    number: int,
    stamp: str,
    chosen: Iterator[_Which],
    names: tuple[str, ...],
) -> Columns:
    """The chosen articles as the tables have them; names that are known already keep their place."""
    codes = {name: code for code, name in enumerate(names)}
    rows: list[Ints] = []
    spoken: list[int] = []
    measured: list[int] = []
    lists: dict[str, list[Ints]] = {"topics": [], "mentions": [], "statistics": []}
    for which in chosen:
        rows.append(dialect.integers(connection, _articles().where(which(article.c.key))))
        languages = select(article.c.language).where(which(article.c.key)).order_by(article.c.key)
        spoken += _coded(dialect.rows(connection, languages), codes)
        units = _ordered(statistic.c.unit).where(which(statistic.c.article_key))
        measured += _coded(dialect.rows(connection, units), codes)
        for name, query in _LISTED.items():
            lists[name].append(dialect.integers(connection, query.where(which(query.selected_columns[0]))))
    found = np.concatenate(rows) if rows else np.zeros((0, len(_KINDS)), dtype=np.int64)
    arrays: dict[str, Any] = {
        name: column.astype(kind) for (name, kind), column in zip(_KINDS.items(), found.T, strict=True)
    }
    row_of = np.zeros(int(arrays["keys"].max(initial=0)) + 1, dtype=np.int64)
    row_of[arrays["keys"]] = np.arange(len(found))

    def listed(name: str, value: int = 1) -> Lists:
        entries = np.concatenate(lists[name]) if lists[name] else np.zeros((0, 3), dtype=np.int64)
        return Lists.of(row_of[entries[:, 0]], entries[:, value], n=len(found))

    entities, statistics = listed("mentions"), listed("statistics")
    topics, _ = listed("topics").turned()
    naming, times = entities.turned(listed("mentions", 2).values)
    parts = arrays | {
        "language": np.array(spoken, dtype=np.int16),
        "entities": entities,
        "statistics": statistics,
        "units": Lists(statistics.starts, np.array(measured, dtype=np.int32)),
        "topics": topics,
        "naming": naming,
        "times": times,
    }
    return Columns.of(number, stamp, tuple(codes), parts)


def _coded(names: Sequence[Sequence[Any]], codes: dict[str, int]) -> list[int]:
    """The codes of names, one a row; new names get the next one."""
    return [NONE if name is None else codes.setdefault(name, len(codes)) for (name,) in names]


# The columns of `_articles`, in its order.
_KINDS = {
    "keys": np.int64,
    "day": np.int32,
    "published": np.int64,
    "publication": np.int32,
    "source": np.int32,
    "counts_as": np.int8,
    "relevance": np.int8,
}


def _articles() -> Select[Any]:
    return select(
        article.c.key,
        func.coalesce(type_coerce(article.c.day, Integer), NONE),
        func.coalesce(type_coerce(article.c.published, BigInteger), NEVER),
        article.c.publication_key,
        article.c.source_key,
        article.c.counts_as,
        func.coalesce(article.c.relevance, NONE),
    ).order_by(article.c.key)


def _ordered(*values: ColumnElement[Any]) -> Select[Any]:
    return select(*values).order_by(statistic.c.article_key, statistic.c.key)


# What stands beside an article, each in the order of articles.
_LISTED: dict[str, Select[Any]] = {
    "topics": select(assignment.c.article_key, assignment.c.topic_key).order_by(
        assignment.c.article_key, assignment.c.topic_key
    ),
    "mentions": select(mention.c.article_key, mention.c.entity_key, func.count())
    .group_by(mention.c.article_key, mention.c.entity_key)
    .order_by(mention.c.article_key, mention.c.entity_key),
    "statistics": _ordered(statistic.c.article_key, statistic.c.key),
}
