"""What people decide holds at once, through refits, and until it is taken back."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from analytics.errors import StoreError
from analytics.filters import Filters
from analytics.store import Store, articles, counts, decisions, embeddings, handmade, stages, topics
from analytics.store.selection import resolve
from analytics.trends import bins
from analytics.types import Topic
from benchmarks.shelf import NOW, Shelf, article


@pytest.fixture
def planted(store: Store, shelf: Shelf) -> Store:
    shelf.register("Alpha")
    shelf.put(
        article("one", text="The personalization backlash grows."),
        article("two"),
        article("three"),
        topics_of={"one": ["t1"], "two": ["t1", "t2"], "three": ["t2"]},
    )
    return store


def sizes(store: Store) -> dict[str, int]:
    with store.read() as connection:
        found = counts.of_topics(connection, store, resolve(connection, Filters()), step="week")
    laid = found.on(bins.periods(date(2025, 1, 1), NOW, "month"), sorted(found.occurring()))
    return {name: n for name, n in zip(found.subjects, laid.by_period().sum(axis=1).tolist(), strict=True) if n}


def named(store: Store, topic_id: str) -> Topic:
    with store.read() as connection:
        return topics.topics(connection, [topic_id])[0]


def refit(store: Store) -> None:
    with store.write() as connection:
        found = [Topic("t1", "Found anew", (), None, "active"), Topic("t2", "T2", (), None, "active")]
        topics.replace_topics(connection, store, found)


def test_a_name_survives_a_refit_and_can_be_taken_back(planted: Store) -> None:
    key = decisions.decide(planted, "rename", "t1", {"label": "My name"}, now=NOW)
    refit(planted)
    assert named(planted, "t1").label == "My name"
    decisions.undo(planted, key, now=NOW)
    assert named(planted, "t1").label == "Found anew"


def test_merged_topics_count_each_article_once(planted: Store) -> None:
    key = decisions.decide(planted, "merge", "t1", {"into": "t2"}, now=NOW)
    assert sizes(planted) == {"t2": 3}
    assert named(planted, "t1").status == "merged"
    decisions.undo(planted, key, now=NOW)
    assert sizes(planted) == {"t1": 2, "t2": 2}
    assert named(planted, "t1").status == "active"


def test_merges_may_follow_each_other(planted: Store, shelf: Shelf) -> None:
    shelf.put(article("four"), topics_of={"four": ["t3"]})
    decisions.decide(planted, "merge", "t1", {"into": "t2"}, now=NOW)
    decisions.decide(planted, "merge", "t2", {"into": "t3"}, now=NOW)
    assert sizes(planted) == {"t3": 4}


def test_merges_never_go_round(planted: Store, shelf: Shelf) -> None:
    shelf.put(article("four"), topics_of={"four": ["t3"]})
    first = decisions.decide(planted, "merge", "t1", {"into": "t2"}, now=NOW)
    decisions.decide(planted, "merge", "t2", {"into": "t3"}, now=NOW)
    for merged, into in (("t2", "t1"), ("t3", "t1"), ("t3", "t2")):
        with pytest.raises(StoreError, match=f"{into} was merged into {merged}"):
            decisions.decide(planted, "merge", merged, {"into": into}, now=NOW)
    assert sizes(planted) == {"t3": 4}
    decisions.undo(planted, first, now=NOW)
    decisions.decide(planted, "merge", "t3", {"into": "t1"}, now=NOW)
    assert sizes(planted) == {"t1": 4}


def test_new_articles_follow_a_merge(planted: Store, shelf: Shelf) -> None:
    decisions.decide(planted, "merge", "t1", {"into": "t2"}, now=NOW)
    shelf.put(article("four"), topics_of={"four": ["t1"]})
    assert sizes(planted) == {"t2": 4}


def test_a_split_takes_articles_into_a_topic_of_their_own(planted: Store) -> None:
    key = decisions.decide(planted, "split", "t1", {"label": "Apart", "articles": ["one"]}, now=NOW)
    found = sizes(planted)
    new = handmade.split_id("t1", "Apart")
    assert found == {"t1": 1, "t2": 2, new: 1}
    decisions.undo(planted, key, now=NOW)
    assert sizes(planted) == {"t1": 2, "t2": 2}
    assert named(planted, new).status == "retired"


def test_a_split_by_phrase_takes_later_articles_of_its_topic_too(planted: Store, shelf: Shelf) -> None:
    new = decisions.split(planted, "t1", "Backlash", phrases=["personalization backlash"], now=NOW)
    assert sizes(planted) == {"t1": 1, "t2": 2, new: 1}
    text = "Another personalization backlash."
    shelf.put(article("four", text=text), article("five", text=text), topics_of={"four": ["t1"], "five": ["t2"]})
    assert sizes(planted) == {"t1": 1, "t2": 3, new: 2}


def test_a_tracked_topic_has_its_history_at_once_and_grows(planted: Store, shelf: Shelf) -> None:
    topic_id = decisions.track(planted, "Backlash", phrases=["personalization backlash"], examples=["three"], now=NOW)
    assert sizes(planted)[topic_id] == 2
    shelf.put(article("four", text="Another personalization backlash."), article("five", text="A backlash only."))
    assert sizes(planted)[topic_id] == 3
    assert named(planted, topic_id).tracked


def test_a_tracked_topic_takes_what_is_like_its_examples(planted: Store) -> None:
    alike, apart = np.array([[0.8, 0.6]], dtype=np.float16), np.array([[-1.0, 0.0]], dtype=np.float16)
    with planted.read() as connection:
        keys = articles.keys_of(connection, ["one", "two", "three"])
    made_by = stages.version_key(planted, "embedded", "of two numbers")
    with planted.write() as connection:
        for name, vector in (("one", alike), ("two", alike), ("three", apart)):
            embeddings.keep(connection, [keys[name]], vector, made_by=made_by)
        handmade.remember(connection, ["People resent it."], np.array([[1.0, 0.0]], np.float32), made_by=made_by)
        assert handmade.outdated(connection, made_by=made_by) == []
        assert handmade.outdated(connection, made_by=made_by + 1) == ["People resent it."]
    said = decisions.track(planted, "Resentment", sentences=["People resent it."], now=NOW)
    shown = decisions.track(planted, "Like the first", examples=["one"], now=NOW)
    assert (sizes(planted)[said], sizes(planted)[shown]) == (2, 2)


@pytest.mark.parametrize(("kind", "status"), [("pin", "pinned"), ("hide", "hidden")])
def test_standing(planted: Store, kind: decisions.DecisionKind, status: str) -> None:
    decisions.decide(planted, kind, "t1", {"on": True}, now=NOW)
    refit(planted)
    assert named(planted, "t1").status == status
    decisions.decide(planted, kind, "t1", {"on": False}, now=NOW)
    assert named(planted, "t1").status == "active"


@pytest.mark.parametrize(
    ("kind", "topic_id", "details"),
    [
        ("rename", "none", {"label": "x"}),
        ("rename", "t1", {"label": "  "}),
        ("rename", "t1", {"label": "x" * 81}),
        ("rename", "t1", {"label": "two\nlines"}),
        ("merge", "t1", {"into": "t1"}),
        ("merge", "t1", {"into": "none"}),
        ("split", "t1", {"label": "Nothing"}),
        ("track", "tracked-1", {"label": "Nothing", "phrases": []}),
    ],
)
def test_impossible_decisions_are_refused(
    planted: Store, kind: decisions.DecisionKind, topic_id: str, details: dict[str, str]
) -> None:
    with pytest.raises(StoreError):
        decisions.decide(planted, kind, topic_id, details, now=NOW)
    with planted.read() as connection:
        assert decisions.decisions(connection) == []


def test_a_model_made_anew_retires_its_topics_and_no_one_elses(planted: Store) -> None:
    tracked = decisions.track(planted, "Backlash", phrases=["personalization backlash"], now=NOW)
    with planted.write() as connection:
        topics.replace_topics(connection, planted, [Topic("t9", "T9", (), None, "active")], is_all=True)
    assert named(planted, "t1").status == "retired"
    assert named(planted, tracked).status == "active"
