"""What did we miss: sources and their health, coverage, rejections (question 11)."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from analytics.filters import Filters
from analytics.questions.answers import CoverageGrid, RejectionLine, SourceCondition, SourceLine
from analytics.questions.scene import look
from analytics.store import Store, counts, sources
from analytics.store.selection import resolve
from analytics.store.sources import Yield
from analytics.trends import coverage
from ingest.article import FetchState, Source
from ingest.opml import sample_id

# A feed that gave something every week and then nothing for this long has gone quiet.
QUIET = timedelta(days=30)


def list_sources(store: Store, filters: Filters, *, now: datetime) -> tuple[SourceLine, ...]:
    """The registered sources by name, with what each gave and what is wrong with it."""
    fetched = sources.fetch_states(store)
    given = sources.yields(store)
    return tuple(_line(each, fetched.get(each.id), given[each.id], now=now) for each in sources.registered(store))


def coverage_grid(store: Store, filters: Filters, *, now: datetime) -> CoverageGrid:
    """For each publication and period of the grain, whether it was collected."""
    with look(store, filters, now=now) as scene:
        zone = ZoneInfo(store.timezone)
        states = scene.volume.states
        return CoverageGrid(
            publications=scene.volume.sources,
            starts=tuple(period.start.astimezone(zone).date() for period in scene.volume.periods),
            states=tuple(
                tuple(coverage.STATES[int(code)] for code in states[:, index])
                for index in range(len(scene.volume.sources))
            ),
        )


def publications(store: Store, filters: Filters, *, now: datetime) -> tuple[str, ...]:
    """The publications behind the selection, by name: those with articles in it and those that are collected."""
    with store.read() as connection:
        selection = resolve(connection, filters)
        published = counts.totals(connection, store, selection, step=counts.resolution(filters.grain))
        collected = sources.covered(connection, selection.publications)
    return tuple(sorted({*published.occurring(), *collected}))


def is_sample(store: Store, filters: Filters, *, now: datetime) -> bool:
    """Whether the bundled sample is among what is collected from."""
    return any(
        identity == sample_id(location.replace("\\", "/").rpartition("/")[2])
        for identity, location in sources.locations(store)
    )


def list_rejections(store: Store, filters: Filters, *, now: datetime, limit: int = 500) -> tuple[RejectionLine, ...]:
    """What could not be read, latest first."""
    return tuple(
        RejectionLine(source.name, each.path, each.locator, each.reason, each.detail, seen)
        for source, each, seen in sources.rejections(store, limit=limit)
    )


def _line(source: Source, fetch: FetchState | None, given: Yield, *, now: datetime) -> SourceLine:
    condition, message = _condition(source, fetch, given, now)
    return SourceLine(
        source=source,
        fetch=fetch,
        condition=condition,
        message=message,
        publications=given.publications,
        n_articles=given.articles,
        n_copies=given.copies,
        n_guessed_dates=given.guessed,
        n_rejections=given.rejections,
        first_published=given.first,
        last_published=given.last,
    )


def _condition(source: Source, fetch: FetchState | None, given: Yield, now: datetime) -> tuple[SourceCondition, str]:
    if source.kind in ("file", "folder"):
        if given.articles or given.copies:
            return "ok", ""
        return "never fetched", "Nothing was read from it yet; run a refresh."
    if fetch is None or fetch.last_fetch is None:
        return "never fetched", "It was never fetched; run a refresh."
    if fetch.parked:
        return "parked", f"It is tried rarely, because it failed for long: {fetch.last_error}"
    if fetch.error_count:
        return "failing", f"The last {fetch.error_count} fetches failed: {fetch.last_error}"
    if given.last is not None and now - given.last > QUIET:
        return "quiet", f"It answers, but its last article is of {given.last:%d %B %Y}."
    return "ok", ""
