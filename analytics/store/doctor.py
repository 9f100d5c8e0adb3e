"""Whether a store is sound: the server, the file, and the sums."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Table, func, select

from analytics.store.database import Store
from analytics.store.rollups import SUMS, recount
from analytics.store.schema import article, entity_week, meta, topic_week, total_week


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
        number = connection.scalar(select(func.count()).select_from(article)) or 0
        if number <= SMALL:
            for rollup in (total_week, topic_week, entity_week):
                if not agrees(store, rollup):
                    yield f"the sums in {rollup.name} differ from a recount; restore a backup and report this"


# A recount reads every row: on larger stores it is left to the tests.
SMALL = 200_000


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
