"""Decisions taken out of one store are the same in another one, and a row that says nothing is refused."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from analytics import settings
from analytics.errors import StoreError
from analytics.store import Store, decisions, exchange, open_store, topics
from analytics.types import Topic
from benchmarks.shelf import NOW, Shelf, article
from tests.store.test_decisions import named, sizes


def plant(store: Store, ids: tuple[str, str]) -> None:
    shelf = Shelf(store)
    shelf.register("Alpha")
    first, second = ids
    shelf.put(article("one", text="The backlash grows."), article("two"), topics_of={"one": [first], "two": [second]})
    with store.write() as connection:
        found = [Topic(first, "First", (), None, "active"), Topic(second, "Second", (), None, "active")]
        topics.replace_topics(connection, store, found)


def taken_out(store: Store) -> list[dict[str, Any]]:
    with store.read() as connection:
        rows: list[dict[str, Any]] = json.loads(json.dumps(exchange.exported(connection), default=str))
    return rows


@pytest.fixture
def other(tmp_path: Path) -> Store:
    return open_store(replace(settings.load({}), database_url=f"sqlite:///{tmp_path / 'other.db'}"))


def test_every_kind_comes_over_and_nothing_twice(store: Store, other: Store) -> None:
    plant(store, ("t1", "t2"))
    plant(other, ("u1", "u2"))
    decisions.decide(store, "rename", "t1", {"label": "Mine"}, now=NOW)
    decisions.decide(store, "pin", "t1", {"on": True}, now=NOW)
    decisions.decide(store, "hide", "t2", {"on": False}, now=NOW)
    decisions.track(store, "Backlash", phrases=["backlash"], examples=["two"], now=NOW)
    decisions.split(store, "t1", "Apart", articles=["one"], now=NOW)
    decisions.decide(store, "merge", "t2", {"into": "t1"}, now=NOW)
    rows = taken_out(store)
    assert [row["kind"] for row in rows] == ["rename", "pin", "hide", "track", "split", "merge"]
    assert all(exchange.brought(other, row, now=NOW) for row in rows)
    assert not any(exchange.brought(other, row, now=NOW) for row in rows)
    assert named(other, "u1").label == "Mine"
    assert sorted(sizes(other).values()) == sorted(sizes(store).values())


def test_what_was_decided_back_and_forth_ends_as_it_did(store: Store, other: Store) -> None:
    plant(store, ("t1", "t2"))
    plant(other, ("t1", "t2"))
    for second, on in enumerate((True, False, True)):
        decisions.decide(store, "pin", "t1", {"on": on}, now=NOW - timedelta(seconds=9 - second))
    rows = taken_out(store)
    assert [exchange.brought(other, row, now=NOW) for row in rows] == [True] * 3
    assert named(other, "t1").status == "pinned"
    assert [row["at"] for row in taken_out(other)] == [row["at"] for row in rows]


def test_a_name_is_no_ones_who_is_no_more(store: Store) -> None:
    plant(store, ("t1", "t2"))
    with store.write() as connection:
        topics.replace_topics(connection, store, [Topic("t3", "First", (), None, "active")], is_all=True)
    assert exchange.brought(store, {"kind": "rename", "topic": "t0", "called": "First", "label": "Mine"}, now=NOW)
    assert named(store, "t3").label == "Mine"


def test_what_was_taken_back_stays_behind(store: Store) -> None:
    plant(store, ("t1", "t2"))
    key = decisions.decide(store, "rename", "t1", {"label": "Mine"}, now=NOW)
    decisions.undo(store, key, now=NOW)
    assert taken_out(store) == []


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ({}, "kind None"),
        ({"kind": "paint", "topic": "t1"}, "kind 'paint'"),
        ({"kind": "rename", "topic": "t1"}, "needs 'label'"),
        ({"kind": "rename", "topic": "t7", "label": "x"}, "no topic 't7'"),
        ({"kind": "rename", "topic": "t1", "label": 5}, "'label' must be a text"),
        ({"kind": "merge", "topic": "t1", "into": ["t2"]}, "'into' must be a text"),
        ({"kind": "hide", "topic": "t1", "on": "no"}, "true or false"),
        ({"kind": "merge", "topic": "t1", "into": "t7", "into_called": "Seventh"}, "no topic 'Seventh'"),
        ({"kind": "track", "label": "x"}, "needs articles or phrases"),
        ({"kind": "track", "label": "x", "phrases": "backlash"}, "list of texts"),
        ({"kind": "track", "label": "x", "phrases": ["a\0phrase"]}, r"'a\\x00phrase' is no phrase"),
        (
            {"kind": "track", "label": "x", "examples": ["nowhere", "neither"]},
            "none of the articles that make it is here",
        ),
        (
            {"kind": "split", "topic": "t1", "label": "x", "articles": ["nowhere"]},
            "none of the articles that make it is here",
        ),
        ({"kind": "rename", "topic": "t1", "label": "second"}, "there is a topic “second” already"),
        ({"kind": "rename", "topic": "t1", "label": "x", "at": "yesterday"}, "'at' must be a moment"),
        ({"kind": "rename", "topic": ["t1"], "label": "x"}, "no topic"),
        ({"kind": "rename", "topic": "t7", "called": {}, "label": "x"}, "no topic 't7'"),
    ],
)
def test_a_row_that_cannot_be_decided_says_why(store: Store, row: dict[str, Any], says: str) -> None:
    plant(store, ("t1", "t2"))
    with pytest.raises(StoreError, match=says):
        exchange.brought(store, row, now=NOW)
    assert taken_out(store) == []
