"""People among noun phrases, to be left out where a subject is looked for.

The model takes the same name for a person in one headline and for a firm in the next: what all readings say counts.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from analytics.enrich.entities import gazetteer

Words = tuple[str, ...]

# A full name under a known first name is a person's when this part of its readings say so. Under another one, this part
# of at least so many, where no word of the name is written small in this part of its uses; so much less it then says
# about its words alone.
READ_AS_PERSON = 0.33
MOSTLY_READ, LEAST_READ, WRITTEN_SMALL, LESS_SURE = 0.5, 2, 0.25, 0.2
# A surname or first name alone stands for the person whose full name is at least this frequent beside it.
SPELT_OUT = 0.1
LONGEST_NAME = 4
_POSSESSIVE = re.compile(r"['’]s(?:\s+|$)")
_NAME = re.compile(r"[^\W\d_]+(?:[-'’.][^\W\d_]*)*")


@dataclass(frozen=True, slots=True)
class People:
    """Full names, and the first names and surnames that alone stand for one of them; all in small letters."""

    full: frozenset[Words]
    first: frozenset[str]
    last: frozenset[str]

    def named_by(self, phrase: str) -> bool:
        """Whether a phrase holds a full name, ends in a surname or is a first name."""
        words = tuple(_bare(word) for word in phrase.lower().split())
        runs = (words[start : start + size] for size in range(2, LONGEST_NAME + 1) for start in range(len(words)))
        alone = self.last if len(words) > 1 else self.last | self.first
        return not alone.isdisjoint(words[-1:]) or not self.full.isdisjoint(runs)


def named(readings: Mapping[tuple[str, str], int], phrases: Iterable[Iterable[str]] = ()) -> People:
    """The people among the names of a corpus; `readings` counts (name, entity label) as its articles are read.

    `phrases` of the same articles, as written, tell common nouns: "App Store" is nobody.
    """
    read, as_person = Counter[Words](), Counter[Words]()
    for (name, label), count in readings.items():
        read[_words(name)] += count
        as_person[_words(name)] += count * (label == "PERSON")
    common = _common(phrases)
    whole: dict[Words, float] = {}
    for words, count in sorted(as_person.items()):
        # "Sam Altman Sprint" is the man and more.
        if not _is_full(words) or any(words[:size] in whole for size in range(2, len(words))):
            continue
        if gazetteer.has("first_names", words[0]):
            if count >= READ_AS_PERSON * read[words]:
                whole[words] = read[words]
        elif count >= max(MOSTLY_READ * read[words], LEAST_READ) and "." not in words[0] and common.isdisjoint(words):
            whole[words] = LESS_SURE * read[words]

    def standing_alone(place: int) -> frozenset[str]:
        spelt_out: defaultdict[str, float] = defaultdict(float)
        for words, count in whole.items():
            spelt_out[words[place]] += count
        return frozenset(word for word, count in spelt_out.items() if count >= SPELT_OUT * read[(word,)])

    return People(frozenset(whole), standing_alone(0), standing_alone(-1))


def without(phrases: Iterable[Iterable[str]], people: People) -> list[tuple[str, ...]]:
    """The phrases of each text but those that name one of the people; of what is somebody's, the thing stays."""
    return [tuple(kept for phrase in each if (kept := _spared(phrase, people))) for each in phrases]


def _spared(phrase: str, people: People) -> str | None:
    if not people.named_by(phrase):
        return phrase
    owned = _POSSESSIVE.split(phrase)[-1]
    return None if people.named_by(owned) else owned


def _words(name: str) -> Words:
    """The words of a name in small letters, up to a possessive."""
    words: list[str] = []
    for word in name.lower().split():
        words.append(_bare(word))
        if words[-1] != word:
            break
    return tuple(words)


def _bare(word: str) -> str:
    return _POSSESSIVE.sub("", word)


def _is_full(words: Words) -> bool:
    """Whether this may be somebody's first name and surname."""
    return 2 <= len(words) <= LONGEST_NAME and all(_NAME.fullmatch(word) for word in words)


def _common(phrases: Iterable[Iterable[str]]) -> frozenset[str]:
    """Words that a fair part of the phrases write small, and so no names."""
    used, small = Counter[str](), Counter[str]()
    for each in phrases:
        for phrase in each:
            words = phrase.split()
            used.update(word.lower() for word in words)
            small.update(word for word in words if word.islower())
    return frozenset(word for word, count in small.items() if count >= WRITTEN_SMALL * used[word])
