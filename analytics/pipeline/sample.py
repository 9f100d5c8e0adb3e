"""The bundled sample: sources whose maker knows what was collected when, outages included."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from analytics.store import Store, sources
from analytics.types import CoverageState
from ingest.article import Source
from ingest.opml import sample_id


def register(store: Store, folder: Path, *, now: datetime) -> int:
    """Registers the sources of `folder`/sources.toml with their coverage. Returns how many there are.

    Raises OSError or ValueError when the list cannot be read: it is part of the product.
    """
    listed = tomllib.loads((folder / "sources.toml").read_text(encoding="utf-8"))["source"]
    known = [
        Source(
            id=sample_id(entry["location"]),
            name=entry["name"],
            location=(folder / entry["location"]).as_posix(),
            kind=entry["kind"],
            group=entry.get("group"),
        )
        for entry in listed
    ]
    sources.add(store, known, now=now)
    with store.write() as connection:
        for source, entry in zip(known, listed, strict=True):
            sources.cover(connection, source.id, _days(entry))
        last = max(entry["collected_until"] for entry in listed)
        sources.known_until(connection, store, min(now, datetime.combine(last, time(), UTC)))
    return len(known)


def _days(entry: Mapping[str, Any]) -> dict[date, CoverageState]:
    first, last = entry["collected_from"], entry["collected_until"]
    outages = [(begin, end) for begin, end in entry.get("outages", [])]

    def state(day: date) -> CoverageState:
        return "gap" if any(begin <= day < end for begin, end in outages) else "collected"

    return {day: state(day) for day in (first + timedelta(days=n) for n in range((last - first).days))}
