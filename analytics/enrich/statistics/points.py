"""Plain "points" that can only be of per cent: "market share fell 3 points", but not "the index fell 3 points"."""

from __future__ import annotations

import re

from analytics.enrich.statistics import units
from analytics.enrich.statistics.lexicon import FALLING, HEDGES, RISING, any_of, pattern

_REACH = 80
_SHARES = any_of(
    """share rates? percentage proportion penetration awareness adoption retention churn turnout approval consideration
    conversions? margins? intent favou?rability usage recall"""
)
_SHARE_MOVES = pattern(
    rf"\b{_SHARES}\b[^.;:]{{0,40}}?\b{any_of(RISING + ' ' + FALLING)}(?:\s+(?:by|another))?{HEDGES}\s+[+~]?$"
)
_PLAIN = re.compile(r"[\s-](?:points?|pts?)\b", re.IGNORECASE)


# "trust dropped six points to 48%"
_TO_PERCENT = re.compile(r"\s+to\s+(?:an?\s+[\w-]+\s+)?\d[\d.]*\s?(?:%|per\s?cent)")


def of_share(text: str, start: int, end: int) -> units.Reading | None:
    """Percentage points after the number at `text[start:end]`, where its clause moves a share or ends at one."""
    plain = _PLAIN.match(text, end)
    if plain and _TO_PERCENT.match(text, plain.end()):
        return units.Reading(units.POINTS, plain.end())
    moves = plain and _SHARE_MOVES.search(text, max(0, start - _REACH), start)
    return units.Reading(units.POINTS, plain.end()) if plain and moves else None
