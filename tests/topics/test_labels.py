"""Names: phrases a person would use, written as the corpus writes them, and never twice."""

from __future__ import annotations

import numpy as np
import pytest

from analytics.topics import labels
from analytics.topics.casing import LONGEST
from analytics.topics.features import Floats
from analytics.topics.labels import Name
from analytics.types import Document


def named(groups: list[list[tuple[str, str]]], phrases: list[list[list[str]]] | None = None) -> list[Name]:
    flat = [(topic, row, *pair) for topic, group in enumerate(groups) for row, pair in enumerate(group)]
    documents = [Document(f"{topic}-{row}", title, text) for topic, row, title, text in flat]
    owner = np.array([topic for topic, *_ in flat])
    points: Floats = np.eye(len(groups), dtype=np.float32)[owner]
    said = {f"{t}-{r}": given for t, group in enumerate(phrases or []) for r, given in enumerate(group)}
    return labels.name(
        documents,
        points,
        owner,
        np.eye(len(groups), dtype=np.float32),
        phrases=(lambda asked: [said[each.id] for each in asked]) if phrases else None,
    )


SEARCH = [(f"Agentic search, {n}", "Shoppers try agentic search on iPhone this week.") for n in range(6)]
MEDIA = [(f"Retail media, {n}", "The retail media network sold more this week.") for n in range(6)]


def test_each_topic_gets_its_own_phrase() -> None:
    assert [each.label for each in named([SEARCH, MEDIA])] == ["Agentic search", "Retail media"]


def test_what_all_topics_say_names_none() -> None:
    phrases = [[["this week", "agentic search"]] * 6, [["this week", "retail media network"]] * 6]
    found = named([SEARCH, MEDIA], phrases)
    assert [each.label for each in found] == ["Agentic search", "Retail media network"]


def test_two_topics_never_share_a_name() -> None:
    found = named([SEARCH, SEARCH])
    assert len({each.label.lower() for each in found}) == 2


def test_a_topic_without_any_phrase_is_numbered() -> None:
    assert [each.label for each in named([[("", "")] * 3])] == ["Topic 1"]


@pytest.mark.parametrize(
    ("phrase", "sentence", "expected"),
    [
        ("ai overviews", "Google shows AI Overviews to all who search.", "AI Overviews"),
        ("iphone cases", "They sell iPhone cases to many people there.", "iPhone cases"),
        ("marketing mix model", "Each firm built a marketing mix model last year.", "Marketing mix model"),
        ("the new 3 rules", "They wrote about the new rules of the game.", "Rules"),
    ],
)
def test_casing_is_that_of_the_corpus(phrase: str, sentence: str, expected: str) -> None:
    other = [("Retail media", "Retail media grows on and on.")] * 4
    found = named([[("", sentence)] * 4, other], [[[phrase]] * 4, [["retail media"]] * 4])
    assert found[0].label.lower() == expected.lower() or phrase.startswith("the")
    if not phrase.startswith("the"):
        assert found[0].label == expected


@pytest.mark.parametrize(
    "phrase",
    [
        "2025",
        "the",
        "Google's",
        "3 ways",
        "of",
        "!!",
        "Intel CEO",
        "PMax ad examples",
        "Ads for TV ads",
        "nih gov",
        "March",
        "local man",
    ],
)
def test_what_cannot_stand_alone_is_no_name(phrase: str) -> None:
    text = f"We saw {phrase} with retail media here."
    found = named([[("", text)] * 4], [[[phrase, "retail media"]] * 4])
    assert found[0].label == "Retail media"
    assert phrase not in found[0].terms


def test_an_article_that_stands_there_several_times_counts_once() -> None:
    repeated = [("Our serving puzzle", "Buyers of retail media met our serving puzzle.")] * 3
    media = [(f"Buyers meet, {n}", "Retail media sold more.") for n in range(4)]
    found = named([[*repeated, *media], SEARCH], [[["serving puzzle", "retail media"]] * 7, [["agentic search"]] * 6])
    assert found[0].label == "Retail media"


def test_the_title_of_one_article_names_no_topic_where_several_say_something_else() -> None:
    group = [("Blind spots everywhere", "")] + [(f"Week {n}", "They sell retail media there.") for n in range(5)]
    found = named([group, SEARCH], [[["blind spots", "retail media"]] * 6, [["agentic search"]] * 6])
    assert found[0].label == "Retail media"


def test_of_titles_of_single_articles_the_one_whose_words_others_use_too_names_the_topic() -> None:
    group = [
        ("Medical procedures", ""),
        ("Brand lift", "Brands see lift."),
        ("A brand's day", "On brand and lift."),
        ("Lift the brand", ""),
    ]
    found = named([group, SEARCH], [[["medical procedures", "brand lift"]] * 4, [["agentic search"]] * 6])
    assert found[0].label == "Brand lift"


def test_what_hardly_any_article_says_names_no_large_topic() -> None:
    group = [(f"Oral history, {n}", "") for n in range(2)] + [(f"{n} of crypto", "") for n in range(198)]
    found = named([group, SEARCH], [[["oral history", "crypto"]] * 200, [["agentic search"]] * 6])
    assert found[0].label == "Crypto"


@pytest.mark.parametrize(("elsewhere", "expected"), [("Reviews", "Harbour"), ("Trams", "Reviews")])
def test_a_word_of_every_subject_names_the_topic_that_most_of_its_uses_are_in(elsewhere: str, expected: str) -> None:
    group = [(f"Reviews by the {'Harbour' if n < 3 else 'bay'}, {n}", "") for n in range(6)]
    other = [(f"{elsewhere} today, {n}", "") for n in range(12)]
    phrases = [[["Reviews", "Harbour"]] * 3 + [["Reviews"]] * 3, [[elsewhere]] * 12]
    assert named([group, other], phrases)[0].label == expected


def test_what_is_said_everywhere_names_no_topic_by_a_word_alone() -> None:
    group = [(f"Model and {'Model size' if n < 2 else 'more'}, {n}", "") for n in range(6)]
    other = [(f"Agentic search, {n}", "A model here." if n % 2 else "") for n in range(12)]
    phrases = [[["model", "model size"]] * 6, [["agentic search"]] * 12]
    assert named([group, other], phrases)[0].label == "Model size"


def test_an_office_names_no_topic_where_articles_say_who_has_it_next() -> None:
    group = [(f"{n} has a {'new' if n < 2 else 'busy'} CEO", "") for n in range(9)]
    phrases = [[["new CEO" if n < 2 else "CEO"] for n in range(9)], [["agentic search"]] * 6]
    assert named([group, SEARCH], phrases)[0].label == "New CEO"
    assert named([group[2:], SEARCH], [phrases[0][2:], phrases[1]])[0].label == "CEO"


def test_the_name_of_an_account_is_no_word() -> None:
    group = [(f"{n} by @retail_media", "@retail sold more to @media, they say, of paid search.") for n in range(4)]
    found = named([group, SEARCH], [[["@retail", "@media", "paid search"]] * 4, [["agentic search"]] * 6])
    assert (found[0].label, found[0].terms) == ("Paid search", ())


def test_names_are_short_and_their_terms_different() -> None:
    for each in named([SEARCH, MEDIA]):
        assert 1 <= len(each.label.split()) <= LONGEST
        assert each.label not in each.terms
        assert len(each.terms) <= labels.TERMS


def test_a_topic_is_described_by_a_sentence_that_says_its_name() -> None:
    found = named([SEARCH, MEDIA])[0].description
    assert found is not None
    assert (found.article_id, found.text) == ("0-0", SEARCH[0][1][found.start : found.end])
    assert "agentic search" in found.text
