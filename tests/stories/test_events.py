"""Stories: one event together, two apart, ids that stay, and no story without end."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from analytics.stories import events
from analytics.stories.events import cluster
from analytics.types import Document, Story

START = datetime(2026, 3, 2, tzinfo=UTC)
EVENTS = (
    "Harbor Media buys rival Tidewater for two billion",
    "Storm shuts ferry port of Marlow overnight",
    "Regulator fines Copperfield over cookie banners",
)


def headlines(count: int = 12, *, days: float = 0.25) -> list[Document]:
    return [
        Document(f"{n:02d}", f"{EVENTS[n % 3]} says source{n}", "", START + timedelta(days=days * n))
        for n in range(count)
    ]


def vectors(documents: Sequence[Document]) -> NDArray[np.float32]:
    axes = [next(row for row, event in enumerate(EVENTS) if each.title.startswith(event)) for each in documents]
    return np.eye(3, dtype=np.float32)[axes]


def groups(stories: Sequence[Story]) -> set[frozenset[str]]:
    return {frozenset(story.article_ids) for story in stories}


def test_articles_on_one_event_are_one_story() -> None:
    documents = headlines()
    assert groups(cluster(documents, vectors(documents))) == {
        frozenset(f"{n:02d}" for n in range(k, 12, 3)) for k in range(3)
    }


def test_a_story_begins_with_its_earliest_article() -> None:
    documents = headlines()
    for story in cluster(documents, vectors(documents)):
        assert story.origin == story.article_ids[0] == min(story.article_ids)
        assert story.first_seen == START + timedelta(days=0.25 * int(story.origin))


def test_words_alone_will_do_where_there_is_no_encoder() -> None:
    documents = headlines()
    assert len(cluster(documents, np.zeros((len(documents), 0), dtype=np.float32))) == 3


@pytest.mark.parametrize("count", [0, 1])
def test_few_articles(count: int) -> None:
    documents = headlines(count)
    assert len(cluster(documents, vectors(documents) if count else np.zeros((0, 3), np.float32))) == count


def test_the_same_words_three_weeks_later_are_another_story() -> None:
    documents = [Document("a", EVENTS[0], "", START), Document("b", EVENTS[0], "", START + timedelta(days=21))]
    assert len(cluster(documents, vectors(documents))) == 2


def test_unknown_dates_do_not_part_a_story() -> None:
    documents = [Document("a", EVENTS[0], "", START), Document("b", EVENTS[0], "")]
    assert len(cluster(documents, vectors(documents))) == 1


def test_a_copy_joins_the_story_of_its_original() -> None:
    documents = [*headlines(3), Document("zz", "Nothing in common", "", START)]
    found = cluster(documents, np.eye(4, 3, dtype=np.float32), copies={"zz": "01"})
    assert frozenset({"01", "zz"}) in groups(found)


def test_the_copy_of_an_article_that_is_not_handed_over_stands_for_itself() -> None:
    documents = headlines(3)
    assert len(cluster(documents, vectors(documents), copies={"01": "elsewhere"})) == 3


@settings(max_examples=25, deadline=None)
@given(st.permutations(range(12)))
def test_the_order_of_the_input_does_not_matter(order: list[int]) -> None:
    documents = headlines()
    shuffled = [documents[n] for n in order]
    assert cluster(shuffled, vectors(shuffled)) == cluster(documents, vectors(documents))


def test_stories_keep_their_ids_while_articles_come_in() -> None:
    documents = headlines(24)
    first = cluster(documents[:12], vectors(documents[:12]))
    window = documents[6:]
    second = cluster(window, vectors(window), previous=first)
    assert {story.id for story in second} == {story.id for story in first}
    assert groups(second) == groups(cluster(documents, vectors(documents)))
    assert [story.first_seen for story in second] == [story.first_seen for story in first]


def test_no_story_lasts_longer_than_four_weeks_however_it_is_fed() -> None:
    stories: tuple[Story, ...] = ()
    documents = [Document(f"{n:02d}", EVENTS[0], "", START + timedelta(days=2 * n)) for n in range(40)]
    for n in range(len(documents)):
        window = documents[max(0, n - 7) : n + 1]
        stories = cluster(window, vectors(window), previous=stories)
    when = {document.id: document.published for document in documents}
    assert sorted(article for story in stories for article in story.article_ids) == sorted(when)
    for story in stories:
        dates = [moment for article in story.article_ids if (moment := when[article])]
        assert max(dates) - min(dates) <= events.LONGEST


@pytest.mark.parametrize("undated", [0, 1, 6])
@pytest.mark.parametrize("days", [0.5, 2, 9, 60])
def test_no_story_lasts_longer_than_four_weeks_when_all_are_read_at_once(undated: int, days: float) -> None:
    documents = [Document(f"{n:02d}", EVENTS[0], "", START + timedelta(days=days * n)) for n in range(40)]
    documents += [Document(f"u{n}", EVENTS[0], "") for n in range(undated)]
    when = {document.id: document.published for document in documents}
    stories = cluster(documents, vectors(documents))
    assert sorted(article for story in stories for article in story.article_ids) == sorted(when)
    for story in stories:
        dates = [moment for article in story.article_ids if (moment := when[article])]
        assert not dates or max(dates) - min(dates) <= events.LONGEST


def test_a_late_article_with_an_older_date_opens_the_story() -> None:
    documents = headlines(12)
    first = cluster(documents[3:], vectors(documents[3:]))
    second = cluster(documents, vectors(documents), previous=first)
    assert {story.id for story in second} == {story.id for story in first}
    assert {story.origin for story in second} == {"00", "01", "02"}
    assert all(story.first_seen == documents[int(story.origin)].published for story in second)


def test_a_large_corpus_is_read_in_steps_of_time() -> None:
    documents = headlines(90, days=1 / 3)
    whole = cluster(documents, vectors(documents))
    stepped = cluster(documents, vectors(documents), block=60)
    assert sorted(article for story in stepped for article in story.article_ids) == [each.id for each in documents]
    assert len(stepped) < 2 * len(whole) + 3


def test_a_copy_that_comes_a_year_later_is_no_part_of_the_story() -> None:
    documents = [Document("a", EVENTS[0], "", START), Document("b", EVENTS[0], "", START + timedelta(days=365))]
    assert len(cluster(documents, vectors(documents), copies={"b": "a"})) == 2


def test_articles_that_say_nothing_are_not_one_event() -> None:
    silent = [Document(str(number), "", " ", None, "") for number in range(3)]
    same_place = np.ones((3, 1), dtype=np.float32)
    assert len(cluster(silent, same_place)) == 3
