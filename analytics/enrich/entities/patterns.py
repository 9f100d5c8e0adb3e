"""Names that their form alone gives away: dated events, parties, initials with a surname, lines of results."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from analytics.enrich.entities import gazetteer
from analytics.enrich.entities.spans import Entity

_CAPITALISED = r"[A-Z][\w.'’-]*"
_KIND_OF_VOTE = (
    "general|presidential|federal|provincial|state|local|parliamentary|legislative|municipal|gubernatorial|mayoral"
    "|senatorial|leadership|constitutional|independence"
)
# "2024 United Kingdom general election", "1998 Winter Olympics".
_DATED_EVENT = re.compile(
    rf"(?<!\w)(?:1[5-9]|20)\d\d (?:{_CAPITALISED} (?:(?:of|and|the) (?=[A-Z]))?){{1,6}}(?:(?:{_KIND_OF_VOTE}) ){{0,2}}"
    r"(?:elections?|by-elections?|primary|referendum|Olympics|World Cup|Games|Championships?)(?!\w)"
)
# "Social Democratic and Labour Party", "Progressive Conservative Party of Manitoba".
_PARTY = re.compile(
    r"(?<![\w-])(?!(?:The|In|And|For|On|At|When|While|By|As) )"
    rf"(?:{_CAPITALISED} (?:and (?={_CAPITALISED} ))?){{1,4}}(?:Party|Alliance|Coalition)"
    rf"(?: (?:of|for) (?:the )?{_CAPITALISED}(?: {_CAPITALISED}){{0,2}})?(?!\w)"
)
# "J. Gillespie", "A. W. de Silva".
_INITIALLED = re.compile(
    r"(?<![\w.])(?!U\. ?[SKN]\.|D\. ?C\.|X\. )(?:[A-Z]\. ?){1,3}(?:(?:de|van|von|der|den|da|la|le|di|al|el) )*"
    r"([A-Z](?:['’](?=[A-Z]))?[^\W\d_]+(?:(?:-|['’](?!s\b))[^\W\d_]+)*)(?!\w)"
)
_NAME = r"([^\W\d_][\w.'’&-]*(?: [^\W\d_][\w.'’&-]*){0,3}?)"
# A row of a table of results, "Surrey 17 8 2 5 39", and a result, "Surrey 1 Kent 2".
_ROW = re.compile(rf"(?m)^{_NAME}(?: +[\d.=/-]+){{3,}} *$")
_RESULT = re.compile(rf"(?m)^{_NAME} \d+ {_NAME} \d+(?: \(.*)?$")


def dated_events(text: str) -> Iterator[Entity]:
    """Elections, referendums and games with their year: the country in them is no mention of the country."""
    for match in _DATED_EVENT.finditer(text):
        yield Entity(*match.span(), "EVENT")


def parties(text: str) -> Iterator[Entity]:
    """Political parties and alliances with the place or the cause that belongs to their name."""
    for match in _PARTY.finditer(text):
        yield Entity(*match.span(), "ORG")


def initialled(text: str, entities: Sequence[Entity]) -> Iterator[Entity]:
    """People given by initials and surname, unless one of `entities` runs into the initials ("John F. Kennedy")."""
    for match in _INITIALLED.finditer(text):
        part_of_longer = any(each.start < match.start() <= each.end + 1 for each in entities)
        well_known = gazetteer.label(match.group()) or gazetteer.label(match.group(1))
        if not part_of_longer and well_known in {None, "PERSON"}:
            yield Entity(*match.span(), "PERSON")


def contestants(text: str, *, vocabulary: frozenset[str]) -> Iterator[Entity]:
    """The names in lines of results and rankings: a country, or else a club, a team or a firm.

    `vocabulary` holds the words that the language has: a row called "Clicks" or "Extras" names nobody.
    """
    places = [match.span(1) for match in _ROW.finditer(text)]
    places += [match.span(group) for match in _RESULT.finditer(text) for group in (1, 2)]
    for start, end in places:
        name = text[start:end]
        if name[0].isupper() and (gazetteer.label(name) or not _is_prose(name, vocabulary)):
            yield Entity(start, end, "GPE" if gazetteer.has("countries", name) else "ORG")


def _is_prose(name: str, vocabulary: frozenset[str]) -> bool:
    words = name.split()
    return all(word.lower() in vocabulary and word.capitalize() not in vocabulary for word in words)
