"""Ordered patterns that decide which quantities are statistics, and of what kind.

The order matters: the first pattern that recognises a quantity names its kind. What none recognises (years, dates,
versions, prices, list numbers, bare numbers) is no statistic.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from analytics.enrich.statistics.quantities import Quantity
from analytics.enrich.statistics.units import MULTIPLE


@dataclass(frozen=True, slots=True)
class Recognised:
    """The kind of a statistic, the name of its unit and, for counts, where the counted noun ends."""

    kind: str
    unit: str
    end: int


@dataclass(frozen=True, slots=True)
class Place:
    """A quantity in its sentence: `before` and `after` are the sentence's text on either side."""

    quantity: Quantity
    before: str
    after: str


Pattern = Callable[[Place], Recognised | None]

_AVERAGE = re.compile(
    r"\b(?:average[ds]?|averaging|mean|median|typical(?:ly)?)\b[^.;:]{0,40}$|^\s+on average\b", re.IGNORECASE
)
_IDIOM = re.compile(
    r"^\s+(?:off\b|discount|free\b|sure\b|certain\b|guarantee|committed\b|organic\b|confidence\b|CI\b|commission\b|confident\b|happy\b)",
    re.IGNORECASE,
)
_GROWTH = (
    r"(?:increase|decrease|rise|drop|decline|growth|uplift|lift|jump|reduction|gain|fall|surge|spike|dip|slump|improvement"
    r"|boost|cut|hike|loss)"
)
_CHANGE_AFTER = re.compile(
    rf"^\s+(?:[\w-]+\s+){{0,3}}{_GROWTH}s?\b|^\s+(?:year[- ](?:over|on)[- ]year|YoY|y/y|month[- ]over[- ]month)",
    re.IGNORECASE,
)
CHANGE_BEFORE = re.compile(
    r"\b(?P<verb>rose|risen|rises?|rising|grew|grown|grows?|growing|growth(?:\s+(?:rate\s+)?of)?|fell|fallen|falls?|falling|dropp?(?:ed|ing|s)?"
    r"|declin(?:ed|es?|ing)|increas(?:ed|es?|ing)|decreas(?:ed|es?|ing)|jump(?:ed|s|ing)?|climb(?:ed|s|ing)?|slid|slipp(?:ed|ing)"
    r"|shrank|shrunk|shrink(?:s|ing)?|up|down|improv(?:ed|ing|es?)|reduc(?:ed|es?|ing)|rais(?:ed|es?|ing)|surg(?:ed|es?|ing)"
    r"|soar(?:ed|s|ing)?|plung(?:ed|es?|ing)|tumbl(?:ed|es|ing)|expand(?:ed|s|ing)?|lower(?:ed|s|ing)|cut(?:s|ting)?|boost(?:ed|s|ing)?"
    r"|lift(?:ed|s|ing)?|plummeted|dipped|gained|lost|rebounded|slowed|accelerated|outpaced|spiked|dipped|slashed|swelled)"
    r"(?:\s+(?:by|of|an?|another|roughly|about|around|nearly|almost|approximately|over|more\s+than|at\s+least|up\s+to|as\s+much\s+as|sharply|just|only|some|estimated|annually|well|costs|spend|further)){0,4}\s+[~≈]?$",
    re.IGNORECASE,
)
_PRICE_BEFORE = re.compile(
    r"\b(?:cost(?:s|ing)?|priced?(?:\s+(?:at|from|of))?|pric(?:es|ing)(?:\s+\w+){0,2}|starts?\s+(?:at|from)|starting\s+(?:at|from)|sells?\s+for|sold\s+for|buy(?:s|ing)?(?:\s+\w+){0,3}\s+for"
    r"|retails?\s+(?:at|for)|charg(?:es?|ed|ing)|fee\s+of|subscription(?:\s+\w+){0,2}|pay(?:s|ing)?|paid|wearing\s+an?|worth\s+of\s+\w+|offers?|for\s+(?:just|only)|tickets?(?:\s+\w+){0,2})\s+(?:just\s+|only\s+|about\s+|around\s+|an?\s+|as\s+little\s+as\s+|from\s+|you\s+|up\s+to\s+)?$",
    re.IGNORECASE,
)
_PRICE_AFTER = re.compile(
    r"^\s*(?:apiece|each\b|per\s+(?:seat|licen[cs]e|user|ticket|person|item|unit)\b|off\b|discount|fee\b|gift\s+card|subscription|plan\b|ticket|coupon|price\s+tag|(?:[A-Z]\w+\s+)?(?:Rolex|watch)\b"
    r"|(?:/|\s+(?:a|per)\s+)(?:mo|month|year|yr|week|user|seat)\b)",
    re.IGNORECASE,
)
_SAMPLE_BEFORE = re.compile(
    r"\b(?:n\s?=\s?|N\s?=\s?|survey(?:ed|ing)?(?:\s+of)?|polled|polling|poll\s+of|interview(?:ed|s\s+with)?|questioned|sample(?:\s+size)?\s+of|sampled|responses\s+from|based\s+on(?:\s+(?:responses\s+from|interviews\s+with|data\s+from|a\s+survey\s+of|the\s+responses\s+of))?"
    r"|asked|study\s+of|analy[sz](?:ed|is\s+of|ing)|panel\s+of|respondents:)\s*(?:more\s+than|over|some|about|around|nearly|almost|roughly|approximately|at\s+least|a\s+total\s+of)?\s*$",
    re.IGNORECASE,
)
_SAMPLE_NOUN = r"(?:respondents|participants|interviewees|responses)"
_PEOPLE = (
    r"people|persons|men|women|children|kids|adults|teens|teenagers|users?|customers|consumers|shoppers|buyers|subscribers|members|viewers"
    r"|visitors|visits|readers|listeners|followers|marketers|advertisers|publishers|creators|developers|employees|workers|staff|jobs"
    r"|executives|leaders|CMOs|CEOs|CIOs|professionals|respondents|participants|students|patients|households|families|voters|residents"
    r"|companies|businesses|brands|firms|organi[sz]ations|agencies|retailers|merchants|sellers|startups|vendors|stores|locations"
    r"|impressions|clicks|views|downloads|installs|sessions|pageviews|searches|queries|prompts|messages|emails|leads|conversions|orders"
    r"|purchases|transactions|sales|units|accounts|websites|sites|domains|pages|posts|videos|ads|campaigns|keywords|URLs|links"
    r"|countries|markets|cities|deaths|cases|learners|cars|vehicles|homes|devices|shares|citations|parameters|tokens|articles|papers|backlinks|reviews"
    r"|employees|hires|layoffs|roles|positions|partners|clients|investors|players|fans|votes|songs|apps|products|items|books|events|attendees|monkeys|participants|samples|observations|measurements|species|mice|subjects|patients|vertices|employees|volunteers|individuals|females|males|girls|boys|babies|infants|infections|officials|doctors|nurses|teachers|scientists|researchers|engineers|soldiers|refugees|migrants|tests|doses|satellites|genes|cells|proteins|sequences|stations|wells|trees|plants|animals|birds|fish|passages|genomes|galaxies|stars|nodes"
)
_COUNTED = re.compile(
    rf"^(?:[\s-]+(?:of\s+(?:the\s+|its\s+|our\s+|their\s+)?)?(?:[A-Za-z][\w'’&/-]*\s+){{0,3}}?(?P<noun>{_PEOPLE}))\b"
)
_PLURAL = re.compile(r"^\s+(?:[a-z][\w'’-]*\s+){0,2}?(?P<noun>[a-z][a-z-]{2,}s)\b")
_NOT_PLURAL = re.compile(
    r"(?:ss|us|is|ous)$|^(?:has|was|does|its|this|always|perhaps|less|years|months|weeks|days|hours|minutes|seconds|times|words|characters|ways|steps|tips|things|points)$"
)
_STOP_BEFORE = re.compile(
    r"\b(?:the|top|page|chapter|step|section|figure|fig\.?|table|version|v|no\.?|number|phase|crisis|part|level|tier|type|grade|room|day|week|round|vol\.?|issue|article|type|windows|iphone|gpt|gemini|claude|llama|ios|android|python|web|area|line|sol|apollo|of\s+the)\s*#?$",
    re.IGNORECASE,
)
_RANK = re.compile(r"(?:#|\bNo\.\s?|\bnumber\s|\branked\s+)$", re.IGNORECASE)
_TIME_AFTER = re.compile(
    r"^[\s-]+(?:ago|before|after|later|earlier|prior|from\s+now|old|away|a\s+(?:day|week|month|year)|per\s+(?:day|week))\b",
    re.IGNORECASE,
)
_TIME_BEFORE = re.compile(
    r"\b(?:in|for|within|after|before|until|every|last|past|next|previous|first|final|over|during|by|than|of|the|under|through|since|these|those|following|recent|coming|another|about|aged?)(?:\s+(?:the|just|only|about|around|nearly|almost|more\s+than|over|at\s+least|up\s+to|as\s+little\s+as|under|less\s+than|last|past|next|first))*\s*$",
    re.IGNORECASE,
)


def _change(place: Place) -> Recognised | None:
    quantity = place.quantity
    unit = quantity.unit
    if quantity.form == "change":
        return Recognised("change", unit.name if unit else "number", quantity.end) if unit else None
    if unit is None or unit.dimension != "share" or quantity.form != "value":
        return None
    if _IDIOM.match(place.after):
        return None
    if CHANGE_BEFORE.search(place.before) or _CHANGE_AFTER.match(place.after):
        return Recognised("change", unit.name, quantity.end)
    return None


def _range(place: Place) -> Recognised | None:
    quantity = place.quantity
    if quantity.form != "range" or quantity.unit is None:
        return None
    if quantity.unit.dimension == "time" and _time_is_context(place):
        return None
    return Recognised("range", quantity.unit.name, quantity.end)


def _points(place: Place) -> Recognised | None:
    unit = place.quantity.unit
    if unit is None or unit.dimension != "points":
        return None
    return Recognised("basis points" if unit.name == "basis points" else "points", unit.name, place.quantity.end)


_FRACTION_AFTER = re.compile(
    r"^\s+(?:of\b|the\s+(?!time\b)|as\s+(?:many|much|likely)|say|said|plan|use|are|were|have|believe|report|expect|think|agree|now|don)",
    re.IGNORECASE,
)
_FRACTION_NOT = re.compile(r"\b(?:first|second|other|latter|last|next|fiscal|the|better|this|that)\s+$", re.IGNORECASE)
_HEDGED = re.compile(
    r"\b(?:nearly|almost|about|around|roughly|approximately|more\s+than|over|less\s+than|just\s+over|just\s+under|at\s+least|fewer\s+than|only)\s+$",
    re.IGNORECASE,
)


def _ratio(place: Place) -> Recognised | None:
    quantity = place.quantity
    if quantity.form == "ratio":
        return Recognised("ratio", "percent", quantity.end)
    if quantity.form != "fraction" or _FRACTION_NOT.search(place.before):
        return None
    if _FRACTION_AFTER.match(place.after) or _HEDGED.search(place.before):
        return Recognised("ratio", "percent", quantity.end)
    return None


def _multiple(place: Place) -> Recognised | None:
    quantity = place.quantity
    return Recognised("multiple", MULTIPLE, quantity.end) if quantity.form == "multiple" else None


def _percent(place: Place) -> Recognised | None:
    quantity = place.quantity
    if quantity.unit is None or quantity.unit.dimension != "share" or _IDIOM.match(place.after):
        return None
    return Recognised("percent", quantity.unit.name, quantity.end)


def _sample_size(place: Place) -> Recognised | None:
    quantity = place.quantity
    if quantity.unit or quantity.form != "value" or quantity.value % 1 or quantity.value < 2:
        return None
    counted = _COUNTED.match(place.after)
    bare_n = re.search(r"\bn\s?=\s?$", place.before, re.IGNORECASE)
    if bare_n or (_SAMPLE_BEFORE.search(place.before) and counted):
        noun = counted["noun"] if counted else "respondents"
        return Recognised("sample size", noun, quantity.end + (counted.end() if counted else 0))
    return None


def _money(place: Place) -> Recognised | None:
    quantity = place.quantity
    if quantity.unit is None or quantity.unit.dimension != "money":
        return None
    if _average(place):
        return Recognised("average", quantity.unit.name, quantity.end)
    large = quantity.value >= 100_000
    if not large and (_PRICE_BEFORE.search(place.before) or _PRICE_AFTER.match(place.after)):
        return None
    return Recognised("money", quantity.unit.name, quantity.end)


def _average(place: Place) -> bool:
    return bool(_AVERAGE.search(place.before) or re.match(r"\s+on average\b", place.after, re.IGNORECASE))


def _time_is_context(place: Place) -> bool:
    """Whether a duration only says when or how long, without being what is measured."""
    hyphenated = "-" in place.before[-1:] + place.after[:1]
    return hyphenated or bool(_TIME_AFTER.match(place.after)) or bool(_TIME_BEFORE.search(place.before))


def _measured(place: Place) -> Recognised | None:
    quantity = place.quantity
    unit = quantity.unit
    if unit is None or unit.dimension not in {"measure", "time"}:
        return None
    if unit.dimension == "time" and not _average(place) and _time_is_context(place):
        return None
    return Recognised("average" if _average(place) else "measure", unit.name, quantity.end)


def _count(place: Place) -> Recognised | None:
    quantity = place.quantity
    number = quantity.number
    if quantity.unit or quantity.form not in {"value", "range"} or number is None or _STOP_BEFORE.search(place.before):
        return None
    if place.before[-1:] in "#/":
        return None
    counted = _COUNTED.match(place.after)
    if counted and (quantity.value >= 10 or (quantity.value >= 2 and number.form == "digits")):
        kind = "average" if _average(place) else "count"
        return Recognised(kind, counted["noun"], quantity.end + counted.end())
    plural = _PLURAL.match(place.after)
    if (
        plural
        and quantity.value >= 1000
        and not 1900 <= quantity.value <= 2100
        and not _NOT_PLURAL.search(plural["noun"])
    ):
        return Recognised("count", plural["noun"], quantity.end + plural.end())
    return None


ORDER: tuple[Pattern, ...] = (
    _points,
    _change,
    _range,
    _ratio,
    _multiple,
    _percent,
    _sample_size,
    _money,
    _measured,
    _count,
)


def recognise(place: Place) -> Recognised | None:
    """The first pattern's answer, or None for a quantity that is no statistic."""
    for pattern in ORDER:
        if found := pattern(place):
            return found
    return None
