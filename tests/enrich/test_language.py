"""Any text can be parsed, and its noun phrases are fit for the name of a topic."""

from __future__ import annotations

import pytest

from analytics.enrich import language
from analytics.errors import ModelError


def test_a_missing_model_is_named_with_its_mend() -> None:
    with pytest.raises(ModelError, match=r"UPSWELL_SPACY_MODEL.*'no_such_model'.*pip install"):
        language.load("no_such_model")


def test_the_model_is_loaded_once(model: str) -> None:
    assert language.load(model) is language.load(model)


@pytest.mark.parametrize("text", ["", " ", "\n\n", "\ud800 alone", "\x00\x01", "😀" * 50, "a" * 5000, "العربية"])
def test_any_text_is_parsed_with_its_own_offsets(text: str, model: str) -> None:
    (doc,) = language.parse([text], model=model)
    assert len(doc.text) == len(text)


def test_only_the_beginning_of_an_endless_text_is_read(model: str) -> None:
    (doc,) = language.parse(["x" * (language.LONGEST + 5)], model=model)
    assert len(doc.text) == language.LONGEST


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("The new retail media networks grew.", "new retail media networks"),
        ("Our very own answer engines matter.", "answer engines"),
        ("It was a make-or-break moment for them.", "make-or-break moment"),
        ("They call it a zero-based channel shock.", "zero-based channel shock"),
    ],
)
def test_noun_phrases_are_trimmed_to_what_they_name(text: str, phrase: str, model: str) -> None:
    assert phrase in language.noun_phrases(language.parse([text], model=model))[0]


@pytest.mark.parametrize(
    "text", ["Anna Bergström spoke.", "It is what it is.", "On 3 May 2024.", "See https://x.example"]
)
def test_people_pronouns_dates_and_addresses_are_no_topics(text: str, model: str) -> None:
    assert language.noun_phrases(language.parse([text], model=model)) == [()]


def test_a_person_who_is_missed_once_is_left_out_of_all_texts(model: str) -> None:
    known = ["I spoke with Jeff Bezos yesterday.", "Jeff Bezos was born in 1964."]
    texts = [*known, "Retail media grows, and so does the plan of Jeff Bezos."]
    found = language.noun_phrases(language.parse(texts, model=model))
    assert "Jeff Bezos" not in {phrase for each in found for phrase in each}
    assert "Retail media" in found[2]
