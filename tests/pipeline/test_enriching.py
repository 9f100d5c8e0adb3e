"""Another recipe makes anew what it touches, and leaves the rest as it is."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from analytics.enrich.process import Recipe
from analytics.filters import Filters
from analytics.pipeline import refresh
from analytics.questions import read_article, search_articles
from analytics.settings import Settings
from analytics.store import Store, doctor, stages
from tests.pipeline.conftest import NOW, Notes, words

HOLDING = ("Zubrowka Ads opens an office.", "The desk of Hemlock & Sons asks ZubAds.", "Nobody is under watch.")


@pytest.fixture
def watching(chosen: Settings, tmp_path: Path) -> Settings:
    """Settings with a watch list of one's own."""
    settings = replace(chosen, taxonomy=tmp_path / "taxonomy.toml")
    watch(settings, 'name = "Zubrowka Ads"')
    return settings


@pytest.fixture
def filled(store: Store, watching: Settings, notes: Notes) -> Store:
    """The store after a refresh, with an article for each text of HOLDING."""
    for number, text in enumerate(HOLDING, start=12):
        notes.write(number, text=f"{text} {words(number)}")
    refresh(store, watching, now=NOW)
    return store


def watch(settings: Settings, *brands: str) -> None:
    settings.taxonomy.write_text("".join(f"[[brand]]\n{brand}\n" for brand in brands), encoding="utf-8")


def mentioned(store: Store) -> Counter[str]:
    """In how many mentions each name stands."""
    ids = [line.id for line in search_articles(store, Filters(), now=NOW).articles]
    views = [read_article(store, Filters(), article_id=id_, now=NOW) for id_ in ids]
    return Counter(mention.canonical for view in views if view is not None for mention in view.mentions)


def test_a_changed_watch_list_reads_the_articles_that_hold_a_changed_name(filled: Store, watching: Settings) -> None:
    assert mentioned(filled)["Zubrowka Ads"] == 1
    watch(watching, 'name = "Zubrowka Ads"\naliases = ["ZubAds"]')
    assert refresh(filled, watching, now=NOW).enriched == 2
    assert mentioned(filled)["Zubrowka Ads"] == 2

    watch(watching, 'name = "Zubrowka Ads"\naliases = ["ZubAds"]', 'name = "Hemlock & Sons"')
    assert refresh(filled, watching, now=NOW).enriched == 1
    assert mentioned(filled)["Hemlock & Sons"] == 1

    watch(watching, 'name = "Hemlock & Sons"')
    assert refresh(filled, watching, now=NOW).enriched == 2
    assert refresh(filled, watching, now=NOW).enriched == 0
    assert list(doctor.problems(filled)) == []


def test_a_name_that_nobody_writes_touches_nothing(filled: Store, watching: Settings) -> None:
    watch(watching, 'name = "Zubrowka Ads"', 'name = "Quillfeather"')
    assert refresh(filled, watching, now=NOW).enriched == 0


def test_other_patterns_of_statistics_read_statistics_alone(filled: Store, watching: Settings) -> None:
    _as_if_made_by(filled, statistics="0")
    names = mentioned(filled)
    with filled.write() as connection:
        stages.measure(connection, {4: ()}, made_by=_made_by(filled))
    report = refresh(filled, watching, now=NOW)
    regret = search_articles(filled, Filters(query="regret"), now=NOW).articles
    views = [read_article(filled, Filters(), article_id=line.id, now=NOW) for line in regret]
    assert report.enriched == 0
    assert [{statistic.value for statistic in view.statistics} for view in views if view is not None] == [{34}, {34}]
    assert mentioned(filled) == names


def test_another_model_reads_everything(filled: Store, watching: Settings) -> None:
    _as_if_made_by(filled, release="0.0.1")
    assert refresh(filled, watching, now=NOW).enriched == 15


def _made_by(store: Store) -> int:
    """The number of the version that enriched what is stored."""
    with store.read() as connection:
        versions = stages.versions(connection, "enriched")
        return next(number for number in versions if stages.made_by(connection, "enriched", number))


def _as_if_made_by(store: Store, *, statistics: str | None = None, release: str | None = None) -> None:
    """Lets what is stored have been enriched by another recipe."""
    number = _made_by(store)
    with store.read() as connection:
        recipe = Recipe.read(stages.versions(connection, "enriched")[number])
        keys = stages.made_by(connection, "enriched", number)
    assert recipe is not None
    other = replace(recipe, statistics=statistics or recipe.statistics, release=release or recipe.release)
    earlier = stages.version_key(store, "enriched", str(other))
    with store.write() as connection:
        stages.finish(connection, "enriched", keys, earlier)
