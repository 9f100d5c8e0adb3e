"""Whatever people decide, in whatever order, and take back again: the topics stay sound."""

from __future__ import annotations

import json
import tempfile
from collections import Counter
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from analytics import settings as configured
from analytics.errors import StoreError
from analytics.store import Store, decidable, decisions, exchange, handmade, open_store, topics
from analytics.types import MEMBERSHIPS, Assignment, Topic, TopicStatus
from benchmarks.shelf import NOW, Shelf, article

FOUND = tuple(f"t{number}" for number in range(5))
# Each article holds one of three words, so that a phrase cuts across the topics.
ARTICLES = {f"a{number}": ("amber", "birch", "cedar")[number % 3] for number in range(12)}
NAMES = (*(each.title() for each in FOUND), "Mine", "  mine ", "Yours", "Theirs")
PHRASES = st.lists(st.sampled_from(["amber", "birch", "nowhere"]), max_size=2, unique=True)
SOME_ARTICLES = st.lists(st.sampled_from([*ARTICLES, "unknown"]), max_size=3, unique=True)

Seen = tuple[dict[str, tuple[str, TopicStatus]], dict[str, dict[str, float]]]


def planted(folder: Path, homes: dict[str, list[str]]) -> Store:
    """A store with the articles in the topics that `homes` says."""
    store = open_store(replace(configured.load({}), database_url=f"sqlite:///{folder / 'upswell.db'}"))
    shelf = Shelf(store)
    shelf.register("Alpha")
    shelf.put(*(article(id_, text=f"About {word} trees.") for id_, word in ARTICLES.items()))
    refit(store, homes)
    return store


def refit(store: Store, homes: dict[str, list[str]]) -> None:
    """What a refit stores that finds the same topics with other articles in them."""
    with store.write() as connection:
        found = [Topic(id_, id_.title(), (id_,), None, "active") for id_ in FOUND]
        topics.replace_topics(connection, store, found, is_all=True)
        weights = (0.6, 0.3, 0.1)
        rows = [
            Assignment(id_, home, weights[place], "run")
            for id_, all_ in homes.items()
            for place, home in enumerate(all_)
        ]
        topics.assign(connection, store, sorted(ARTICLES), rows)


def seen(store: Store) -> Seen:
    """Names and standing of the topics that are, and who is in them."""
    with store.read() as connection:
        known = topics.topics(connection)
        named: dict[str, tuple[str, TopicStatus]] = {
            each.id: (each.label, each.status) for each in known if each.status != "retired"
        }
        belonging: dict[str, dict[str, float]] = {id_: {} for id_ in ARTICLES}
        for each in topics.all_assignments(connection):
            belonging[each.article_id][each.topic_id] = each.weight
    return named, belonging


HOMES = st.fixed_dictionaries(
    {id_: st.lists(st.sampled_from(FOUND), max_size=MEMBERSHIPS, unique=True) for id_ in ARTICLES}
)


class Deciding(RuleBasedStateMachine):
    """A person at work; `before` keeps what was seen before each decision while no refit came between."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.before: list[tuple[int, Seen]] = []
        self.now = NOW - timedelta(days=1)

    @initialize(homes=HOMES)
    def plant(self, homes: dict[str, list[str]]) -> None:
        self.homes = homes
        self.store = planted(Path(self.folder.name), homes)

    def teardown(self) -> None:
        self.store.close()
        self.folder.cleanup()

    def made(self) -> list[decisions.Decision]:
        return decisions.kept(self.store)

    def somewhere(self, place: int) -> str:
        with self.store.read() as connection:
            known = [each.id for each in topics.topics(connection)]
        return known[place % len(known)]

    def decide(self, kind: decisions.DecisionKind, topic_id: str, details: dict[str, Any]) -> None:
        """Decides it, or else nothing at all has changed."""
        before, made = seen(self.store), self.made()
        try:
            self.now += timedelta(seconds=1)
            key = decisions.decide(self.store, kind, topic_id, details, now=self.now)
        except StoreError:
            assert (seen(self.store), self.made()) == (before, made)
        else:
            self.before.append((key, before))

    @rule(place=st.integers(0, 9), label=st.sampled_from(NAMES))
    def rename(self, place: int, label: str) -> None:
        self.decide("rename", self.somewhere(place), {"label": label})

    @rule(place=st.integers(0, 9), other=st.integers(0, 9))
    def merge(self, place: int, other: int) -> None:
        self.decide("merge", self.somewhere(place), {"into": self.somewhere(other)})

    @rule(place=st.integers(0, 9), label=st.sampled_from(NAMES), phrases=PHRASES, listed=SOME_ARTICLES)
    def split(self, place: int, label: str, phrases: list[str], listed: list[str]) -> None:
        details = {"label": label, "articles": listed, "phrases": phrases}
        self.decide("split", self.somewhere(place), details)

    @rule(label=st.sampled_from(NAMES), phrases=PHRASES, listed=SOME_ARTICLES)
    def track(self, label: str, phrases: list[str], listed: list[str]) -> None:
        details = {"label": label, "examples": listed, "phrases": phrases}
        self.decide("track", handmade.tracked_id(label), details)

    @rule(place=st.integers(0, 9), kind=st.sampled_from(["pin", "hide"]), on=st.booleans())
    def stand(self, place: int, kind: decisions.DecisionKind, on: bool) -> None:
        self.decide(kind, self.somewhere(place), {"on": on})

    @precondition(lambda self: self.before)
    @rule()
    def take_the_last_back(self) -> None:
        key, before = self.before.pop()
        decisions.undo(self.store, key, now=NOW)
        assert seen(self.store) == before

    @precondition(lambda self: self.made())
    @rule(place=st.integers(0, 9))
    def take_any_back(self, place: int) -> None:
        made = self.made()
        before = seen(self.store)
        try:
            decisions.undo(self.store, made[place % len(made)].key, now=NOW)
        except StoreError:
            assert seen(self.store) == before
        else:
            self.before.clear()

    @rule(homes=HOMES)
    def find_anew(self, homes: dict[str, list[str]]) -> None:
        made = self.made()
        self.homes = homes
        refit(self.store, homes)
        assert self.made() == made
        self.before.clear()

    @rule()
    def carry_over(self) -> None:
        """In an empty store the exported decisions make the same topics."""
        with self.store.read() as connection:
            rows = json.loads(json.dumps(exchange.exported(connection), default=str))
        with tempfile.TemporaryDirectory() as folder:
            other = planted(Path(folder), self.homes)
            for row in rows:
                exchange.brought(other, row, now=NOW)
            assert seen(other) == seen(self.store)
            with other.read() as connection:
                again = json.loads(json.dumps(exchange.exported(connection), default=str))
            assert [row | {"key": 0} for row in again] == [row | {"key": 0} for row in rows]
            assert not any(exchange.brought(other, row, now=NOW) for row in rows)
            other.close()

    @invariant()
    def names_are_unique(self) -> None:
        named, _ = seen(self.store)
        labels = Counter(label.casefold() for label, status in named.values() if status != "merged")
        assert set(labels.values()) <= {1}

    @invariant()
    def merges_end(self) -> None:
        merges = decidable.merges(self.made())
        assert all(decidable.heirs(each, merges)[-1] not in merges for each in merges)

    @invariant()
    def articles_are_somewhere_that_is(self) -> None:
        named, belonging = seen(self.store)
        tracked = {each.topic_id for each in self.made() if each.kind == "track"}
        for id_, owners in belonging.items():
            assert len(owners.keys() - tracked) <= MEMBERSHIPS
            assert all(named[owner][1] not in ("merged", "retired") for owner in owners)
            assert bool(owners) >= bool(self.homes[id_])


# A failing example is told as it was found: shrinking it would take minutes.
Deciding.TestCase.settings = settings(
    max_examples=12, stateful_step_count=25, deadline=None, phases=(Phase.reuse, Phase.generate)
)
test_deciding = pytest.mark.slow(Deciding.TestCase)
