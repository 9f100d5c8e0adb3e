"""A batch is enriched alike here and in a spawned worker."""

from __future__ import annotations

import multiprocessing
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import pytest

from analytics.enrich import process
from analytics.enrich.process import Item
from analytics.errors import ModelError, SettingsError

TAXONOMY = '[[brand]]\nname = "Zubrowka Ads"\naliases = ["ZubAds"]\n'
ITEMS = [
    Item("a", "ZubAds grows", "According to Gartner, ZubAds grew 12% in Norway.\n\nAngela Merkel was not asked."),
    Item("b", "", ""),
    Item("c", "😀 \ud800", "\x00 broken ‘text’ with 3 of 4 \ud800 things."),
    Item("d", "Retail media networks", "Retail media networks doubled their share."),
]


@pytest.fixture
def taxonomy(tmp_path: Path) -> Path:
    path = tmp_path / "taxonomy.toml"
    path.write_text(TAXONOMY)
    return path


def test_each_item_gets_mentions_statistics_and_phrases(model: str, taxonomy: Path) -> None:
    first, empty, _, last = process.enrich(ITEMS, model=model, taxonomy=taxonomy)
    assert [(each.text, each.canonical) for each in first.mentions] == [
        ("Gartner", "Gartner"),
        ("ZubAds", "Zubrowka Ads"),
        ("Norway", "Norway"),
        ("Angela Merkel", "Angela Merkel"),
    ]
    assert [each.raw for each in first.statistics] == ["12%"]
    assert {each.article_id for each in first.mentions} == {each.article_id for each in first.statistics} == {"a"}
    assert (empty.mentions, empty.statistics, empty.noun_phrases) == ((), (), ())
    assert last.noun_phrases[0] == "Retail media networks"


def test_an_item_does_not_depend_on_its_batch(model: str, taxonomy: Path) -> None:
    together = process.enrich(ITEMS, model=model, taxonomy=taxonomy)
    alone = [process.enrich([item], model=model, taxonomy=taxonomy)[0] for item in ITEMS]
    assert together == alone


def test_a_spawned_worker_gives_the_same(model: str, taxonomy: Path) -> None:
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=context) as pool:
        there = pool.submit(process.enrich, ITEMS, model=model, taxonomy=taxonomy).result(timeout=120)
    assert there == process.enrich(ITEMS, model=model, taxonomy=taxonomy)


def test_the_version_changes_with_the_watch_list_alone(model: str, taxonomy: Path) -> None:
    before = process.version(model=model, taxonomy=taxonomy)
    assert process.version(model=model, taxonomy=taxonomy) == before
    taxonomy.write_text(TAXONOMY.replace("ZubAds", "Zub"))
    assert process.version(model=model, taxonomy=taxonomy) != before


def test_what_is_missing_or_broken_is_said(model: str, taxonomy: Path) -> None:
    with pytest.raises(ModelError):
        process.enrich(ITEMS, model="no_such_model", taxonomy=taxonomy)
    taxonomy.write_text("[[brand]")
    with pytest.raises(SettingsError):
        process.enrich(ITEMS, model=model, taxonomy=taxonomy)
