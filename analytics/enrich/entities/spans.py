"""A name between two offsets, and where it honestly begins and ends."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

_SEPARATOR = re.compile(r"\n|\s[-–—|/]\s|\s?[(\[]|\s,\s|,\s(?!Inc|Ltd|LLC|Jr|Sr|Corp|Co\b)")
_LIST_SEPARATOR = re.compile(r"\n|\s[-–—|]\s|\s[(\[]")
_SCORE = re.compile(r"(?:\s+(?:[\d.,:/=*+()-]+|v|vs\.?))+$")
_FINAL_SCORE = re.compile(r"\s+\d+-\d+$")
_RANK = re.compile(r"^(?:[\d.=)]+\s+)+")
_LEADING = re.compile(r"^(?:(?:the|a|an)\s+)+", re.IGNORECASE)
_TRAILING = re.compile(r"\s+(?:and|or|of|for|at|in|on|the|to|with|from|by|&)$")
_POSSESSIVE = re.compile(r"(?:\s?['’´`]\s?[sS]|\s['’´`])$")
_ABBREVIATED = re.compile(r"(?:\b[A-Z]\.|\b(?:Inc|Corp|Co|Ltd|Jr|Sr|St|Bros|Calif|Ph\.D)\.)$")
_PEOPLE_AND_PLACES = frozenset({"PERSON", "GPE", "LOC", "NORP", "FAC"})
_KEEPS_ARTICLE = frozenset({"WORK_OF_ART"})


@dataclass(frozen=True, slots=True)
class Entity:
    """`text[start:end]` names something of the kind `label`."""

    start: int
    end: int
    label: str

    def overlaps(self, other: Entity) -> bool:
        """Whether the two share a character."""
        return self.start < other.end and other.start < self.end


def tidy(text: str, entity: Entity) -> Iterator[Entity]:
    """The entity without what does not belong to it: none, one, or several where it ran over a separator.

    Names of people and places end at a comma, a dash, a bracket and a line's end, those of organisations at a dash
    between spaces, a bracket and a line's end; scores, ranks, articles and possessives are no part of a name.
    """
    separator = _SEPARATOR if entity.label in _PEOPLE_AND_PLACES else _LIST_SEPARATOR
    begin = entity.start
    for gap in separator.finditer(text, entity.start, entity.end):
        yield from _trimmed(text, Entity(begin, gap.start(), entity.label))
        begin = gap.end()
    yield from _trimmed(text, Entity(begin, entity.end, entity.label))


def _trimmed(text: str, entity: Entity) -> Iterator[Entity]:
    start, end = entity.start, entity.end
    before = (-1, -1)
    while (start, end) != before and start < end:
        before = (start, end)
        while start < end and not (text[start].isalnum() or text[start] in ".'’$"):
            start += 1
        while start < end and not _may_end(text, start, end):
            end -= 1
        name = text[start:end]
        if entity.label not in _KEEPS_ARTICLE and (article := _LEADING.match(name)):
            start += article.end()
        elif possessive := _POSSESSIVE.search(name):
            end -= len(possessive.group())
        elif trailing := _TRAILING.search(name):
            end -= len(trailing.group())
        elif score := (_SCORE if entity.label in _PEOPLE_AND_PLACES else _FINAL_SCORE).search(name):
            end -= len(score.group())
        elif (rank := _RANK.match(name)) and entity.label in _PEOPLE_AND_PLACES:
            start += rank.end()
    if any(character.isalpha() for character in text[start:end]):
        yield Entity(start, end, entity.label)


def _may_end(text: str, start: int, end: int) -> bool:
    last = text[end - 1]
    if last == ".":
        return bool(_ABBREVIATED.search(text, start, end))
    if last == ")":
        return "(" in text[start:end]
    return last.isalnum() or last in "+!’'"


def apart(entities: Iterable[Entity]) -> list[Entity]:
    """The entities in reading order without overlaps: of two that overlap, the one given first stays."""
    kept: list[Entity] = []
    for entity in entities:
        if not any(entity.overlaps(other) for other in kept):
            kept.append(entity)
    return sorted(kept, key=lambda entity: entity.start)
