"""Acronyms that a text binds itself."""

from __future__ import annotations

import pytest

from analytics.enrich.entities.short_forms import bound
from analytics.enrich.entities.spans import Entity


def entity(text: str, name: str, label: str) -> Entity:
    start = text.index(name)
    return Entity(start, start + len(name), label)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A Customer Data Platform (CDP) pays. No CDP is cheap.", ["Customer Data Platform", "CDP", "CDP"]),
        ("Demand-Side Platforms (DSPs) bid.", ["Demand-Side Platforms", "DSPs"]),
        ("A Single Sign On System (SSOS), and two SSOSs.", ["Single Sign On System", "SSOS", "SSOSs"]),
        ("A customer data platform (CDP) pays.", []),
        ("Return on Ad Spend (ROAS) fell.", []),
        ("Chief Marketing Officer (CMO) pay rose.", []),
    ],
)
def test_a_technology_spelt_out_is_a_product(text: str, expected: list[str]) -> None:
    assert [text[each.start : each.end] for each in bound(text, [])] == expected


def test_the_short_form_is_what_the_long_one_is() -> None:
    text = "The Harbour Ads Act (HAA) is law. Under the HAA, HAA-ready firms win."
    found = bound(text, [entity(text, "Harbour Ads Act", "LAW"), entity(text, "HAA", "ORG")])
    assert [(text[each.start : each.end], each.label) for each in found] == [
        ("Harbour Ads Act", "LAW"),
        ("HAA", "LAW"),
        ("HAA", "LAW"),
    ]


def test_what_is_no_name_stays_none() -> None:
    text = "Seldom Ever Openers (SEO) won; SEO is a craft."
    read = [entity(text, "Seldom Ever Openers", "ORG")]
    assert bound(text, read) == read


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Their customer lifetime value (CLV) fell. CLV is dear.", []),
        ("A False Discovery Coefficient (FDC) of .1; the FDC fell.", []),
        ("The Harbour Voters Bureau (HVB) met; the HVB left.", ["HVB", "HVB"]),
    ],
)
def test_the_short_form_of_words_in_small_letters_names_nobody(text: str, expected: list[str]) -> None:
    short = text[text.index("(") + 1 : text.index(")")]
    read = [Entity(start, start + len(short), "ORG") for start in (text.index(short), text.rindex(short))]
    assert [text[each.start : each.end] for each in bound(text, read)] == expected
