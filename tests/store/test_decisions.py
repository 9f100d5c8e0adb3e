"""What people decide holds at once, through refits, and until it is taken back."""

from __future__ import annotations

import pytest

from analytics.errors import StoreError
from analytics.filters import Filters
from analytics.store import Store, counts, decisions, topics
from analytics.store.selection import resolve
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
        frame = counts.of_topics(connection, store, resolve(connection, Filters()), step="week")
    return {str(name): int(n) for name, n in frame.groupby("subject")["n"].sum().items()}


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


def test_new_articles_follow_a_merge(planted: Store, shelf: Shelf) -> None:
    decisions.decide(planted, "merge", "t1", {"into": "t2"}, now=NOW)
    shelf.put(article("four"), topics_of={"four": ["t1"]})
    assert sizes(planted) == {"t2": 4}


def test_a_split_takes_articles_into_a_topic_of_their_own(planted: Store) -> None:
    key = decisions.decide(planted, "split", "t1", {"label": "Apart", "articles": ["one"]}, now=NOW)
    found = sizes(planted)
    assert found == {"t1": 1, "t2": 2, f"t1-split-{key}": 1}
    decisions.undo(planted, key, now=NOW)
    assert sizes(planted) == {"t1": 2, "t2": 2}
    assert named(planted, f"t1-split-{key}").status == "retired"


def test_a_tracked_topic_has_its_history_at_once_and_grows(planted: Store, shelf: Shelf) -> None:
    topic_id = decisions.track(planted, "Backlash", phrases=["personalization backlash"], examples=["three"], now=NOW)
    assert sizes(planted)[topic_id] == 2
    shelf.put(article("four", text="Another personalization backlash."), article("five", text="A backlash only."))
    assert sizes(planted)[topic_id] == 3
    assert named(planted, topic_id).tracked


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
        ("merge", "t1", {"into": "t1"}),
        ("merge", "t1", {"into": "none"}),
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
