"""Phrases for subjects: a person whom the model misses in one text is known from another."""

from __future__ import annotations

from analytics import settings
from analytics.enrich import subjects, watchlist


def test_a_person_of_one_text_is_nobody_s_phrase_in_another(model: str) -> None:
    texts = [
        "Maria Okafor, who founded the firm, told reporters on Monday that agentic search is here.",
        "The board asked Maria Okafor about agentic search again.",
        "Maria Okafor has a bakery.",
    ]
    found = subjects.phrases(texts, model=model, watched=watchlist.load(settings.load({}).taxonomy))
    assert not [phrase for each in found for phrase in each if "Okafor" in phrase]
    assert any("agentic search" in phrase for each in found for phrase in each)


def test_no_text_has_no_phrases(model: str) -> None:
    assert subjects.phrases([], model=model, watched=watchlist.load(settings.load({}).taxonomy)) == []
