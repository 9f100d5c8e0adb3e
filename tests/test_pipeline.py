"""A refresh on real files and real models: everything once, nothing lost, and the next run goes on."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from analytics import settings
from analytics.errors import StoreError
from analytics.filters import Filters
from analytics.pipeline import refresh
from analytics.pipeline.workers import in_order
from analytics.questions import list_rejections, read_article, search_articles
from analytics.settings import Settings
from analytics.store import Store, doctor, open_store, sources
from ingest.article import Source

NOW = datetime(2026, 6, 1, tzinfo=UTC)
WORDS = ("harbour", "lantern", "orchard", "copper", "violet", "meadow", "signal", "marble", "canyon", "ribbon")


def post(number: int, *, text: str = "") -> str:
    body = text or " ".join(random.Random(number).choices(WORDS, k=40))
    return f"---\ntitle: Note {number} on {WORDS[number % 10]}\ndate: 2026-03-{number + 1:02}\nurl: https://notes.example/{number}\n---\n\n{body}.\n"


@pytest.fixture
def notes(tmp_path: Path) -> Path:
    """A folder of twelve notes, one of which repeats another, and a photo that is none."""
    folder = tmp_path / "notes"
    folder.mkdir()
    said = "According to Gartner, 34% of shoppers regret a purchase after a personalized offer. " * 3
    for number in range(12):
        (folder / f"{number:02}.md").write_text(post(number, text=said if number in (3, 8) else ""), encoding="utf-8")
    (folder / "photo.md").write_bytes(bytes(range(256)) * 20)
    return folder


@pytest.fixture
def chosen(tmp_path: Path) -> Settings:
    return replace(settings.load({"UPSWELL_HOME": str(tmp_path / "home")}), workers=1, encoder="none")


@pytest.fixture
def store(chosen: Settings, notes: Path) -> Iterator[Store]:
    opened = open_store(chosen)
    sources.add(opened, [Source("notes", "Notes", notes.as_posix(), "folder")], now=NOW)
    yield opened
    opened.close()


def test_files_become_articles_once(store: Store, chosen: Settings, notes: Path) -> None:
    first = refresh(store, chosen, now=NOW)
    assert (first.collected.new, first.articles, first.copies) == (12, 11, 1)
    assert [Path(each.path).name for each in first.collected.rejections] == ["photo.md"]
    assert [Path(each.path).name for each in list_rejections(store, Filters(), now=NOW)] == ["photo.md"]
    found = search_articles(store, Filters(query="regret"), now=NOW).articles
    assert {line.copy_of for line in found} == {None, min(found, key=lambda line: str(line.published)).id}
    view = read_article(store, Filters(), article_id=found[0].id, now=NOW)
    assert view is not None
    assert {statistic.value for statistic in view.statistics} == {34}
    assert "Gartner" in {mention.canonical for mention in view.mentions}
    assert list(doctor.problems(store)) == []

    again = refresh(store, chosen, now=NOW)
    assert (again.collected.new, again.collected.changed, again.enriched) == (0, 0, 0)

    (notes / "03.md").write_text(post(3, text="Rewritten entirely."), encoding="utf-8")
    (notes / "12.md").write_text(post(12), encoding="utf-8")
    third = refresh(store, chosen, now=NOW)
    assert (third.collected.new, third.collected.changed) == (1, 1)
    # What repeated the old text repeats nothing now.
    assert (third.articles, third.copies) == (13, 0)
    assert list(doctor.problems(store)) == []


def test_a_folder_that_went_away_is_named_and_keeps_its_articles(store: Store, chosen: Settings, notes: Path) -> None:
    refresh(store, chosen, now=NOW)
    notes.rename(notes.with_name("elsewhere"))
    report = refresh(store, chosen, now=NOW)
    assert report.articles == 11
    assert report.collected.failures[0][0] == notes.as_posix()


def test_a_changed_brief_scores_again_and_enriches_nothing(store: Store, chosen: Settings, tmp_path: Path) -> None:
    refresh(store, chosen, now=NOW)
    brief = tmp_path / "brief.toml"
    brief.write_text('[[interest]]\nname = "Regret"\nphrases = ["regret"]\n', encoding="utf-8")
    report = refresh(store, replace(chosen, brief=brief), now=NOW)
    found = search_articles(store, Filters(min_relevance=1), now=NOW)
    assert report.enriched == 0
    assert found.total == 2


def test_a_second_refresh_says_that_one_is_running(store: Store, chosen: Settings) -> None:
    with store.refreshing(), pytest.raises(StoreError, match="another refresh"):
        refresh(store, chosen, now=NOW)
    refresh(store, chosen, now=NOW)


def test_coverage_of_files_is_claimed_from_the_first_to_the_last(store: Store, chosen: Settings) -> None:
    refresh(store, chosen, now=NOW)
    days = sources.covered_days(store, "notes")
    assert (min(days).isoformat(), max(days).isoformat(), set(days.values())) == (
        "2026-03-01",
        "2026-03-12",
        {"backfilled"},
    )
    assert store.as_of() == datetime(2026, 3, 13, tzinfo=UTC)


def double(number: int) -> int:
    return 2 * number


def die_once(place: str) -> str:
    """Kills its own process the first time that it is asked for a place."""
    mark = Path(place)
    if not mark.exists():
        mark.write_text("died", encoding="utf-8")
        os.kill(os.getpid(), signal.SIGKILL)
    return place


@pytest.mark.parametrize("workers", [1, 2])
def test_work_comes_back_in_order(chosen: Settings, workers: int) -> None:
    done = list(in_order(double, list(range(9)), lambda number: number, settings=replace(chosen, workers=workers)))
    assert done == [(number, 2 * number) for number in range(9)]


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
def test_a_killed_worker_costs_nothing_but_time(chosen: Settings, tmp_path: Path) -> None:
    places = [str(tmp_path / f"mark{index}") for index in range(6)]
    for place in places[::2]:
        Path(place).write_text("alive", encoding="utf-8")
    done = list(in_order(die_once, places, lambda place: place, settings=replace(chosen, workers=2)))
    assert [result for _, result in done] == places


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
def test_killed_refreshes_lose_and_double_nothing(chosen: Settings, store: Store, notes: Path) -> None:
    for number in range(13, 28):
        (notes / f"{number}.md").write_text(post(number), encoding="utf-8")
    environ = os.environ | {"UPSWELL_HOME": str(chosen.home), "UPSWELL_ENCODER": "none", "UPSWELL_WORKERS": "1"}
    command = [sys.executable, "-m", "analytics.cli.main", "refresh"]
    for attempt in range(8):
        running = subprocess.Popen(command, env=environ, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # noqa: S603
        time.sleep(0.7 + 0.9 * attempt)
        # A reader sees one moment of the store, whatever the writer is at.
        assert search_articles(store, Filters(), now=NOW).total <= 27
        running.kill()
        running.wait()
        assert [problem for problem in doctor.problems(store) if "recount" in problem or "damaged" in problem] == []
    report = refresh(store, chosen, now=NOW)
    assert report.articles + report.copies == 27
    assert list(doctor.problems(store)) == []


@pytest.mark.slow
def test_a_cluster_gives_what_a_process_gives(chosen: Settings) -> None:
    distributed = pytest.importorskip("distributed")
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, host="127.0.0.1", dashboard_address=None
    ) as cluster:
        address = replace(chosen, cluster=cluster.scheduler_address)
        done = list(in_order(double, list(range(20)), lambda number: number, settings=address))
    assert done == [(number, 2 * number) for number in range(20)]
