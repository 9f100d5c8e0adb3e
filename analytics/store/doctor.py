"""Whether a store is sound: the server, the file, and the sums."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, Integer, Table, func, select, type_coerce

from analytics.store.columns import NONE, Columns
from analytics.store.database import Store
from analytics.store.rollups import SUMS, recount
from analytics.store.schema import ARTICLE, COPY, STORY_OPENER, article, entity_week, meta, topic_week, total_week
from analytics.store.upkeep import columns


def problems(store: Store) -> Iterator[str]:
    """What is wrong with a store, each with its mend; nothing when it is sound."""
    with store.read() as connection:
        yield from store.dialect.check(connection)
        zone = connection.scalar(select(meta.c.value).where(meta.c.name == "timezone"))
        if zone is not None and zone != store.timezone:
            yield (
                f"the store counts days in {zone} and UPSWELL_TIMEZONE says {store.timezone};"
                f" set it to {zone}, or begin a new store"
            )
        if not columns_agree(connection, store):
            yield (
                f"the columns that answers come from differ from the sums by week; delete {store.columns.folder},"
                " they are made anew, and report this"
            )
        number = connection.scalar(select(func.count()).select_from(article)) or 0
        if number <= SMALL:
            for rollup in (total_week, topic_week, entity_week):
                if not agrees(store, rollup):
                    yield f"the sums in {rollup.name} differ from a recount; restore a backup and report this"


# A recount reads every row: on larger stores it is left to the tests.
SMALL = 200_000


def columns_agree(connection: Connection, store: Store) -> bool:
    """Whether the columns count what the sums by week hold: two ways from the same rows, at any size in a moment."""
    all_ = columns(connection, store)
    dated = (all_.day != NONE) & (all_.counts_as >= COPY)
    on, rows = np.repeat(np.arange(len(all_.topics)), all_.topics.lengths), all_.topics.values
    on, rows = on[dated[rows]], rows[dated[rows]]
    return _weekly(all_, [], np.flatnonzero(dated)) == _kept(connection, total_week) and _weekly(
        all_, [on], rows
    ) == _kept(connection, topic_week)


_Sums = dict[tuple[int, ...], tuple[int, ...]]


def _weekly(all_: Columns, owners: Sequence[NDArray[np.int32]], rows: NDArray[np.int64]) -> _Sums:
    day = all_.day[rows]
    keys = np.stack([*owners, day - (day + 3) % 7, all_.publication[rows]], axis=1)
    found, cell = np.unique(keys, axis=0, return_inverse=True)
    counts_as = all_.counts_as[rows]
    units = [np.bincount(cell[counts_as >= unit], minlength=len(found)) for unit in (COPY, ARTICLE, STORY_OPENER)]
    return dict(zip(map(tuple, found.tolist()), map(tuple, np.stack(units, axis=1).tolist()), strict=True))


def _kept(connection: Connection, rollup: Table) -> _Sums:
    width = len(rollup.primary_key.columns)
    query = select(*(type_coerce(column, Integer) for column in rollup.columns)).where(rollup.c["items"] != 0)
    return {tuple(row[:width]): tuple(row[width:]) for row in connection.execute(query)}


def agrees(store: Store, rollup: Table) -> bool:
    """Whether a rollup equals the sum of its rows."""
    keys = [column.name for column in rollup.primary_key.columns]
    with store.read() as connection:
        kept = connection.execute(select(rollup).where(rollup.c["items"] != 0)).all()
        counted = connection.execute(recount(rollup)).all()
    width = len(keys) + len(SUMS)
    return sorted(tuple(row)[:width] for row in kept) == sorted(_as_stored(tuple(row)) for row in counted)


def _as_stored(row: tuple[object, ...]) -> tuple[object, ...]:
    from analytics.store.types import day_of

    *owner, week, publication, items, articles, stories = row
    return (*owner, day_of(week) if isinstance(week, int) else week, publication, items, articles, stories)
