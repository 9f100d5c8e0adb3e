"""The language of an article: detected where there is text enough, else as declared."""

from __future__ import annotations

import re
from functools import lru_cache

from py3langid.langid import MODEL_FILE, LanguageIdentifier

# Below this many letters a detector guesses; the feed's word is better.
ENOUGH_LETTERS = 40
_SAMPLE = 140
# Rare relatives of these are more often a mistake than a find (Nigerian Pidgin for English).
_LANGUAGES = (
    *("ar", "bg", "bn", "ca", "cs", "da", "de", "el", "en", "es", "et", "fa", "fi", "fr", "he", "hi", "hr", "hu", "id"),
    *("is", "it", "ja", "ka", "kn", "ko", "lt", "lv", "ml", "mr", "ms", "nl", "no", "pa", "pl", "pt", "ro", "ru", "sk"),
    *("sl", "sq", "sr", "sv", "sw", "ta", "te", "th", "tr", "uk", "ur", "vi", "zh"),
)
# Words that no other language is full of. They spare most articles the classifier, which costs more than the rest.
_ENGLISH = frozenset(("the", "of", "and", "that", "with", "are", "its", "this", "from", "was", "have", "their", "you"))
_TAG = re.compile(r"([a-zA-Z]{2,3})(?:[-_][a-zA-Z0-9]{2,8})*")
_NOT_LANGUAGES = frozenset(("und", "mul", "zxx", "mis", "xx"))


def language_of(text: str, *, declared: str | None = None) -> str | None:
    """ISO 639 code of the language, such as `en`, or None when nobody can say."""
    sample = text[:_SAMPLE]
    if sum(map(str.isalpha, sample)) < ENOUGH_LETTERS:
        return primary_tag(declared)
    words = sample.lower().split()
    if sum(word in _ENGLISH for word in words) >= max(2, len(words) / 10):
        return "en"
    return str(_identifier().classify(sample)[0])


def primary_tag(declared: str | None) -> str | None:
    """The language of a tag like `en-US`, or None when it is no language tag."""
    match = _TAG.fullmatch((declared or "").strip())
    code = match[1].lower() if match else None
    return None if code in _NOT_LANGUAGES else code


@lru_cache(maxsize=1)
def _identifier() -> LanguageIdentifier:
    identifier = LanguageIdentifier.from_model_file(MODEL_FILE)
    identifier.set_languages([code for code in _LANGUAGES if code in identifier.labels])
    return identifier
