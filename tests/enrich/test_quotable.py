"""Which sentences can be quoted, and which can be understood alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.enrich.quotable import spans, stands_alone


@pytest.mark.parametrize(
    "sentence",
    [
        "Retail media budgets rose 18% among four hundred brands.",
        "“Retail media budgets rose among all of our brands,” said Ines Voss.",
        "Ines Voss said that retail media budgets “rose among brands.”",
        "Retail media budgets rose among brands (and fell elsewhere).",
        "iPhone owners buy more of what they see in retail media!",
        "$45bn was spent on retail media by four hundred brands.",
        "Reading habits of brand managers changed within a year.",
        "Northwind broke its terms of service, said the agencies.",
        "By the end of the year, budgets rose among all brands.",
        "“For [Northwind], retail media was a bit of [a] surprise,” he said.",
    ],
)
def test_whole_sentences_are_quoted(sentence: str) -> None:
    assert list(spans(sentence)) == [(0, len(sentence))]


@pytest.mark.parametrize(
    "sentence",
    [
        "Will retail media budgets of brands go on to grow for ever?",
        "“Will retail media budgets of brands go on to grow for ever?”",
        "To make retail media easier to buy, agencies are updating how …",
        "Northwind helps these leaders of retail media to meet their…",
        "Then they run through a few pairs of shoes in quick succession..",
        '@harlow: "what is wrong with retail media budgets" (3k views)',
        "and the budgets of retail media rose among four hundred brands.",
        "Find out how retail media budgets rose among four hundred brands.",
        "Learn how to spot a tired retail media campaign before it is late.",
        "Read more about retail media budgets in our guide for brands.",
        "Subscribe to our letter and never miss what retail media brings.",
        "Brands can sign up for our letter on retail media every Monday.",
        "Here’s what to do about the budgets of your retail media now.",
        "Photo by the agency: a screen above the fresh counter of a shop.",
        "By Ines Voss, who writes about retail media for the Harbor Post.",
        "The post Retail media rose appeared first on the Harbor Post.",
        "I I was worried about retail media budgets of brands this spring.",
        "Retail media is [music] a bit under twenty million in spend.",
        "So what, >> I always tell them about retail media budgets here.",
    ],
)
def test_what_tells_nothing_is_not_quoted(sentence: str) -> None:
    assert list(spans(sentence)) == []


@pytest.mark.parametrize(
    ("sentence", "alone"),
    [
        ("Retail media rose.", True),
        ("This was expected.", False),
        ("That’s where retail media comes in.", False),
        ("“It felt like the right time,” said Ines Voss.", False),
        ("Its budgets rose.", False),
        ("However, budgets rose.", False),
        ("In other words, budgets rose.", False),
        ("First, budgets rose.", False),
        ("First-party data rose.", True),
        ("One in five brands left.", True),
        ("One of them left.", False),
        ("The same brands left.", False),
        ("Italy rose.", True),
        ("Android rose.", True),
        ("Sony rose.", True),
        ("Butter rose.", True),
    ],
)
def test_a_sentence_that_leans_on_another_does_not_stand_alone(sentence: str, alone: bool) -> None:
    assert stands_alone(sentence) is alone


@given(st.text(max_size=300))
def test_spans_lie_in_the_text_and_in_order(text: str) -> None:
    found = list(spans(text))
    assert all(0 <= start < end <= len(text) for start, end in found)
    assert found == sorted(found)
