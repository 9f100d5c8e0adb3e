"""Sources to stored articles: files that changed are read, feeds that are due are visited.

What a source gave is committed together with what was learnt about it, so that nothing is fetched twice or lost.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from analytics.pipeline.report import Collected, Progress
from analytics.settings import Settings
from analytics.store import Connection, Store, articles, sources
from ingest.article import Article, FetchState, Rejection, Source
from ingest.collect import LARGEST_FILE, PARSER_VERSION, files_of, parse, read_bytes
from ingest.coverage import Visit, daily
from ingest.normalize import host_of
from ingest.schedule import is_due

if TYPE_CHECKING:
    from ingest.live import Visited

BATCH = 500
VISITS_AT_ONCE = 8


def collect(store: Store, settings: Settings, *, now: datetime, progress: Progress) -> Collected:
    """Reads every source that has something to give."""
    registered = sources.registered(store)
    parts = [_files(store, registered, now=now, progress=progress)]
    remote = [source for source in registered if source.kind not in ("file", "folder")]
    if remote:
        parts.append(_feeds(store, settings, remote, now=now, progress=progress))
    return Collected(
        new=sum(part.new for part in parts),
        changed=sum(part.changed for part in parts),
        rejections=tuple(each for part in parts for each in part.rejections),
        failures=tuple(each for part in parts for each in part.failures),
    )


def _files(store: Store, registered: Sequence[Source], *, now: datetime, progress: Progress) -> Collected:
    total = Collected(0, 0, (), ())
    for source in registered:
        if source.kind not in ("file", "folder"):
            continue
        if not Path(source.location).exists():
            reason = "is no longer there; put it back, or remove the source"
            total = replace(total, failures=(*total.failures, (source.location, reason)))
            continue
        seen = sources.fingerprints(store, source.id)
        changed = [(file, print_) for file, print_ in _fingerprints(source) if seen.get(file.as_posix()) != print_]
        for done, batch in enumerate(_batches(source, changed)):
            total = _commit_files(store, source, batch, now=now, total=total)
            progress(f"reading {source.name}", min((done + 1) * BATCH, len(changed)), len(changed))
        if changed:
            _cover_files(store, source, now=now)
    return total


def _fingerprints(source: Source) -> Iterator[tuple[Path, str]]:
    for file in files_of(Path(source.location)):
        try:
            known = file.stat()
        except OSError:
            continue
        yield file, f"{known.st_size}:{known.st_mtime_ns}:{PARSER_VERSION}"


@dataclass(slots=True)
class _Batch:
    """Articles and rejections of files, the files that begin in this batch, and those that it reads to their end."""

    found: list[Article] = field(default_factory=list)
    refused: list[Rejection] = field(default_factory=list)
    begun: list[str] = field(default_factory=list)
    read: dict[str, str] = field(default_factory=dict)


def _batches(source: Source, files: Sequence[tuple[Path, str]]) -> Iterator[_Batch]:
    """What files gave, about BATCH articles at a time."""
    batch = _Batch()
    for file, fingerprint in files:
        shown = file.as_posix()
        batch.begun.append(shown)
        try:
            data = read_bytes(file)
        except OSError as error:
            batch.refused.append(Rejection(source.id, shown, "", f"cannot be opened: {error.strerror}", ""))
            continue
        if len(data) > LARGEST_FILE:
            batch.refused.append(Rejection(source.id, shown, "", "is too large; split it", ""))
            continue
        for each in parse(data, path=shown, source=source):
            if isinstance(each, Rejection):
                batch.refused.append(each)
                continue
            batch.found.append(_called(each, source))
            if len(batch.found) >= BATCH:
                yield batch
                batch = _Batch()
        batch.read[shown] = fingerprint
    if batch != _Batch():
        yield batch


def _called(article: Article, source: Source) -> Article:
    """The name that a person gave a file stands where the file itself knows no better than a host."""
    named = source.kind == "file" and source.name != Path(source.location).stem
    return replace(article, source=source.name) if named and article.source == host_of(article.url) else article


def _commit_files(
    store: Store,
    source: Source,
    batch: _Batch,
    *,
    now: datetime,
    total: Collected,
) -> Collected:
    with store.write() as connection:
        added = articles.add(connection, store, batch.found, now=now)
        for path in batch.begun:
            sources.forget_rejections(connection, source.id, path)
        sources.reject(connection, store, batch.refused, now=now)
        sources.remember_files(connection, store, source.id, batch.read)
    return replace(
        total,
        new=total.new + len(added.new),
        changed=total.changed + len(added.changed),
        rejections=(*total.rejections, *batch.refused),
    )


def _cover_files(store: Store, source: Source, *, now: datetime) -> None:
    """Files without a history of their own cover the days from their first to their last dated article."""
    known = sources.covered_days(store, source.id)
    with store.write() as connection:
        span = sources.dated_span(connection, source.id)
        if span is None or any(state != "backfilled" for state in known.values()):
            return
        first, last = span
        days = [first + timedelta(days=offset) for offset in range((last - first).days + 1)]
        sources.cover(connection, source.id, dict.fromkeys(days, "backfilled"))
        sources.known_until(connection, store, min(now, _end_of(last)))


def _end_of(day: date) -> datetime:
    return datetime.combine(day + timedelta(days=1), time(), UTC)


def _feeds(
    store: Store, settings: Settings, remote: Sequence[Source], *, now: datetime, progress: Progress
) -> Collected:
    states = sources.fetch_states(store)
    due = [source for source in remote if is_due(states.get(source.id, FetchState(source.id)), now)]
    total = Collected(0, 0, (), ())
    if not due:
        return total
    # Imported here: a refresh with nothing due should not wait for the network's rooms.
    from ingest.fetch import Fetcher
    from ingest.guard import GuardedTransport
    from ingest.live import visit

    transport = GuardedTransport(allow_private=settings.allow_private_addresses)
    with Fetcher(transport=transport, reader=PARSER_VERSION) as fetcher, ThreadPoolExecutor(VISITS_AT_ONCE) as pool:

        def ask(source: Source) -> Visited:
            state = states.get(source.id, FetchState(source.id))
            return visit(fetcher, source, state, now=now, held=lambda id_: articles.held_hash(store, id_))

        for done, (source, visited) in enumerate(zip(due, pool.map(ask, due), strict=True), start=1):
            total = _commit_visit(store, source, visited, now=now, total=total)
            progress("visiting feeds", done, len(due))
    return total


def _commit_visit(store: Store, source: Source, visited: Visited, *, now: datetime, total: Collected) -> Collected:
    fetched = visited.fetched
    with store.write() as connection:
        added = articles.add(connection, store, visited.articles, now=now)
        listed = {"", *(each.locator for each in visited.articles), *(each.locator for each in visited.rejections)}
        if fetched.outcome == "changed":
            sources.forget_rejections(connection, source.id, fetched.url, locators=listed)
        sources.reject(connection, store, visited.rejections, now=now)
        sources.remember_fetch(connection, store, fetched.state)
        if fetched.new_location is not None:
            sources.relocate(connection, source.id, fetched.new_location)
        if visited.visit is not None:
            _cover_visit(connection, store, source, visited.visit)
            sources.known_until(connection, store, now)
    failed = () if visited.visit is not None or fetched.message is None else ((source.name, fetched.message),)
    return Collected(
        new=total.new + len(added.new),
        changed=total.changed + len(added.changed),
        rejections=(*total.rejections, *visited.rejections),
        failures=(*total.failures, *failed),
    )


def _cover_visit(connection: Connection, store: Store, source: Source, latest: Visit) -> None:
    """Renews the coverage of the days since the visit before the last day, as later visits cannot change older ones."""
    sources.remember_visit(connection, store, source.id, latest)
    visits = sources.visits(connection, source.id)
    recent = [each for each in visits if latest.when - each.when < timedelta(days=2)]
    earlier = [each for each in visits if latest.when - each.when >= timedelta(days=2)][-1:]
    days = daily([*earlier, *recent])
    if earlier and visits[0] != earlier[0]:
        # Its own archive was counted when it came; here it only says where watching began.
        days = {day: state for day, state in days.items() if day > earlier[0].when.date()}
    sources.cover(connection, source.id, days)
