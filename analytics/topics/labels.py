"""Names that a person would use: short noun phrases that set a topic apart from the others.

Class TF-IDF (Grootendorst, 2022) over whole noun phrases instead of words, weighted towards titles and towards phrases
of several words.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS

from analytics.enrich.words import content_words
from analytics.topics.cluster import Labels
from analytics.topics.features import Floats
from analytics.types import Document, Sentence

# Noun phrases of each document, as written and without names of persons.
Phraser = Callable[[Sequence[Document]], Sequence[Iterable[str]]]
Key = tuple[str, ...]

LONGEST = 4
LEAD_WORDS = 150
REPRESENTATIVES = 30
TERMS = 8
SHORTEST_SENTENCE, LONGEST_SENTENCE = 6, 40
TITLE_WEIGHT = 2.0
# A longer phrase takes the place of the one that it holds when it is this frequent beside it.
FULLER = 0.6
# How much a phrase that many articles of the topic use is preferred to one that few others use.
COMMONNESS = 0.75
# A phrase of one common noun says least; a proper name ("OpenAI") says more.
PLAIN_WORD, LENGTH_BONUS = 0.3, {1: 0.6, 2: 1.0, 3: 1.05, 4: 0.95}
_TOKEN = re.compile(r"[^\W_]+(?:[-'’.&][^\W_]+)*")
_STATEMENT = re.compile(r"[A-Z“\"][^\n]*?[^\s.!?][.!?]+[”\"]?(?=\s|$)")
_SENTENCE = re.compile(r"[.!?:;\n|–—]+\s")


@dataclass(frozen=True, slots=True)
class Name:
    """What a topic is called and its next best phrases; `representatives` are ids of its most central articles.

    `description` is a sentence of one of them that says the name, None where none does.
    """

    label: str
    terms: tuple[str, ...]
    representatives: tuple[str, ...]
    description: Sentence | None = None


def name(
    documents: Sequence[Document],
    features: Floats,
    labels: Labels,
    centroids: Floats,
    *,
    phrases: Phraser | None = None,
    taken: Iterable[str] = (),
) -> list[Name]:
    """A name for each row of `centroids`, unique among themselves and against `taken` (in any casing).

    `labels` holds the topic row of each document, negative for none. Without `phrases` the candidates are runs of
    content words in titles.
    """
    source = phrases or title_phrases
    central = [_central(features, labels, centroids, topic) for topic in range(len(centroids))]
    candidates: list[set[Key]] = []
    for rows in central:
        found = source([documents[row] for row in rows[:REPRESENTATIVES]])
        candidates.append({key for group in found for phrase in group for key in _keys(phrase)})
    wanted = set().union(*candidates) if candidates else set()
    inside, overall = _frequencies(documents, labels, wanted, topics=len(centroids))
    casing = _Casing(documents, wanted)
    used = {text.lower() for text in taken}
    names: list[Name | None] = [None] * len(centroids)
    sizes = np.bincount(labels[labels >= 0], minlength=len(centroids))
    for topic in sorted(range(len(centroids)), key=lambda row: (-int(sizes[row]), row)):
        ranked = _ranked(
            candidates[topic], inside[topic], overall, size=int(sizes[topic]), total=len(documents), casing=casing
        )
        texts = _distinct([casing.write(key) for key in ranked])
        label = next((text for text in texts if text.lower() not in used), f"Topic {topic + 1}")
        used.add(label.lower())
        terms = tuple(text for text in texts if text != label)[:TERMS]
        nearest = [documents[row] for row in central[topic][:REPRESENTATIVES]]
        names[topic] = Name(label, terms, tuple(each.id for each in nearest[:5]), _description(label, nearest))
    return [each for each in names if each is not None]


def _description(label: str, documents: Sequence[Document]) -> Sentence | None:
    """The first sentence of fair length that says the name, in the most central article that has one."""
    for document in documents:
        for match in _STATEMENT.finditer(document.text, 0, 8 * LEAD_WORDS):
            if label.lower() in match[0].lower() and SHORTEST_SENTENCE <= len(match[0].split()) <= LONGEST_SENTENCE:
                return Sentence(document.id, match.start(), match.end(), match[0])
    return None


def title_phrases(documents: Sequence[Document]) -> list[list[str]]:
    """Runs of one to three content words in titles (or in the first words of a text without title)."""
    found = []
    for document in documents:
        runs: list[list[str]] = [[]]
        for token in _TOKEN.findall(document.title or document.text[:200]):
            if token.lower() in ENGLISH_STOP_WORDS or not token[0].isalpha():
                runs.append([])
            else:
                runs[-1].append(token)
        found.append([" ".join(run[start : start + 3]) for run in runs for start in range(len(run))])
    return found


def _central(features: Floats, labels: Labels, centroids: Floats, topic: int) -> list[int]:
    rows = np.flatnonzero(labels == topic)
    return [int(row) for row in rows[np.argsort(-(features[rows] @ centroids[topic]), kind="stable")]]


def _keys(phrase: str) -> list[Key]:
    """The phrase and its shorter ends, which keep the head noun: lower case, at most `LONGEST` words."""
    tokens = [token.lower() for token in _TOKEN.findall(phrase)]
    while tokens and tokens[0] in ENGLISH_STOP_WORDS:
        tokens = tokens[1:]
    while tokens and tokens[-1] in ENGLISH_STOP_WORDS:
        tokens = tokens[:-1]
    ends = (tuple(tokens[start:]) for start in range(len(tokens)))
    return [key for key in ends if len(key) <= LONGEST and _speaks(key)]


def _speaks(key: Key) -> bool:
    """Whether a phrase can stand alone: it has content and no number, no possessive, no stop word at an end."""
    if not content_words(" ".join(key)) or any(word in ENGLISH_STOP_WORDS for word in (key[0], key[-1])):
        return False
    return all(word[0].isalpha() and not word.endswith(("'s", "’s")) for word in key) and len("".join(key)) > 2


def _frequencies(
    documents: Sequence[Document], labels: Labels, wanted: set[Key], *, topics: int
) -> tuple[list[dict[Key, float]], dict[Key, float]]:
    """In how many documents of each topic, and of all, a phrase occurs; a title counts `TITLE_WEIGHT` times."""
    inside: list[dict[Key, float]] = [defaultdict(float) for _ in range(topics)]
    overall: dict[Key, float] = defaultdict(float)
    for document, topic in zip(documents, labels, strict=True):
        weights: dict[Key, float] = {}
        for text, weight in ((document.text[: 8 * LEAD_WORDS], 1.0), (document.title, TITLE_WEIGHT)):
            for key, _ in _runs(_TOKEN.findall(text)):
                if key in wanted:
                    weights[key] = max(weight, weights.get(key, 0.0))
        for key, weight in weights.items():
            overall[key] += weight
            if topic >= 0:
                inside[topic][key] += weight
    return inside, overall


def _ranked(
    candidates: set[Key], inside: dict[Key, float], overall: dict[Key, float], *, size: int, total: int, casing: _Casing
) -> list[Key]:
    """The best phrase first; it gives way to a longer one that holds it and is nearly as frequent."""

    def score(key: Key) -> float:
        share, elsewhere = inside[key] / max(size, 1), (overall[key] - inside[key] + 0.5) / max(total - size, 1)
        plain = len(key) == 1 and casing.write(key).lower() == casing.form(key)
        bonus = PLAIN_WORD if plain else LENGTH_BONUS[len(key)]
        return float(share**COMMONNESS * math.log(1 + share / elsewhere) * bonus)

    frequent = [key for key in candidates if inside[key] >= 2] or list(candidates)
    ranked = sorted(frequent, key=lambda key: (-score(key), key))
    if ranked:
        fuller = [
            key
            for key in ranked
            if len(key) > len(ranked[0]) and _holds(key, ranked[0]) and inside[key] >= FULLER * inside[ranked[0]]
        ]
        ranked = [*fuller[:1], *(key for key in ranked if key not in fuller[:1])]
    return ranked


def _holds(key: Key, part: Key) -> bool:
    return any(key[start : start + len(part)] == part for start in range(len(key) - len(part) + 1))


def _distinct(texts: Sequence[str]) -> list[str]:
    """Without those whose words (singular and plural alike) are all in an earlier one."""
    kept: list[str] = []
    seen: list[set[str]] = []
    for text in texts:
        stems = set(content_words(text))
        if not any(stems <= earlier for earlier in seen):
            kept.append(text)
            seen.append(stems)
    return kept


class _Casing:
    """Writes a phrase the way the corpus does inside sentences, with a capital first letter."""

    def __init__(self, documents: Sequence[Document], wanted: set[Key]) -> None:
        self._forms: dict[Key, Counter[str]] = defaultdict(Counter)
        for document in documents:
            for sentence in _SENTENCE.split(f"{document.title}\n {document.text[: 8 * LEAD_WORDS]}"):
                tokens = _TOKEN.findall(sentence)[1:]
                longer = [token for token in tokens if len(token) > 3]
                # A headline in title case says nothing about how its words are written elsewhere.
                if 2 * sum(token.islower() for token in longer) >= len(longer):
                    for key, form in _runs(tokens):
                        if len(key) == 1 or key in wanted:
                            self._forms[key][form] += 1

    def write(self, key: Key) -> str:
        text = self.form(key) or " ".join(self.form((word,)) or word for word in key)
        return text[0].upper() + text[1:] if text.split(" ", 1)[0].islower() else text

    def form(self, key: Key) -> str | None:
        """How the corpus writes the phrase inside sentences, None where it never does."""
        forms = self._forms.get(key)
        return min(forms, key=lambda form: (-forms[form], form)) if forms else None


def _runs(tokens: Sequence[str]) -> Iterator[tuple[Key, str]]:
    """Every run of at most `LONGEST` words: its key and how it is written."""
    lower = [token.lower() for token in tokens]
    for width in range(1, LONGEST + 1):
        for start in range(len(tokens) - width + 1):
            yield tuple(lower[start : start + width]), " ".join(tokens[start : start + width])
