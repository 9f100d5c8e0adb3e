"""What well-known names are, from `data/gazetteer.toml`: a second opinion beside the language model."""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Iterator
from functools import lru_cache

from analytics.enrich.entities.spans import Entity
from analytics.settings import DATA

LABELS = {
    "countries": "GPE",
    "regions": "GPE",
    "cities": "GPE",
    "places": "LOC",
    "clubs": "ORG",
    "organisations": "ORG",
    "parties": "ORG",
    "people": "PERSON",
    "products": "PRODUCT",
    "events": "EVENT",
}
"""The entity label of each list that holds whole names."""

_CAPITALISED = re.compile(r"(?<![\w.@#'’])(?:[A-Z]\.(?:[A-Z]\.)+|[A-Z]\w*(?:[-'’.]\w+)*)")
# A capital next to it, or "of" and the like in front, make a place a part of a longer name: "University of Ohio".
_GOES_ON = frozenset({" ", " - ", "-", " & "})
_CAME_BEFORE = frozenset({" ", " of ", " of the ", " for the ", " - ", "-", " & "})
_OPENERS = frozenset({"In", "The", "At", "From"})
_LONGEST = 4


_FILE = DATA / "gazetteer.toml"


@lru_cache(maxsize=1)
def version() -> str:
    """A short hash that changes with the lists."""
    return hashlib.sha256(_FILE.read_bytes()).hexdigest()[:8]


@lru_cache(maxsize=1)
def _lists() -> dict[str, frozenset[str]]:
    tables = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    return {
        kind: frozenset(" ".join(entry.split()) for entry in entries.split(",") if entry.strip())
        for kind, entries in tables.items()
    }


@lru_cache(maxsize=1)
def _folded() -> dict[str, frozenset[str]]:
    return {kind: frozenset(_key(name) for name in names) for kind, names in _lists().items()}


@lru_cache(maxsize=1)
def _labels() -> dict[str, str]:
    return {name: label for kind, label in LABELS.items() for name in sorted(_folded()[kind])}


def label(name: str) -> str | None:
    """The label of a well-known name, in any case; None when it is not in the lists."""
    return _labels().get(_key(name))


def names(kind: str) -> frozenset[str]:
    """The names in the list `kind`, as written there."""
    return _lists()[kind]


def has(kind: str, name: str) -> bool:
    """Whether the list `kind` holds the name, in any case."""
    return _key(name) in _folded()[kind]


def mentioned(text: str) -> Iterator[Entity]:
    """Countries, regions and cities in the text, names of several words, and organisations in unmistakable capitals.

    The longest name wins; one that is a part of a longer capitalised name is left to the model.
    """
    words = [match.span() for match in _CAPITALISED.finditer(text)]
    index = 0
    while index < len(words):
        for length in range(min(_LONGEST, len(words) - index), 0, -1):
            entity = _well_known(text, words, index, length)
            if entity is not None:
                yield entity
                index += length
                break
        else:
            index += 1


def _well_known(text: str, words: list[tuple[int, int]], index: int, length: int) -> Entity | None:
    start, end = words[index][0], words[index + length - 1][1]
    name = text[start:end]
    known = label(name)
    if known is None or (length == 1 and len(name) < 3):
        return None
    if known == "PERSON" and name[0].isupper() and not _within_name(text, words, index, length):
        return Entity(start, end, known)
    if length == 1 and known != "GPE":
        unmistakable = sum(letter.isupper() for letter in name) > 1 and name in names("organisations")
        return Entity(start, end, "ORG") if unmistakable else None
    if known not in {"GPE", "ORG", "LOC"} or (not name.isupper() and _within_name(text, words, index, length)):
        return None
    return Entity(start, end, known)


def _within_name(text: str, words: list[tuple[int, int]], index: int, length: int) -> bool:
    start, end = words[index][0], words[index + length - 1][1]
    following = words[index + length] if index + length < len(words) else None
    if following is not None and text[end : following[0]] in _GOES_ON:
        return True
    if index == 0:
        return False
    before_start, before_end = words[index - 1]
    return text[before_end:start] in _CAME_BEFORE and text[before_start:before_end] not in _OPENERS


def _key(name: str) -> str:
    return " ".join(name.split()).casefold().replace("’", "'")
