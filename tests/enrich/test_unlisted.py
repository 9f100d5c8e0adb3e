"""Verbs that no list holds."""

from __future__ import annotations

import pytest

from analytics.enrich.statistics import unlisted


@pytest.mark.parametrize(
    ("phrase", "group"),
    [
        ("grocers sell through apps", "grocers"),
        ("grocers now sell through apps", "grocers"),
        ("night nurses quietly distrust rosters", "night nurses"),
        ("sales leaders distrust forecasts", "sales leaders"),
        ("farmers closed their stalls", "farmers"),
        ("people dread queues", "people"),
        ("gamers exposed to adverts", None),
        ("buyers worldwide agree with it", None),
        ("emissions growth in Europe", None),
        ("visitors vanish", None),
        ("trust in adverts", None),
        ("cars, vans sell well", None),
        ("", None),
    ],
)
def test_a_bare_word_behind_a_plural_is_its_verb(phrase: str, group: str | None) -> None:
    begins = unlisted.verb(phrase, len(phrase))
    assert (None if begins is None else phrase[:begins].strip()) == group


def test_of_one_in_several_the_verb_is_singular() -> None:
    phrase = "podcasters earns money at home"
    begins = unlisted.verb(phrase, len(phrase), singular=True)
    assert begins == phrase.index("earns")


def test_nothing_is_read_beyond_the_limit() -> None:
    assert unlisted.verb("grocers sell through apps", len("grocers ")) is None
