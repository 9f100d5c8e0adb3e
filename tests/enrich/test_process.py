"""A batch is enriched alike here and in a spawned worker."""

from __future__ import annotations

import multiprocessing
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from analytics.enrich import process, watchlist
from analytics.enrich.process import Item, Recipe
from analytics.enrich.watchlist import Watchlist
from analytics.errors import ModelError
from analytics.types import written_at

TAXONOMY = '[[brand]]\nname = "Zubrowka Ads"\naliases = ["ZubAds"]\n'
ITEMS = [
    Item("a", "ZubAds grows", "According to Gartner, ZubAds grew 12% in Norway.\n\nAngela Merkel was not asked."),
    Item("b", "", ""),
    Item("c", "😀 \ud800", "\x00 broken ‘text’ with 3 of 4 \ud800 things."),
    Item("d", "Retail media networks", "Retail media networks doubled their share."),
]


@pytest.fixture
def watched(tmp_path: Path) -> Watchlist:
    path = tmp_path / "taxonomy.toml"
    path.write_text(TAXONOMY)
    return watchlist.load(path)


def test_each_item_gets_mentions_statistics_and_phrases(model: str, watched: Watchlist) -> None:
    first, empty, _, last = process.enrich(ITEMS, recipe=process.recipe(model, watched), watched=watched)
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


def test_an_item_does_not_depend_on_its_batch(model: str, watched: Watchlist) -> None:
    together = process.enrich(ITEMS, recipe=process.recipe(model, watched), watched=watched)
    alone = [process.enrich([item], recipe=process.recipe(model, watched), watched=watched)[0] for item in ITEMS]
    assert together == alone


def test_a_spawned_worker_gives_the_same(model: str, watched: Watchlist) -> None:
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=context) as pool:
        there = pool.submit(process.enrich, ITEMS, recipe=process.recipe(model, watched), watched=watched).result(
            timeout=120
        )
    assert there == process.enrich(ITEMS, recipe=process.recipe(model, watched), watched=watched)


def test_the_recipe_changes_with_the_watch_list_alone(model: str, watched: Watchlist) -> None:
    before = process.recipe(model, watched)
    after = process.recipe(model, Watchlist(watched.entries[:0]))
    assert process.recipe(model, watched) == before != after
    assert replace(after, taxonomy=before.taxonomy) == before
    assert Recipe.read(str(before)) == before
    assert Recipe.read("something else") is None


def test_statistics_alone_are_those_of_the_whole(model: str, watched: Watchlist) -> None:
    recipe = process.recipe(model, watched)
    whole = process.enrich(ITEMS, recipe=recipe, watched=watched)
    assert process.measure(ITEMS, recipe=recipe, watched=watched) == [each.statistics for each in whole]


def test_what_is_missing_or_another_release_is_said(model: str, watched: Watchlist) -> None:
    with pytest.raises(ModelError, match="no_such_model"):
        process.enrich(ITEMS, recipe=process.recipe("no_such_model", watched), watched=watched)
    elsewhere = replace(process.recipe(model, watched), release="0.0.1")
    with pytest.raises(ModelError, match=r"install there .* 0\.0\.1"):
        process.enrich(ITEMS, recipe=elsewhere, watched=watched)


def test_a_name_that_stands_in_the_title_alone_is_mentioned_before_the_text(model: str, watched: Watchlist) -> None:
    title = "Angela Merkel Meets Musk In Norway"
    text = "Elon Musk and the former chancellor had planned that she meets him in Oslo on Monday."
    (found,) = process.enrich([Item("a", title, text)], recipe=process.recipe(model, watched), watched=watched)
    above = [each for each in found.mentions if each.start < 0]
    assert [each.canonical for each in above] == ["Angela Merkel", "Norway"]
    assert [written_at(title, text, each.start, each.end) for each in found.mentions] == [
        each.text for each in found.mentions
    ]
