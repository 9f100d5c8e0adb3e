"""What two numbers form together: ranges, changes from one value to another, ratios, times in hours and minutes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from analytics.enrich.statistics import units
from analytics.enrich.statistics.lexicon import (
    APPROXIMATELY,
    BOUNDS,
    COUNTED,
    FALLING,
    MOVING,
    RISING,
    any_of,
    pattern,
)
from analytics.enrich.statistics.numbers import Number, is_whole
from analytics.enrich.statistics.quantity import APART, HUNDRED, Quantity
from analytics.enrich.statistics.words import ONE

_HEDGES = rf"(?:\s+(?:{APPROXIMATELY}|{BOUNDS}|an?\s+average(?:\s+of)?))?"
_FROM = pattern(rf"\b(?:(?P<from>from)|between){_HEDGES}\s+[~∼≈<>]?\s?$")
_AFTER_FROM = pattern(rf"\s*(?:in\s+\w+\s+)?(?:(?:up\s+)?to|and){_HEDGES}\s+[~∼≈<>]?|\s?[-–—−]\s?")
_BETWEEN = re.compile(r"\s?[-–—−~]\s?|\s+(?:up\s+)?to\s+|-\s?to\s+|\s+(?P<or>or)\s+", re.IGNORECASE)
_DASH = re.compile(r"\s?[-–—−]\s?")
_MOVES = pattern(rf"\b{any_of(' '.join((RISING, FALLING, MOVING, 'compared doubled halved')))}\b")
_OUT_OF = re.compile(
    r"[\s-]+(?:in|(?P<of>out[\s-]of|of(?=\s+every)|(?P<bare>of)))[\s-]+(?:every\s+|the\s+)?", re.IGNORECASE
)
_PLACES = pattern(
    r"\b(?:page|part|step|day|week|slide|episode|chapter|phase|round|game|match|no\.?|number|image|photo)\s$"
)
_COUNTED_AFTER = pattern(rf"\s+(?:(?:[a-z][\w-]*\s+){{0,2}}?{COUNTED}\b|[a-z][a-z-]+s\s+(?!of\b)[a-z])")
_TIME = pattern(r"\s+(?:\w+\s+)?(?:seconds?|minutes?|hours?|days?|weeks?|months?|years?|quarters?)\b")


def joined(text: str, found: Sequence[Quantity]) -> list[Quantity]:
    """The quantities in order, two that belong together as one."""
    whole: list[Quantity] = []
    at = 0
    while at < len(found):
        pair, taken = None, 1
        for step in (1, 2) if at + 2 < len(found) and _is_dated(text, found[at + 1]) else (1,):
            if pair is None and at + step < len(found):
                pair, taken = _pair(text, found[at], found[at + step]), step + 1
        whole.append(pair or found[at])
        at += taken if pair else 1
    return _from_ranges(text, whole)


_TO = pattern(rf"\s*(?:in\s+\w+\s+)?to{_HEDGES}\s+[~∼≈<>]?")


def _from_ranges(text: str, found: Sequence[Quantity]) -> list[Quantity]:
    """The quantities, with a change where it leads from a range or to one: "from 3-4% to 0.5%"."""
    whole: list[Quantity] = []
    for quantity in found:
        earlier = whole[-1] if whole else None
        if earlier and (changed := _from_range(text, earlier, quantity)):
            whole[-1] = changed
        else:
            whole.append(quantity)
    return whole


def _from_range(text: str, earlier: Quantity, later: Quantity) -> Quantity | None:
    if "range" not in (earlier.form, later.form) or {earlier.form, later.form} - {"value", "range"}:
        return None
    opening = _FROM.search(text, max(0, earlier.start - APART), earlier.start)
    start = opening.start() if opening else earlier.start
    same = earlier.unit == later.unit is not None and text.startswith(("from", "From"), start)
    if not same or not _TO.fullmatch(text, earlier.end, later.start):
        return None
    ends = [end for each in (earlier, later) for end in (each.low, each.value, each.high) if end is not None]
    return replace(later, start=start, form="change", low=min(ends), high=max(ends))


_IN = re.compile(r"\bin\s$", re.IGNORECASE)


def _is_dated(text: str, quantity: Quantity) -> bool:
    """Whether a bare number is the year in "from 48% in 2023 to 41%"."""
    is_year = quantity.unit is None and quantity.end - quantity.start == 4 and 1900 <= quantity.value <= 2100
    return is_year and bool(_IN.search(text, max(0, quantity.start - 3), quantity.start))


def _pair(text: str, first: Quantity, second: Quantity) -> Quantity | None:
    if second.start - first.end > APART or "\n" in text[first.end : second.start]:
        return None
    for reads in (_ratio, _fractions, _long_time, _span):
        if pair := reads(text, first, second):
            return pair
    return None


def _ratio(text: str, first: Quantity, second: Quantity) -> Quantity | None:
    """ "one in five", "9 out of 10": the first number is smaller and both are whole."""
    if first.unit or second.unit or first.form != "value" or second.form != "value":
        return None
    gap = _OUT_OF.fullmatch(text, first.end, second.start)
    if (
        gap is None
        or not 0 < first.value <= second.value
        or second.value < 2
        or not is_whole(first.value)
        or not is_whole(second.value)
    ):
        return None
    in_time_or_year = _TIME.match(text, second.end) or 1900 <= second.value <= 2100
    counted = _COUNTED_AFTER.match(text, second.end)
    if gap["bare"] and (
        first.value == ONE or not counted or _PLACES.search(text, max(0, first.start - 10), first.start)
    ):
        return None
    if not gap["of"] and (first.value >= 10 or second.value > 10_000 or in_time_or_year):
        return None
    return Quantity(first.start, second.end, HUNDRED * first.value / second.value, units.PERCENT, "ratio")


def _fractions(text: str, first: Quantity, second: Quantity) -> Quantity | None:
    """ "between a quarter and a third", "a third to a half": shares, in per cent."""
    if first.form != "fraction" or second.form != "fraction" or not first.value < second.value <= 1:
        return None
    opening = _FROM.search(text, max(0, first.start - APART), first.start)
    if not (_AFTER_FROM if opening else _BETWEEN).fullmatch(text, first.end, second.start):
        return None
    low, high = first.value * HUNDRED, second.value * HUNDRED
    start = opening.start() if opening else first.start
    return Quantity(start, second.end, (low + high) / 2, units.PERCENT, "range", low, high, second.number)


_AND = re.compile(r",?\s(?:and\s)?")
_MINUTES = re.compile(r"\d\s?m$")


def _long_time(text: str, first: Quantity, second: Quantity) -> Quantity | None:
    """ "6 hours and 40 minutes", "2h 31m": one time, in minutes."""
    if first.unit != units.HOUR or not _AND.fullmatch(text, first.end, second.start) or second.unit is None:
        return None
    in_minutes = second.unit.name.startswith("minute") or _MINUTES.search(text, second.start, second.end)
    if not in_minutes or second.value >= 60:
        return None
    rated = second.unit if second.unit.name.startswith("minute") else units.MINUTE
    return Quantity(first.start, second.end, 60 * first.value + second.value, rated, number=second.number)


_SPOKEN = re.compile(r"(?<!\w)[a-z]+\s$")
_IN_TABLE = re.compile(r"\s\d")


def _spoken_range(text: str, first: Quantity, second: Quantity) -> Quantity | None:
    """ "lands 30 40% behind" as speech is written down, "80% -85%" as it is typed in haste."""
    if text[first.end : second.start] != " " or first.form != "value" or second.form != "value":
        return None
    low, high = first.value, abs(second.value)
    if first.unit is None and second.unit == units.MULTIPLE and 2 <= low == high - 1:
        return Quantity(first.start, second.end, (low + high) / 2, second.unit, "range", low, high, second.number)
    if not 5 <= low < high <= 2 * low:
        return None
    written_down = (
        first.unit is None
        and second.value > 0
        and _SPOKEN.search(text, max(0, first.start - APART), first.start)
        and not _IN_TABLE.match(text, second.end)
    )
    if written_down and ((second.unit == units.PERCENT and high <= HUNDRED) or (second.unit is None and low >= 10_000)):
        return Quantity(first.start, second.end, (low + high) / 2, second.unit, "range", low, high, second.number)
    if first.unit == second.unit == units.PERCENT and second.value < 0:
        return Quantity(first.start, second.end, (low + high) / 2, second.unit, "range", low, high, second.number)
    return None


_MOVED_TO = pattern(rf"\b{any_of(' '.join((RISING, FALLING, MOVING)))}\s+(?:back\s+)?to\s+$")
_FROM_EARLIER = re.compile(r"(?:\s+(?:in|of)\s+(?:the\s+)?\w+(?:\s\d{4})?)?,?\s+from\s+", re.IGNORECASE)


def _moved_from(text: str, later: Quantity, earlier: Quantity) -> Quantity | None:
    """A change with the later value first: "slowed to 2.1% from 3.4%"."""
    if later.unit is None or later.unit != earlier.unit or not _FROM_EARLIER.fullmatch(text, later.end, earlier.start):
        return None
    if not _MOVED_TO.search(text, max(0, later.start - APART), later.start):
        return None
    values = later.value, earlier.value
    return Quantity(later.start, earlier.end, later.value, later.unit, "change", min(values), max(values), later.number)


def _is_for_people(text: str, first: Quantity, second: Quantity) -> bool:
    """Whether the second number counts those whom the first is for: "$45 million to 3,000 people"."""
    return first.unit is not None and second.unit is None and bool(_COUNTED_AFTER.match(text, second.end))


def _in_millions(text: str, first: Quantity, second: Quantity, number: Number) -> tuple[Quantity, Number]:
    """The second of two amounts and its number, where the currency is written once: "£1.2m-1.5m"."""
    money = first.unit is not None and first.unit.dimension == "money"
    metres = second.unit == units.NAMES["metre"] and text.endswith("m", second.start, second.end)
    if not (money and metres):
        return second, number
    millions = replace(number, value=number.value * 10**6, scale=Decimal(10**6))
    return replace(second, value=millions.value, unit=first.unit, number=millions), millions


_TO_RANGE = re.compile(r"[-–—]\d")


def _goes_on(text: str, second: Quantity) -> bool:
    """Whether the second number opens a range itself: "from 12% to 3-4%"."""
    return second.unit is None and bool(_TO_RANGE.match(text, second.end))


_BY = re.compile(r"\bby\s+$")
_THOUSAND = 1000
_FELL = pattern(rf"\b{any_of(FALLING)}(?:\s+by)?\s+$")


def _span(text: str, first: Quantity, second: Quantity) -> Quantity | None:
    """A range or a change: both numbers share a unit, which may be written once."""
    if first.number is None or second.number is None or {first.form, second.form} != {"value"}:
        return None
    if _is_dated(text, first) or _is_for_people(text, first, second):
        return None
    second, number = _in_millions(text, first, second, second.number)
    if _goes_on(text, second) and not _DASH.fullmatch(text, first.end, second.start):
        return None
    if earlier := _moved_from(text, first, second):
        return earlier
    if spoken := _spoken_range(text, first, second):
        return spoken
    opening = _FROM.search(text, max(0, first.start - APART), first.start)
    between = (_AFTER_FROM if opening else _BETWEEN).fullmatch(text, first.end, second.start)
    if between is None:
        return None
    if not opening and between["or"] and (first.unit or second.unit is None or first.value >= second.value):
        return None
    unit = first.unit or second.unit
    if first.unit and first.unit != second.unit and (second.unit or first.unit.dimension != "money"):
        # "£4,000-£9,000/month": the rate is written once.
        if second.unit is None or not second.unit.name.startswith(f"{first.unit.name} per "):
            return None
        unit = second.unit
    low, high = first.value, second.value
    # "fell $2.86 to $41.32", "fell by 2,300 to 41,500": by how much, and to what.
    by_and_to = not opening and low < high and "to" in between[0]
    far = first.unit is None and second.unit is None and high > 2 * low
    if by_and_to and far and _BY.search(text, max(0, first.start - APART), first.start):
        return None
    if by_and_to and first.unit and _FELL.search(text, max(0, first.start - APART), first.start):
        return None
    shared = not (first.unit and second.unit) or first.unit == units.PERCENT or low < high / number.scale
    # "3 to 5 million", but "700,000 to one million".
    if number.scale > ONE == first.number.scale and shared and low < _THOUSAND:
        low *= number.scale
    if high < 0 < low and _DASH.fullmatch(text, first.end, second.start + 1):
        high = -high
    start = opening.start() if opening else first.start
    # "fell from 40 to 30" and "fell 40% to 30%" are two values, "fell 30 to 40 per cent" is one.
    two_values = low > high or first.unit or (opening and opening["from"])
    moved = two_values and "to" in between[0] and _MOVES.search(text, max(0, first.start - 2 * APART), first.start)
    return Quantity(
        start=start,
        end=second.end,
        value=high if moved else (low + high) / 2,
        unit=unit,
        form="change" if moved else "range",
        low=min(low, high),
        high=max(low, high),
        number=number,
    )
