"""New articles: the old ones stay, the known subjects take theirs, and a new subject is born when it is one."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np

from analytics.topics import cluster, growth, model, state
from analytics.topics.corpus import Corpus
from analytics.topics.model import TopicModel
from tests.topics.conftest import START, Plant, Planted


def fit(planted: Planted, rows: list[int]) -> TopicModel:
    return model.fit(Corpus.of(*planted.rows(rows)), encoder="planted", when=START)


def grow(known: TopicModel, planted: Planted, rows: list[int]) -> TopicModel:
    return growth.update(known, *planted.rows(rows), when=START)


def homes(fitted: TopicModel) -> dict[str, str]:
    return {each.article_id: each.topic_id for each in reversed(fitted.assignments())}


def test_old_articles_keep_their_topics_and_new_ones_join_them(plant: Plant) -> None:
    planted = plant()
    rows = list(range(len(planted.documents)))
    before = fit(planted, rows[:200])
    after = grow(before, planted, rows[200:])
    assert {article: homes(after)[article] for article in homes(before)} == homes(before)
    assert after.topics == before.topics
    assert np.mean([planted.documents[row].id in homes(after) for row in rows[200:]]) > 0.9


def test_all_articles_again_or_only_the_new_ones_come_to_the_same(plant: Plant) -> None:
    planted = plant()
    rows = list(range(len(planted.documents)))
    before = fit(planted, rows[:200])
    assert grow(before, planted, rows).assignments() == grow(before, planted, rows[200:]).assignments()
    assert grow(before, planted, rows[:200]) is before


def test_a_new_subject_becomes_a_topic_with_a_name_and_a_history(plant: Plant) -> None:
    planted = plant()
    before = fit(planted, planted.but("clean rooms"))
    after = grow(before, planted, planted.of("clean rooms"))
    (born,) = after.topics[len(before.topics) :]
    assert born.label == "Clean rooms"
    late = planted.rows(planted.of("clean rooms"))
    (other,) = growth.update(before, *late, when=START, taken=["Clean room"]).topics[len(before.topics) :]
    assert other.label not in {"Clean rooms", *(topic.label for topic in before.topics)}
    assert born.parent in {theme.id for theme in after.themes}
    assert [(event.topic_id, event.kind) for event in after.events[len(before.events) :]] == [(born.id, "born")]
    assert {homes(after)[article] for article in homes(before)} == set(homes(before).values())


def test_a_subject_that_comes_in_drop_by_drop_is_noticed_too(plant: Plant) -> None:
    planted = plant()
    known = before = fit(planted, planted.but("clean rooms"))
    late = planted.of("clean rooms")
    for begin in range(0, len(late), 4):
        known = grow(known, planted, late[begin : begin + 4])
    born = {topic.id for topic in known.topics[len(before.topics) :]}
    mine = [homes(known).get(planted.documents[row].id) for row in late]
    assert len(born) == 1
    assert np.mean([topic in born for topic in mine]) >= 0.8


def test_too_few_articles_make_no_topic(plant: Plant) -> None:
    planted = plant()
    before = fit(planted, planted.but("clean rooms"))
    few = planted.of("clean rooms")[: cluster.minimum_size(len(planted.documents)) - 1]
    assert grow(before, planted, few).topics == before.topics


def test_a_few_articles_on_a_subject_of_their_own_are_noticed_before_they_fill_a_neighbourhood(plant: Plant) -> None:
    planted = plant()
    before = fit(planted, planted.but("clean rooms"))
    few = planted.of("clean rooms")[:: 40 // 5][:5]
    assert len(few) < cluster.NEIGHBOURS
    after = grow(before, planted, few)
    assert [topic.label for topic in after.topics[len(before.topics) :]] == ["Clean rooms"]


def test_what_is_all_of_one_day_waits(plant: Plant) -> None:
    planted = plant()
    before = fit(planted, planted.but("clean rooms"))
    documents, vectors = planted.rows(planted.of("clean rooms"))
    sudden = [replace(document, published=START) for document in documents]
    assert growth.update(before, sudden, vectors, when=START).topics == before.topics


def test_more_of_the_same_makes_no_topic(plant: Plant) -> None:
    planted = plant()
    rows = list(range(len(planted.documents)))
    assert len(grow(fit(planted, rows[::2]), planted, rows[1::2]).topics) == 6


def test_the_model_that_was_grown_is_as_it_was(plant: Plant, tmp_path: Path) -> None:
    planted = plant()
    before = fit(planted, planted.but("clean rooms"))
    kept = before.assignments()
    grow(before, planted, planted.of("clean rooms"))
    assert before.assignments() == kept


def test_a_model_that_was_saved_and_loaded_decides_the_same(plant: Plant, tmp_path: Path) -> None:
    planted = plant()
    before = fit(planted, planted.but("clean rooms"))
    state.save(before, tmp_path / "topics")
    loaded = state.load(tmp_path / "topics")
    assert loaded is not None
    late = planted.of("clean rooms")
    assert grow(loaded, planted, late).assignments() == grow(before, planted, late).assignments()
    assert grow(loaded, planted, late).topics == grow(before, planted, late).topics


def test_articles_that_changed_their_topic_are_named(plant: Plant) -> None:
    planted = plant()
    before = fit(planted, planted.but("clean rooms"))
    late = planted.of("clean rooms")
    middle = grow(before, planted, late[:5])
    after = grow(middle, planted, late[5:])
    changed = growth.changed(middle, after)
    assert {planted.documents[row].id for row in late[5:]} <= changed
    assert not changed & set(before.article_ids)


def test_a_condensed_model_decides_as_the_whole_one_does(plant: Plant) -> None:
    planted = plant()
    rows = planted.but("clean rooms")
    late = planted.of("clean rooms")
    whole = grow(fit(planted, rows[:150]), planted, rows[150:])
    small = growth.condensed(whole, reference=120, latest=len(rows))
    assert len(small.article_ids) == 120 + len(rows) - 150
    assert growth.condensed(small, reference=120).article_ids == small.article_ids
    after, after_small = (grow(known, planted, late) for known in (whole, small))
    assert [topic.label for topic in after_small.topics] == [topic.label for topic in after.topics]
    assert {article: homes(after)[article] for article in homes(after_small)} == homes(after_small)


def test_the_earliest_recent_articles_of_a_condensed_model_are_settled(plant: Plant) -> None:
    planted = plant()
    grown = grow(fit(planted, list(range(150))), planted, list(range(150, 240)))
    small = growth.condensed(grown, latest=10)
    names = [name for name, late in zip(small.article_ids, small.recent, strict=True) if late]
    assert names == [document.id for document in planted.documents[230:]]
    assert [lead.id for lead in small.leads] == names
    assert len(small.article_ids) == 240
