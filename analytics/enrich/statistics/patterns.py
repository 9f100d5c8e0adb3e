"""Ordered patterns that decide which quantities are statistics, and of what kind.

The order matters: the first pattern that recognises a quantity names its kind. What none recognises (years, dates,
versions, prices, list numbers, bare numbers) is no statistic.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from analytics.enrich.statistics.counts import HEDGED, count, is_average, marked, per_thousand, promoters, sample_size
from analytics.enrich.statistics.lexicon import (
    FALLING,
    HEDGES,
    LINKS,
    MOVEMENTS,
    POPULATION,
    RISING,
    any_of,
    pattern,
    words,
)
from analytics.enrich.statistics.names import is_named_multiple, is_trait
from analytics.enrich.statistics.numbers import is_whole
from analytics.enrich.statistics.place import Place, Recognised
from analytics.enrich.statistics.prices import EVERY, is_price
from analytics.enrich.statistics.ranks import NUMBERED
from analytics.enrich.statistics.supposed import is_supposed, is_thought_again
from analytics.enrich.statistics.units import MULTIPLE

Pattern = Callable[[Place], Recognised | None]

# "made up 12% of sales" is no rise; "cut costs 12%" is a fall, "fell to 12%" does not say by how much.
_NOT_MADE = "".join(
    rf"(?<!\b{verb}\s)"
    for verb in sorted(words("made make makes making ends ended adds give giving shut shutting track turn turned"))
)
CHANGE_BEFORE = pattern(
    rf"{_NOT_MADE}(?<!-)\b(?P<verb>{any_of(RISING + ' ' + FALLING)})"
    rf"(?:(?:\s+[\w'’-]+){{0,6}}\s+by|\s+(?:of|further|sharply|steadily)|(?<=ed|ew|ll|se)\s+with|(?:\s+(?!{LINKS}\b)[a-z][\w-]+){{1,2}})?"
    rf"(?:\s+an\s+average\s+of|\s+an?\s+(?!{LINKS}\b)[a-z]+)?{HEDGES}\s+[~∼≈+]?$"
)
_CHANGE_AFTER = pattern(
    rf"\s+(?:(?!{LINKS}\b)[\w-]+\s+){{0,3}}?{MOVEMENTS}\b"
    rf"|\s+(?:{any_of('year.over.year year.on.year YoY month.over.month MoM quarter.over.quarter QoQ y/y q/q m/m')})\b"
)
_IDIOMS = any_of(
    """off discounts? free sure certain guaranteed? committed confidence CI confident happy commission cotton
    targets? goal threshold tolerance holdout cut-?off rule lookalikes?"""
)
_IDIOM = pattern(rf"\s+{_IDIOMS}\b")
# "The top 1% are rich" names a group, "give it 110%" says much.
_GROUP_OF = pattern(r"\b(?:top|bottom|richest|wealthiest|poorest)\s$")
_GIVEN = pattern(r"\b(?:gave|give|gives|given|giving)\s(?:it\s|them\s|her\s|his\s|their\s)?$")
_OFFER = pattern(r"\b(?:save|saving|discounts?\s+of|coupon|take|get)\s+(?:an?\s+|up\s+to\s+|an?\s+extra\s+)?$")
_LASTING = pattern(
    rf"""\b{
        any_of('''takes? took taking taken lasts lasted duration time_of time_is time_was
        age length_of spend spends spent spending saves? saved saving averages''')
    }
    (?:\s+{any_of("of is was just only on up_to an roughly a_total_of")})*{HEDGES}\s*[~∼≈]?$"""
)
# "spend 6 hours online each day" measures, "spent three years abroad" does not.
_SPENT = pattern(r"\bspen(?:ds?|t|ding)\b[^.;]{0,20}$")
_DAILY = pattern(r"(?:\s+\w+){0,3}?\s+(?:an?|per|each|every)\s+(?:day|week|month|year)\b|\s+(?:daily|weekly)\b")
_BRIEF = re.compile(r"(?:[\d.][ \u00a0\u2009\u202f]?(?:[mnpfμµu]?s|min|h|Ma|Ga|ka|[kMG]yr))$")
_CLAUSE_OVER = re.compile(r"\s*(?:[.,;:]|$)")
_ANSWERING = any_of("say said plan use are were have believe report expect think agree now don")
_FRACTION_AFTER = pattern(
    rf"\s+(?:of\b|the\s+(?!time\b)|as\b|{_ANSWERING}|\(\d[\d.]*\s?%\)\s+of\b|(?<=\d\s)(?:{POPULATION}\b|[a-z]+s\s+{_ANSWERING}\b))"
)
_TIMES = any_of("day year month week season night battle hour decade century")
_OF_TIME = pattern(rf"\s+(?:of\s+)?(?:the\s+{_TIMES}|an?\s+[a-z]+)\b")
_CUT_IN = pattern(r"\b(?:cut|cuts|cutting|slash(?:es|ed)?|reduc(?:e|es|ed|ing))\s+(?:\w+\s+){0,3}in\s$")
_FRACTION_NOT = pattern(rf"\b{any_of('first second other latter last next fiscal better back front this that by')}\s+$")
_WHOLE = pattern(r"\s+(?:of|more|less|higher|lower|increase|growth|year)\b")
_WHOLE_BEFORE = pattern(
    rf"(?:\b(?:{any_of('reached reaches reach hit hits by to at from nearly almost is was was_at')})\s+)$"
)


def _points(place: Place) -> Recognised | None:
    unit = place.quantity.unit
    if unit is None or unit.dimension != "points":
        return None
    return Recognised("basis points" if unit.name == "basis points" else "points", unit.name)


# "a balance of +12%"
_STANDS_AT = pattern(r"\b(?:of|at|is|was|are|were)\s$")


def _change(place: Place) -> Recognised | None:
    """From one value to another, or a rise or fall by per cent."""
    quantity = place.quantity
    unit = quantity.unit
    if unit is None:
        return None
    stated = unit.dimension == "share" and quantity.form == "value" and not _is_idiom(place)
    signed = stated and place.raw.startswith("+") and not _STANDS_AT.search(place.near)
    if unit.dimension == "time":
        return None
    if (
        quantity.form == "change"
        or signed
        or (stated and (CHANGE_BEFORE.search(place.near) or _CHANGE_AFTER.match(place.after)))
    ):
        return Recognised("change", unit.name)
    return None


_OFTEN = pattern(r"\s+(?:an?|per|each|every)\s+(?:hour|day|week|month|quarter|year)\b")


def _is_idiom(place: Place) -> bool:
    """ "100% free", "20% off", "save 15%", "95% confidence": figures of speech, of price, of method."""
    if place.quantity.value == 100 and place.quantity.form == "value":
        alone = not place.before.strip() and not place.after.strip()
        reached = _WHOLE_BEFORE.search(place.near) and not place.after.strip()[:1].isalpha()
        return not (alone or reached or _WHOLE.match(place.after))
    nothing = place.quantity.value == 0 and "." not in place.raw and not _WHOLE.match(place.after)
    return bool(
        nothing
        or _GROUP_OF.search(place.near)
        or _GIVEN.search(place.near)
        or _IDIOM.match(place.after)
        or _OFFER.search(place.near)
    )


def _range(place: Place) -> Recognised | None:
    quantity = place.quantity
    if quantity.form != "range" or quantity.unit is None or _is_idiom(place) or is_trait(place):
        return None
    if (quantity.unit == MULTIPLE and _is_frequency(place)) or is_thought_again(place):
        return None
    if quantity.unit.dimension == "time" and not (is_average(place) or _is_duration(place)):
        return None
    if quantity.unit.dimension == "money" and is_price(place.quantity, place.raw, place.near, place.after):
        return None
    return Recognised("range", quantity.unit.name)


def _ratio(place: Place) -> Recognised | None:
    quantity = place.quantity
    if quantity.form == "ratio":
        return Recognised("ratio", "percent")
    if quantity.form != "fraction" or _OF_TIME.match(place.after):
        return None
    if CHANGE_BEFORE.search(place.near) or _CUT_IN.search(place.near):
        return Recognised("change", "percent")
    if _FRACTION_NOT.search(place.near):
        return None
    if _FRACTION_AFTER.match(place.raw[-1:] + place.after, 1) or HEDGED.search(place.near):
        return Recognised("ratio", "percent")
    return None


def _multiple(place: Place) -> Recognised | None:
    if place.quantity.unit != MULTIPLE or _is_frequency(place) or is_named_multiple(place):
        return None
    return Recognised("multiple", MULTIPLE.name)


def _is_frequency(place: Place) -> bool:
    """Whether "times" counts occasions: "3-4x a week", "they called three times."."""
    if _OFTEN.match(place.after):
        return True
    at_end = place.raw.lower().endswith("times") and _CLAUSE_OVER.match(place.after)
    return bool(at_end) and not CHANGE_BEFORE.search(place.near)


def _percent(place: Place) -> Recognised | None:
    unit = place.quantity.unit
    if unit is None or unit.dimension != "share" or _is_idiom(place) or is_thought_again(place):
        return None
    return Recognised("percent", unit.name)


def _money(place: Place) -> Recognised | None:
    unit = place.quantity.unit
    if unit is None or unit.dimension != "money" or place.quantity.value == 0 or _OF_PEOPLE.match(place.after):
        return None
    if is_average(place):
        return Recognised("average", unit.name)
    return None if is_price(place.quantity, place.raw, place.near, place.after) else Recognised("money", unit.name)


# "$147 clients" is a count that was taken down wrongly.
_OF_PEOPLE = pattern(rf"\s+(?=\w+s\b){POPULATION}\b")


def _measured(place: Place) -> Recognised | None:
    unit = place.quantity.unit
    if unit is None or unit.dimension not in {"measure", "time"} or EVERY.search(place.near) or is_trait(place):
        return None
    average = is_average(place)
    if unit.dimension == "time" and not average and not _is_duration(place):
        return None
    return Recognised("average" if average else "measure", unit.name)


# "age of 48 months and above" says who is let in.
_BOUND_AFTER = pattern(r"\s+(?:and|or)\s+(?:above|older|over|up|under|younger|below)\b")


_AGED = pattern(r"\b(?:above|over|under|from|at|until|after|by|of|the)\s+(?:the\s+)?ages?\s+(?:of\s+)?$")


def _is_duration(place: Place) -> bool:
    """Whether a duration is what is measured ("takes 3 hours", "12 ms"), and not when something happens."""
    if _BOUND_AFTER.match(place.after) or _AGED.search(place.near):
        return False
    if "-" in place.before[-1:] + place.raw[1:] + place.after[:1]:
        return False
    if _SPENT.search(place.near) and not _DAILY.search(place.raw + place.after):
        return False
    return bool(_LASTING.search(place.near) or _BRIEF.search(place.raw))


ORDER: tuple[Pattern, ...] = (
    _points,
    _change,
    _range,
    _ratio,
    _multiple,
    _percent,
    per_thousand,
    promoters,
    marked,
    sample_size,
    _money,
    _measured,
    count,
)


def _rank(place: Place) -> Recognised | None:
    quantity = place.quantity
    whole = quantity.unit is None and quantity.form == "value" and quantity.value > 0 and is_whole(quantity.value)
    numbered = whole and NUMBERED.search(place.near)
    return Recognised("rank", "rank") if numbered or quantity.form == "rank" else None


# "62% ± 2%", "several hundred million euros"
_VAGUE = re.compile(r"±\s?$|\b(?:several|many|a few|couple|couple of)\s$", re.IGNORECASE)


def recognise(place: Place, *, ranks: bool = False) -> Recognised | None:
    """The first pattern's answer, or None for a quantity that is no statistic; ranks only when asked for."""
    if ranks and (rank := _rank(place)):
        return rank
    if is_supposed(place) or _VAGUE.search(place.near):
        return None
    for recognises in ORDER:
        if found := recognises(place):
            return found
    return None
