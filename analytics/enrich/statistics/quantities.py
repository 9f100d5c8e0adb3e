"""Numbers with their units, and the ranges, changes and ratios that two of them form.

Everything that is written as a quantity is read here, also what is no statistic (years, prices, bare numbers):
`patterns` decides that.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from analytics.enrich.statistics import numbers, points, units
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
from analytics.enrich.statistics.units import Unit
from analytics.enrich.statistics.words import ONE

Form = Literal["value", "range", "change", "ratio", "fraction", "rank"]

HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A quantity at `text[start:end]`.

    `value` of a range is its middle and of a change the later value; both have `low` and `high`. `unit` is None
    for a bare number. A ratio has its value in per cent, a fraction ("two-thirds") as written.
    """

    start: int
    end: int
    value: Decimal
    unit: Unit | None
    form: Form = "value"
    low: Decimal | None = None
    high: Decimal | None = None
    number: Number | None = None


def read(text: str) -> tuple[Quantity, ...]:
    """All quantities of a text, in order, none overlapping."""
    single = [_single(text, number) for number in numbers.read(text)]
    found: list[Quantity] = []
    addresses = [match.span() for match in _ADDRESS.finditer(text)][::-1]
    for quantity in sorted(
        [*_multiples_in_words(text), *_returns(text), *(one for one in single if one)],
        key=lambda one: (one.start, -one.end),
    ):
        while addresses and addresses[-1][1] <= quantity.start:
            addresses.pop()
        inside_address = addresses and addresses[-1][0] < quantity.end
        overlaps = found and quantity.start < found[-1].end
        if not inside_address and not overlaps and not (found and _is_echo(text, found[-1], quantity)):
            found.append(quantity)
    return tuple(_joined(text, found))


_ADDRESS = re.compile(
    r"(?:https?://|www\.)\S{1,2000}|(?<!\S)[\w.+-]{1,64}@[\w-]{1,64}\.\w+|\b[\w-]{1,64}\.(?:com|org|net|io|co\.uk|ai)/\S*"
)


_ECHOES = re.compile(r"[.,]?[ ]")
_DECIMALS = re.compile(r"\.(\d+)\D*$")


def _is_echo(text: str, earlier: Quantity, quantity: Quantity) -> bool:
    """Whether speech was taken down twice: "7.68x. 68x", "0.04% 04%"."""
    decimals = _DECIMALS.search(text, earlier.start, earlier.end)
    near = _ECHOES.fullmatch(text, earlier.end, quantity.start)
    return bool(near and decimals and text.startswith(decimals[1], quantity.start))


# One number ------------------------------------------------------------------------------------------------------

_MULTIPLIERS = {
    word: Decimal(value)
    for value, words in {
        "2": "double doubles doubled doubling twice twofold",
        "3": "triple triples tripled tripling treble trebled thrice threefold",
        "4": "quadruple quadruples quadrupled quadrupling fourfold",
        "5": "quintuple quintupled fivefold",
        "6": "sixfold",
        "7": "sevenfold",
        "8": "eightfold",
        "9": "ninefold",
        "10": "tenfold",
        "100": "hundredfold",
        "0.5": "halve halves halved halving",
    }.items()
    for word in words.split()
}
# Past forms and "-fold" are claims wherever they stand; the others only where what follows or precedes shows it.
_MULTIPLIER = re.compile(
    r"\b(?P<word>doubled|tripled|trebled|quadrupled|quintupled|halved"
    r"|(?:two|three|four|five|six|seven|eight|nine|ten|hundred)fold"
    r"|(?:doubling|tripling|quadrupling|halving)(?=\s+(?:of|in|the|its|their|every|to|from)\b)"
    r"|(?:twice|thrice)(?=\s+(?:as|the|that|what|more|its|their|those)\b)"
    r"|(?:double|triple|treble|quadruple)(?=\s+(?:the|that|what|its|their|since|from|to|by|in|last)\b)"
    r"|(?:(?<=\bset\sto\s)|(?<=cted\sto\s)|(?<=plans\sto\s)|(?<=likely\sto\s)|(?<=\bwill\s))(?:double|triple|quadruple|halve)"
    r"|(?:doubles|triples|quadruples|halves)(?=\s+(?:the|its|their|your)\b))"
    r"(?![-\w])(?!\s+(?:down|up|back|over|as\s+an?)\b)",
    re.IGNORECASE,
)


def _multiples_in_words(text: str) -> list[Quantity]:
    return [
        Quantity(match.start(), match.end(), _MULTIPLIERS[match["word"].lower()], units.MULTIPLE)
        for match in _MULTIPLIER.finditer(text)
    ]


_TO_ONE = re.compile(r"(?<![\d:.,])(?P<times>\d{1,4}(?:\.\d{1,2})?)\s?:\s?1(?![\d:]|\.\d)")
_RETURN = pattern(r"\b(?:ROI|ROAS|returns?|LTV|CAC|MER|pay-?back|(?<!contrast\s)(?<!aspect\s)ratio)\b")


def _returns(text: str) -> list[Quantity]:
    """ "a 36:1 return", "an LTV to CAC ratio of 3:1": what comes back for one that was put in."""
    return [
        Quantity(match.start(), match.end(), Decimal(match["times"]), units.MULTIPLE)
        for match in _TO_ONE.finditer(text)
        if _RETURN.search(text, max(0, match.start() - APART), match.end() + APART)
    ]


# "5G", "GPT-4", "file.7", "12:30": digits that belong to a name, a path or a clock.
# "004%" and "202561%" come from lost points and lost spaces: nobody writes a figure so.
_PADDED = re.compile(r"[-−–+]?(?:0\d|\d{6,}$)")
_FILING = re.compile(r"-[KQF]\b")
_GENERATION = re.compile(r"\dG$")
_GLUED = re.compile(r"(?<!\d-in)(?<=[A-Za-z_@])[-‑+]?\Z|\w\.\Z|/\Z|\d:\Z|\d\s?[×x]\s?\Z|\ufffd\Z")
_CLOCK = re.compile(r"(?::\d\d)?\s?(?:[ap]\.?m\b\.?|o'clock)|:\d\d\b", re.IGNORECASE)
_DECADE = re.compile(r"'?s\b")


def _single(text: str, number: Number) -> Quantity | None:
    """The quantity that one number makes with what stands before and after it; None inside names and clocks."""
    number = _without_sign(text, _without_spaced_letter(text, number))
    if money := _money(text, number):
        return money
    if number.form == "digits" and (
        _GLUED.search(text, max(0, number.start - 4), number.start)
        or _DECADE.match(text, number.end)
        or _GENERATION.search(text, number.start, number.end)
        or _is_clock(text, number)
        or _FILING.match(text, number.end)
    ):
        return None
    if _PADDED.match(text, number.start, number.end):
        return None
    if multiple := _multiple(text, number):
        return multiple
    before = _PERCENT_OF.search(text, max(0, number.start - 16), number.start)
    if before and _NOTHING_MORE.match(text, number.end):
        return Quantity(before.start(), number.end, number.value, units.PERCENT, number=number)
    if millions := _MILLIONS.match(text, number.end):
        value = number.value * 10**6
        number = replace(number, value=value, end=millions.end(), scale=Decimal(10**6))
    unit = units.after(text, number.end) or points.of_share(text, number.start, number.end)
    if unit and number.form == "words" and _NAMED.fullmatch(text, number.end, unit.end):
        unit = None
    if unit:
        return Quantity(number.start, unit.end, number.value, unit.unit, number=number)
    if text[number.end : number.end + 1].isalpha():
        return None
    form: Form = "fraction" if number.fraction else "value"
    return Quantity(number.start, number.end, number.value, None, form, number=number)


# "two M3 machines"
_NAMED = re.compile(r"\s[A-Z]\d?")
_SPACED_LETTER = re.compile(r"[ \u00a0]+[KTG]$")


def _without_spaced_letter(text: str, number: Number) -> Number:
    """ "500 K" is a temperature, "500K" a scale."""
    spaced = _SPACED_LETTER.search(text, number.start, number.end)
    if spaced is None:
        return number
    return replace(number, end=spaced.start(), value=number.value / number.scale, scale=ONE)


_TOLERANCE = re.compile(r"(?:\bplus\s+or\s+|\+\s?/\s?)$", re.IGNORECASE)
_NO_SIGN = re.compile(r"(?:[^\s,;:(]\s|\n[ \t]{0,8}|\A[ \t]{0,8})[-−–]\s$")
_DIGIT = re.compile(r"[\d.]")


def _without_sign(text: str, number: Number) -> Number:
    """ "light buyers - 70%", "plus or minus 10%": a dash between words, before a list item, or half of "±"."""
    if number.value >= 0:
        return number
    tolerance = _TOLERANCE.search(text, max(0, number.start - 12), number.start)
    if not tolerance and not _NO_SIGN.search(text, max(0, number.start - 10), number.start + 2):
        return number
    digit = _DIGIT.search(text, number.start)
    return replace(number, start=digit.start() if digit else number.start, value=-number.value)


_MILLIONS = re.compile(
    r"\s?m(?=\s(?:dollars|euros?|pounds|yen|yuan|kronor|rupees|rubles|roubles)\b)"
    # "1.2m views", "3m monthly users"
    rf"|m(?=\s(?:[a-z][a-z-]+\s){{0,2}}?{COUNTED}\b)",
    re.IGNORECASE,
)
_MONEY_SCALE = re.compile(r"\s?(?:m|mm)(?!\w)|\s?(?P<trillion>t)(?!\w)|(?:(?P<thousand>[kK])|M|(?P<billion>[bB]))(?=/)")


def _money(text: str, number: Number) -> Quantity | None:
    """An amount behind its currency: "$3.4bn", "-€20", "US$15.4/hour"."""
    currency = units.currency(text, number.start)
    if currency is None:
        return None
    unit, start = currency
    value, end = number.value, number.end
    scale = _MONEY_SCALE.match(text, end) if number.scale == ONE else None
    if scale:
        factor = Decimal(
            10**12 if scale["trillion"] else 10**3 if scale["thousand"] else 10**9 if scale["billion"] else 10**6
        )
        value, end = value * factor, scale.end()
        number = replace(number, scale=factor)
    if start and text[start - 1] in "-−–" and not text[max(0, start - 2)].isalnum():
        start, value = start - 1, -value
    rated = units.by_time(text, unit, end)
    return Quantity(start, rated.end, value, rated.unit, number=replace(number, value=value))


_COMPARED = any_of(
    """as more less fewer higher lower greater larger bigger smaller faster slower better worse likelier longer
    cheaper stronger the that those its their what growth average return \\w+er_than"""
)
_TIMES = pattern(rf"\s?[x×](?![\w%])(?!\s*[A-Z]+\d)|[\s-]?fold\b|\s+times(?=\s+{_COMPARED}\b)|\s+times(?=[.,;:]|\s*$)")
_FACTOR = re.compile(r"\bfactor\s+of\s+$", re.IGNORECASE)
_AS_MANY = re.compile(r"\s+as\s+(?:many|much|likely|often|large|big|high|long|fast|effective)\b", re.IGNORECASE)


def _multiple(text: str, number: Number) -> Quantity | None:
    """ "3.2x", "12-fold", "three times more", "half as likely", "by a factor of three"."""
    if _FACTOR.search(text, max(0, number.start - 12), number.start):
        return Quantity(number.start, number.end, number.value, units.MULTIPLE, number=number)
    if number.fraction and number.form == "words" and _AS_MANY.match(text, number.end):
        return Quantity(number.start, number.end, number.value, units.MULTIPLE, number=number)
    times = _TIMES.match(text, number.end)
    return Quantity(number.start, times.end(), number.value, units.MULTIPLE, number=number) if times else None


_PERCENT_OF = re.compile(r"\b(?:per\s?cents?|percents?|percentage)\s+of\s+$", re.IGNORECASE)
_NOTHING_MORE = re.compile(r"\s*(?:[.,;)]|$)")


def _is_clock(text: str, number: Number) -> bool:
    """Whether the number is the time of a day: "2 pm", "2.17pm", but not "2.123 pm"."""
    places = number.value.as_tuple().exponent
    return bool(_CLOCK.match(text, number.end)) and 0 <= number.value < 1260 and places in {0, -2}


# Two numbers -----------------------------------------------------------------------------------------------------

# Two numbers of one quantity stand at most this many characters apart.
APART = 40
_HEDGES = rf"(?:\s+(?:{APPROXIMATELY}|{BOUNDS}|an?\s+average(?:\s+of)?))?"
_FROM = pattern(rf"\b(?:(?P<from>from)|between){_HEDGES}\s+[~∼≈<>]?\s?$")
_AFTER_FROM = pattern(rf"\s*(?:in\s+\w+\s+)?(?:to|and){_HEDGES}\s+[~∼≈<>]?|\s?[-–—−]\s?")
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


def _joined(text: str, found: Sequence[Quantity]) -> list[Quantity]:
    joined: list[Quantity] = []
    at = 0
    while at < len(found):
        pair, taken = None, 1
        for step in (1, 2) if at + 2 < len(found) and _is_dated(text, found[at + 1]) else (1,):
            if pair is None and at + step < len(found):
                pair, taken = _pair(text, found[at], found[at + step]), step + 1
        joined.append(pair or found[at])
        at += taken if pair else 1
    return joined


_IN = re.compile(r"\bin\s$", re.IGNORECASE)


def _is_dated(text: str, quantity: Quantity) -> bool:
    """Whether a bare number is the year in "from 48% in 2023 to 41%"."""
    is_year = quantity.unit is None and quantity.end - quantity.start == 4 and 1900 <= quantity.value <= 2100
    return is_year and bool(_IN.search(text, max(0, quantity.start - 3), quantity.start))


def _pair(text: str, first: Quantity, second: Quantity) -> Quantity | None:
    if second.start - first.end > APART or "\n" in text[first.end : second.start]:
        return None
    return _ratio(text, first, second) or _long_time(text, first, second) or _span(text, first, second)


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
_FROM_EARLIER = re.compile(r",?\s+from\s+", re.IGNORECASE)


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


_FELL = pattern(rf"\b{any_of(FALLING)}(?:\s+by)?\s+$")


def _span(text: str, first: Quantity, second: Quantity) -> Quantity | None:
    """A range or a change: both numbers share a unit, which may be written once."""
    if first.number is None or second.number is None or {first.form, second.form} != {"value"}:
        return None
    if _is_dated(text, first) or _is_for_people(text, first, second):
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
    # "fell $2.86 to $41.32": by how much, and to what.
    if first.unit and not opening and low < high and _FELL.search(text, max(0, first.start - APART), first.start):
        return None
    shared = not (first.unit and second.unit) or first.unit == units.PERCENT or low < high / second.number.scale
    if second.number.scale > ONE == first.number.scale and shared:
        low *= second.number.scale
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
        number=second.number,
    )
