"""`upswell sources`: the registered sources with health, last fetch, coverage and rejections."""

from __future__ import annotations

import argparse
from datetime import UTC, datetime

from analytics import settings
from analytics.cli import jsonl
from analytics.filters import Filters
from analytics.questions import list_rejections, list_sources
from analytics.questions.answers import SourceLine
from analytics.store import Store, open_store
from analytics.store import sources as stored
from ingest import opml


def arguments(parser: argparse.ArgumentParser) -> None:
    """The options of the verb."""
    shapes = parser.add_mutually_exclusive_group()
    shapes.add_argument("--opml", action="store_true", help="write the feeds as an OPML list")
    shapes.add_argument("--rejections", action="store_true", help="list what could not be read, one object a line")
    shapes.add_argument("--remove", metavar="ID", help="stop collecting from this source; its articles stay")


def run(options: argparse.Namespace) -> int:
    """Prints one JSON object a source. Returns 0, or 1 when none is registered."""
    store = open_store(settings.load())
    now = datetime.now(UTC)
    if options.remove is not None:
        stored.remove(store, options.remove, now=now)
        return 0
    if options.opml:
        print(opml.write(stored.registered(store)), end="")
        return 0
    if options.rejections:
        refused = list_rejections(store, Filters(), now=now)
        jsonl.write(
            {
                "source": each.source,
                "path": each.path,
                "locator": each.locator,
                "reason": each.reason,
                "detail": each.detail,
                "seen": jsonl.instant(each.seen),
            }
            for each in refused
        )
        return 0
    lines = list_sources(store, Filters(), now=now)
    jsonl.write(_row(store, line) for line in lines)
    return 0 if lines else 1


def _row(store: Store, line: SourceLine) -> dict[str, object]:
    days = stored.covered_days(store, line.source.id)
    spread = {
        state: sum(each == state for each in days.values()) for state in ("collected", "partial", "gap", "backfilled")
    }
    return {
        "id": line.source.id,
        "name": line.source.name,
        "kind": line.source.kind,
        "location": line.source.location,
        "group": line.source.group,
        "condition": line.condition,
        "message": line.message,
        "last_fetch": jsonl.instant(line.fetch.last_fetch) if line.fetch else None,
        "next_fetch": jsonl.instant(line.fetch.next_fetch) if line.fetch else None,
        "articles": line.n_articles,
        "copies": line.n_copies,
        "guessed_dates": line.n_guessed_dates,
        "rejections": line.n_rejections,
        "first_published": jsonl.instant(line.first_published),
        "last_published": jsonl.instant(line.last_published),
        "covered_from": min(days).isoformat() if days else None,
        "covered_until": max(days).isoformat() if days else None,
        "days": spread,
    }
