"""What a reader chose to look at: one hashable value, made from an address and turned back into one.

The cache key, the shareable address, the command line's options and the footnote of a slide all come from here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import Any, get_args
from urllib.parse import parse_qsl, urlencode

from analytics.errors import FilterError
from analytics.types import Counting, Grain, Measure, Panel

MAX_VALUE = 500
MAX_ITEMS = 200
EARLIEST, LATEST = date(1990, 1, 1), date(2100, 1, 1)


@dataclass(frozen=True, slots=True)
class Filters:
    """Empty tuples and None mean "no restriction". `start` is included and `end` is not.

    `compare_start`/`compare_end` are the comparison period.
    """

    sources: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    start: date | None = None
    end: date | None = None
    compare_start: date | None = None
    compare_end: date | None = None
    grain: Grain = "week"
    panel: Panel = "all"
    counting: Counting = "articles"
    measure: Measure = "share"
    topics: tuple[str, ...] = ()
    entities: tuple[str, ...] = ()
    query: str = ""
    language: str | None = None
    min_relevance: int = 0

    def to_query(self) -> str:
        """The query string of a shareable address: defaults left out, keys in the order of the fields."""
        pairs: list[tuple[str, str]] = []
        for spec in fields(self):
            value = getattr(self, spec.name)
            if value == spec.default:
                continue
            if isinstance(value, tuple):
                pairs.extend((spec.name, item) for item in value)
            else:
                pairs.append((spec.name, value.isoformat() if isinstance(value, date) else str(value)))
        return urlencode(pairs, errors="replace")


_TUPLES = ("sources", "groups", "topics", "entities")
_DATES = ("start", "end", "compare_start", "compare_end")
_CHOICES = {"grain": Grain, "panel": Panel, "counting": Counting, "measure": Measure}


def from_query(query: str | Mapping[str, str | Iterable[str]]) -> Filters:
    """Filters from an address's query (a string, or a mapping of one or several values for a key).

    Keys that are not filters are left alone: pages have their own. Raises FilterError naming the key, what it
    holds and what it may hold.
    """
    chosen: dict[str, Any] = {}
    for key, values in _grouped(query).items():
        if key in _TUPLES:
            if len(values) > MAX_ITEMS:
                raise FilterError(f"{key}: more than {MAX_ITEMS} values")
            chosen[key] = tuple(dict.fromkeys(_short(key, value) for value in values))
        elif key in _DATES:
            chosen[key] = _day(key, values[-1])
        elif key in _CHOICES:
            allowed = get_args(_CHOICES[key])
            if values[-1] not in allowed:
                raise FilterError(f"{key}: {_short(key, values[-1])!r} is none of {', '.join(allowed)}")
            chosen[key] = values[-1]
        elif key == "query":
            chosen[key] = _short(key, values[-1])
        elif key == "language":
            chosen[key] = _short(key, values[-1]) or None
        elif key == "min_relevance":
            if values[-1] not in {str(score) for score in range(11)}:
                raise FilterError("min_relevance: a whole number from 0 to 10 is needed")
            chosen[key] = int(values[-1])
    filters = Filters(**chosen)
    for first, last in (("start", "end"), ("compare_start", "compare_end")):
        low, high = getattr(filters, first), getattr(filters, last)
        if low is not None and high is not None and low >= high:
            raise FilterError(f"{first}: {low} is not before {last} {high}")
    return filters


def _grouped(query: str | Mapping[str, str | Iterable[str]]) -> dict[str, list[str]]:
    grouped: dict[str, list[str]] = {}
    if isinstance(query, str):
        pairs = parse_qsl(query.lstrip("?"), keep_blank_values=False, max_num_fields=5 * MAX_ITEMS)
        for key, value in pairs:
            grouped.setdefault(key, []).append(value)
        return grouped
    for key, given in query.items():
        items = [given] if isinstance(given, str) else list(given)
        if items:
            grouped[key] = items
    return grouped


def _short(key: str, value: str) -> str:
    if len(value) > MAX_VALUE:
        raise FilterError(f"{key}: longer than {MAX_VALUE} characters")
    return value


def _day(key: str, value: str) -> date:
    try:
        day = date.fromisoformat(_short(key, value))
    except ValueError as error:
        raise FilterError(f"{key}: {_short(key, value)!r} is not a date like 2026-03-31") from error
    if not EARLIEST <= day <= LATEST:
        raise FilterError(f"{key}: {day} is not between {EARLIEST} and {LATEST}")
    return day
