"""A refresh on real files and real models: everything once, and nothing twice."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from analytics.filters import Filters
from analytics.pipeline import refresh
from analytics.questions import list_rejections, read_article, search_articles
from analytics.settings import Settings
from analytics.store import Store, doctor, sources
from tests.pipeline.conftest import NOW, Notes


def test_files_become_articles_once(store: Store, chosen: Settings, notes: Notes) -> None:
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

    notes.write(3, text="Rewritten entirely.")
    notes.write(12)
    third = refresh(store, chosen, now=NOW)
    assert (third.collected.new, third.collected.changed) == (1, 1)
    # What repeated the old text repeats nothing now.
    assert (third.articles, third.copies) == (13, 0)
    assert list(doctor.problems(store)) == []


def test_a_folder_that_went_away_is_named_and_keeps_its_articles(store: Store, chosen: Settings, notes: Notes) -> None:
    refresh(store, chosen, now=NOW)
    notes.folder.rename(notes.folder.with_name("elsewhere"))
    report = refresh(store, chosen, now=NOW)
    assert report.articles == 11
    assert report.collected.failures[0][0] == notes.folder.as_posix()


def test_coverage_of_files_is_claimed_from_the_first_to_the_last(store: Store, chosen: Settings) -> None:
    refresh(store, chosen, now=NOW)
    days = sources.covered_days(store, "notes")
    assert (min(days).isoformat(), max(days).isoformat(), set(days.values())) == (
        "2026-03-01",
        "2026-03-12",
        {"backfilled"},
    )
    assert store.as_of() == datetime(2026, 3, 13, tzinfo=UTC)
