"""Values of JSON, YAML and tables, whose types nobody promises."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime


def text(value: object) -> str:
    """A value as text: numbers and dates as written, lists and objects and None as nothing."""
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, bool) or value is None:
        return ""
    if isinstance(value, float):
        return "" if value != value else str(int(value) if value.is_integer() else value)
    if isinstance(value, datetime | date):
        return value.isoformat()
    return str(value) if isinstance(value, int) else ""


def texts(value: object, *, split: str | None = None) -> tuple[str, ...]:
    """A list's items as text; one string is one item, or several when `split` separates them."""
    if isinstance(value, str):
        parts = value.split(split) if split else [value]
        return tuple(part.strip() for part in parts if part.strip())
    if isinstance(value, Mapping):
        return tuple(filter(None, (first_text(value, "name", "title", "label", "term"),)))
    if isinstance(value, list | tuple):
        return tuple(item for inner in value for item in texts(inner))
    return tuple(filter(None, (text(value),)))


def first_text(element: Mapping[str, object], *keys: str) -> str | None:
    """The first of `keys` that holds text."""
    return next((found for key in keys if (found := text(element.get(key)))), None)


def mappings(value: object) -> list[Mapping[str, object]]:
    """The objects in a list; anything else in it is left out."""
    return [item for item in value if isinstance(item, Mapping)] if isinstance(value, list) else []
