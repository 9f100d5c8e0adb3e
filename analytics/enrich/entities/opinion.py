"""A second opinion on the model's entities, from well-known names and from the shape of a name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from analytics.enrich.entities import gazetteer
from analytics.enrich.entities.spans import Entity, apart

LABELS = frozenset({"PERSON", "NORP", "FAC", "ORG", "GPE", "LOC", "PRODUCT", "EVENT", "WORK_OF_ART", "LAW", "LANGUAGE"})
"""The labels of names; the model's dates, numbers and amounts are none."""

_HEADS = {
    "organisation_heads": "ORG",
    "event_heads": "EVENT",
    "facility_heads": "FAC",
    "landscape_heads": "LOC",
    "district_heads": "GPE",
}

_PARTISANS = re.compile(
    r" (?:Christian |Social |Liberal )?"
    r"(?:Greens|Democrats|Liberals|Conservatives|Socialists|Republicans|Communists|Nationalists|Labor|Labour)"
    r"(?!\w| Party)"
)
_NAME_WORD = re.compile(r"[^\W\d_]+(?:[.'’-][^\W\d_]+)*\.?")
_AFFILIATED = re.compile(
    r"\b(?i:chiefs?|heads?|directors?|leads?|presidents?|managers?|executives?|officers?|partners?|planners?|analysts?"
    r"|strategists?|economists?|editors?|buyers?|marketers?|researchers?|engineers?|designers?|developers?|consultants?"
    r"|spokes(?:man|woman|person|people)|founders?|CEO|CMO|CFO|CTO|COO|CIO|VP|SVP|EVP|who runs?)"
    r"(?: [a-z]+){0,4} at (?:the )?$"
)
_COUNTRYMAN = re.compile(r" ?\( ?([A-Z][\w .]{2,40}?) ?\)")
_NEEDS_CAPITAL = frozenset({"NORP", "ORG", "PRODUCT", "WORK_OF_ART", "LAW", "FAC", "EVENT", "GPE", "LOC"})
_MAY_BE_PROSE = frozenset({"PERSON", "GPE", "NORP", "LAW", "PRODUCT", "ORG", "LOC"})
# "SparkToro" and "LogitBoost" are nobody; "LeBron" and "McAvoy" are.
_COINED = re.compile(r"(?!(?:Mac|Fitz|Van|Von|Del|San)[A-Z])[A-Z]?[a-z]{2,}[A-Z][a-z]+")
# "Hough transform": what is called after somebody is not the one.
_CALLED_AFTER = re.compile(r" (?:cross |information )?([a-z]+)\b")
_LEAST_SHOUTED = 4
_MAY_BE_FIRM = frozenset({"PERSON", "GPE", "LOC", "NORP", "FAC"})
_MAY_BE_PERSON = frozenset({"ORG", "GPE", "NORP", "PRODUCT", "FAC", "LOC"})


def judged(text: str, entity: Entity, *, vocabulary: frozenset[str]) -> Entity | None:
    """The entity with the label that well-known names and its shape call for, or None when it is no name.

    `vocabulary` holds the words of the language in the case in which it has them.
    """
    name = text[entity.start : entity.end]
    known = gazetteer.label(name)
    if entity.label not in LABELS or gazetteer.has("no_names", name):
        return None
    if known is not None:
        return replace(entity, label=known)
    words = name.split()
    if name == name.lower() and entity.label in _NEEDS_CAPITAL:
        return None
    if _is_prose(words, entity.label, vocabulary) or _is_method(text, entity, words):
        return None
    return replace(entity, label=_by_shape(words, entity.label) or _by_context(text, entity) or entity.label)


def parted(text: str, entity: Entity) -> Iterator[Entity]:
    """The entity, or the person and the firm that the model took for one: "Ines Voss of Halden Media"."""
    person, of, firm = text[entity.start : entity.end].partition(" of ")
    if of and " " in person and gazetteer.has("first_names", person.split()[0]):
        yield Entity(entity.start, entity.start + len(person), "PERSON")
        yield Entity(entity.end - len(firm), entity.end, "ORG")
    else:
        yield entity


def joined(text: str, entities: Sequence[Entity]) -> list[Entity]:
    """The entities with the parts of one organisation's name put together again.

    "Australian" + "Greens", "Academy" + "of" + "France".
    """
    whole: list[Entity] = []
    for entity in apart(_with_partisans(text, entity) for entity in entities):
        if whole and _takes(text, whole[-1], entity):
            whole[-1] = Entity(whole[-1].start, entity.end, "ORG")
        else:
            whole.append(entity)
    return whole


def _is_prose(words: Sequence[str], label: str, vocabulary: frozenset[str]) -> bool:
    """Whether the words are those of a sentence or a heading ("Redefine", "Crisis 1", "Bolt AI") and no name."""
    if label not in {"WORK_OF_ART", "EVENT", "LAW"} and any(gazetteer.has("prose_words", word) for word in words):
        return True
    if len(words) == 1 and words[0].lower() in _stop_words() and not words[0].isupper():
        return not gazetteer.has("first_names", words[0])
    if label == "PERSON" and any(word.isupper() and gazetteer.has("no_names", word) for word in words):
        return True
    spelled = [word for word in words if word.isalpha() and len(word) > 1]
    if label not in _MAY_BE_PROSE or not spelled:
        return False
    return all(_is_common(word, vocabulary) for word in spelled) or all(_is_shout(word, vocabulary) for word in spelled)


@cache
def _stop_words() -> frozenset[str]:
    # Loaded with the model that found the entity: every worker would wait a second for those of scikit-learn.
    from spacy.lang.en.stop_words import STOP_WORDS

    return frozenset(STOP_WORDS)


def _is_common(word: str, vocabulary: frozenset[str]) -> bool:
    """Whether the language has the word in small letters alone; words in capitals throughout say nothing."""
    return word[1:].islower() and word.lower() in vocabulary and word.capitalize() not in vocabulary


def _is_shout(word: str, vocabulary: frozenset[str]) -> bool:
    """Whether a word in capitals throughout is one that the language has in small letters and as no acronym."""
    return len(word) >= _LEAST_SHOUTED and word.isupper() and word.lower() in vocabulary and word not in vocabulary


def _is_method(text: str, entity: Entity, words: Sequence[str]) -> bool:
    """Whether it is a method, or a part of its name: "Viterbi algorithm", the "Hough" of a "Hough transform"."""
    if len(words) > 1 and gazetteer.has("method_heads", _head(words)):
        return True
    following = _CALLED_AFTER.match(text, entity.end)
    called = following is not None and gazetteer.has("called_after_people", following.group(1))
    return called and entity.label in _MAY_BE_FIRM | {"ORG"}


def _head(words: Sequence[str]) -> str:
    """The word that says what a name is of: the last one, or the last before "of"."""
    place = words.index("of") if "of" in words[1:] else len(words)
    return words[place - 1]


def _by_shape(words: Sequence[str], given: str) -> str | None:
    if len(words) > 1:
        head = _head(words)
        for kind, label in _HEADS.items():
            if gazetteer.has(kind, head):
                return label
        if given == "ORG" and gazetteer.has("law_heads", head):
            return "LAW"
        if gazetteer.has("organisation_openers", words[0]) and given in _MAY_BE_FIRM:
            return "ORG"
        if given in _MAY_BE_FIRM and gazetteer.has("trade_heads", head):
            return "ORG"
    elif given == "PERSON" and _COINED.fullmatch(words[0]):
        return "PRODUCT"
    first_name = given in _MAY_BE_PERSON and len(words) <= 3 and gazetteer.has("first_names", words[0].split("-")[0])
    return "PERSON" if first_name and all(_NAME_WORD.fullmatch(word) for word in words) else None


def _by_context(text: str, entity: Entity) -> str | None:
    if entity.label in _MAY_BE_FIRM and _AFFILIATED.search(text, max(0, entity.start - 60), entity.start):
        return "ORG"
    return _by_country(text, entity)


def _by_country(text: str, entity: Entity) -> str | None:
    """A name of several words with a country in brackets is a person's, as sports pages and minutes have it."""
    bracket = _COUNTRYMAN.match(text, entity.end)
    if bracket and entity.label in _MAY_BE_PERSON - {"LOC"} and gazetteer.has("countries", bracket.group(1)):
        words = text[entity.start : entity.end].split()
        return "PERSON" if 2 <= len(words) <= 4 and all(_NAME_WORD.fullmatch(word) for word in words) else None
    return None


def _with_partisans(text: str, entity: Entity) -> Entity:
    partisans = _PARTISANS.match(text, entity.end) if entity.label in {"NORP", "GPE"} else None
    return Entity(entity.start, partisans.end(), "ORG") if partisans else entity


def _takes(text: str, organisation: Entity, place: Entity) -> bool:
    if organisation.label != "ORG" or place.label not in {"GPE", "LOC", "NORP", "ORG", "PERSON"}:
        return False
    last = text[organisation.start : organisation.end].split()[-1]
    heads_place = gazetteer.has("organisation_openers", last) or gazetteer.has("place_takers", last)
    return heads_place and text[organisation.end : place.start] in {" of ", " of the "}
