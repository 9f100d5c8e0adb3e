"""Verbs of the language model's dictionary."""

from __future__ import annotations

import pytest
from spacy.strings import get_string_id

from analytics.enrich.statistics import vocabulary

FINITE = ["imperils", "restates", "penalizes", "took", "wrote", "becomes"]
NOT_FINITE = ["features", "values", "sales", "series", "business", "taken", "imperil", "", "s"]


@pytest.mark.parametrize("word", FINITE)
def test_a_finite_form_is_no_noun(word: str) -> None:
    assert vocabulary.is_finite(word)


@pytest.mark.parametrize("word", NOT_FINITE)
def test_what_may_be_a_noun_or_a_participle_is_not_surely_finite(word: str) -> None:
    assert not vocabulary.is_finite(word)


@pytest.mark.parametrize(
    ("word", "verb", "past"),
    [
        ("features", True, False),
        ("helped", True, True),
        ("planned", True, True),
        ("carried", True, True),
        ("cut", True, True),
        ("sold", True, True),
        ("spending", True, False),
        ("earlier", False, False),
        ("inside", False, False),
    ],
)
def test_forms_of_verbs(word: str, *, verb: bool, past: bool) -> None:
    assert (vocabulary.may_be_verb(word), vocabulary.may_be_past(word)) == (verb, past)


@pytest.mark.parametrize(
    ("word", "nothing"), [("sold", True), ("believe", True), ("extendable", True), ("rent", False), ("Orla", False)]
)
def test_a_word_without_a_noun_names_nothing(word: str, *, nothing: bool) -> None:
    assert vocabulary.names_nothing(word) == nothing


def test_the_parts_of_speech_are_filed_under_the_models_own_keys() -> None:
    assert {part: get_string_id(part) for part in vocabulary.PARTS} == vocabulary.PARTS
