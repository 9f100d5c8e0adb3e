"""Articles from JSON Lines, as far as stories and topics need them."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime

from analytics.types import Document


def documents(rows: Iterable[Mapping[str, object]]) -> list[Document]:
    """Documents in the order of the input; a row without an id, or with one seen before, is named and left out.

    The text is that of `text`, else of `summary`. A date that is no ISO 8601 is unknown.
    """
    read: dict[str, Document] = {}
    for number, row in enumerate(rows, start=1):
        given = row.get("id")
        if given is None or isinstance(given, (bool, list, dict)):
            print(f"object {number}: no id; left out", file=sys.stderr)
            continue
        key = str(given)
        if key in read:
            print(f"object {number}: id {key!r} was there before; left out", file=sys.stderr)
            continue
        read[key] = Document(
            id=key,
            title=_text(row.get("title")),
            text=_text(row.get("text")) or _text(row.get("summary")),
            published=_instant(row.get("published")),
            source=_text(row.get("source")),
        )
    return list(read.values())


def _text(value: object) -> str:
    return value.strip() if isinstance(value, str) else ""


def _instant(value: object) -> datetime | None:
    if not isinstance(value, str):
        return None
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        return None
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
