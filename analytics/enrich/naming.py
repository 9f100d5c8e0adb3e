"""The name of a series of statistics, as a person would say it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from analytics.enrich.statistics.lexicon import PEOPLE, any_of
from analytics.enrich.wording import follows
from analytics.types import Statistic

LONGEST_NAME = 120

_PERSONS = re.compile(rf"\b{any_of(PEOPLE)}\b|\b[A-Z][A-Za-z]*s$")
_PASSIVE = re.compile(r"\b(?:is|are|was|were|being|been) \w+$")
# What a sentence says of a figure, "spending totalled", is no part of a name.
_SAYS = re.compile(r"\s+(?:totall?ed|totals|reached|hit|stood|amounted|averaged)$")
_NOW = re.compile(r"\s+(?:now|already|currently|still)\s+")
_GERUND = re.compile(r"\w+ing\b")
_IDLE = re.compile(r"^(?:now|already|currently|report(?=\s+\w+ing\b))\s+")
_MULTIPLIED = re.compile(r"\w+(?:ed|ing)", re.IGNORECASE)
_ARTICLE = re.compile(r"^(?:the|an?|its|their|our)\s+(?=\w)", re.IGNORECASE)
_DATED = re.compile(r"\s+(?:in|by|since)\s+(?:19|20)\d\d$")


def best_name(told: Sequence[Statistic]) -> str:
    """The name of a series: of what its claims say, the first that tells who does what, or else the first phrase."""
    return name_of(min(told, key=_awkwardness))


def _awkwardness(statistic: Statistic) -> tuple[bool, bool, bool]:
    says_nothing = statistic.subject is None and statistic.comparator is None
    tells_who = statistic.population is not None and follows(statistic)
    return says_nothing, ":" in name_of(statistic), not tells_who


def name_of(statistic: Statistic) -> str:
    """ "Marketers who use generative AI", "Search traffic: fell", "Buyers: more likely to return"."""
    whole, subject, compared = statistic.population, statistic.subject, statistic.comparator
    if subject and compared and f" {compared} " in f" {subject} ":
        compared = None
    if subject and statistic.kind == "ratio" and _ONE_IN.match(statistic.raw):
        subject = _of_several(subject)
    acts = subject is not None and follows(statistic) and not _GERUND.match(_IDLE.sub("", subject))
    if whole and subject and whole.casefold() in subject.casefold() and not compared:
        name = subject
    elif whole and subject and not compared and not follows(statistic) and _PASSIVE.search(subject):
        name = f"{subject} by {whole}"
    elif whole and subject and acts and not compared:
        name = f"{whole} {'who' if _PERSONS.search(whole) else 'that'} {_IDLE.sub('', subject)}"
    elif whole and subject and not compared and statistic.unit == "percent":
        name = f"share of {whole} that {_NOW.sub(' ', subject)}"
    elif subject and _MULTIPLIED.fullmatch(statistic.raw):
        name = " ".join(filter(None, (subject, statistic.raw.lower(), compared)))
    else:
        name = ": ".join(part for part in (subject or whole, compared or (whole if subject else None)) if part)
    name = _ARTICLE.sub("", _SAYS.sub("", _DATED.sub("", name or statistic.sentence)))
    return name[:1].upper() + name[1:LONGEST_NAME]


_ONE_IN = re.compile(r"(?:one|1)\b", re.IGNORECASE)
_OF_SEVERAL = {"is": "are", "was": "were", "has": "have", "does": "do", "goes": "go", "isn't": "aren't"}
_THIRD_PERSON = re.compile(r"(?P<es>\w+(?:ch|sh|ss|x|z))es|(?P<s>\w*[^su])s")


def _of_several(deed: str) -> str:
    """What one does as several do it: "earn money" for "earns money"."""
    verb, space, rest = deed.partition(" ")
    found = _THIRD_PERSON.fullmatch(verb)
    plural = found and (found["es"] or found["s"])
    return _OF_SEVERAL.get(verb, plural or verb) + space + rest
