"""A fit: planted subjects found and named, whatever the order; weights, themes and what is left over."""

from __future__ import annotations

import random
from collections import defaultdict

import numpy as np
import pytest

from analytics.topics import model
from analytics.topics.corpus import Corpus
from analytics.topics.model import TopicModel
from analytics.types import MEMBERSHIPS, Document
from tests.topics.conftest import START, Plant, Planted


def fit(planted: Planted, k: int | None = None) -> TopicModel:
    return model.fit(Corpus.of(planted.documents, planted.vectors), encoder="planted", when=START, k=k)


def found(fitted: TopicModel, planted: Planted) -> dict[str, set[str]]:
    strongest = {each.article_id: each.topic_id for each in reversed(fitted.assignments())}
    by_subject: dict[str, set[str]] = defaultdict(set)
    for document, subject in zip(planted.documents, planted.subjects, strict=True):
        by_subject[subject].add(strongest.get(document.id, "none"))
    return by_subject


def test_each_planted_subject_is_one_topic_with_its_name(plant: Plant) -> None:
    planted = plant()
    fitted = fit(planted)
    labels = {topic.id: topic.label for topic in fitted.topics}
    by_subject = found(fitted, planted)
    assert len(labels) == 6
    for subject, topics in by_subject.items():
        named = {labels[topic].lower() for topic in topics - {"none"}}
        assert named == {subject.lower()}


@pytest.mark.parametrize("k", [1, 3, 6, 9])
def test_a_given_number_is_met_and_nothing_left_over(plant: Plant, k: int) -> None:
    fitted = fit(plant(), k)
    assert len(fitted.topics) == k
    assert fitted.unassigned == 0


def test_the_order_of_the_input_does_not_matter(plant: Plant) -> None:
    planted = plant()
    order = list(range(len(planted.documents)))
    random.Random(2).shuffle(order)
    documents, vectors = planted.rows(order)
    again = model.fit(Corpus.of(documents, vectors), encoder="planted", when=START)
    first = fit(planted)
    assert again.assignments() == first.assignments()
    assert (again.topics, again.themes, again.run_id) == (first.topics, first.themes, first.run_id)


def test_weights_add_up_and_the_strongest_stands_first(plant: Plant) -> None:
    weights: dict[str, list[float]] = defaultdict(list)
    for assignment in fit(plant()).assignments():
        weights[assignment.article_id].append(assignment.weight)
    for each in weights.values():
        assert 1 <= len(each) <= MEMBERSHIPS
        assert each == sorted(each, reverse=True)
        assert sum(each) == pytest.approx(1, abs=1e-3)


def test_an_article_between_two_subjects_belongs_to_both(plant: Plant) -> None:
    planted = plant()
    between = Document("between", "Agentic search and retail media", "agentic search meets retail media")
    vectors = np.vstack([planted.vectors, planted.vectors[:2].sum(axis=0, keepdims=True) / 2**0.5])
    fitted = model.fit(Corpus.of([*planted.documents, between], vectors), encoder="planted", when=START)
    labels = {topic.id: topic.label for topic in fitted.topics}
    members = {labels[each.topic_id] for each in fitted.assignments({"between"})}
    assert {"Agentic search", "Retail media"} <= members


def test_every_topic_hangs_under_a_theme(plant: Plant) -> None:
    fitted = fit(plant())
    assert {topic.parent for topic in fitted.topics} == {theme.id for theme in fitted.themes}
    assert len(fitted.themes) < len(fitted.topics)


@pytest.mark.parametrize("count", [0, 1, 2, 5, 9])
def test_too_few_articles_have_no_topic(plant: Plant, count: int) -> None:
    planted = plant()
    fitted = model.fit(Corpus.of(*planted.rows(list(range(count)))), encoder="planted", when=START)
    assert (len(fitted.article_ids), fitted.unassigned, fitted.topics) == (count, count, ())


@pytest.mark.parametrize("said", [0.0, 1.0])
@pytest.mark.parametrize("count", [3, 40])
def test_articles_that_say_nothing_have_no_topic(plant: Plant, count: int, said: float) -> None:
    """Encoders give all empty texts one and the same vector."""
    planted = plant()
    empty = [Document(f"z{number}", "", " …\n") for number in range(count)]
    vectors = np.vstack([planted.vectors, np.full((count, 32), said / np.sqrt(32), dtype=np.float32)])
    fitted = model.fit(Corpus.of([*planted.documents, *empty], vectors), encoder="planted", when=START)
    assert fitted.assignments({each.id for each in empty}) == []
    assert len(fitted.topics) == 6
    alone = model.fit(Corpus.of(empty, vectors[-count:]), encoder="planted", when=START)
    assert (alone.topics, alone.unassigned) == ((), count)


def test_words_alone_will_do_where_there_is_no_encoder(plant: Plant) -> None:
    planted = plant()
    fitted = model.fit(
        Corpus.of(planted.documents, np.zeros((len(planted.documents), 0), np.float32)), encoder="none", when=START
    )
    assert len(fitted.topics) == 6


def test_what_is_left_over_is_no_topic(plant: Plant) -> None:
    """Articles that lie together and share no word go where they fit, or nowhere."""
    planted = plant()
    odd = [Document(f"z{number:02d}", f"odd{number}", f"lone{number} thing{number % 7}") for number in range(40)]
    axis = np.eye(32, dtype=np.float32)[20]
    lies = [axis + 0.05 * np.random.default_rng(number).normal(size=32) for number in range(40)]
    fitted = model.fit(
        Corpus.of([*planted.documents, *odd], np.vstack([planted.vectors, np.array(lies, dtype=np.float32)])),
        encoder="planted",
        when=START,
    )
    assert len(fitted.topics) == 6
    assert fitted.unassigned >= 0.9 * len(odd)


def test_a_large_corpus_is_fitted_on_a_sample_and_the_rest_assigned(plant: Plant) -> None:
    planted = plant(80)
    corpus = Corpus.of(planted.documents, planted.vectors)
    whole = model.fit(corpus, encoder="planted", when=START)
    sampled = model.fit(corpus, encoder="planted", when=START, largest=240)
    assert {topic.label for topic in sampled.topics} == {topic.label for topic in whole.topics}
    assert sampled.article_ids == whole.article_ids
    assert len(sampled.kept) == 240
    assert np.array_equal(sampled.hours, whole.hours)
    for by_subject in (found(sampled, planted), found(whole, planted)):
        assert [len(topics - {"none"}) for topics in by_subject.values()] == [1] * 6
    assert sampled.unassigned <= 0.1 * len(planted.documents)
