"""Places the period that a figure refers to on the time axis."""

from __future__ import annotations

import re
from datetime import date, datetime

from analytics.enrich.statistics.lexicon import MONTHS, pattern

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_PART = pattern(
    r"\b(?:Q(?P<quarter>[1-4])|H(?P<half>[12])|(?P<ordinal>first|second|third|fourth)\s+(?P<unit>quarter|half))\b"
)
_MONTH = pattern(rf"\b(?P<month>{MONTHS})(?!\w)")
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4}
_MONTH_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_RELATIVE_YEARS = {"last year": -1, "previous year": -1, "this year": 0, "next year": 1}
_OPEN = re.compile(r"\s*since\b", re.IGNORECASE)


def reference(period: str | None, published: datetime | None) -> date | None:
    """The first day of the period that the words name, or None when they name none that can be placed.

    A quarter or month without a year is the last one that had begun when the text was published; "since 2019" and
    comparisons ("year over year") name no period of their own.
    """
    if period is None or _OPEN.match(period):
        return None
    years = [int(year) for year in _YEAR.findall(period)]
    if years:
        return date(years[-1], _first_month(period) or 1, 1)
    if published is None:
        return None
    lowered = " ".join(period.lower().split())
    for words, offset in _RELATIVE_YEARS.items():
        if words in lowered:
            return date(published.year + offset, 1, 1)
    if lowered.startswith("a year"):
        return date(published.year - 1, published.month, 1)
    month = _first_month(period)
    if month is None:
        return None
    return date(published.year if month <= published.month else published.year - 1, month, 1)


def _first_month(period: str) -> int | None:
    """The month in which a quarter, half or month of a year begins."""
    if part := _PART.search(period):
        ordinal = int(part["quarter"] or part["half"] or _ORDINALS[part["ordinal"].lower()])
        length = 6 if part["half"] or (part["unit"] or "").lower() == "half" else 3
        return length * (ordinal - 1) + 1 if length * ordinal <= 12 else None
    named = _MONTH.search(period)
    return _MONTH_NAMES.index(named["month"][:3].lower()) + 1 if named else None
