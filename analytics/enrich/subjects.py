"""Phrases that may name a subject of several texts: their noun phrases without the people among them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from analytics.enrich import entities, language, people
from analytics.enrich.watchlist import Watchlist

if TYPE_CHECKING:
    from spacy.tokens import Doc


def phrases(texts: Sequence[str], *, model: str, watched: Watchlist) -> list[tuple[str, ...]]:
    """The phrases of each text; who is a person is judged by all of them together."""
    readings: Counter[tuple[str, str]] = Counter()

    def read() -> Iterator[Doc]:
        nlp = language.load(model)
        for text, doc in zip(texts, language.parse(texts, model=model), strict=True):
            mentions = entities.mentions("", text, doc, nlp=nlp, watchlist=watched)
            readings.update({(each.canonical, each.label) for each in mentions})
            yield doc

    said = language.noun_phrases(read())
    return people.without(said, people.named(readings, said))
