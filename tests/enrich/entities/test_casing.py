"""Headlines are told from prose and written as prose."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.enrich.entities import casing

WORDS = frozenset({"minister", "visits", "budget", "plans", "rise", "Rose", "rose", "NATO", "cut", "over", "agencies"})


@pytest.mark.parametrize(
    ("line", "shouted", "titled"),
    [
        ("MINISTER VISITS OSLO", True, True),
        ("Minister Visits Oslo Over Budget Plans", False, True),
        ("The minister visits Oslo over budget plans", False, False),
        ("NATO", False, False),
        ("Oslo and Bergen", False, False),
        ("", False, False),
        ("12 34 56", False, False),
    ],
)
def test_headlines_are_told_from_prose(line: str, shouted: bool, titled: bool) -> None:
    assert casing.shouted(line) is shouted
    assert casing.titled(line) is (titled and len(line.split()) >= 4)


@pytest.mark.parametrize(
    ("line", "prose"),
    [
        ("MINISTER VISITS OSLO", "minister visits Oslo"),
        ("NATO BUDGET PLANS RISE", "NATO budget plans rise"),
        ("Agencies Cut Budget Plans Over Brexit", "agencies cut budget plans over Brexit"),
        ("ROSE LEADS THE AGENCIES", "Rose leads the agencies"),
        ("Northwind Unveils Oslo Plans", "Northwind unveils Oslo plans"),
    ],
)
def test_known_words_are_written_small_and_names_keep_their_capital(line: str, prose: str) -> None:
    assert casing.as_prose(line, vocabulary=WORDS) == prose


@given(st.text(max_size=80))
def test_every_character_stays_in_its_place(line: str) -> None:
    prose = casing.as_prose(line, vocabulary=WORDS)
    assert len(prose) == len(line)
    assert prose.lower() == line.lower()
