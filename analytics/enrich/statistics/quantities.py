"""Numbers with their units, and the ranges, changes and ratios that two of them form.

Everything that is written as a quantity is read here, also what is no statistic (years, prices, bare numbers):
`extraction` decides that.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from analytics.enrich.statistics import numbers, units
from analytics.enrich.statistics.numbers import Number
from analytics.enrich.statistics.units import Unit
from analytics.enrich.statistics.words import ONE

Form = Literal["value", "range", "change", "ratio", "fraction", "multiple"]

HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A quantity at `text[start:end]`.

    `value` of a range is its middle and of a change the later value; both have `low` and `high`. `unit` is None
    for a bare number. A ratio or fraction has its value in per cent, a multiple as a factor.
    """

    start: int
    end: int
    value: Decimal
    unit: Unit | None
    form: Form = "value"
    low: Decimal | None = None
    high: Decimal | None = None
    number: Number | None = None


_RATIO_GAP = re.compile(r"\s+(?:in|out\s+of|of(?=\s+every))\s+(?:every\s+)?", re.IGNORECASE)
_RANGE_GAP = re.compile(r"\s?(?:-|–|—|−|~)\s?|\s+(?:up\s+)?to\s+|-\s?to\s|\s+or\s+", re.IGNORECASE)
_OR = re.compile(r"\bor\b", re.IGNORECASE)
_DASH = re.compile(r"\s?(?:-|–|—|−)\s?|-\s?to\s")
_FROM = re.compile(
    r"\b(?:from|between)\s+(?:about|around|approximately|roughly|nearly|just|only|an?\s+(?:estimated|average(?:\s+of)?))?\s*[~∼≈<>]?\s?$",
    re.IGNORECASE,
)
_AFTER_TO = re.compile(
    r"\s*(?:in\s+\w+\s+)?(?:to|and)\s+(?:about|around|approximately|roughly|nearly|almost|just|only|over|under)?\s*$",
    re.IGNORECASE,
)
_CHANGE = re.compile(
    r"\b(?:rose|risen|rise|rises|rising|grew|grown|grow|grows|growing|growth|fell|fallen|fall|falls|falling|dropp?(?:ed|ing|s)?"
    r"|declin(?:e|ed|es|ing)|increas(?:e|ed|es|ing)|decreas(?:e|ed|es|ing)|jump(?:ed|s|ing)?|climb(?:ed|s|ing)?|slid|slipp(?:ed|ing)"
    r"|shrank|shrunk|shrink(?:s|ing)?|went|gone|going|goes|up|down|improv(?:ed|ing|es|e|ement)|chang(?:ed|es|ing|e)|moved?|moving|cut|reduc(?:ed|es|ing|e)|rais(?:ed|es|ing)"
    r"|surg(?:ed|es|ing|e)|soar(?:ed|s|ing)?|plung(?:ed|es|ing|e)|tumbl(?:ed|es|ing)|expand(?:ed|s|ing)?|lower(?:ed|s|ing)|doubl(?:ed|ing)|swelled|ballooned|shift(?:ed|s|ing)?|compared)\b",
    re.IGNORECASE,
)
_MULTIPLE = re.compile(
    r"\s?[xX×](?![\w%])|[\s-]?(?:fold)\b|\s+times\s+(?=(?:as|more|less|fewer|higher|lower|greater|larger|bigger|smaller|faster|slower|better|worse|"
    r"likelier|longer|cheaper|stronger|the|that|those|its|their|what|growth|\w+er\s+than|average|return)\b)"
    r"|\s+times(?=[.,;:]|\s*$)",
    re.IGNORECASE,
)


def read(text: str) -> tuple[Quantity, ...]:
    """All quantities of a text, in order, none overlapping."""
    addresses = [match.span() for match in _ADDRESS.finditer(text)]
    worded = [
        Quantity(match.start(), match.end(), _MULTIPLIERS[match["word"].lower()], None, "multiple")
        for match in _WORDED.finditer(text)
    ]
    counted = [_single(text, number) for number in numbers.read(text)]
    found: list[Quantity] = []
    for quantity in sorted([*worded, *(one for one in counted if one)], key=lambda one: (one.start, -one.end)):
        inside_address = any(start < quantity.end and quantity.start < end for start, end in addresses)
        if not inside_address and not (found and quantity.start < found[-1].end):
            found.append(quantity)
    return tuple(_joined(text, found))


_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|\S+@\S+\.\w+|\b[\w-]+\.(?:com|org|net|io|co\.uk|ai)/\S*")
_MULTIPLIERS = {
    word: Decimal(value)
    for words, value in (
        ("double doubles doubled doubling twice twofold", "2"),
        ("triple triples tripled tripling treble trebled thrice threefold", "3"),
        ("quadruple quadruples quadrupled quadrupling fourfold", "4"),
        ("quintuple quintupled fivefold", "5"),
        ("sixfold", "6"),
        ("sevenfold", "7"),
        ("eightfold", "8"),
        ("ninefold", "9"),
        ("tenfold", "10"),
        ("hundredfold", "100"),
        ("halve halves halved halving", "0.5"),
    )
    for word in words.split()
}
# The verbs in their past are claims wherever they stand; the others only where a comparison shows it.
_WORDED = re.compile(
    r"\b(?P<word>doubled|tripled|trebled|quadrupled|quintupled|halved|(?:two|three|four|five|six|seven|eight|nine|ten|hundred)fold"
    r"|(?:doubling|tripling|quadrupling|halving)(?=\s+(?:of|in|the|its|their|every|to|from)\b)"
    r"|(?:twice|thrice)(?=\s+(?:as|the|that|what|more|its|their|those)\b)"
    r"|(?:double|triple|treble|quadruple)(?=\s+(?:the|that|what|its|their|since|from|to|by|in|last)\b)"
    r"|(?<=\bto\s)(?:double|triple|quadruple|halve)|(?<=\bwill\s)(?:double|triple|quadruple|halve)"
    r"|(?:doubles|triples|quadruples|halves)(?=\s+(?:the|its|their|your)\b))"
    r"(?![-\w])(?!\s+(?:down|up|back|over|as\s+an?)\b)",
    re.IGNORECASE,
)


_GLUED = re.compile(r"[A-Za-z_#@][-+]?$|\w\.$|/$|\d:$")
_CLOCK = re.compile(r"(?::\d\d)?\s?(?:[ap]\.?m\b\.?|o'clock)|:\d\d\b", re.IGNORECASE)
_DECADE = re.compile(r"'?s\b")


_SPACED_SYMBOL = re.compile(r"[ \u00a0]+[KTG]$")


def _single(text: str, number: Number) -> Quantity | None:
    spaced = _SPACED_SYMBOL.search(text, number.start, number.end)
    if spaced and text[number.end - 1] in "KTG":
        # "500 K" is a temperature, "500K" a scale.
        number = replace(number, end=spaced.start(), value=number.value / number.scale, scale=ONE)
    start, end = number.start, number.end
    if (
        number.form == "digits"
        and (_GLUED.search(text, max(0, start - 2), start) or _DECADE.match(text, end) or _is_clock(text, number))
        and not units.currency(text, start)
    ):
        return None
    money = units.currency(text, start)
    if money:
        unit, start = money
        million = _MILLION_LETTER.match(text, end)
        if million and number.scale == ONE:
            factor = Decimal(10**12 if million[1] else 10**6)
            number = replace(number, value=number.value * factor, scale=factor, end=million.end())
            end = million.end()
        if text[start - 1 : start] in "-−–" and (start < 2 or not text[start - 2].isalnum()) and start:
            start, number = start - 1, replace(number, value=-number.value)
        reading = units.rated(text, unit, end)
        return Quantity(start, reading.end, number.value, reading.unit, number=number)
    if number.fraction and number.form == "words" and _AS_MANY.match(text, end):
        return Quantity(start, end, number.value, None, "multiple", number=number)
    if multiple := _MULTIPLE.match(text, end):
        stop = end + len(multiple[0].rstrip())
        return Quantity(start, stop, number.value, None, "multiple", number=number)
    if before := _PERCENT_OF.search(text, max(0, start - 16), start):
        if _NOTHING_MORE.match(text, end):
            return Quantity(before.start(), end, number.value, units.PERCENT, number=number)
    reading_after = units.after(text, end)
    if reading_after:
        return Quantity(start, reading_after.end, number.value, reading_after.unit, number=number)
    if text[end : end + 1].isalpha():
        return None
    return Quantity(start, end, number.value, None, "fraction" if number.fraction else "value", number=number)


# "light buyers - 70%": a dash between words, no sign.
_DASH_AFTER_WORD = re.compile(r"[^\W\d]\s[-−–]\s$")
_DIGIT = re.compile(r"[\d.]")
_AS_MANY = re.compile(r"\s+as\s+(?:many|much|likely|often|large|big|high|long|fast|effective)\b", re.IGNORECASE)
_PERCENT_OF = re.compile(r"\b(?:per\s?cents?|percents?|percentage)\s+of\s+$", re.IGNORECASE)
_NOTHING_MORE = re.compile(r"\s*(?:[.,;)]|$)")


def _is_clock(text: str, number: Number) -> bool:
    """Whether the number is the time of a day: "2 pm", "2.17pm", but not "2.123 pm"."""
    return (
        bool(_CLOCK.match(text, number.end)) and 0 <= number.value < 1260 and number.value.as_tuple().exponent in {0, -2}
    )


_MILLION_LETTER = re.compile(r"\s?(?:m|mn)(?!\w)|\s?(t|tn|trn)(?!\w)")


def _joined(text: str, found: Sequence[Quantity]) -> list[Quantity]:
    joined: list[Quantity] = []
    at = 0
    while at < len(found):
        pair = _pair(text, found[at], found[at + 1]) if at + 1 < len(found) else None
        joined.append(pair or found[at])
        at += 2 if pair else 1
    return joined


def _pair(text: str, first: Quantity, second: Quantity) -> Quantity | None:
    if second.start - first.end > 40 or "\n" in text[first.end : second.start]:
        return None
    return _ratio(text, first, second) or _span(text, first, second)


_TIME_AFTER = re.compile(
    r"\s+(?:\w+\s+)?(?:seconds?|minutes?|hours?|days?|weeks?|months?|years?|quarters?)\b", re.IGNORECASE
)


def _ratio(text: str, first: Quantity, second: Quantity) -> Quantity | None:
    """ "one in five", "9 out of 10": the first number is smaller and both are whole."""
    if first.form != "value" or second.form != "value" or first.unit or second.unit:
        return None
    gap = _RATIO_GAP.fullmatch(text, first.end, second.start)
    if gap is None or not 0 < first.value <= second.value or second.value < 2:
        return None
    if first.value % 1 or second.value % 1:
        return None
    if "of" not in gap[0] and (
        first.value >= 10
        or second.value > 10_000
        or _TIME_AFTER.match(text, second.end)
        or 1900 <= second.value <= 2100
    ):
        return None
    return Quantity(first.start, second.end, HUNDRED * first.value / second.value, units.PERCENT, "ratio")


def _span(text: str, first: Quantity, second: Quantity) -> Quantity | None:
    """A range or a change: both numbers share a unit, which may be written once."""
    if {first.form, second.form} - {"value", "multiple"} or first.number is None or second.number is None:
        return None
    if second.form != first.form and (first.unit or first.form == "multiple"):
        return None
    opened = _FROM.search(text, max(0, first.start - 40), first.start)
    if opened:
        if not _AFTER_TO.fullmatch(text, first.end, second.start):
            return None
    elif not _RANGE_GAP.fullmatch(text, first.end, second.start):
        return None
    elif _OR.search(text, first.end, second.start) and (first.unit or second.unit is None or first.value >= second.value):
        return None
    shared = _shared(first, second, dash=bool(_DASH.fullmatch(text, first.end, second.start)))
    if shared is None:
        return None
    low, high, unit, multiple = shared
    changing = "to" in text[first.end : second.start] and bool(
        _CHANGE.search(text, max(0, first.start - 80), first.start)
    )
    start = opened.start() if opened else first.start
    if changing:
        return Quantity(start, second.end, high, unit, "change", min(low, high), max(low, high), second.number)
    return Quantity(start, second.end, (low + high) / 2, unit, "range", min(low, high), max(low, high), second.number)


def _shared(first: Quantity, second: Quantity, *, dash: bool) -> tuple[Decimal, Decimal, Unit | None, bool] | None:
    low, high = first.value, second.value
    multiple = "multiple" in {first.form, second.form}
    if first.unit and second.unit and first.unit != second.unit:
        return None
    if first.unit and not second.unit and first.unit.dimension != "money":
        return None
    scale = second.number.scale if second.number else ONE
    if scale > ONE and first.number and first.number.scale == ONE and not (first.unit and second.unit):
        low *= scale
    if dash and high < 0 < low:
        high = -high
    return low, high, first.unit or second.unit, multiple
