"""What the readings of a corpus agree on."""

from __future__ import annotations

import pytest

from analytics.enrich.entities.consensus import agreed
from analytics.types import Mention


def mention(article: str, text: str, name: str, label: str) -> Mention:
    start = text.index(name)
    return Mention(article, start, start + len(name), name, label, name)


def test_the_majority_settles_the_label() -> None:
    texts = {str(number): "Zubrowka grew." for number in range(4)}
    read = [mention(key, text, "Zubrowka", "PERSON" if key == "3" else "ORG") for key, text in texts.items()]
    assert {each.label for each in agreed(read, texts)} == {"ORG"}


def test_a_label_in_dispute_stays_as_it_was_read() -> None:
    texts = {str(number): "Zubrowka grew." for number in range(4)}
    read = [mention(key, text, "Zubrowka", "PERSON" if key > "1" else "ORG") for key, text in texts.items()]
    assert [each.label for each in agreed(read, texts)] == ["ORG", "ORG", "PERSON", "PERSON"]


@pytest.mark.parametrize("later", ["Then Vossberg left.", "THEN VOSSBERG LEFT"])
def test_a_surname_is_found_where_it_was_overlooked(later: str) -> None:
    texts = {"a": "Ines Vossberg spoke.", "b": later}
    found = agreed([mention("a", texts["a"], "Ines Vossberg", "PERSON")], texts)
    assert [(each.article_id, each.text.title(), each.label) for each in found][1] == ("b", "Vossberg", "PERSON")


def test_a_surname_is_not_seen_in_a_longer_heading() -> None:
    texts = {"a": "Ines Read spoke.", "b": "Read More about it."}
    assert [each.article_id for each in agreed([mention("a", texts["a"], "Ines Read", "PERSON")], texts)] == ["a"]


def test_a_surname_that_the_model_took_for_a_firm_is_a_person() -> None:
    texts = {"a": "Ines Vossberg spoke.", "b": "Vossberg left."}
    read = [mention("a", texts["a"], "Ines Vossberg", "PERSON"), mention("b", texts["b"], "Vossberg", "ORG")]
    assert [each.label for each in agreed(read, texts)] == ["PERSON", "PERSON"]


def test_a_word_that_also_stands_in_small_letters_is_not_searched() -> None:
    texts = {"a": "Ines Marchant spoke.", "b": "Marchant left.", "c": "the marchant of venice"}
    found = agreed([mention("a", texts["a"], "Ines Marchant", "PERSON")], texts)
    assert [each.text for each in found] == ["Ines Marchant"]


def test_a_form_that_the_model_mostly_passes_over_is_left_alone() -> None:
    texts = {"a": "Orbit Orbit Orbit Orbit Orbit Orbit"}
    found = agreed([Mention("a", 0, 5, "Orbit", "PERSON", "Orbit")], texts)
    assert len(found) == 1


def test_well_known_names_keep_their_label() -> None:
    texts = {str(number): "Norway grew." for number in range(4)}
    read = [mention(key, text, "Norway", "GPE" if key == "3" else "PERSON") for key, text in texts.items()]
    assert [each.label for each in agreed(read, texts)] == ["PERSON", "PERSON", "PERSON", "GPE"]


def test_the_order_of_articles_changes_nothing_but_the_order() -> None:
    texts = {"a": "Ines Vossberg spoke.", "b": "Vossberg left.", "c": "Vossberg came, said Vossberg."}
    read = [mention("a", texts["a"], "Ines Vossberg", "PERSON"), mention("b", texts["b"], "Vossberg", "ORG")]
    backwards = dict(reversed(texts.items()))
    assert sorted(agreed(read, texts), key=repr) == sorted(agreed(read[::-1], backwards), key=repr)
