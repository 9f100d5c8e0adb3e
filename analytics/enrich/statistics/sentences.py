"""Splits a text into sentences with their places, and ties list items to the line that leads them in.

Articles come as lines: a paragraph, a heading or a list item each. No model is needed, which keeps the extraction
fast enough for a whole archive.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_LINE = re.compile(r"[^\n]+")
_BREAK = re.compile(
    r"(?<=[.!?…])[\"”’')\]]*\s+(?=[\"“‘'(\[]*(?:[@#]?[a-z]?[A-Z]|@\w|[0-9$€£~•–—-]))|(?<=[.!?])[\"”’](?=[A-Z])"
)
_ABBREVIATION = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|St|vs|Inc|Ltd|Co|Corp|Jr|Sr|approx|ca|c|Fig|Figs|No|Nos|nr|nrs|al|etc|est|avg|deg|U\.S"
    r"|U\.K|e\.g|i\.e|cf|Eq|Ref|Refs|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec|Rs|Mio|Mrd)|\b[A-Z])\.$"
)
_NUMBER = re.compile(r"\b[Nn]os?\.$")
_BULLET = re.compile(r"\s*(?:[-*•▪◦·–—]\s+|\(?\d{1,2}[.)]\s+|\(?[a-z][.)]\s+)")
_SPACE = re.compile(r"\s")
LONGEST_ITEM = 300
# Longer than any sentence of prose: transcripts and tables without full stops are cut at white space.
LONGEST_SENTENCE = 1_000


@dataclass(frozen=True, slots=True)
class Sentence:
    """`text[start:end]` of the article. `lead_in` is the line ending in ":" that the item continues, as a span.

    `paragraph` numbers the line that it is part of.
    """

    start: int
    end: int
    paragraph: int
    lead_in: tuple[int, int] | None = None


def split(text: str) -> tuple[Sentence, ...]:
    """The sentences of a text in order; spans have no white space at their ends and never overlap."""
    return tuple(_sentences(text))


def _sentences(text: str) -> Iterator[Sentence]:
    lead_in: tuple[int, int] | None = None
    bulleted: bool | None = None
    for paragraph, line in enumerate(_LINE.finditer(text)):
        spans = list(_spans(text, line.start(), line.end()))
        if not spans:
            continue
        bullet = _BULLET.match(text, line.start(), line.end())
        if lead_in:
            if bulleted is None:
                bulleted = bool(bullet)
            item = bool(bullet) if bulleted else len(spans) == 1 and line.end() - line.start() <= LONGEST_ITEM
            if not item:
                lead_in = None
        for start, end in spans:
            yield Sentence(start, end, paragraph, lead_in)
        start, end = spans[-1]
        if text[end - 1] == ":" and not bullet:
            lead_in, bulleted = (start, end), None


def _spans(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    bullet = _BULLET.match(text, start, end)
    begin = bullet.end() if bullet else start
    for gap in _BREAK.finditer(text, begin, end):
        before_digit = text[gap.end() : gap.end() + 1].isdigit()
        if before_digit and _NUMBER.search(text, max(begin, gap.start() - 4), gap.start()):
            continue
        if _ABBREVIATION.search(text, max(begin, gap.start() - 8), gap.start()):
            continue
        yield from _trimmed(text, begin, gap.end())
        begin = gap.end()
    yield from _trimmed(text, begin, end)


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end:
        stop = end
        if end - start > LONGEST_SENTENCE:
            gap = _SPACE.search(text, start + LONGEST_SENTENCE, end)
            stop = gap.start() if gap else end
        first, last = start, stop
        while first < last and text[first].isspace():
            first += 1
        while last > first and text[last - 1].isspace():
            last -= 1
        if first < last:
            yield first, last
        start = stop if stop > start else end
