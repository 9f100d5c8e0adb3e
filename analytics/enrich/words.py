"""Words of a text, the same for copies, stories and topics."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")


def words(text: str) -> list[str]:
    """All words in their order, compatibility-normalised and in lower case; an apostrophe inside a word stays."""
    return _WORD.findall(unicodedata.normalize("NFKC", text).lower().replace("’", "'"))


def content_words(text: str) -> list[str]:
    """Words that carry the subject: no stop words, no single letters or digits, possessive and plural s dropped."""
    return [stem for word in words(text) if (stem := _carried(word))]


@lru_cache(maxsize=1 << 16)
def _carried(word: str) -> str:
    """The stem of a word, empty for one that carries no subject."""
    stem = word.partition("'")[0]
    if len(stem) > 3 and stem.endswith("s") and not stem.endswith(("ss", "us", "is")):
        stem = stem[:-1]
    return stem if len(stem) > 1 and stem not in ENGLISH_STOP_WORDS else ""
