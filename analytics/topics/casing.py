"""Words of a text, runs of them, and how a corpus writes them."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from analytics.types import Document

Key = tuple[str, ...]

LONGEST = 4
LEAD_WORDS = 150
# An abbreviation is written as one when so large a part of the corpus does ("KPI" beside "kpi" in an address).
SHOUTED = 0.25
# So frequent beside the singular is a plural that names a subject: "Agents".
PLURAL = 0.15
# No part of the name of an account ("@marketer_92").
TOKEN = re.compile(r"(?<![@\w])[^\W_]+(?:[-'’.&][^\W_]+)*")
_SENTENCE = re.compile(r"[.!?:;\n|–—]+\s")


class Casing:
    """Writes a phrase the way the corpus does inside sentences, with a capital first letter."""

    def __init__(self, documents: Sequence[Document], wanted: set[Key]) -> None:
        self._forms: dict[Key, Counter[str]] = defaultdict(Counter)
        single = {form for key in wanted for word in key for form in (word, f"{word}s")}
        begins = openings([*wanted, *((word,) for word in single)])
        for document in documents:
            for sentence in _SENTENCE.split(f"{document.title}\n {document.text[: 8 * LEAD_WORDS]}"):
                tokens = TOKEN.findall(sentence)[1:]
                longer = [token for token in tokens if len(token) > 3]
                # A headline in title case says nothing about how its words are written elsewhere.
                if 2 * sum(token.islower() for token in longer) >= len(longer):
                    for key, form in runs(tokens, begins):
                        if (len(key) == 1 and key[0] in single) or key in wanted:
                            self._forms[key][form] += 1

    def write(self, key: Key) -> str:
        """The phrase as a name: capital at the front, a common noun alone in the plural where that is usual."""
        text = self.form(key) or " ".join(key)
        text = " ".join(self._shouted(word) for word in text.split(" "))
        if self.is_plain(key) and self._count(f"{key[0]}s") >= PLURAL * self._count(key[0]):
            text += "s"
        return text[0].upper() + text[1:] if text.split(" ", 1)[0].islower() else text

    def is_plain(self, key: Key) -> bool:
        """Whether it is one common noun."""
        return len(key) == 1 and (self.form(key) or "").islower()

    def form(self, key: Key) -> str | None:
        """How the corpus writes the phrase inside sentences, None where it never does."""
        forms = self._forms.get(key)
        if not forms:
            return " ".join(self.form((word,)) or word for word in key) if len(key) > 1 else None
        return min(forms, key=lambda form: (-forms[form], form))

    def _shouted(self, word: str) -> str:
        """The word in capitals where a fair part of the corpus writes it so."""
        capitals = self._forms.get((word.lower(),), Counter())[word.upper()]
        return word.upper() if capitals and capitals >= SHOUTED * self._count(word.lower()) else word

    def _count(self, word: str) -> int:
        return self._forms.get((word,), Counter()).total()


def openings(keys: Iterable[Key]) -> dict[str, int]:
    """How long the longest of the keys is that begins with a word."""
    longest: dict[str, int] = {}
    for key in keys:
        longest[key[0]] = max(len(key), longest.get(key[0], 0))
    return longest


def runs(tokens: Sequence[str], begins: Mapping[str, int]) -> Iterator[tuple[Key, str]]:
    """Runs of words that may be a key that `begins` was made of (see `openings`), and how each is written."""
    lower = [token.lower() for token in tokens]
    for start, word in enumerate(lower):
        for end in range(start + 1, min(start + begins.get(word, 0), len(tokens)) + 1):
            yield tuple(lower[start:end]), " ".join(tokens[start:end])
