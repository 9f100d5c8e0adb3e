"""Places in an order, read only when they are asked for: "#3", "no. 12", "ranks third", "the second-largest vendor"."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from analytics.enrich.statistics.lexicon import any_of, pattern
from analytics.enrich.statistics.quantity import Quantity

_WORDS = "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth"
_VALUES = {word: value for value, word in enumerate(_WORDS.split(), start=1)}
ORDINAL = rf"(?:{any_of(_WORDS)}|\d{{1,4}}(?:st|nd|rd|th))"
_VERBS = any_of(
    """ranks? ranked ranking places? placed came comes finished finishes sits? sat stands? stood stayed fell rose"""
)
_PLACED = rf"{_VERBS}(?:\s+(?:in|at|as|to|back))*(?:\s+(?:the|joint|only))*"
_NO_PLACE = any_of("quarter half time year month week day round phase step stage season decade century thing")
_SUPERLATIVES = any_of("most least best worst largest biggest highest lowest fastest")
_ORDINALS = pattern(
    rf"\b{_PLACED}\s+(?P<placed>{ORDINAL})\b(?!\s+(?:{_NO_PLACE})\b)"
    rf"|\bin\s+(?P<place>{ORDINAL})\s+place\b"
    rf"|\b(?P<superlative>{ORDINAL})(?:-[a-z]+est|[\s-]{_SUPERLATIVES})\b"
)
_NUMBERED = r"(?:\#|\b(?:no\.?|number|rank(?:s|ed|ing)?(?:\s+(?:as|at|in))?(?:\s+(?:no\.?|number))?)\s?\#?)"
NUMBERED = pattern(rf"{_NUMBERED}$")
_LEADS_TO = pattern(
    rf"\s*(?:\b(?:is|are|was|were|has\s+been|have\s+been|remains?|became)\s+)?(?:{_PLACED}\s*)?(?:the\s+|in\s+|at\s+)?(?:{_NUMBERED})?\s*$"
)


def placed(ordinal: str) -> int:
    """The number of an ordinal: 3 for "third" and "3rd"."""
    word = ordinal.lower()
    return _VALUES.get(word) or int(word[:-2])


def ordinals(text: str) -> Iterator[Quantity]:
    """Ranks that are written as ordinals; the quantity is the ordinal alone."""
    for match in _ORDINALS.finditer(text):
        group = match.lastgroup or ""
        yield Quantity(*match.span(group), Decimal(placed(match[group])), None, "rank")


_JOINT = r"\s*(?:,\s*(?:and\s+)?|\s(?:and|or|to|&)\s)\s*(?:from\s+)?"
_MORE_AFTER = pattern(rf"^(?:{_JOINT}{_NUMBERED}\d+)+")
_MORE_BEFORE = pattern(rf"(?:{_NUMBERED}\d+{_JOINT})+{_NUMBERED}$")
_MOVED_FROM = pattern(r"\s+(?:up|down)?\s*from\s*$")


def ranked(before: str) -> str:
    """What stands before a rank, without the words and ranks that lead to it: "The app" of "The app sits at No."."""
    return _LEADS_TO.sub("", _MOVED_FROM.sub("", _MORE_BEFORE.sub("", before)))


def among(after: str) -> str:
    """What stands behind a rank and those listed with it: " in Europe" of " and No. 3 in Europe"."""
    return _MORE_AFTER.sub("", after)
