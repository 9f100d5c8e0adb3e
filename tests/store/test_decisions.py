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
        with pytest.raises(StoreError, match=f"“{into.title()}” was merged into “{merged.title()}”"):
            decisions.decide(planted, "merge", merged, {"into": into}, now=NOW)
    assert sizes(planted) == {"t3": 4}
    decisions.undo(planted, first, now=NOW)
    decisions.decide(planted, "merge", "t3", {"into": "t1"}, now=NOW)
    assert sizes(planted) == {"t1": 4}


def test_a_topic_is_merged_once_so_that_no_circle_comes_back(planted: Store, shelf: Shelf) -> None:
    shelf.put(article("four"), topics_of={"four": ["t3"]})
    first = decisions.decide(planted, "merge", "t1", {"into": "t2"}, now=NOW)
    with pytest.raises(StoreError, match="“T1” was merged into “T2”: take that back first"):
        decisions.decide(planted, "merge", "t1", {"into": "t3"}, now=NOW)
    decisions.undo(planted, first, now=NOW)
    decisions.decide(planted, "merge", "t1", {"into": "t3"}, now=NOW)
    assert sizes(planted) == {"t2": 2, "t3": 3}


def test_what_others_were_merged_into_lives_without_articles_of_its_own(planted: Store) -> None:
    decisions.decide(planted, "merge", "t1", {"into": "t2"}, now=NOW)
    with planted.write() as connection:
        topics.replace_topics(connection, planted, [Topic("t1", "T1", (), None, "active")], is_all=True)
    assert named(planted, "t2").status == "active"


def test_a_merge_is_taken_back_through_a_later_one(planted: Store, shelf: Shelf) -> None:
    shelf.put(article("four"), topics_of={"four": ["t3"]})
    tracked = decisions.track(planted, "Backlash", phrases=["personalization backlash"], now=NOW)
    first = decisions.decide(planted, "merge", tracked, {"into": "t2"}, now=NOW)
    decisions.decide(planted, "merge", "t2", {"into": "t3"}, now=NOW)
    assert sizes(planted) == {"t1": 2, "t3": 4}
    decisions.undo(planted, first, now=NOW)
    assert sizes(planted) == {"t1": 2, "t3": 3, tracked: 1}


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


def test_a_split_takes_what_was_merged_in_too(planted: Store) -> None:
    decisions.decide(planted, "merge", "t1", {"into": "t2"}, now=NOW)
    new = decisions.split(planted, "t2", "Backlash", phrases=["personalization backlash"], now=NOW)
    assert sizes(planted) == {"t2": 2, new: 1}


def test_an_article_belongs_to_three_topics_and_to_those_that_people_follow(planted: Store, shelf: Shelf) -> None:
    shelf.put(article("four"), topics_of={"four": ["t3", "t4", "t5"]})
    new = decisions.split(planted, "t1", "Apart", articles=["four"], now=NOW)
    assert {id_: n for id_, n in sizes(planted).items() if id_ not in ("t1", "t2")} == {"t3": 1, "t4": 1, new: 1}
    tracked = decisions.track(planted, "Followed", examples=["four"], now=NOW)
    assert {id_: n for id_, n in sizes(planted).items() if id_ not in ("t1", "t2")} == {
        "t3": 1,
        "t4": 1,
        new: 1,
        tracked: 1,
    }


def test_what_was_built_on_a_topic_goes_with_it(planted: Store) -> None:
    tracked = decisions.track(planted, "Backlash", phrases=["personalization backlash"], now=NOW)
    decisions.decide(planted, "merge", "t1", {"into": tracked}, now=NOW)
    decisions.decide(planted, "pin", tracked, {"on": True}, now=NOW)
    first, *_ = decisions.kept(planted)
    decisions.undo(planted, first.key, now=NOW)
    assert decisions.kept(planted) == []
    assert sizes(planted) == {"t1": 2, "t2": 2}


def test_a_topic_followed_twice_has_the_phrases_of_both(planted: Store) -> None:
    first = decisions.track(planted, "Backlash", phrases=["personalization backlash"], now=NOW)
    assert decisions.track(planted, " backlash ", phrases=["text of two"], now=NOW) == first
    assert sizes(planted)[first] == 2
    assert named(planted, first).terms == ("personalization backlash", "text of two")


def test_quotes_in_a_phrase_are_no_operators(planted: Store) -> None:
    topic_id = decisions.track(planted, "Backlash", phrases=['the "personalization" backlash'], now=NOW)
    assert sizes(planted)[topic_id] == 1


@pytest.mark.parametrize("name", ["T2", " t2 ", "\N{FULLWIDTH LATIN CAPITAL LETTER T}2"])
def test_no_two_topics_have_one_name(planted: Store, name: str) -> None:
    said: list[tuple[decisions.DecisionKind, str, dict[str, list[str]]]] = [
        ("rename", "t1", {}),
        ("split", "t1", {"articles": ["one"]}),
        ("track", "tracked-1", {"phrases": ["backlash"]}),
    ]
    for kind, topic_id, details in said:
        with pytest.raises(StoreError, match="already: choose another name, or merge the two"):
            decisions.decide(planted, kind, topic_id, {"label": name, **details}, now=NOW)
    assert decisions.kept(planted) == []


def test_a_name_that_another_topic_has_by_now_is_not_given_back(planted: Store) -> None:
    key = decisions.decide(planted, "rename", "t1", {"label": "Mine"}, now=NOW)
    other = decisions.decide(planted, "rename", "t2", {"label": "T1"}, now=NOW)
    with pytest.raises(StoreError, match="two topics would be called “T1”"):
        decisions.undo(planted, key, now=NOW)
    decisions.undo(planted, other, now=NOW)
    decisions.undo(planted, key, now=NOW)
    assert (named(planted, "t1").label, named(planted, "t2").label) == ("T1", "T2")


def test_a_merged_topic_leaves_its_name_to_the_other(planted: Store) -> None:
    merge = decisions.decide(planted, "merge", "t1", {"into": "t2"}, now=NOW)
    decisions.decide(planted, "rename", "t2", {"label": "T1"}, now=NOW)
    assert named(planted, "t2").label == "T1"
    with pytest.raises(StoreError, match="two topics would be called “T1”"):
        decisions.undo(planted, merge, now=NOW)


def test_a_theme_is_neither_merged_nor_split(planted: Store) -> None:
    with planted.write() as connection:
        found = [Topic("theme", "A theme", (), None, "active"), Topic("t1", "T1", (), "theme", "active")]
        topics.replace_topics(connection, planted, found)
    said: list[tuple[decisions.DecisionKind, str, dict[str, object]]] = [
        ("merge", "t2", {"into": "theme"}),
        ("merge", "theme", {"into": "t2"}),
        ("split", "theme", {"label": "Apart", "articles": ["one"]}),
    ]
    for kind, topic_id, details in said:
        with pytest.raises(StoreError, match="“A theme” is a theme"):
            decisions.decide(planted, kind, topic_id, details, now=NOW)


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


def test_the_lineage_tells_what_people_did_to_both_topics(planted: Store) -> None:
    rename = decisions.decide(planted, "rename", "t1", {"label": "Mine"}, now=NOW)
    new = decisions.split(planted, "t1", "Apart", articles=["one"], now=NOW)
    merge = decisions.decide(planted, "merge", "t1", {"into": "t2"}, now=NOW)
    for key in (merge, rename, rename + 1):
        decisions.undo(planted, key, now=NOW)
    by_hand = "decided by a person"
    expected = {
        "t1": [
            ("t1", "renamed", (), f"from “T1”, {by_hand}"),
            (new, "split", ("t1",), by_hand),
            ("t1", "merged", ("t2",), by_hand),
            ("t1", "restored", ("t2",), "a person took the merge back"),
            ("t1", "restored", (), "a person took the rename back"),
            (new, "retired", ("t1",), "a person took the split back"),
        ]
    }
    expected[new] = [each for each in expected["t1"] if new in (each[0], *each[2])]
    expected["t2"] = [each for each in expected["t1"] if "t2" in each[2]]
    with planted.read() as connection:
        for topic_id, events in expected.items():
            told = topics.lineage_events(connection, topic_id=topic_id)
            assert [(each.topic_id, each.kind, each.related, each.reason) for each in told] == events


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
        ("rename", "t1", {"label": "turned \N{RIGHT-TO-LEFT OVERRIDE} round"}),
        ("rename", "t1", {"label": "half a sign \ud83d"}),
        ("split", "t1", {"label": "Nothing", "articles": ["unknown", "half a sign \ud83d"]}),
        ("track", "tracked-1", {"label": "Nothing", "phrases": []}),
        ("track", "tracked-1", {"label": "Nothing", "examples": ["unknown"]}),
        ("track", "tracked-1", {"label": "Nothing", "phrases": ["a\0phrase"]}),
        ("track", "tracked-1", {"label": "Nothing", "phrases": ["two\nlines"]}),
        ("track", "tracked-1", {"label": "Nothing", "phrases": ["  ", "!?"]}),
        ("track", "tracked-1", {"label": "Nothing", "phrases": ["good", "word " * 500]}),
        ("track", "tracked-1", {"label": "Nothing", "sentences": ["\ud83d"]}),
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
