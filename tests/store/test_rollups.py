"""Weekly sums equal a recount, whatever was done to the articles that they sum."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analytics import settings as configuration
from analytics.store import Store, decisions, doctor, open_store, stages
from analytics.store.schema import entity_week, topic_week, total_week
from analytics.types import Story
from benchmarks.shelf import MONDAY, NOW, Shelf, article

ROLLUPS = (total_week, topic_week, entity_week)


def agree(store: Store) -> bool:
    return all(doctor.agrees(store, rollup) for rollup in ROLLUPS)


def test_sums_follow_copies_stories_topics_and_names(store: Store, shelf: Shelf) -> None:
    shelf.register("Alpha", "Beta")
    made = [
        article(f"a{index}", day=MONDAY + timedelta(days=3 * index), source="Beta" if index % 2 else "Alpha")
        for index in range(10)
    ]
    shelf.put(
        *made,
        copies={"a3": "a0", "a4": "a0"},
        topics_of={"a0": ["t1"], "a1": ["t1", "t2"], "a3": ["t2"]},
        mentions={"a0": ["Acme", "Acme"], "a1": ["Acme", "Bolt"]},
        stories={"s1": ["a1", "a2"]},
    )
    assert agree(store)
    # A story that takes another article in, an article that is enriched anew, and topics that are merged.
    with store.write() as connection:
        stages.join(connection, store, [Story("s1", ("a1", "a2", "a5"), None, "a5")], made_by=9)
    shelf.put(article("a1", source="Beta", day=MONDAY + timedelta(days=3)), mentions={"a1": ["Bolt"]})
    assert agree(store)
    decisions.decide(store, "merge", "t1", {"into": "t2"}, now=NOW)
    assert agree(store)


def test_a_wrong_sum_is_noticed(store: Store, shelf: Shelf) -> None:
    shelf.register("Alpha")
    shelf.put(article("one"))
    with store.write() as connection:
        connection.execute(total_week.update().values(articles=total_week.c.articles + 1))
    assert not doctor.agrees(store, total_week)
    said = " ".join(doctor.problems(store))
    assert "recount" in said
    assert "columns" in said


places = st.integers(0, 7)
steps = st.one_of(
    st.tuples(st.just("copy"), places, places),
    st.tuples(st.just("topic"), places, st.sampled_from(["t1", "t2"])),
    st.tuples(st.just("name"), places, st.sampled_from(["Acme", "acme", "Bolt"])),
    st.tuples(st.just("story"), places, places),
)


@given(st.lists(steps, max_size=12))
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@pytest.mark.filterwarnings("ignore::ResourceWarning")
def test_sums_hold_through_any_steps(
    tmp_path_factory: pytest.TempPathFactory, taken: list[tuple[str, int, object]]
) -> None:
    home: Path = tmp_path_factory.mktemp("home")
    store = open_store(configuration.load({"UPSWELL_HOME": str(home)}))
    shelf = Shelf(store)
    shelf.register("Alpha")
    made = [article(f"a{place}", day=MONDAY + timedelta(days=5 * place)) for place in range(8)]
    shelf.put(*made)
    for kind, place, what in taken:
        one = made[place]
        if kind == "copy" and what != place:
            shelf.put(one, copies={one.id: f"a{what}"})
        elif kind == "topic":
            shelf.put(one, topics_of={one.id: [str(what)]})
        elif kind == "name":
            shelf.put(one, mentions={one.id: [str(what)]})
        elif kind == "story" and what != place:
            shelf.put(one, stories={"s": [one.id, f"a{what}"]})
    assert agree(store)
    store.close()
