"""The language of an article: detected where there is text enough, else as declared."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

from py3langid.langid import MODEL_FILE, LanguageIdentifier

# Below this many letters a detector guesses; the feed's word is better.
ENOUGH_LETTERS = 40
_SAMPLE = 200
# Rare relatives of these are more often a mistake than a find (Nigerian Pidgin for English).
_LANGUAGES = (
    *("ar", "bg", "bn", "ca", "cs", "da", "de", "el", "en", "es", "et", "fa", "fi", "fr", "he", "hi", "hr", "hu", "id"),
    *("is", "it", "ja", "ka", "kn", "ko", "lt", "lv", "ml", "mr", "ms", "nl", "no", "pa", "pl", "pt", "ro", "ru", "sk"),
    *("sl", "sq", "sr", "sv", "sw", "ta", "te", "th", "tr", "uk", "ur", "vi", "zh"),
)
# Words that one language is full of and the others here are not. They spare most articles the classifier, which costs
# more than all the rest of their reading.
_TELLING: Mapping[str, str] = MappingProxyType(
    {
        word: language
        for language, words in (
            ("en", "the of and that with are its this from was have their you for on how what your"),
            (
                "de",
                "der die und das nicht ist mit von für auf ein eine dem den sich des auch bei zu zur zum im wird sind",
            ),
            ("fr", "le les et est dans pour qui une sur pas avec du au aux ce cette sont ses plus"),
            ("es", "el los las del y por con una su sus se es lo como más"),
            ("pt", "do da dos das em uma não ao um mais pela pelo são"),
            ("it", "il che di della dei per sono nel è gli più alla delle un anche"),
            ("nl", "het een van en voor niet zijn op ook wordt dat bij naar aan"),
            ("sv", "och att det som för på av till inte är ett från"),
            ("pl", "się nie że jest od przez oraz jak dla jego są"),
        )
        for word in words.split()
    }
)
# Letters of one language and letters that it lacks.
_CYRILLIC = (
    ("ru", re.compile("[ыэё]"), re.compile("[іїєґўәғқңөұүһјљњћџђѓќѕ]")),
    ("uk", re.compile("[їєґ]"), re.compile("[ыэёўәғқңөұүһјљњћџђѓќѕ]")),
)
_TAG = re.compile(r"([a-zA-Z]{2,3})(?:[-_][a-zA-Z0-9]{2,8})*")
_NOT_LANGUAGES = frozenset(("und", "mul", "zxx", "mis", "xx"))


def language_of(text: str, *, declared: str | None = None) -> str | None:
    """ISO 639 code of the language, such as `en`, or None when nobody can say."""
    sample = text[:_SAMPLE]
    if sum(map(str.isalpha, sample)) < ENOUGH_LETTERS:
        return primary_tag(declared)
    return _by_words(sample) or str(_identifier().classify(sample)[0])


def _by_words(sample: str) -> str | None:
    """The language whose commonest words stand in the sample, when they are many and no other language's are."""
    lowered = sample.lower()
    for language, own, others in _CYRILLIC:
        if own.search(lowered) and not others.search(lowered):
            return language
    words = lowered.split()
    told = Counter(_TELLING[word] for word in words if word in _TELLING).most_common(2)
    if not told or told[0][1] < max(2, len(words) / 10):
        return None
    return told[0][0] if len(told) == 1 or told[0][1] > 2 * told[1][1] else None


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
