"""Words of a text, the same for copies, stories and topics."""

from __future__ import annotations

import re
import unicodedata

from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")


def words(text: str) -> list[str]:
    """All words in their order, compatibility-normalised and in lower case; an apostrophe inside a word stays."""
    return _WORD.findall(unicodedata.normalize("NFKC", text).lower().replace("’", "'"))


def content_words(text: str) -> list[str]:
    """Words that carry the subject: no stop words, no single letters or digits, possessive and plural s dropped."""
    stems = (_stem(word) for word in words(text))
    return [stem for stem in stems if len(stem) > 1 and stem not in ENGLISH_STOP_WORDS]


def _stem(word: str) -> str:
    word = word.partition("'")[0]
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word
