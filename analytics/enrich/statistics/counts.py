"""Patterns that recognise numbers of people and things: samples, counts, rates by so many, marks and scores."""

from __future__ import annotations

import re

from analytics.enrich.statistics.lexicon import (
    APPROXIMATELY,
    BOUNDS,
    COUNTED,
    FALLING,
    FINITE,
    HEDGES,
    LINKS,
    MONTHS,
    POPULATION,
    REACHING,
    RISING,
    YEAR,
    any_of,
    pattern,
)
from analytics.enrich.statistics.names import is_model, is_name
from analytics.enrich.statistics.numbers import is_whole
from analytics.enrich.statistics.place import Place, Recognised
from analytics.enrich.statistics.quantity import Quantity

_AVERAGE_BEFORE = pattern(
    r"\b(?:averag(?:e[ds]?|ing)|mean(?!\s+(?:an?|that|the|you|we)\b)|medians?|typical(?:ly)?)\b[^.;:,]{0,40}$"
    r"|\bon\s+average,\s[^.;:,]{0,60}$"
)
_AVERAGE_AFTER = pattern(r"(?:\s+[^\s.;:,]+){0,4}?\s+on\s+average\b")


def is_average(place: Place) -> bool:
    """Whether the sentence calls the figure an average."""
    return bool(_AVERAGE_BEFORE.search(place.near) or _AVERAGE_AFTER.match(place.after))


_SURVEYED = any_of(
    """survey(?:ed|ing|s)? survey_of poll(?:ed|ing)? poll_of interview(?:ed|ing) interviews_with questioned asked
    analy[sz]ed examined studied sampled quizzed sample_of study_in study_of study_with trial_in
    trial_of trial_with sample_size_of responses_from panel_of based_on
    based_on_an?_\\w+_of based_on_(?:answers|responses)_from based_on_interviews_with
    (?:survey|poll|study|questionnaire)_(?:drew|received|gathered|collected|attracted|covered)
    (?:responses|answers|replies|feedback)_(?:came_)?from heard_from spoke_(?:to|with) canvassed"""
)
_SAMPLE_BEFORE = pattern(rf"\b{_SURVEYED}{HEDGES}\s+(?:the\s+)?$")
_SAMPLE_LETTER = pattern(r"(?:\bn\s?=|\b(?:sample|base)(?:\s+size)?(?:\s+(?:of|was|is)|:|\s?=))\s*$")
_ASKED_AFTER = pattern(
    r"(?:\s+(?:in|across|from)\s+[\w\s]{2,30}?)?\s+(?:(?:(?:who|that)\s+)?(?:were\s+)?"
    r"(?:polled|surveyed|interviewed|questioned|sampled|quizzed|who\s+(?:responded|answered|replied|took\s+part))\b"
    r"|(?:(?:who|that)\s+)?(?:took\s+part|participated)\b)"
)
_WHERE = pattern(r"\b(?:in|across|from)\s+$")
_SAMPLE_OVER = pattern(r"\s*(?:[),.;\]|]|$)")
_COUNTED = pattern(
    rf"[\s-]+(?!(?:char(?:acter)?s?|words?)\b)"
    rf"(?:of\s+(?:the\s+|its\s+|our\s+|their\s+)?)?(?:(?!{LINKS}\b)[^\W\d_][\w'’&/-]*\s+){{0,3}}?(?P<noun>{COUNTED})\b"
    rf"(?!\s+(?:(?!(?:{FINITE}|{LINKS})\b)[^\W\d_]+\s+)?{COUNTED}\b)"
)
_PLURAL = pattern(r"\s+(?!(?:char(?:acter)?s?|words?)\b)(?:[^\W\d_][\w'’-]*\s+){0,2}?(?P<noun>[a-z][a-z-]{2,}s)\b")
_NOT_COUNTED = pattern(
    rf"""\w*(?:ss|us|is|ous)|{
        any_of('''has was does its this always perhaps less years months weeks days hours minutes
        seconds times words characters ways steps tips things points others towards dollars euros pounds cents
        provides shows reveals suggests indicates means includes represents''')
    }"""
)
_LABELS = any_of(
    """page chapter step section figure fig\\. table version v no\\. number phase crisis part level tier type grade
    room week round vol\\. volume issue article windows iphone gpt gemini claude llama ios android web area line
    apollo top agenda formula route highway fortune global inc\\. forbes S&P FTSE Nasdaq Russell Nikkei CAC DAX"""
)
_LABEL_BEFORE = pattern(rf"(?:\b{_LABELS}\s*|\b{MONTHS}\s+|[#/]|\d-)$")


_ANSWERED = pattern(r"(?:respondents|participants|interviewees)")
_AMONG = pattern(r"\b(?:of|among|all)(?:\s(?:the|our|all|these))?\s$")


def sample_size(place: Place) -> Recognised | None:
    quantity = place.quantity
    if quantity.unit or quantity.form != "value" or not is_whole(quantity.value) or quantity.value < 2:
        return None
    counted = _COUNTED.match(place.after)
    if counted and _ASKED_AFTER.match(place.after, counted.end()) and not _WHERE.search(place.near):
        return Recognised("sample size", counted["noun"])
    if counted is None and _SAMPLE_BEFORE.search(place.near) and (asked := _PLURAL.match(place.after)):
        return None if _NOT_COUNTED.fullmatch(asked["noun"]) else Recognised("sample size", asked["noun"])
    alone = _SAMPLE_LETTER.search(place.near) and (counted or _SAMPLE_OVER.match(place.after))
    asked_all = counted and _ANSWERED.fullmatch(counted["noun"]) and _AMONG.search(place.near)
    if alone or asked_all or (counted and _SAMPLE_BEFORE.search(place.near)):
        return Recognised("sample size", counted["noun"] if counted else "respondents")
    return None


_PER_BEFORE = pattern(r"\b(?:per|for\s+every|in\s+every|out\s+of(?:\s+every)?)\s+$")
_PER_AFTER = pattern(
    rf"\s+(?P<what>(?:(?!{LINKS}\b)[a-z][\w-]*\s+){{1,3}})per\s+"
    r"(?P<base>\d{1,3}(?:,\d{3})+|\d{2,7}|(?:an?\s+)?(?:hundred|thousand|million)(?!\s+dollars))"
    r"\s+(?P<whom>(?:[a-z][\w-]*\s+)?[a-z][\w-]*[a-z])"
)


def per_thousand(place: Place) -> Recognised | None:
    """ "4.2 deaths per 1,000 people"."""
    rate = _PER_AFTER.match(place.after) if place.quantity.unit is None else None
    return Recognised("ratio", f"{rate['what']}per {rate['base']} {rate['whom']}") if rate else None


_PROMOTERS = pattern(
    r"\b(?:NPS|net\s+promoter\s+scores?)(?:\s+scores?)?(?:\s+(?!" + LINKS + r"\b)[\w-]+){0,3}?"
    rf"(?:\s+(?:of|is|was|at|to|reached|hit|stands_at|from|by|averages?|averaged)|\s?:)*{HEDGES}\s*\(?$"
)


def marked(place: Place) -> Recognised | None:
    """ "4.5 out of 5 stars"."""
    unit = place.quantity.unit
    return Recognised("average", unit.name) if unit and unit.dimension == "score" else None


_POINTS = pattern(r"[\s-]points?\b")


def promoters(place: Place) -> Recognised | None:
    """ "an NPS of 62": a score between -100 and 100."""
    quantity = place.quantity
    if quantity.unit or quantity.form not in _COUNTABLE or abs(quantity.value) > 100 or _POINTS.match(place.after):
        return None
    if not _PROMOTERS.search(place.near):
        return None
    return Recognised("average" if quantity.form == "value" else quantity.form, "net promoter score")


HEDGED = pattern(rf"\b(?:{APPROXIMATELY}|{BOUNDS})\s+$")
_GROUPS = pattern(POPULATION)
# Unless it is hedged, "a thousand brands" means many.
_HOTLINE = pattern(r"(?:911|999|112)\s+calls?")
# "a 27B outperforms": a number of parameters that stands for a model, a window of 128K.
_SIZE = re.compile(r"\d[KB]$")
# "826 student Ann Lee": of so many there is a plural.
_MANY = pattern(r"(?:s|people|men|women|children|kids|staff|mice|retirees|GGUF|Gen_Zers|vertices)$")
_ROUND_WORDS = pattern(r"an?\s+(?:hundred|thousand|million|billion)")
# What no list knows as counted, or what no noun follows, is a figure from here on.
LEAST_UNNAMED = 1000
_COUNTABLE = frozenset({"value", "range", "change"})


def count(place: Place) -> Recognised | None:
    quantity = place.quantity
    number = quantity.number
    if quantity.unit or quantity.form not in _COUNTABLE or number is None or _is_year(quantity) or is_model(place):
        return None
    if _LABEL_BEFORE.search(place.near) or _PER_BEFORE.search(place.near) or _HOTLINE.match(place.raw + place.after):
        return None
    kind = "count" if quantity.form == "value" else quantity.form
    counted = _COUNTED.match(place.after)
    # Style books spell out a number that opens a sentence; elsewhere a spelt one is small talk.
    figure = number.form == "digits" or not place.before.strip()
    if _ROUND_WORDS.fullmatch(place.raw) and not HEDGED.search(place.near):
        return None
    if counted and not _MANY.search(counted["noun"]):
        return None
    people = counted is not None and figure and bool(_GROUPS.fullmatch(counted["noun"]))
    if counted and quantity.value >= (10 if people else 100):
        return Recognised("average" if kind == "count" and is_average(place) else kind, counted["noun"])
    plural = None if is_name(place) else _PLURAL.match(place.after)
    if plural and _SIZE.search(place.raw):
        return None
    if plural and number.form == "digits" and is_average(place) and not _NOT_COUNTED.fullmatch(plural["noun"]):
        return Recognised("average" if kind == "count" else kind, plural["noun"])
    if plural and quantity.value >= LEAST_UNNAMED and not _NOT_COUNTED.fullmatch(plural["noun"]):
        return Recognised(kind, plural["noun"])
    return _named_before(place, kind)


# "Subscribers rose by 200 to 5,000", "the number of stores fell to 1,240"
_REACHES = any_of(f"{RISING} {FALLING} {REACHING} are were")
_BY_SO_MUCH = r"(?:\s+(?:by\s+)?[\d.,%]+(?:\s(?:per\s?cent|[mb]illion))?)"
_NAMED_BEFORE = pattern(
    rf"\b(?P<noun>{COUNTED}|headcount|workforce|membership|circulation|user\s+base|[DMW]AUs)"
    r"(?:\s+(?:in|at|of)\s+[\w'’-]+)?(?:\s+[a-z]+ly|\s+have|\s+has)?"
    rf"(?:\s+{_REACHES}(?:\s+[a-z]+ly)?{_BY_SO_MUCH}?(?:\s+to)?|:)"
    rf"{HEDGES}\s+(?:an?\s+)?(?:record\s+|total\s+of\s+)?$"
)
_OWNED = re.compile(
    r"(?:(?P<owner>.+)['’]s?\s)?(?:[Tt]he\s(?:total\s)?number\sof\s|[Ii]ts\s|[Tt]heir\s|[Oo]ur\s)?"
    r"(?P<group>[^'’]*?)(?:\s(?:of|at|in)\s(?P<whose>.+))?"
)


def owner_and_group(subject: str, noun: str) -> tuple[str | None, str] | None:
    """Who has the counted that a subject names: ("Plover", "active users") for "Plover's active users"."""
    owned = _OWNED.fullmatch(subject)
    if owned is None or not owned["group"].endswith(noun):
        return None
    return owned["owner"] or owned["whose"], owned["group"]


_YEARS = re.compile(rf"\b{YEAR}\b")
_NOUN_OVER = pattern(rf"\s*(?:[.,;:)]|$|\(|\s+(?:{LINKS}|last|this|next|worldwide|globally|today|now|yesterday)\b)")


def _named_before(place: Place, kind: str) -> Recognised | None:
    """A number of what its verb's subject names: "Subscribers rose to 5 million"."""
    value = place.quantity.low if place.quantity.low is not None else place.quantity.value
    if value < LEAST_UNNAMED or _YEARS.search(place.raw):
        return None
    named = _NAMED_BEFORE.search(place.near)
    if named is None or not _NOUN_OVER.match(place.after):
        return None
    return Recognised(kind, named["noun"])


def _is_year(quantity: Quantity) -> bool:
    return 1900 <= quantity.value <= 2100 and quantity.end - quantity.start == 4
