"""How far a name goes: what stands beside an entity and belongs to it, and first names that the model passed over."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from analytics.enrich.entities import gazetteer
from analytics.enrich.entities.spans import Entity, apart

_NAME = r"[A-Z][a-z]+(?:-[A-Z]?[a-z]+)*"
_NAME_AFTER = re.compile(rf" ({_NAME})(?!\w)")
# "Ursula" + "von der Leyen", "Ursula von der" + "Leyen".
_PARTICLE = r"(?:von|van|de|der|den|del|della|da|di|du|dos|la|le|el|al|bin|ibn|ten|ter|zu)"
_NOBLE = re.compile(rf"[A-Z][\w'’-]+(?: {_PARTICLE}){{1,3}} [A-Z][\w'’-]+")
_NAME_BEFORE = re.compile(rf"(?<![\w.])({_NAME}) $")
_LONGEST_NAME = 40
# "Alliance of Liberals and Democrats for Europe", "Council on Competitiveness", but "Council on Friday".
_DAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|May|June|July|August|September"
_GOES_ON = re.compile(
    rf" (?:of|for|on) (?:the )?(?!(?:{_DAY}|October|November|December)\b)[A-Z][\w'’-]+(?: (?:and )?[A-Z][\w'’-]+)*"
)
_FIRST_NAME = re.compile(
    r"(?<![\w#@.'’(-])([A-Z][a-z]+)(?![\w-])(?! \(?[\"“'‘]?[A-Z]| (?:de|di|da|van|von|der|bin|al) )"
)
# In posts, which are short, people write them small.
_SMALL_FIRST_NAME = re.compile(r"(?<![\w#@.'’/-])([a-z]{4,})(?![\w@/-]|\.\w)")
_LONGEST_POST = 280
_OTHER_NAME = re.compile(r"[A-Z][\w.’'-]* [\"“'‘]?$")


def widened(text: str, entities: Sequence[Entity], *, vocabulary: frozenset[str]) -> list[Entity]:
    """The entities with the words beside them that are a part of the name.

    A word with a capital that the language does not have belongs to the person next to it: the model often reads half
    of a name that it has never seen. `vocabulary` holds the words of the language.
    """
    begins = {each.start for each in entities}
    people = {each.start for each in entities if each.label == "PERSON"}
    noble = [Entity(*match.span(), "PERSON") for match in _NOBLE.finditer(text) if match.start() in people]
    longer = [each for each in noble if not any(_holds(other, each) for other in entities)]
    entities = apart([*longer, *entities])
    return apart(_whole(text, each, begins, entities, vocabulary) for each in entities)


def _holds(one: Entity, other: Entity) -> bool:
    return one.start <= other.start and other.end <= one.end


def first_names(text: str) -> Iterator[Entity]:
    """First names that stand alone and are no words of the language."""
    for match in _FIRST_NAME.finditer(text):
        name = match.group(1)
        before = text[max(0, match.start() - _LONGEST_NAME) : match.start()]
        if _names_somebody(name) and not _OTHER_NAME.search(before):
            yield Entity(*match.span(1), "PERSON")
    if len(text) <= _LONGEST_POST:
        for match in _SMALL_FIRST_NAME.finditer(text):
            if _names_somebody(match.group(1)) or gazetteer.has("people", match.group(1)):
                yield Entity(*match.span(1), "PERSON")


def _names_somebody(name: str) -> bool:
    return gazetteer.has("first_names", name) and not gazetteer.has("words_too", name) and gazetteer.label(name) is None


def _whole(
    text: str, entity: Entity, begins: set[int], entities: Sequence[Entity], vocabulary: frozenset[str]
) -> Entity:
    if entity.label == "PERSON" or _is_surname(text, entity, vocabulary):
        return _whole_person(text, replace(entity, label="PERSON"), begins, entities, vocabulary)
    if entity.label == "ORG" and gazetteer.has("joint_heads", text[entity.start : entity.end].split()[-1]):
        further = _GOES_ON.match(text, entity.end)
        return replace(entity, end=further.end()) if further else entity
    return entity


def _is_surname(text: str, entity: Entity, vocabulary: frozenset[str]) -> bool:
    """Whether an unknown "place" of one word follows a word with a capital that the language does not have either."""
    name = text[entity.start : entity.end]
    before = _NAME_BEFORE.search(text, max(0, entity.start - _LONGEST_NAME), entity.start)
    if entity.label not in {"GPE", "LOC"} or before is None or gazetteer.label(name) or not name.isalpha():
        return False
    return before[1].lower() not in vocabulary and name.lower() not in vocabulary and not gazetteer.label(before[1])


def _whole_person(
    text: str, person: Entity, begins: set[int], entities: Sequence[Entity], vocabulary: frozenset[str]
) -> Entity:
    def is_unknown(name: str) -> bool:
        return name.lower() not in vocabulary and gazetteer.label(name) is None

    while (after := _NAME_AFTER.match(text, person.end)) and is_unknown(after[1]) and after.start(1) not in begins:
        person = replace(person, end=after.end())
    while before := _NAME_BEFORE.search(text, max(0, person.start - _LONGEST_NAME), person.start):
        start, name = before.start(1), before[1]
        is_free = all(other.end <= start or other.start >= person.start for other in entities)
        if not is_free or not (is_unknown(name) or gazetteer.has("first_names", name)) or gazetteer.label(name):
            break
        person = replace(person, start=start)
    return person
