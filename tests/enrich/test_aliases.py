"""One name for everything that an entity is called."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.enrich import aliases
from analytics.enrich.aliases import Form
from analytics.types import Mention


@pytest.mark.parametrize(
    ("text", "label", "name"),
    [
        ("Gartner", "ORG", "Gartner"),
        ("Gartner's", "ORG", "Gartner"),
        ("Gartner’s", "ORG", "Gartner"),
        ("Gartner, Inc.", "ORG", "Gartner"),
        ("Gartner Inc", "ORG", "Gartner"),
        ("the Halden Corp.", "ORG", "Halden"),
        ("Halden GmbH", "ORG", "Halden"),
        ("Halden & Company", "ORG", "Halden"),
        ("The Halden Company", "ORG", "Halden"),
        ("Halden SA", "ORG", "Halden"),
        ("Halden sa", "ORG", "Halden sa"),
        ("Halden Consulting Group", "ORG", "Halden Consulting Group"),
        ("Halden\nVoss", "ORG", "Halden Voss"),
        ("Costa Inc", "PERSON", "Costa Inc"),
        ("The Long Road", "WORK_OF_ART", "The Long Road"),
        ("The", "ORG", "The"),
        ("the U.S.", "GPE", "United States"),
        ("UK's", "GPE", "United Kingdom"),
        ("US", "ORG", "US"),
        ("J.R.R.", "PERSON", "J.R.R."),
        ("Mrs. Voss", "PERSON", "Voss"),
        ("Prof. Dr. Ines Voss’s", "PERSON", "Ines Voss"),
        ("Dr", "PERSON", "Dr"),
        ("Dr Pepper", "ORG", "Dr Pepper"),
        ("“Halden”", "ORG", "Halden"),
    ],
)
def test_canonical_names(text: str, label: str, name: str) -> None:
    assert aliases.canonical(text, label=label) == name


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("a Customer Data Platform (CDP) is", {"CDP": "Customer Data Platform"}),
        ("Customer Data Platforms (CDPs) are", {"CDPs": "Customer Data Platforms"}),
        ("the Bureau of Halden Statistics (BHS)", {"BHS": "Bureau of Halden Statistics"}),
        ("CDP (Customer Data Platform) sellers", {"CDP": "Customer Data Platform"}),
        ("CDPs (Customer Data Platforms) sell", {"CDPs": "Customer Data Platforms"}),
        ("the HRI ( Harbor Research Institute ) said", {"HRI": "Harbor Research Institute"}),
        ("the HRI (Harbor Research) said", {}),
        ("the HRI (Oslo, Norway) said", {}),
        ("It rose (US) again", {}),
        ("nothing here (ABC)", {}),
        ("Halden (H)", {}),
        ("", {}),
    ],
)
def test_acronyms_are_bound_by_the_text_itself(text: str, bound: dict[str, str]) -> None:
    assert aliases.acronyms(text) == bound


@given(st.text(max_size=200))
def test_a_long_form_stands_in_its_text(text: str) -> None:
    assert all(long in text for long in aliases.acronyms(text + " (ABC)").values())


@pytest.mark.parametrize(
    ("names", "known_as"),
    [
        (["Voss Group", "Voss"], {"Voss Group": "Voss"}),
        (["Voss Group"], {}),
        (["V&H", "Voss & Halden"], {"V&H": "Voss & Halden"}),
        (["V&O", "Voss & Halden"], {}),
    ],
)
def test_a_firm_has_one_name_in_a_text(names: list[str], known_as: dict[str, str]) -> None:
    assert aliases.trading_names(names) == known_as


def test_a_surname_stands_for_one_person_only() -> None:
    names = ["Ines Voss", "Voss", "Ann Lee", "Bo Lee", "Lee", "Cher"]
    assert aliases.full_names(names) == {"Voss": "Ines Voss"}


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("OpenAI", "Open AI", True),
        ("TIKTOK", "TikTok", True),
        ("Coca-Cola", "Coca Cola", True),
        ("Meta", "Metal", False),
        ("+", "-", False),
    ],
)
def test_spellings_that_are_one_name(one: str, other: str, same: bool) -> None:
    assert (aliases.key(one) == aliases.key(other)) is same


def test_the_corpus_decides_on_spelling_and_label() -> None:
    forms = [Form("TikTok", "ORG", 8), Form("TIKTOK", "ORG", 9), Form("Tik Tok", "PERSON", 2)]
    assert aliases.consensus(forms) == {("TIKTOK", "ORG"): ("TikTok", "ORG"), ("Tik Tok", "PERSON"): ("TikTok", "ORG")}


def test_an_acronym_that_nearly_all_write_in_capitals_stays_so() -> None:
    assert aliases.consensus([Form("NATO", "ORG", 40), Form("Nato", "ORG", 2)]) == {("Nato", "ORG"): ("NATO", "ORG")}


def test_a_label_in_dispute_is_left_to_the_mentions() -> None:
    assert aliases.consensus([Form("Halden", "ORG", 3), Form("Halden", "GPE", 2)]) == {}


def test_mentions_are_renamed_in_their_order() -> None:
    spelled = ["Open AI", "OpenAI", "OpenAI", "OPENAI"]
    mentions = [Mention(str(n), 0, len(name), name, "ORG", name) for n, name in enumerate(spelled)]
    agreed = aliases.agreed(mentions)
    assert [each.canonical for each in agreed] == ["OpenAI"] * 4
    assert [each.text for each in agreed] == spelled


def test_sources_have_one_name_where_texts_use_two() -> None:
    names = ["Orla", "Orla Group", "Vento Holdings", "BTF", "Bureau of Trade Figures", "AB", "Ann Bell"]
    assert aliases.sources(names) == {"Orla Group": "Orla", "BTF": "Bureau of Trade Figures"}


def test_initials_of_two_sources_stay() -> None:
    assert aliases.sources(["BTF", "Bureau of Trade Figures", "Board of Trade and Fish"]) == {}
