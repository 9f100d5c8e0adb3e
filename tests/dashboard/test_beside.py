"""Answers from processes beside the server's: the same ones, also after a process has died."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType
from typing import Never

import pytest

from analytics import questions, settings
from analytics.errors import FilterError
from analytics.filters import Filters
from analytics.store import Store, open_store
from dashboard.beside import Helper, Pool

NOW = datetime(2026, 6, 1, tzinfo=UTC)


@pytest.fixture
def here(press_home: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    """The store of this process; others find it too."""
    monkeypatch.setenv("UPSWELL_HOME", str(press_home))
    store = open_store(settings.load())
    yield store
    store.close()


@pytest.fixture
def pool() -> Iterator[Pool]:
    made = Pool()
    yield made
    made.stop()


def elsewhere() -> Never:
    raise AssertionError("the question was answered in this process")


def refused(store: Store, filters: Filters) -> Never:
    raise FilterError("no such day")


def dying(store: Store, filters: Filters, *, spared: int) -> str:
    """Ends its process, as a machine without memory would, unless it is the one that is spared."""
    if os.getpid() != spared:
        os._exit(9)
    return "answered by the server"


def process(store: Store, filters: Filters) -> int:
    return os.getpid()


def test_answers_itself_until_it_is_started(pool: Pool, here: Store) -> None:
    assert pool.ask(lambda: here, questions.overview, Filters(), now=NOW).n_articles > 100
    pool.start(0)
    with pytest.raises(AssertionError, match="in this process"):
        pool.ask(elsewhere, questions.overview, Filters(), now=NOW)


@pytest.mark.slow
def test_other_processes_give_the_same_answers_and_errors(pool: Pool, here: Store) -> None:
    pool.start(1)
    for question in (
        questions.overview,
        questions.list_topics,
        questions.list_entities,
        questions.find_statistics,
        questions.list_sources,
        questions.coverage_grid,
        questions.search_articles,
        questions.choices,
    ):
        answer = pool.ask(elsewhere, question, Filters(), now=NOW)
        assert answer == question(here, Filters(), now=NOW)
        assert repr(answer) == repr(question(here, Filters(), now=NOW))
    with pytest.raises(FilterError, match="no such day"):
        pool.ask(elsewhere, refused, Filters())
    with pytest.raises(TypeError):
        pool.ask(elsewhere, questions.find_statistics, Filters(), now=NOW, wrong=True)


@pytest.mark.slow
def test_a_process_that_died_costs_nothing_but_time(pool: Pool, here: Store) -> None:
    pool.start(1)
    first = pool.ask(elsewhere, process, Filters())
    assert pool.ask(lambda: here, dying, Filters(), spared=os.getpid()) == "answered by the server"
    second = pool.ask(elsewhere, process, Filters())
    assert len({first, second, os.getpid()}) == 3
    pool.stop()
    for gone in (first, second):
        with pytest.raises(ProcessLookupError):
            os.kill(gone, 0)
    assert pool.ask(lambda: here, process, Filters()) == os.getpid()


@pytest.mark.slow
def test_a_process_that_was_ended_is_known_to_be_gone(pool: Pool, here: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    ended = Helper()
    ended.end()
    with pytest.raises(ValueError, match="closed file"):
        ended.ask(process, (), {})
    pool.start(1)
    before = pool.ask(elsewhere, process, Filters())
    with monkeypatch.context() as without:
        without.setattr(sys, "executable", "/nowhere/python")
        for _ in range(2):
            with pytest.raises(FileNotFoundError):
                pool.ask(lambda: here, dying, Filters(), spared=os.getpid())
    assert pool.ask(lambda: here, process, Filters()) == os.getpid()
    assert pool.ask(elsewhere, process, Filters()) not in (before, os.getpid())


@pytest.mark.slow
def test_a_page_that_starts_a_process_is_not_run_in_it(
    pool: Pool, here: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = tmp_path / "page.py"
    page.write_text("raise SystemExit('run again')", "utf-8")
    module = ModuleType("__main__")
    module.__file__ = str(page)
    monkeypatch.setitem(sys.modules, "__main__", module)
    pool.start(1)
    assert pool.ask(elsewhere, process, Filters()) != os.getpid()
