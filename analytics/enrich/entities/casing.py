"""Headlines in capitals or in title case, written as prose would have them, so that the model can read them.

A small model takes every capital for a name. The words that it knows in small letters alone are written small;
the others keep or get their capital, and the model reads the line once more.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from analytics.enrich.entities import gazetteer

_LINE = re.compile(r"[^\n]+")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_LEAST_WORDS = 2
_SHOUTED, _TITLED = 0.7, 0.85
_TITLE_WORDS = 4


def odd_lines(text: str) -> Iterator[tuple[int, str]]:
    """The lines whose capitals say nothing, with the offsets at which they begin."""
    for line in _LINE.finditer(text):
        if shouted(line.group()) or titled(line.group()):
            yield line.start(), line.group()


def shouted(line: str) -> bool:
    """Whether nearly all words are in capitals."""
    words = [word for word in _WORD.findall(line) if len(word) > 1]
    return len(words) >= _LEAST_WORDS and sum(word.isupper() for word in words) >= _SHOUTED * len(words)


def titled(line: str) -> bool:
    """Whether nearly all words but the small ones begin with a capital, as in a headline."""
    words = [word for word in _WORD.findall(line) if len(word) > 1 and not gazetteer.has("small_words", word)]
    return len(words) >= _TITLE_WORDS and sum(word[0].isupper() for word in words) >= _TITLED * len(words)


def as_prose(line: str, *, vocabulary: frozenset[str]) -> str:
    """The line as prose, character for character as long as before.

    `vocabulary` holds the words that the model knows, in the case in which it knows them.
    """
    loud = shouted(line)

    def written(match: re.Match[str]) -> str:
        word = match.group()
        small, capital = word.lower(), word.capitalize()
        if len(small) != len(word) or len(capital) != len(word):
            return word
        if gazetteer.has("small_words", word) or gazetteer.has("headline_verbs", word):
            return small if match.start() else capital
        if loud and word in vocabulary and small not in vocabulary and capital not in vocabulary:
            return word
        if gazetteer.label(capital) is None and small in vocabulary and capital not in vocabulary:
            return small if word.isupper() == loud else word
        return capital if loud else word

    return _WORD.sub(written, line)
