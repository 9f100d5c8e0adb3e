"""What is collected from where: sources, what is known of their fetches, coverage by day, and rejections."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import numpy as np
from sqlalchemy import Connection, Row, delete, func, insert, select, update

from analytics.store.columns import NEVER, NONE
from analytics.store.database import Store
from analytics.store.schema import (
    ARTICLE,
    article,
    carries,
    coverage,
    fetch_state,
    file_seen,
    meta,
    publication,
    rejection,
    source,
    visit,
)
from analytics.store.types import moment_of
from analytics.store.upkeep import columns
from analytics.types import CoverageState
from ingest.article import FetchState, Rejection, Source
from ingest.coverage import Visit

if TYPE_CHECKING:
    import pandas as pd

# From the worst to the best.
_STATES: tuple[CoverageState, ...] = ("gap", "partial", "backfilled", "collected")
_FETCH_FIELDS = [column.name for column in fetch_state.columns if column.name != "source_key"]


def add(store: Store, sources: Iterable[Source], *, now: datetime) -> int:
    """Registers sources; one that is known by its id is renewed. Returns how many are new."""
    new = 0
    with store.write() as connection:
        known = set(connection.scalars(select(source.c.id)))
        for each in sources:
            values: dict[str, Any] = asdict(each) | {"removed": None}
            if each.id in known:
                connection.execute(update(source).where(source.c.id == each.id).values(values))
            else:
                connection.execute(insert(source).values(values | {"added": now}))
                known.add(each.id)
                new += 1
    return new


def remove(store: Store, source_id: str, *, now: datetime) -> None:
    """Stops collecting from a source; its articles and their coverage stay."""
    with store.write() as connection:
        connection.execute(update(source).where(source.c.id == source_id).values(removed=now))


def registered(store: Store) -> list[Source]:
    """The sources that are collected from, by name."""
    with store.read() as connection:
        rows = connection.execute(select(source).where(source.c.removed.is_(None)).order_by(source.c.name, source.c.id))
        return [source_of(row) for row in rows]


def locations(store: Store) -> list[tuple[str, str]]:
    """The id and the address or path of each source that is collected from."""
    with store.read() as connection:
        rows = connection.execute(select(source.c.id, source.c.location).where(source.c.removed.is_(None)))
        return [(identity, location) for identity, location in rows]


def source_of(row: Row[Any]) -> Source:
    """A source from its row."""
    return Source(row.id, row.name, row.location, row.kind, row.group, row.full_text)


def source_keys(connection: Connection) -> dict[str, int]:
    """The key of each source by its id."""
    return dict(connection.execute(select(source.c.id, source.c.key)).all())


def fetch_states(store: Store) -> dict[str, FetchState]:
    """What is remembered of each source's fetches, by source id; sources never fetched are absent."""
    query = select(source.c.id, *(fetch_state.c[name] for name in _FETCH_FIELDS)).join(fetch_state)
    with store.read() as connection:
        return {row[0]: FetchState(*row) for row in connection.execute(query)}


def remember_fetch(connection: Connection, store: Store, state: FetchState) -> None:
    """Keeps what was learnt from a fetch, in the transaction of the articles that it brought."""
    values = asdict(state)
    key = source_keys(connection)[values.pop("source_id")]
    connection.execute(store.dialect.replace(fetch_state).values(values | {"source_key": key}))


def fingerprints(store: Store, source_id: str) -> dict[str, str]:
    """The fingerprint of each file of a source when it was last read, by path."""
    query = select(file_seen.c.path, file_seen.c.fingerprint).join(source).where(source.c.id == source_id)
    with store.read() as connection:
        return dict(connection.execute(query).all())


def remember_files(connection: Connection, store: Store, source_id: str, seen: Mapping[str, str]) -> None:
    """Keeps the fingerprints of files that were read whole."""
    key = source_keys(connection)[source_id]
    rows = [{"source_key": key, "path": path, "fingerprint": print_} for path, print_ in sorted(seen.items())]
    if rows:
        connection.execute(store.dialect.replace(file_seen), rows)


def cover(connection: Connection, source_id: str, days: Mapping[date, CoverageState]) -> None:
    """Records for each day whether a source was collected; a later word on a day takes the place of an earlier one."""
    if not days:
        return
    key = source_keys(connection)[source_id]
    known = _days(connection.execute(select(coverage).where(coverage.c.source_key == key)).all())
    connection.execute(delete(coverage).where(coverage.c.source_key == key))
    runs = [
        {"source_key": key, "day": first, "until": until, "state": state}
        for first, until, state in _runs(known | dict(days))
    ]
    connection.execute(insert(coverage), runs)


def covered_days(store: Store, source_id: str) -> dict[date, CoverageState]:
    """The recorded days of a source."""
    query = select(coverage).join(source).where(source.c.id == source_id).order_by(coverage.c.day)
    with store.read() as connection:
        return _days(connection.execute(query).all())


def _days(runs: Iterable[Row[Any]]) -> dict[date, CoverageState]:
    return {run.day + timedelta(days=offset): run.state for run in runs for offset in range((run.until - run.day).days)}


def _runs(days: Mapping[date, CoverageState]) -> list[tuple[date, date, CoverageState]]:
    """(first day, day after the last, state) of each stretch of days that follow each other in one state."""
    found: list[tuple[date, date, CoverageState]] = []
    for day, state in sorted(days.items()):
        if found and found[-1][1:] == (day, state):
            found[-1] = (found[-1][0], day + timedelta(days=1), state)
        else:
            found.append((day, day + timedelta(days=1), state))
    return found


def dated_span(connection: Connection, source_id: str) -> tuple[date, date] | None:
    """The first and last day on which a source has dated articles."""
    query = select(func.min(article.c.day), func.max(article.c.day)).join(source).where(source.c.id == source_id)
    first, last = connection.execute(query).one()
    return None if first is None else (first, last)


def relocate(connection: Connection, source_id: str, location: str) -> None:
    """Registers the address that a source moved to for good."""
    connection.execute(update(source).where(source.c.id == source_id).values(location=location))


def remember_visit(connection: Connection, store: Store, source_id: str, seen: Visit) -> None:
    """Keeps that a source answered."""
    key = source_keys(connection)[source_id]
    values = {"source_key": key, "at": seen.when, "oldest": seen.oldest, "overlaps": seen.overlaps}
    connection.execute(store.dialect.replace(visit).values(values))


def visits(connection: Connection, source_id: str) -> list[Visit]:
    """When a source answered, in order."""
    query = select(visit.c.at, visit.c.oldest, visit.c.overlaps).join(source).where(source.c.id == source_id)
    return [Visit(*row) for row in connection.execute(query.order_by(visit.c.at))]


def known_until(connection: Connection, store: Store, moment: datetime) -> None:
    """Moves the last moment of which anything is known on; it never goes back."""
    raw = connection.scalar(select(meta.c.value).where(meta.c.name == "as_of"))
    if raw is None or datetime.fromisoformat(raw) < moment:
        connection.execute(store.dialect.replace(meta).values(name="as_of", value=moment.isoformat()))


def coverage_frame(connection: Connection, publications: Sequence[int] | None) -> pd.DataFrame:
    """Runs of covered days of publications (None: of all): columns day and until (dates), source and state.

    A publication that several sources carry is covered as by the best of them: better states come later.
    """
    query = (
        select(coverage.c.day, coverage.c.until, publication.c.name, coverage.c.state)
        .select_from(coverage)
        .join(carries, carries.c.source_key == coverage.c.source_key)
        .join(publication, publication.c.key == carries.c.publication_key)
    )
    if publications is not None:
        query = query.where(publication.c.key.in_(publications))
    # Imported here: a refresh keeps coverage and draws none of it, and should not wait for pandas.
    import pandas as pd

    rows = sorted(connection.execute(query), key=lambda row: (_STATES.index(row[3]), row[2], row[0]))
    # Names as they are: two hundred of them are not worth Arrow's own strings, which cost more than reading them.
    return pd.DataFrame(rows, columns=["day", "until", "source", "state"], dtype=object)


def covered(connection: Connection, publications: Sequence[int] | None) -> list[str]:
    """The names of those publications (None: of all) that were ever collected from."""
    query = (
        select(publication.c.name)
        .join(carries, carries.c.publication_key == publication.c.key)
        .join(coverage, coverage.c.source_key == carries.c.source_key)
        .distinct()
    )
    if publications is not None:
        query = query.where(publication.c.key.in_(publications))
    return list(connection.scalars(query))


def reject(connection: Connection, store: Store, rejections: Sequence[Rejection], *, now: datetime) -> int:
    """Keeps what could not be read; returns how many were not known before."""
    if not rejections:
        return 0
    keys = source_keys(connection)
    before = connection.scalar(select(func.count()).select_from(rejection)) or 0
    rows = [
        {
            "source_key": keys[each.source_id],
            "path": each.path,
            "locator": each.locator,
            "reason": each.reason,
            "detail": each.detail,
            "seen": now,
        }
        for each in rejections
    ]
    connection.execute(store.dialect.skip(rejection), rows)
    return (connection.scalar(select(func.count()).select_from(rejection)) or 0) - before


def forget_rejections(
    connection: Connection, source_id: str, path: str, *, locators: Collection[str] | None = None
) -> None:
    """Drops what was rejected of a file or address that is read anew, all of it or the items at `locators`."""
    key = select(source.c.key).where(source.c.id == source_id).scalar_subquery()
    there = (rejection.c.source_key == key, rejection.c.path == path)
    if locators is None:
        connection.execute(delete(rejection).where(*there))
        return
    for row in connection.execute(select(rejection.c.key, rejection.c.locator).where(*there)).all():
        if row.locator in locators:
            connection.execute(delete(rejection).where(rejection.c.key == row.key))


def rejections(store: Store, *, limit: int = 1000) -> list[tuple[Source, Rejection, datetime]]:
    """What could not be read, latest first."""
    query = (
        select(*source.columns, *(rejection.c[name] for name in ("path", "locator", "reason", "detail", "seen")))
        .join_from(rejection, source)
        .order_by(rejection.c.seen.desc(), rejection.c.path, rejection.c.locator, rejection.c.key)
        .limit(limit)
    )
    with store.read() as connection:
        return [
            (
                source_of(row),
                Rejection(row.id, row.path, row.locator, row.reason, row.detail),
                row.seen,
            )
            for row in connection.execute(query)
        ]


@dataclass(frozen=True, slots=True)
class Yield:
    """What a source has given so far; `guessed` counts articles whose date is no date of theirs."""

    articles: int
    copies: int
    guessed: int
    rejections: int
    first: datetime | None
    last: datetime | None
    publications: tuple[str, ...]


def yields(store: Store) -> dict[str, Yield]:
    """What each source has given, by source id."""
    with store.read() as connection:
        keys = {key: id_ for id_, key in source_keys(connection).items()}
        all_ = columns(connection, store)
        refused: dict[int, int] = dict(
            connection.execute(select(rejection.c.source_key, func.count()).group_by(rejection.c.source_key)).all()
        )
        names: dict[int, list[str]] = {}
        for key, name in connection.execute(
            select(carries.c.source_key, publication.c.name).join(publication).order_by(publication.c.name)
        ):
            names.setdefault(key, []).append(name)
    size = max(keys, default=0) + 1
    there = all_.there
    n = np.bincount(all_.source[there], minlength=size)
    copies = np.bincount(all_.source[there & (all_.counts_as < ARTICLE)], minlength=size)
    guessed = np.bincount(all_.source[there & (all_.day == NONE)], minlength=size)
    dated = there & (all_.published != NEVER)
    first, last = np.full(size, np.iinfo(np.int64).max), np.full(size, NEVER)
    np.minimum.at(first, all_.source[dated], all_.published[dated])
    np.maximum.at(last, all_.source[dated], all_.published[dated])
    return {
        id_: Yield(
            articles=int(n[key] - copies[key]),
            copies=int(copies[key]),
            guessed=int(guessed[key]),
            rejections=refused.get(key, 0),
            first=moment_of(int(first[key])) if last[key] != NEVER else None,
            last=moment_of(int(last[key])) if last[key] != NEVER else None,
            publications=tuple(names.get(key, ())),
        )
        for key, id_ in keys.items()
    }
