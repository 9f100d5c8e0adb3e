"""Articles from JSON Lines, as far as stories and topics need them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

from analytics.cli import jsonl
from analytics.types import Document


def documents(lines: jsonl.Input) -> dict[jsonl.Id, Document]:
    """Documents by the ids that they were given, in the order of the input.

    A row without an id, or with one seen before, is named and left out. The text is that of `text`, else of
    `summary`. A date that is no ISO 8601 is unknown.
    """
    seen: set[str] = set()

    def read(row: Mapping[str, object]) -> tuple[jsonl.Id, Document]:
        given = jsonl.identity(row)
        key = str(given)
        if key in seen:
            raise ValueError(f"id {key!r} was there before")
        seen.add(key)
        return given, Document(
            id=key,
            title=_text(row.get("title")),
            text=_text(row.get("text")) or _text(row.get("summary")),
            published=instant(row.get("published")),
            source=_text(row.get("source")),
        )

    return dict(lines.rows(read))


def _text(value: object) -> str:
    return value.strip() if isinstance(value, str) else ""


def instant(value: object) -> datetime | None:
    """The moment of an ISO 8601 text, in UTC when it names no zone; None for anything else."""
    if not isinstance(value, str):
        return None
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        return None
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
