"""Entities of whole texts, with the real model."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analytics.enrich.watchlist import Watched, Watchlist
from analytics.types import Mention

Find = Callable[..., tuple[Mention, ...]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("According to Gartner's research, trust fell.", [("Gartner", "ORG", "Gartner")]),
        ("OSLO AND BERLIN SIGN TRADE PACT", [("OSLO", "GPE", "OSLO"), ("BERLIN", "GPE", "BERLIN")]),
        ("Email is cheap and AI is everywhere, say CMOs.", []),
        ("Redefine personalization to emphasize empathy.", []),
        ("The U.S. Senate met in Washington D.C. today.", [("U.S. Senate", "ORG", "U.S. Senate")]),
    ],
)
def test_mentions_of_a_sentence(text: str, expected: list[tuple[str, str, str]], find: Find) -> None:
    found = [(each.text, each.label, each.canonical) for each in find(text)]
    assert found[: len(expected)] == expected
    assert bool(found) == bool(expected)


def test_a_surname_stands_for_the_full_name(find: Find) -> None:
    found = find("Angela Merkel spoke in Berlin on Monday. Later, Merkel met the press.")
    assert [each.canonical for each in found if each.label == "PERSON"] == ["Angela Merkel", "Angela Merkel"]


def test_two_articles_may_mean_different_things_by_one_acronym(find: Find) -> None:
    one = find("Harbor Research Institute (HRI) met in Oslo. HRI asked 2,000 people.")
    other = find("HRI (Highland Retail Institute) met in Bergen. HRI asked 3,000 people.")
    assert {each.canonical for each in one if each.label == "ORG"} == {"Harbor Research Institute"}
    assert {each.canonical for each in other if each.label == "ORG"} == {"Highland Retail Institute"}


def test_a_headline_takes_no_name_of_the_line_below_with_it(find: Find) -> None:
    found = find("WALMART AND NIKE TRIM BUDGETS\nMicrosoft and Nike trimmed their budgets.")
    assert "Microsoft" in {each.text for each in found}
    assert not any("\n" in each.text for each in found)


def test_a_headline_names_nobody_by_words_that_the_prose_writes_small(find: Find) -> None:
    headline = "Bad Landing Pages Cost Microsoft Partners Money\n"
    found = find(f"{headline}Partners of Microsoft lose money by bad landing pages, which cost them their visitors.")
    assert {each.text for each in found if each.start < len(headline)} <= {"Microsoft"}


def test_an_acronym_stands_for_its_long_form(find: Find) -> None:
    found = find("The Harbor Research Institute (HRI) published a study. HRI asked 2,000 people.")
    assert {each.canonical for each in found} == {"Harbor Research Institute"}


def test_watched_names_win_and_are_found_where_the_model_is_blind(find: Find) -> None:
    watchlist = Watchlist((Watched("Zubrowka Ads", "PRODUCT", ("ZubAds",)),))
    found = find("New: zubrowka aside, ZubAds and ZUBROWKA ADS grew.", watchlist)
    assert [(each.text, each.label, each.canonical) for each in found] == [
        ("ZubAds", "PRODUCT", "Zubrowka Ads"),
        ("ZUBROWKA ADS", "PRODUCT", "Zubrowka Ads"),
    ]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    parts=st.lists(
        st.sampled_from(
            ["Oslo", "NATO", "(", ")", "😀", "\n", "Ines Voss", "the", "'s", "\ud800", "$3bn", "J.", "AI", "-", "2031"]
        )
        | st.text(max_size=8),
        max_size=25,
    )
)
def test_offsets_slice_back_and_never_overlap(parts: list[str], find: Find) -> None:
    text = " ".join(parts)
    found = find(text)
    assert all(text[each.start : each.end] == each.text and each.text.strip() for each in found)
    assert all(one.end <= other.start for one, other in pairwise(found))
