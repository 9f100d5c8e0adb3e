"""The quantity that one number makes with the words and signs beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from analytics.enrich.statistics import numbers, points, units
from analytics.enrich.statistics.lexicon import COUNTED, FALLING, POPULATION, REACHING, RISING, any_of, pattern
from analytics.enrich.statistics.numbers import Number
from analytics.enrich.statistics.quantity import APART, Form, Quantity
from analytics.enrich.statistics.words import ONE


def read(text: str) -> Iterator[Quantity]:
    """The quantity of each number in order, where it has one."""
    for number in numbers.read(text):
        if quantity := _single(text, number):
            yield _with_plus(text, quantity)


# "5G", "GPT-4", "file.7", "12:30": digits that belong to a name, a path or a clock.
# "004%" and "202561%" come from lost points and lost spaces: nobody writes a figure so.
_PADDED = re.compile(r"[-−–+]?(?:0\d|\d{6,}$)")
_FILING = re.compile(r"-[KQF]\b")
_GENERATION = re.compile(r"\dG$")
# "£1.2m-1.5m" is a range.
_GLUED = re.compile(
    r"(?<!\d-in)(?<=[A-Za-z_@])(?:(?<!\d[mkMKbBxX])(?<!\dbn)[-‑+])?\Z|\w\.\Z|/\Z|\d:\Z|\d\s?[×x]\s?\Z|\ufffd\Z"
)
_CLOCK = re.compile(r"(?::\d\d)?\s?(?:[ap]\.?m\b\.?|o'clock)|:\d\d\b", re.IGNORECASE)
_DECADE = re.compile(r"'?s\b")


_PLUS = re.compile(r"\+(?![\w/+])")


def _with_plus(text: str, quantity: Quantity) -> Quantity:
    """The quantity with the sign of "50%+" and "£9,000+"."""
    return replace(quantity, end=quantity.end + 1) if _PLUS.match(text, quantity.end) else quantity


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
    if plus := _PLUS.match(text, number.end):
        number = replace(number, end=plus.end())
    unit = units.after(text, number.end) or points.of_share(text, number.start, number.end)
    if unit and number.form == "words" and _NAMED.fullmatch(text, number.end, unit.end):
        unit = None
    if unit and unit.unit == units.NAMES["metre"] and _is_million(text, number):
        value = number.value * 10**6
        return Quantity(number.start, unit.end, value, None, number=replace(number, value=value, scale=Decimal(10**6)))
    if unit:
        return Quantity(number.start, unit.end, number.value, unit.unit, number=number)
    if text[number.end : number.end + 1].isalpha():
        return None
    form: Form = "fraction" if number.fraction else "value"
    return Quantity(number.start, number.end, number.value, None, form, number=number)


_PEOPLE_REACH = pattern(
    rf"\b{POPULATION}\b[^.;:]{{0,24}}\b{any_of(f'{RISING} {FALLING} {REACHING}')}\b"
    r"(?:\s+(?:to|from|by|from\s+[\d.]+m\s+to))?\s+$"
)


def _is_million(text: str, number: Number) -> bool:
    """Whether "m" behind a number of people stands for million where no noun follows: "Users grew from 2m to 5m."."""
    return bool(_PEOPLE_REACH.search(text, max(0, number.start - 2 * APART), number.start))


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


_BULK = any_of("barrels tonnes tons litres gallons bottles miles kilometres acres hectares square_(?:feet|metres)")
_MILLIONS = re.compile(
    r"\s?m(?=\s(?:dollars|euros?|pounds|yen|yuan|kronor|rupees|rubles|roubles)\b)"
    # "1.2m views", "3m+ monthly users", "10m barrels"
    rf"|m(?=\+?\s(?:[a-z][a-z-]+\s){{0,2}}?(?:{COUNTED}|{_BULK})\b)|\sm(?=\s{POPULATION}\b)",
    re.IGNORECASE,
)
_MONEY_SCALE = re.compile(r"\s?(?:m|mm)(?!\w)|\s?(?P<trillion>t)(?!\w)|(?:(?P<thousand>[kK])|M|(?P<billion>[bB]))(?=/)")
_CRORES = re.compile(r"\s?(?:cr|Cr)s?(?!\w)\.?")


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
    elif unit.name == "INR" and (crores := _CRORES.match(text, end)):
        value, end = value * 10**7, crores.end()
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
