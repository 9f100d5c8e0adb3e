"""Copies: found when edited, kept apart when only alike, and the first of them named."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.stories.copies import CANDIDATES, resolve, sample
from analytics.types import CopyLink, Document

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
WORDS = [
    f"{first}{second}" for first in ("mar", "lo", "ten", "ka", "ru", "sil") for second in ("vin", "do", "pe", "st")
]


def prose(seed: int, length: int = 200) -> str:
    draw = random.Random(seed)
    return " ".join(draw.choice(WORDS) + draw.choice(WORDS) for _ in range(length))


def edited(text: str, rate: float, seed: int = 1) -> str:
    draw = random.Random(seed)
    return " ".join(f"new{draw.random()}" if draw.random() < rate else word for word in text.split())


def document(id_: str, text: str, *, title: str = "", hours: int | None = 0, source: str = "Alpha") -> Document:
    return Document(
        id_, title or f"Title {id_}", text, None if hours is None else NOON + timedelta(hours=hours), source
    )


@pytest.mark.parametrize(
    ("name", "second"),
    [
        ("verbatim", prose(1)),
        ("1 % of words changed", edited(prose(1), 0.01)),
        ("15 % of words changed", edited(prose(1), 0.15)),
        ("other case, quotes and spacing", prose(1).upper().replace(" ", "  ")),
        ("boilerplate added", prose(1) + " sign up for our newsletter and never miss a thing again"),
        ("the end cut away", " ".join(prose(1).split()[:120])),
    ],
)
def test_an_edited_text_is_a_copy(name: str, second: str) -> None:
    links = resolve([document("b", second, hours=1), document("a", prose(1))])
    assert [(link.article_id, link.copy_of) for link in links] == [("b", "a")], name


@pytest.mark.parametrize(
    ("name", "first", "second"),
    [
        ("same title, other content", document("a", prose(1), title="Update"), document("b", prose(2), title="Update")),
        ("a paragraph quoted", document("a", prose(1)), document("b", prose(2, 300) + " " + prose(1)[:300])),
        ("nothing at all", document("a", "", title="x"), document("b", "", title="x")),
        ("short titles without text", document("a", "", title="Daily news"), document("b", "", title="Daily news")),
    ],
)
def test_alike_is_not_a_copy(name: str, first: Document, second: Document) -> None:
    assert resolve([first, second]) == (), name


def test_items_without_text_are_compared_by_their_whole_title() -> None:
    first, second = (document(id_, "", title="Harbor Media buys a small rival") for id_ in "ab")
    assert [link.article_id for link in resolve([first, second])] == ["b"]
    assert np.array_equal(sample("", title=first.title), sample("", title=second.title.upper()))


def test_thirty_syndicated_copies_have_one_original() -> None:
    items = [document(f"{n:02d}", edited(prose(1), 0.05, seed=n), hours=n, source=f"Paper {n}") for n in range(30)]
    links = resolve(items)
    assert len(links) == 29
    assert {link.copy_of for link in links} == {"00"}


def test_boilerplate_of_a_source_makes_no_copies() -> None:
    footer = prose(99, 70)
    items = [document(f"{n:02d}", f"{prose(n, 90)} {footer}") for n in range(40)]
    assert resolve(items) == ()


@pytest.mark.parametrize(("own", "footer"), [(30, 25), (60, 80), (40, 100)])
def test_what_stands_below_every_text_of_a_source_makes_no_copies(own: int, footer: int) -> None:
    below = prose(99, footer)
    stored = [document(f"{n:02d}", f"{prose(n, own)} {below}") for n in range(CANDIDATES)]
    assert resolve([document("new", f"{prose(500, own)} {below}")], stored) == ()
    assert resolve(stored) == ()
    again = document("new", edited(stored[3].text, 0.05), hours=1)
    assert [link.copy_of for link in resolve([again], stored)] == ["03"]


def test_a_paragraph_in_texts_of_many_sources_makes_no_copies() -> None:
    about = prose(99, 80)
    items = [document(f"{n:03d}", f"{prose(n, 180)} {about}", source=f"Paper {n}") for n in range(400)]
    assert resolve(items) == ()


def test_a_press_release_is_found_under_another_title_and_with_another_ending() -> None:
    release = document(
        "release", f"LONDON, March 2 {prose(1, 260)} About the firm {prose(2, 40)}", title="Firm buys rival"
    )
    printed = document(
        "printed", f"{edited(prose(1, 260), 0.04)} Read more on our site", title="A rival is sold", hours=4
    )
    follow_up = document("later", f"{prose(3, 200)} As reported {prose(1, 40)}", title="Firm buys rival", hours=40)
    assert [(each.article_id, each.copy_of) for each in resolve([printed, follow_up, release])] == [
        ("printed", "release")
    ]


@pytest.mark.parametrize(
    ("name", "first", "second"),
    [
        ("the earlier", document("z", prose(1), hours=0), document("a", prose(1), hours=1)),
        ("the dated", document("z", prose(1), hours=0), document("a", prose(1), hours=None)),
        ("the agency's", document("z", f"(Reuters) {prose(1)}"), document("a", f"(Staff) {prose(1)}")),
        ("the longer", document("z", f"{prose(1)} and more of it"), document("a", prose(1))),
        ("the smaller id", document("a", prose(1)), document("z", prose(1))),
    ],
)
def test_who_was_first(name: str, first: Document, second: Document) -> None:
    (link,) = resolve([second], [first])
    assert (link.copy_of, link.article_id) == (first.id, second.id), name


def test_a_stored_article_becomes_the_copy_of_an_earlier_one_that_comes_late() -> None:
    links = resolve([document("late", prose(1), hours=-5)], [document("stored", prose(1))])
    assert links == (CopyLink("stored", "late", 1.0),)


def test_digests_of_five_articles_do_not_chain_them() -> None:
    articles = [document(f"a{n}", prose(n, 120)) for n in range(5)]
    digest = document("digest", " ".join(each.text for each in articles), hours=9)
    assert resolve([*articles, digest]) == ()


@settings(max_examples=30, deadline=None)
@given(st.permutations(range(12)))
def test_the_order_of_the_input_does_not_matter(order: list[int]) -> None:
    items = [document(f"{n:02d}", edited(prose(n % 4), 0.02 * n, seed=n), hours=-n) for n in range(12)]
    assert resolve([items[n] for n in order]) == resolve(items)


@settings(max_examples=50, deadline=None)
@given(st.text(max_size=400))
def test_any_text_has_a_sample_and_is_its_own_copy(text: str) -> None:
    assert sample(text).dtype == np.uint64
    first = document("a", f"{text} {prose(3, 30)}")
    assert [link.copy_of for link in resolve([first, replace(first, id="b")])] == ["a"]
