"""The period that a figure refers to: found in its sentence, and placed on the time axis."""

from __future__ import annotations

import re
from datetime import date, datetime

from analytics.enrich.statistics.context import clean
from analytics.enrich.statistics.lexicon import MONTHS, YEAR, any_of, pattern
from analytics.types import Modality

_COUNT_WORDS = r"(?:\d{1,3}|two|three|four|five|six|seven|eight|nine|ten|twelve|few|several)"
_PERIOD = pattern(
    rf"""\b(?:
      (?:between|from)\s+(?:{MONTHS}\s+)?{YEAR}\s+(?:and|to|through)\s+(?:{MONTHS}\s+)?{YEAR}
    | {YEAR}\s?[-–]\s?(?:{YEAR}|\d\d)(?![\d-])
    | (?:the\s+)?(?:Q[1-4]|H[12])(?:\s+(?:of\s+)?(?:FY)?(?:{YEAR}|'?\d\d))?
    | (?:the\s+)?(?:first|second|third|fourth|last|final|current)\s+(?:quarter|half)(?:\s+of\s+(?:the\s+year|{YEAR}))?
    | (?:since|by|until|through|as\s+of)\s+(?:the\s+end\s+of\s+)?(?:{MONTHS}\s+)?(?:\d{{1,2}},\s+)?{YEAR}
    | (?:early\s+|late\s+|mid-)?(?:(?:\d{{1,2}}\s+)?{MONTHS}\s+(?:\d{{1,2}}(?:\s?[-–]\s?\d{{1,2}})?,\s+)?)?
      (?:fiscal(?:\s+year)?\s+|FY\s?)?{YEAR}(?!\s*(?:%|percent|[a-z]+s\b))
    | FY\s?(?:20)?\d\d | (?<=in\s){MONTHS}
    | (?:the\s+)?(?:past|last|previous|prior|next|coming|current)\s+(?:{
        _COUNT_WORDS
    }\s+)?(?:days?|weeks?|months?|quarters?|years?|decade)
    | (?:this|last|next)\s+(?:year|quarter|month|week|summer|winter|spring|fall|autumn|season)
    | {
        any_of('''year.over.year year.on.year month.over.month quarter.over.quarter YoY MoM QoQ
        year.to.date a_year_ago a_year_earlier today''')
    }
    )(?!\w)"""
)
_COMPARED_YEAR = pattern(r"(?:a|last|the\s+previous|the\s+prior|previous|prior)\s+(?:year|quarter|month)|20\d\d")
_COMPARED = pattern(r"year.(?:over|on).year|month|quarter[- ]over|YoY|MoM|QoQ|a\s+year|today")


_CLAUSE = re.compile(
    r";\s|:\s|,\s(?!(?:in|during|for|over|from|between|by|as|last|this|up|an?\syear|an?\smonth|the\s(?:first|second|third|fourth|last|past))\b|\d|[A-Z])|,\s(?:up|down|almost|nearly|from|against)\s|\sthan\s|\sand\s(?=(?:today|now|then|it|they|he|she|we|the|this|that)\b)|\s—|—\s|\s–\s"
    r"|\s(?:number|amount|rate|share|level)\s(?:that|of)\s|\s(?:compared\s(?:with|to)|versus|vs\.?|(?:up|down)\sfrom)\s"
)


_THEN = pattern(
    r";\s|\s(?:and|but)\s+(?:then|that)\s|\swhere\s|\stoday\sto\s|\s(?:which|that|who)\s(?=\w+\s(?:\w+\s){0,2}$)"
)
_BY_COMPARISON = pattern(r"(?:year|month|quarter).(?:over|on).|YoY|MoM|QoQ")
_NEWS = pattern(r"this\s+(?:week|month)|last\s+week")


# "Orla 4 (May 2025)": the name's, and not the figure's; but "Sales (2024): $5m".
_BRACKETED = re.compile(r"(?<=...)\([^()]*\)(?!\s*:|\s*$)")
_ASIDE = re.compile(rf"{_BRACKETED.pattern}|,\s(?:which|who|whose|where)\s[^,]*(?=,)")


def period(before: str, after: str, *, modality: Modality = "observed", moves: bool = True) -> str | None:
    """The period that the figure refers to, as written; a dated one before a comparison ("year over year").

    What is to come is the period of a forecast alone: "71% expect to do so over the next six months". Only what `moves`
    does so "year over year", and only that is of "this week" when the sentence opens with it.
    """
    following = _periods(_CLAUSE.split(_BRACKETED.sub("", after[:160]), maxsplit=1)[0], ahead=modality == "forecast")
    preceding = _periods(_THEN.split(_ASIDE.sub("", before[-160:]))[-1], ahead=modality == "forecast")[::-1]
    if not moves:
        following = [match for match in following if not _BY_COMPARISON.match(match[0])]
        preceding = [match for match in preceding if not (_BY_COMPARISON.match(match[0]) or _NEWS.match(match[0]))]
    nearest = [*following[:1], *preceding[:1], *following[1:], *preceding[1:]]
    dated = [match for match in nearest if not _COMPARED.match(match[0])]
    chosen = dated or nearest
    return clean(chosen[0][0]) if chosen else None


def is_comparison(period: str) -> bool:
    """Whether the words compare two periods ("year over year") and name none."""
    return bool(_COMPARED.match(period))


_EARLIER = pattern(r"\b(?:from|than|with|compared\s+to|versus|vs\.?|on|over)\s+(?:that\s+of\s+)?$")


_AHEAD = pattern(r"(?:the\s+)?(?:next|coming)\b")
_LOOKING = pattern(r"\bahead\s+to\s+$")


# "the primary of 2020" is an event; "the end of 2020" is a time.
_NAMED_BY = pattern(
    r"(?<!end)(?<!start)(?<!half)(?<!quarter)(?<!months)(?<!month)(?<!weeks)(?<!days)(?<!beginning)(?<!all)(?<!most)"
    r"(?<!rest)(?<!part)(?<!course)(?<!summer)(?<!autumn)(?<!spring)(?<!winter)(?<!fall)(?<!as)(?<!middle)\sof\s$"
)


# "since its launch in March", "a 2009 ruling": when something else was.
_OF_ANOTHER = pattern(
    r"\bsince\s[^,.;]{3,80}\sin\s$|\b(?:launched?|founded|born|established|opened|introduced|built|acquired)\s+(?:\w+\s+){0,2}in\s$"
    r"|\b(?:close|closing|completed?|completion)\b[^.;]{0,20}\sin\s(?:the\s)?$|\b(?:announced|said|reported|unveiled)\s$|\b(?:announced|unveiled)\s(?:\w+\s)?in\s$|\ba\s$|[-=]$"
)
# "its 2001 predecessor" is of that year, and so is "its 2024 revenue": but only the second is a figure's own.
_OF_EVENT = pattern(
    r"(?:\b(?:its|his|her|their|our|your|my)|['’]s|\b(?:ahead\sof|before|after|following|since)(?:\s(?!and\b)[\w-]+){0,2})\s$"
)
_DATED_THING = pattern(
    rf"""\s(?!{
        any_of('''revenues? sales profits? earnings income results? budgets? spend spending surveys? reports? study
        research figures? data growth average total output rates? peak level low high targets? forecasts? estimates?
        season holiday fiscal financial calendar year first second third fourth annual full-year net gross''')
    }\b)[a-z]"""
)
# "the lowest rate since 1984": a comparison, and no time of the figure.
_RECORD = pattern(
    r"\b(?:first|lowest|highest|most|least|biggest|largest|smallest|worst|best|fastest|slowest|low|high|second|third|fourth|fifth|last)\b[^.;]{0,50}$"
)
_IN_NAME = re.compile(r"['’]s\b|-\d\d-\d\d|\s[A-Z][a-z]+\s[A-Z]")


def _periods(text: str, *, ahead: bool) -> list[re.Match[str]]:
    """The periods in a text but those that it compares with ("up from a year earlier") or, if so asked, looks to."""
    return [
        match
        for match in _PERIOD.finditer(text)
        if not (_COMPARED_YEAR.match(match[0]) and _EARLIER.search(text, max(0, match.start() - 20), match.start()))
        and not _NAMED_BY.search(text, max(0, match.start() - 30), match.start())
        and not _OF_ANOTHER.search(text, max(0, match.start() - 60), match.start())
        and not _IN_NAME.match(text, match.end())
        and not (_OPEN.match(match[0]) and _RECORD.search(text, 0, match.start()))
        and not (_DATED_THING.match(text, match.end()) and _OF_EVENT.search(text, 0, match.start()))
        and (ahead or not (_AHEAD.match(match[0]) or _LOOKING.search(text, 0, match.start())))
    ]


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
