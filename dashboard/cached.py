"""The questions, each answered once for a selection and a state of the store.

Answers are frozen, so all sessions share one copy. A write by any process changes the store's state and with it the
key; what the dashboard itself changes calls `forget`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Protocol, TypeVar

import streamlit as st

from analytics import questions, settings
from analytics.filters import Filters
from analytics.questions.answers import Choices, Evidence
from analytics.store import Store, open_store
from analytics.types import Subject
from dashboard import beside

T = TypeVar("T")
Ask = Callable[[str, datetime | None, datetime | None], Evidence]

# Answers that are kept of each question: the largest take a megabyte.
_ENTRIES = 100
# Seconds for which the store is not asked again whether anything was written.
_FRESH = 1


class Clearable(Protocol):
    """What has a memory that can be dropped."""

    def clear(self) -> None: ...


C = TypeVar("C", bound=Clearable)

_kept: list[Clearable] = []


@dataclass(frozen=True, slots=True)
class Moment:
    """When an answer holds: the state of the store, and the clock to the hour. `as_of` is when anything was last
    collected."""

    state: str
    as_of: datetime | None
    hour: datetime


# How the parts of keys are told apart: taken apart field by field, as Streamlit does, they cost as much as drawing.
BY_VALUE: dict[str | type[Any], Callable[[Any], str]] = dict.fromkeys((Filters, Moment, Subject), repr)


@st.cache_resource(show_spinner=False)
def configuration() -> settings.Settings:
    """The settings of this process."""
    return settings.load()


@st.cache_resource(show_spinner=False)
def store() -> Store:
    """The one open store of this process."""
    beside.settle()
    return open_store(configuration())


def forget() -> None:
    """Drops all answers, after something was changed from the dashboard."""
    for cache in _kept:
        cache.clear()


def keep(cache: C) -> C:
    """Puts a cache among those that `forget` clears."""
    _kept.append(cache)
    return cache


@keep
@st.cache_resource(show_spinner=False, ttl=_FRESH)
def moment() -> Moment:
    """The present, as a part of the key of answers: the same for all that is asked within a second."""
    return Moment(store().state(), store().as_of(), datetime.now(UTC).replace(minute=0, second=0, microsecond=0))


def _asked(question: Callable[..., T], *, at_once: bool = False) -> Callable[..., T]:
    """`question` without the store and the clock, and with a memory. Its arguments must be hashable by value. What is
    only looked up is answered `at_once`, without waiting for its turn behind what is counted."""

    def answer(at: Moment, filters: Filters, options: dict[str, Any]) -> T:
        if at_once:
            return question(store(), filters, now=at.hour, **options)
        return beside.pool.ask(store, question, filters, now=at.hour, **options)

    # The cache tells functions apart by their qualified name.
    answer.__qualname__ = f"answer.{question.__name__}"
    kept = keep(st.cache_resource(show_spinner=False, max_entries=_ENTRIES, hash_funcs=BY_VALUE)(answer))

    def ask(filters: Filters, **options: Any) -> T:
        return kept(moment(), filters, options)

    return ask


overview = _asked(questions.overview)
list_topics = _asked(questions.list_topics)
emerging_topics = _asked(questions.emerging_topics)
look_ahead = _asked(questions.look_ahead)
find_evidence = _asked(questions.find_evidence)
in_short = _asked(questions.in_short)
explain_spike = _asked(questions.explain_spike)
find_statistics = _asked(questions.find_statistics)
list_entities = _asked(questions.list_entities)
find_names = _asked(questions.find_names)
co_mentions = _asked(questions.co_mentions)
compare = _asked(questions.compare)
by_source = _asked(questions.by_source)
search_articles = _asked(questions.search_articles)
find_article = _asked(questions.find_article, at_once=True)
read_article = _asked(questions.read_article, at_once=True)
list_sources = _asked(questions.list_sources)
coverage_grid = _asked(questions.coverage_grid)
list_rejections = _asked(questions.list_rejections, at_once=True)
lineage_of = _asked(questions.lineage_of, at_once=True)
changes_since = _asked(questions.changes_since)
_topic_names = _asked(questions.topic_names, at_once=True)
_choices = _asked(questions.choices)
_is_sample = _asked(questions.is_sample, at_once=True)


def asker(filters: Filters, subjects: Sequence[Subject]) -> Ask:
    """Answers with the articles of one of `subjects` in a period, or in all of the selection."""
    by_id = {subject.id: subject for subject in subjects}
    return lambda subject_id, start, end: find_evidence(filters, subject=by_id[subject_id], start=start, end=end)


@keep
@st.cache_resource(show_spinner=False, ttl=_FRESH)
def is_empty() -> bool:
    """Whether nothing was collected yet."""
    return store().is_empty()


def is_fictional() -> bool:
    """Whether the bundled sample is among what is shown."""
    return _is_sample(Filters())


def topic_names() -> dict[str, str]:
    """The name of every topic by id, also of those that are gone."""
    return _topic_names(Filters())


def choices() -> Choices:
    """What the filters may offer."""
    return _choices(Filters())
