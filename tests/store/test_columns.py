"""Columns are the tables of the moment that a reader sees, whatever was written before or meanwhile."""

from __future__ import annotations

import shutil
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from threading import Event
from time import sleep

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete

from analytics import settings as configuration
from analytics.filters import Filters
from analytics.store import (
    Connection,
    Store,
    articles,
    copying,
    counts,
    decisions,
    open_store,
    stages,
    statistics,
    topics,
)
from analytics.store.columns import ARRAYS, BY_ROW, Columns, Held
from analytics.store.lists import Lists
from analytics.store.schema import change
from analytics.store.selection import resolve
from analytics.store.upkeep import columns
from analytics.trends import bins
from analytics.types import Assignment, Mention, Relevance, Statistic, Topic
from benchmarks.shelf import MONDAY, NOW, Shelf, article
from tests.shares import share


def contents(found: Columns) -> dict[int, list[object]]:
    """All that the columns hold, by article; names in place of their codes."""
    rows = {}
    for row, key in enumerate(found.keys.tolist()):
        if not found.there[row]:
            continue
        values: list[object] = [getattr(found, name)[row].item() for name in ARRAYS if name != "language"]
        values.append(found.names[found.language[row]] if found.language[row] >= 0 else None)
        for name in BY_ROW:
            lists = getattr(found, name)
            part = lists.values[lists.starts[row] : lists.starts[row + 1]].tolist()
            values.append([found.names[code] for code in part] if name == "units" else part)
        for name in ("topics", "naming"):
            by_key: Lists = getattr(found, name)
            owners, places = np.repeat(np.arange(len(by_key)), by_key.lengths), np.flatnonzero(by_key.values == row)
            values.append(
                [(owner, found.times.values[at]) for owner, at in zip(owners[places], places, strict=True)]
                if name == "naming"
                else owners[places].tolist()
            )
        rows[key] = values
    return rows


def followed(store: Store) -> dict[int, list[object]]:
    with store.read() as connection:
        return contents(columns(connection, store))


def agreeing(article_id: str, value: int) -> Statistic:
    return share(article_id, f"{value} percent of shops agree.", subject="agree", population="shops")


def read_anew(store: Store) -> dict[int, list[object]]:
    return followed(replace(store, columns=Held(None)))


def test_a_reader_sees_one_moment_while_others_write(store: Store, shelf: Shelf) -> None:
    shelf.register("Alpha")
    shelf.put(article("one"), topics_of={"one": ["t"]}, mentions={"one": ["Acme"]})
    with store.read() as earlier:
        before = counts.sizes(earlier, store, resolve(earlier, Filters()))
        shelf.put(article("two"), article("three"), topics_of={"two": ["t"]}, mentions={"three": ["Acme"]})
        with store.read() as later:
            assert counts.sizes(later, store, resolve(later, Filters()))["items"] == 3
            assert counts.articles_naming(later, store, resolve(later, Filters()), ["acme"]) == {"acme": 2}
        # The same connection asks several questions, and none of them sees what came meanwhile.
        assert counts.sizes(earlier, store, resolve(earlier, Filters())) == before
        assert counts.articles_naming(earlier, store, resolve(earlier, Filters()), ["acme"]) == {"acme": 1}
        assert counts.of_topics(earlier, store, resolve(earlier, Filters()), step="week").n_sources() == {"t": 1}
    assert followed(store) == read_anew(store)


def test_readers_and_a_writer_keep_out_of_each_others_way(store: Store, shelf: Shelf) -> None:
    shelf.register("Alpha")
    done = Event()

    def reads() -> set[int]:
        seen = set()
        while not done.is_set():
            with store.read() as connection:
                selection = resolve(connection, Filters())
                items = counts.sizes(connection, store, selection)["items"]
                sleep(0.01)
                # Each article is on one topic and names one entity, in whatever moment.
                told = counts.of_topics(connection, store, selection, step="day")
                laid = told.on(bins.periods(MONDAY, NOW, "month"), sorted(told.occurring()))
                assert laid.by_period().sum() == items
                assert counts.articles_naming(connection, store, selection, ["Acme"]).get("Acme", 0) == items
                seen.add(items)
        return seen

    with ThreadPoolExecutor(3) as readers:
        answers = [readers.submit(reads) for _ in range(3)]
        try:
            for number in range(12):
                each = f"a{number}"
                with store.write() as connection:
                    put_whole(connection, store, each)
        finally:
            done.set()
        assert all(answer.result() <= set(range(13)) for answer in answers)
    assert followed(store) == read_anew(store)


def put_whole(connection: Connection, store: Store, id_: str) -> None:
    """An article with its topic and its entity, in one transaction."""
    one = article(id_)
    articles.add(connection, store, [one], now=NOW)
    (key,) = articles.keys_of(connection, [id_]).values()
    stages.fold(connection, store, {key: np.zeros(0, dtype=np.uint64)}, (), made_by=1)
    named = Mention(id_, 0, 4, "Acme", "ORG", "Acme")
    stages.enrich(connection, store, {key: ([named], (), ())}, made_by=1)
    topics.replace_topics(connection, store, [Topic("t", "T", ("t",), None, "active")])
    topics.assign(connection, store, [id_], [Assignment(id_, "t", 1.0, "run")], version=1)


def test_the_latest_statistics_come_first_and_the_others_are_counted(store: Store, shelf: Shelf) -> None:
    shelf.register("Alpha")
    days = [MONDAY + timedelta(days=day) for day in (3, 0, 5, 1)]
    made = [article(f"a{number}", day=day) for number, day in enumerate(days)]
    shelf.put(*made, statistics={each.id: [agreeing(each.id, number)] for number, each in enumerate(made)})
    with store.read() as connection:
        selection = resolve(connection, Filters())
        found, n = statistics.said(connection, store, selection, limit=2)
        assert ([each.statistic.article_id for each in found], n) == (["a2", "a0"], 4)
        found, n = statistics.said(connection, store, selection, words="shop", units=["percent"], limit=9)
        assert ([each.statistic.article_id for each in found], n) == (["a2", "a0", "a3", "a1"], 4)


def test_columns_are_saved_and_deleted_at_will(tmp_path: Path) -> None:
    chosen = configuration.load({"UPSWELL_HOME": str(tmp_path)})
    store = open_store(chosen)
    shelf = Shelf(store)
    shelf.register("Alpha")
    shelf.put(*(article(f"a{number}") for number in range(5)))
    whole = followed(store)
    store.close()
    saved = list((tmp_path / "columns").glob("*/*-*"))
    assert saved
    again = open_store(chosen)
    assert followed(again) == whole
    shutil.rmtree(tmp_path / "columns")
    # What is mapped stays readable, and a fresh process makes its own.
    assert followed(again) == whole
    again.close()
    third = open_store(chosen)
    assert followed(third) == whole
    (next((tmp_path / "columns").glob("*/*-*")) / "day.npy").write_bytes(b"damaged")
    third.close()
    for _ in range(2):
        fourth = open_store(chosen)
        assert followed(fourth) == whole
        fourth.close()
        # What was damaged has been made anew in its place, and nothing else lies about.
        (kept,) = (tmp_path / "columns").glob("*/*")
        assert (kept / "day.npy").read_bytes() != b"damaged"


def test_columns_of_another_future_are_not_believed(tmp_path: Path) -> None:
    chosen = configuration.load({"UPSWELL_HOME": str(tmp_path)})
    store = open_store(chosen)
    shelf = Shelf(store)
    shelf.register("Alpha")
    shelf.put(article("one"))
    copying.backup(store, tmp_path / "backup.db")
    shelf.put(article("two"), mentions={"two": ["Acme"]})
    followed(store)
    store.close()
    copying.restore(tmp_path / "backup.db", tmp_path / "upswell.db")
    restored = open_store(chosen)
    Shelf(restored).put(article("other"), topics_of={"other": ["t"]})
    assert followed(restored) == read_anew(restored)
    restored.close()


def test_a_reader_that_missed_too_much_begins_anew(store: Store, shelf: Shelf) -> None:
    shelf.register("Alpha")
    shelf.put(article("one"))
    followed(store)
    shelf.put(article("two"))
    with store.write() as connection:
        last = connection.execute(change.select().order_by(change.c.number.desc())).first()
        assert last is not None
        connection.execute(delete(change).where(change.c.number < last.number))
    assert followed(store) == read_anew(store)


places = st.integers(0, 5)
steps = st.one_of(
    st.tuples(st.just("add"), st.integers(6, 9), st.none()),
    st.tuples(st.just("copy"), places, places),
    st.tuples(st.just("topic"), places, st.sampled_from(["t1", "t2"])),
    st.tuples(st.just("name"), places, st.sampled_from(["Acme", "acme", "Bolt"])),
    st.tuples(st.just("story"), places, places),
    st.tuples(st.just("score"), places, st.integers(0, 10)),
    st.tuples(st.just("pin"), places, st.none()),
)


@given(st.lists(steps, max_size=10))
@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@pytest.mark.filterwarnings("ignore::ResourceWarning")
def test_columns_hold_through_any_steps(
    tmp_path_factory: pytest.TempPathFactory, taken: list[tuple[str, int, object]]
) -> None:
    store = open_store(configuration.load({"UPSWELL_HOME": str(tmp_path_factory.mktemp("home"))}))
    shelf = Shelf(store)
    shelf.register("Alpha")
    made = [article(f"a{place}", day=MONDAY + timedelta(days=5 * place), language="en") for place in range(10)]
    shelf.put(*made[:6], topics_of={"a0": ["t1"], "a1": ["t2"]})
    for kind, place, what in taken:
        one = made[place]
        if kind == "add":
            shelf.put(replace(one, language="fr"))
        elif kind == "copy" and what != place:
            shelf.put(one, copies={one.id: f"a{what}"})
        elif kind == "topic":
            shelf.put(one, topics_of={one.id: [str(what)]})
        elif kind == "name":
            shelf.put(one, mentions={one.id: [str(what)]})
        elif kind == "story" and what != place:
            shelf.put(one, stories={"s": [one.id, f"a{what}"]})
        elif kind == "score":
            with store.write() as connection:
                key = stages.pending(connection, "scored", 99)[place]
                stages.score(connection, {key: Relevance(one.id, int(str(what)), None, "")}, made_by=98)
        elif kind == "pin":
            decisions.decide(store, "pin", "t1", {"on": bool(place % 2)}, now=NOW)
        assert followed(store) == read_anew(store)
    assert np.array_equal(np.sort(list(followed(store))), np.arange(1, len(followed(store)) + 1))
    store.close()
