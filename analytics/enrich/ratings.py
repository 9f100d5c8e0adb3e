"""What a reader's own ratings teach beyond the brief: a small linear model whose every step can be named.

The model predicts the reader's rating from the brief's score, the interests that an article touches and its words.
The more ratings there are, the more it counts beside the brief, whose reason is never lost.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import Ridge

from analytics.enrich.relevance import Brief, matches, score
from analytics.enrich.words import content_words
from analytics.types import Relevance

FEWEST = 8
"""Ratings below this number are kept and not yet learnt from."""

# Chosen by cross-validation within the fitting half of `benchmarks/relevance.py`.
_ALPHA = 0.3
_EVIDENCE_WEIGHT = 0.125
# With as many ratings the model counts as much as the brief.
_EVEN = 10
_NAMED_TERMS = 2
_BRIEF = "the brief's score"


@dataclass(frozen=True, slots=True)
class Rated:
    """An article that the reader gave `score` out of 10."""

    title: str
    text: str
    score: float


def lesson(ratings: int) -> int:
    """How many of so many ratings are learnt from: none below FEWEST, then all up to twice that.

    Later they are taken in steps of an eighth, because each lesson scores every article again.
    """
    learnt = FEWEST
    while learnt + max(1, learnt // FEWEST) <= ratings:
        learnt += max(1, learnt // FEWEST)
    return learnt if ratings >= FEWEST else 0


class Reader:
    """A reader's taste, learnt from ratings. Deterministic: the same ratings teach the same."""

    def __init__(self, brief: Brief) -> None:
        self.brief = brief
        self._words = TfidfVectorizer(analyzer=content_words, min_df=2, max_df=0.6, sublinear_tf=True)
        self._ridge = Ridge(alpha=_ALPHA)
        self._usual: NDArray[np.float64] = np.zeros(0)
        self._trust = 0.0
        self.terms_: tuple[str, ...] = ()

    def fit(self, rated: Sequence[Rated]) -> Reader:
        """Learns from the ratings; with fewer than FEWEST, or without a word in common, only the brief counts."""
        if len(rated) < FEWEST:
            return self
        try:
            self._words.fit(_document(each.title, each.text) for each in rated)
        except ValueError:  # no word stands in two of the articles
            return self
        interests = (each.name for each in self.brief.interests)
        self.terms_ = (_BRIEF, *interests, *self._words.get_feature_names_out())
        features = self._features([(each.title, each.text) for each in rated])
        self._ridge.fit(features, [each.score for each in rated])
        self._usual = np.asarray(features.mean(axis=0)).ravel()
        self._trust = len(rated) / (len(rated) + _EVEN)
        return self

    def score(self, article_id: str, title: str, text: str) -> Relevance:
        """The brief's score, moved by what the ratings taught; the reason names what moved it."""
        by_brief = score(article_id, title, text, self.brief)
        if not self.terms_:
            return by_brief
        features = self._features([(title, text)])
        learnt = float(np.clip(self._ridge.predict(features)[0], 0, 10))
        moved = round((1 - self._trust) * by_brief.score + self._trust * learnt)
        if moved == by_brief.score:
            return by_brief
        unusual = features.toarray()[0] - self._usual
        effects: NDArray[np.float64] = unusual * self._ridge.coef_ * np.sign(moved - by_brief.score)
        # Only what the article has can be named, and the brief's own score is named already.
        effects[(features.toarray()[0] == 0) | (np.array(self.terms_) == _BRIEF)] = 0
        best = [int(place) for place in np.argsort(-effects, kind="stable")[:_NAMED_TERMS] if effects[place] > 0]
        named = " and ".join(f"“{self.terms_[place]}”" for place in best)
        verb = "raise" if moved > by_brief.score else "lower"
        why = f"your ratings{f' of articles with {named}' if named else ''} {verb} it from {by_brief.score} to {moved}"
        return replace(by_brief, score=moved, reason=f"{by_brief.reason}; {why}")

    def _features(self, articles: Sequence[tuple[str, str]]) -> Any:
        evidence = np.zeros((len(articles), 1 + len(self.brief.interests)))
        column = {interest.name: place for place, interest in enumerate(self.brief.interests, start=1)}
        for row, (title, text) in enumerate(articles):
            evidence[row, 0] = score("", title, text, self.brief).score / 10
            for match in matches(title, text, self.brief):
                evidence[row, column[match.interest.name]] = _EVIDENCE_WEIGHT * np.log1p(match.evidence)
        words = self._words.transform(_document(title, text) for title, text in articles)
        return hstack([csr_matrix(evidence), words], format="csr")


def _document(title: str, text: str) -> str:
    return f"{title}\n{title}\n{text}"
