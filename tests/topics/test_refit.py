"""A refit: the same topics go on, and what changed is told with its date and reason."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest

from analytics.topics import growth, model, refit
from analytics.topics.corpus import Corpus
from analytics.topics.model import TopicModel
from analytics.types import LineageKind
from tests.topics.conftest import START, Plant, Planted

LATER = START + timedelta(days=40)


def fit(planted: Planted, rows: list[int], k: int | None = None) -> TopicModel:
    return model.fit(Corpus.of(*planted.rows(rows)), encoder="planted", when=START, k=k)


def again(known: TopicModel, planted: Planted, rows: list[int], keep: tuple[str, ...] = ()) -> TopicModel:
    return refit.refit(known, Corpus.of(*planted.rows(rows)), encoder="planted", when=LATER, keep=keep)


def homes(fitted: TopicModel) -> dict[str, str]:
    return {each.article_id: each.topic_id for each in reversed(fitted.assignments())}


def merged(known: TopicModel, into: Mapping[int, int]) -> TopicModel:
    """The model as if some topics had been one."""
    rows = np.arange(len(known.topics) + 1)
    rows[-1] = -1
    for row, other in into.items():
        rows[row] = other
    return replace(known, members=rows[known.members].astype(np.int32))


def told(known: TopicModel, fitted: TopicModel) -> dict[str, LineageKind]:
    return {event.topic_id: event.kind for event in fitted.events[len(known.events) :]}


def test_the_same_articles_give_the_same_topics_and_weights(plant: Plant) -> None:
    planted = plant()
    rows = list(range(len(planted.documents)))
    known = fit(planted, rows)
    fitted = again(known, planted, rows[::-1])
    assert [topic.id for topic in fitted.topics] == [topic.id for topic in known.topics]
    assert homes(fitted) == homes(known)
    assert np.array_equal(fitted.weights, known.weights)
    assert set(told(known, fitted).values()) == {"continued"}
    assert (fitted.fitted, fitted.fitted_size) == (LATER, len(rows))


def test_twice_as_many_articles_keep_ids_names_and_homes(plant: Plant) -> None:
    planted = plant(80)
    rows = list(range(len(planted.documents)))
    known = growth.update(fit(planted, rows[:240]), *planted.rows(rows[240:]), when=START)
    fitted = again(known, planted, rows)
    assert {topic.id: topic.label for topic in fitted.topics} == {topic.id: topic.label for topic in known.topics}
    assert {article: homes(fitted)[article] for article in homes(known)} == homes(known)
    assert not fitted.recent.any()


def test_a_topic_that_was_two_is_split_and_its_former_self_goes_on(plant: Plant) -> None:
    planted = plant()
    rows = list(range(len(planted.documents)))
    known = merged(fit(planted, rows), {1: 0})
    fitted = again(known, planted, rows)
    kinds = told(known, fitted)
    (split,) = [event for event in fitted.events if event.kind == "split"]
    assert split.related == (known.topics[0].id,)
    assert split.when == LATER
    assert kinds[known.topics[0].id] == "continued"
    assert kinds[known.topics[1].id] == "retired"
    moved = {article for article, topic in homes(fitted).items() if topic != homes(known)[article]}
    assert moved == {article for article, topic in homes(fitted).items() if topic == split.topic_id}


def test_topics_that_are_one_are_merged_into_the_larger(plant: Plant) -> None:
    planted = plant()
    mine = planted.of("clean rooms")
    known = fit(planted, list(range(len(planted.documents))))
    row = known.members[mine[0], 0]
    members = known.members.copy()
    # A seventh topic that shares a subject with an older one.
    members[mine[:15], 0] = len(known.topics)
    twin = replace(known.topics[row], id="topic-twin", label="Data clean rooms")
    known = replace(known, topics=(*known.topics, twin), members=members)
    fitted = again(known, planted, list(range(len(planted.documents))))
    (event,) = [event for event in fitted.events if event.kind == "merged"]
    assert (event.topic_id, event.related) == ("topic-twin", (known.topics[row].id,))
    assert {homes(fitted)[planted.documents[one].id] for one in mine} == {known.topics[row].id}


def test_a_topic_whose_articles_are_gone_retires_unless_some_are_left_and_people_keep_it(plant: Plant) -> None:
    planted = plant()
    known = fit(planted, list(range(len(planted.documents))))
    gone = next(topic.id for topic in known.topics if topic.label == "Clean rooms")
    assert told(known, again(known, planted, planted.but("clean rooms")))[gone] == "retired"
    few = sorted([*planted.but("clean rooms"), *planted.of("clean rooms")[:2]])
    assert gone not in {topic.id for topic in again(known, planted, few).topics}
    kept = again(known, planted, few, keep=(gone,))
    assert gone in homes(kept).values()
    assert told(known, kept)[gone] == "continued"


def test_a_subject_that_was_pooled_is_born_in_the_refit(plant: Plant) -> None:
    planted = plant()
    known = fit(planted, planted.but("clean rooms"))
    fitted = again(known, planted, list(range(len(planted.documents))))
    (event,) = [event for event in fitted.events[len(known.events) :] if event.kind == "born"]
    assert {homes(fitted)[planted.documents[row].id] for row in planted.of("clean rooms")} == {event.topic_id}


def test_no_topic_that_is_born_has_a_name_that_people_gave(plant: Plant) -> None:
    planted = plant()
    known, corpus = fit(planted, planted.but("clean rooms")), Corpus.of(planted.documents, planted.vectors)
    named = [
        {topic.label for topic in refit.refit(known, corpus, encoder="planted", when=LATER, taken=taken).topics}
        for taken in ((), ("clean rooms",))
    ]
    assert ["Clean rooms" in labels for labels in named] == [True, False]


def test_a_retired_id_is_never_used_again(plant: Plant) -> None:
    planted = plant()
    every = list(range(len(planted.documents)))
    known = fit(planted, every)
    without = again(known, planted, planted.but("clean rooms"))
    back = again(without, planted, every)
    retired = {event.topic_id for event in without.events if event.kind == "retired"}
    assert len(retired) == 1
    assert not retired & {topic.id for topic in back.topics}


@pytest.mark.parametrize(
    ("articles", "days", "due"),
    [(240, 400, False), (251, 29, False), (252, 31, True), (479, 1, False), (480, 1, True)],
)
def test_when_a_refit_is_due(plant: Plant, articles: int, days: int, due: bool) -> None:
    planted = plant()
    known = fit(planted, list(range(len(planted.documents))))
    assert refit.is_due(known, articles, now=START + timedelta(days=days)) is due


def test_nothing_known_and_nothing_given_are_no_errors(plant: Plant) -> None:
    planted = plant()
    empty = fit(planted, [])
    assert len(again(empty, planted, list(range(len(planted.documents)))).topics) == 6
    known = fit(planted, list(range(len(planted.documents))))
    assert again(known, planted, []).topics == ()


def test_a_refit_on_a_sample_keeps_the_homes_of_all_and_a_topic_that_the_sample_misses(plant: Plant) -> None:
    planted = plant(80)
    corpus = Corpus.of(*planted.rows(list(range(len(planted.documents)))))
    known = model.fit(corpus, encoder="planted", when=START)
    outside = sorted(set(range(480)) - set(model.sample(corpus.ids, 240).tolist()))[:3]
    members = known.members.copy()
    members[outside] = (len(known.topics), -1, -1)
    seldom = replace(known.topics[0], id="topic-seldom", label="Seldom")
    known = replace(known, topics=(*known.topics, seldom), members=members)
    fitted = refit.refit(known, corpus, encoder="planted", when=LATER, keep=("topic-seldom",), largest=240)
    assert homes(fitted) == homes(known)
    row = [topic.id for topic in fitted.topics].index("topic-seldom")
    assert np.linalg.norm(fitted.centroids[row]) == pytest.approx(1)
