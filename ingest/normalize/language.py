"""The language of an article: detected where there is text enough, else as declared."""

from __future__ import annotations

import re

from py3langid import classify

# Below this many letters a detector guesses; the feed's word is better.
ENOUGH_LETTERS = 80
_SAMPLE = 600
_TAG = re.compile(r"([a-zA-Z]{2,3})(?:[-_][a-zA-Z0-9]{2,8})*")
_NOT_LANGUAGES = frozenset(("und", "mul", "zxx", "mis", "xx"))


def language_of(text: str, *, declared: str | None = None) -> str | None:
    """ISO 639 code of the language, such as `en`, or None when nobody can say."""
    sample = text[:_SAMPLE]
    if sum(map(str.isalpha, sample)) >= ENOUGH_LETTERS:
        return str(classify(sample)[0])
    return primary_tag(declared)


def primary_tag(declared: str | None) -> str | None:
    """The language of a tag like `en-US`, or None when it is no language tag."""
    match = _TAG.fullmatch((declared or "").strip())
    code = match[1].lower() if match else None
    return None if code in _NOT_LANGUAGES else code
