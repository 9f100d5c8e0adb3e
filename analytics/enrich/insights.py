"""Extractive summaries: sentences of the article itself, verbatim, with their offsets. Nothing is ever generated.

A sentence is worth quoting when it says what the text is about (its words are those that the text keeps coming
back to), when it carries a statistic, and when it stands early; sentences that say the same are taken once, and those
that lean on the one before ("This was expected") only where there are few others.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from analytics.enrich import quotable
from analytics.enrich.words import content_words
from analytics.types import Sentence

_STATISTIC_BONUS = 0.6
_OPENING_BONUS = 0.35
_SAME = 0.55
# Of the words in small letters: who did it is not what was done.
_SAME_BUT_WHO = 0.65
_FEWEST_SAID = 3
_FEW = 3
_SMALL = re.compile(r"\b[a-z][\w’'-]*")
_FIGURE = re.compile(r"\d[\d.,]*")


@dataclass(frozen=True, slots=True)
class Passage:
    """An article's text with the places where its figures start."""

    article_id: str
    text: str
    figures: Sequence[int] = ()


@dataclass(frozen=True, slots=True)
class InShort:
    """What texts are about and what was found in them; no sentence is in both."""

    summary: tuple[Sentence, ...]
    insights: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class _Candidate:
    sentence: Sentence
    words: frozenset[str]
    said: frozenset[str]
    figures: frozenset[str]
    place: int
    has_statistic: bool
    stands_alone: bool


def summarize(passages: Sequence[Passage], *, limit: int = 3) -> tuple[Sentence, ...]:
    """The `limit` sentences that say what several articles, or one, are about, in the order of their texts.

    Figures count no more here than other words: those that carry them are the `insights`.
    """
    return _in_order(passages, _chosen(_all(passages), limit=limit, statistic_bonus=0.0))


def insights(passages: Sequence[Passage], *, limit: int = 5) -> tuple[Sentence, ...]:
    """The `limit` sentences of several articles (a topic), or of one, that say most, the best first.

    Scored by centrality (mean document weight of the content words, after SumBasic: Nenkova and Vanderwende,
    2005) with bonuses for statistics and for opening sentences; a sentence that shares more than half of its words
    with one already chosen is passed over.
    """
    return _sentences(_chosen(_all(passages), limit=limit, statistic_bonus=_STATISTIC_BONUS, few=_FEW))


def in_short(passages: Sequence[Passage], *, summary: int = 2, insights: int = 5) -> InShort:
    """A summary of texts and, beside it, their insights, for which a short text's summary is shorter, or left out."""
    candidates = _all(passages)
    room = max(0, min(summary, len(candidates) - _FEW))
    about = _chosen(candidates, limit=room, statistic_bonus=0.0)
    found = _chosen(candidates, limit=insights, statistic_bonus=_STATISTIC_BONUS, few=_FEW, besides=about)
    if not found:
        return InShort((), _sentences(about))
    return InShort(_in_order(passages, about), _sentences(found))


def _all(passages: Sequence[Passage]) -> list[_Candidate]:
    return [candidate for passage in passages for candidate in _candidates(passage)]


def _sentences(chosen: Sequence[_Candidate]) -> tuple[Sentence, ...]:
    return tuple(candidate.sentence for candidate in chosen)


def _in_order(passages: Sequence[Passage], chosen: Sequence[_Candidate]) -> tuple[Sentence, ...]:
    order = {passage.article_id: place for place, passage in enumerate(passages)}
    return tuple(sorted(_sentences(chosen), key=lambda sentence: (order[sentence.article_id], sentence.start)))


def _chosen(
    candidates: Sequence[_Candidate],
    *,
    limit: int,
    statistic_bonus: float,
    few: int = 0,
    besides: Sequence[_Candidate] = (),
) -> list[_Candidate]:
    """The best of the candidates; what does not stand alone only where there would be less than `few`."""
    weights = _weights(candidates)
    ranked = sorted(
        candidates,
        key=lambda each: (
            not each.stands_alone,
            -_worth(each, weights) - statistic_bonus * each.has_statistic,
            each.place,
            each.sentence.article_id,
            each.sentence.start,
        ),
    )
    chosen: list[_Candidate] = []
    for candidate in ranked:
        if len(chosen) >= (limit if candidate.stands_alone else min(limit, few)):
            break
        if not any(_says_same(candidate, other) for other in (*besides, *chosen)):
            chosen.append(candidate)
    return chosen


def _candidates(passage: Passage) -> Iterator[_Candidate]:
    for place, (start, end) in enumerate(quotable.spans(passage.text)):
        quoted = passage.text[start:end]
        yield _Candidate(
            Sentence(passage.article_id, start, end, quoted),
            frozenset(content_words(quoted)),
            frozenset(content_words(" ".join(_SMALL.findall(quoted)))),
            frozenset(_FIGURE.findall(quoted)),
            place,
            any(start <= figure < end for figure in passage.figures),
            quotable.stands_alone(quoted),
        )


def _weights(candidates: Sequence[_Candidate]) -> dict[str, float]:
    counts = Counter(word for candidate in candidates for word in candidate.words)
    most = max(counts.values(), default=1)
    return {word: math.log1p(count) / math.log1p(most) for word, count in counts.items()}


def _worth(candidate: _Candidate, weights: dict[str, float]) -> float:
    if not candidate.words:
        return 0.0
    central = sum(weights[word] for word in sorted(candidate.words)) / len(candidate.words)
    return central + _OPENING_BONUS / (1 + candidate.place)


def _says_same(one: _Candidate, other: _Candidate) -> bool:
    """Whether two sentences share most of their words, or tell the same of somebody else without another figure."""
    if _overlap(one.words, other.words) >= _SAME:
        return True
    is_telling = min(len(one.said), len(other.said)) >= _FEWEST_SAID
    return is_telling and one.figures == other.figures and _overlap(one.said, other.said) >= _SAME_BUT_WHO


def _overlap(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / max(1, min(len(one), len(other)))
