"""What a reader types into a search box, cut into words and phrases."""

from __future__ import annotations

import re

_TERM = re.compile(r'"([^"]*)"|([^\s"]+)')
_WORD = re.compile(r"\w+")
MAX_TERMS = 20


def terms(query: str) -> list[list[str]]:
    """The terms of a query, each a list of words: one for a bare word, more for a quoted phrase or "e-mail".

    Everything but letters, digits and underscores separates words, so nothing is left that a database could read
    as an operator.
    """
    found = [_WORD.findall(phrase or word) for phrase, word in _TERM.findall(query)]
    return [words for words in found if words][:MAX_TERMS]
