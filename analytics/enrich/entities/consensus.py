"""What several readings of the same names agree on, within one text or over a corpus.

The model reads each sentence alone and is often right about a name in one place and wrong, or blind, in another.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from analytics.enrich.entities import gazetteer
from analytics.types import Mention

_WORD = re.compile(r"[^\W_]+(?:[.'’&-][^\W_]+)*")
# "Read More" is not Mark Read.
_RUNS_ON = re.compile(r" [A-Z][a-z]")
_SEARCHED = frozenset({"PERSON", "ORG", "GPE", "LOC"})
_LONGEST_ACRONYM = 5
_SHORTEST, _SHORTEST_SURNAME = 3, 4
# A name that the model passes over in most of its places is no name, or no name there.
_LEAST_RECOGNISED = 0.4
_SURNAME_VOTES = 2


@dataclass(frozen=True, slots=True)
class _Place:
    """A known surface form, found in an article by its words alone."""

    article_id: str
    start: int
    end: int
    surface: str


def agreed(mentions: Sequence[Mention], texts: Mapping[str, str]) -> tuple[Mention, ...]:
    """The mentions with one label for each surface form, and the places where a known form was passed over.

    A form has the label that it gets at least twice as often as any other; one that is the surname of people who
    are named in full is a person. Well-known names keep what the gazetteer says. Mentions come in the order of
    `texts`, which gives the text of each article by its id.
    """
    labels = _labels(mentions)
    settled = [replace(each, label=labels.get(each.text, each.label)) for each in mentions]
    by_article: dict[str, list[Mention]] = defaultdict(list)
    for each in [*settled, *_overlooked(settled, labels, texts)]:
        by_article[each.article_id].append(each)
    return tuple(each for key in texts for each in sorted(by_article[key], key=lambda mention: mention.start))


def _labels(mentions: Sequence[Mention]) -> dict[str, str]:
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for each in mentions:
        votes[each.text][each.label] += 1
    people = _surnames(mentions)
    labels = {surname: "PERSON" for surname in people if len(surname) >= _SHORTEST_SURNAME}
    for surface, cast in votes.items():
        cast["PERSON"] += _SURNAME_VOTES * people[_unshouted(surface)]
        if _unshouted(surface) != surface and _unshouted(surface) in votes:
            cast.update(votes[_unshouted(surface)])
        ranked = sorted(cast, key=lambda label: (-cast[label], label))
        labels.pop(surface, None)
        if len(ranked) == 1 or cast[ranked[0]] >= 2 * cast[ranked[1]]:
            labels[surface] = ranked[0]
    return {surface: label for surface, label in labels.items() if gazetteer.label(surface) is None}


def _unshouted(surface: str) -> str:
    """The form that a name in capitals throughout has in prose, where it is too long for an acronym."""
    return surface.title() if surface.isupper() and len(surface) > _LONGEST_ACRONYM else surface


def _surnames(mentions: Sequence[Mention]) -> Counter[str]:
    """How often people with each surname, "Westhuizen" and "van der Westhuizen", are named in full."""
    counted: Counter[str] = Counter()
    for each in mentions:
        words = each.text.split()
        if each.label == "PERSON" and 2 <= len(words) <= 4:
            counted.update({words[-1], " ".join(words[1:])})
    return counted


def _overlooked(mentions: Sequence[Mention], labels: Mapping[str, str], texts: Mapping[str, str]) -> Iterator[Mention]:
    recognised = Counter(each.text for each in mentions)
    canonical = {each.text: each.canonical for each in reversed(mentions)}
    surfaces = [
        surface
        for surface, label in labels.items()
        if len(surface) >= _SHORTEST
        and surface[0].isupper()
        and label in _SEARCHED
        and (label != "ORG" or recognised[surface] > 1)
    ]
    places, in_small_letters = _places(surfaces, texts)
    occurrences = Counter(place.surface for place in places)
    taken: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for each in mentions:
        taken[each.article_id].append((each.start, each.end))
    for place in places:
        surface = place.surface
        trusted = max(1, recognised[surface]) >= _LEAST_RECOGNISED * occurrences[surface]
        apart = labels[surface] != "PERSON" or not _RUNS_ON.match(texts[place.article_id], place.end)
        free = all(place.end <= start or end <= place.start for start, end in taken[place.article_id])
        if trusted and apart and free and not in_small_letters[surface.lower()]:
            text = texts[place.article_id][place.start : place.end]
            name = canonical.get(surface, surface)
            yield Mention(place.article_id, place.start, place.end, text, labels[surface], name)


def _places(surfaces: Sequence[str], texts: Mapping[str, str]) -> tuple[list[_Place], Counter[str]]:
    """Where the surface forms stand, as written or all in capitals, and how often each word stands in small letters."""
    by_first_word: dict[str, list[tuple[tuple[str, ...], str]]] = defaultdict(list)
    for surface in surfaces:
        words = tuple(_WORD.findall(surface))
        for form in {words, tuple(word.upper() for word in words)} if words else ():
            by_first_word[form[0]].append((form, surface))
    for forms in by_first_word.values():
        forms.sort(key=lambda each: (-len(each[0]), each))
    places: list[_Place] = []
    in_small_letters: Counter[str] = Counter()
    for key, text in texts.items():
        spans = [match.span() for match in _WORD.finditer(text)]
        words = tuple(text[start:end] for start, end in spans)
        in_small_letters.update(word for word in words if word[0].islower())
        index = 0
        while index < len(words):
            length = 1
            for form, surface in by_first_word.get(words[index], ()):
                if words[index : index + len(form)] == form:
                    length = len(form)
                    places.append(_Place(key, spans[index][0], spans[index + length - 1][1], surface))
                    break
            index += length
    return places, in_small_letters
