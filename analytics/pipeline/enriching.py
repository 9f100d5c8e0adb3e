"""Entities, statistics and noun phrases, by worker processes; a changed recipe makes anew what it touches."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from analytics.enrich import watchlist
from analytics.enrich.process import Item, Recipe, measure, recipe
from analytics.enrich.process import enrich as enrich_batch
from analytics.enrich.watchlist import Watchlist
from analytics.pipeline.report import Progress
from analytics.pipeline.workers import in_order
from analytics.settings import Settings
from analytics.store import Store, stages

BATCH = 32
READ_AT_ONCE = 500


def enrich(store: Store, settings: Settings, *, progress: Progress) -> int:
    """Enriches what is new or was made by another recipe; returns how many articles were read by the model.

    Another watch list touches the articles that hold a name whose entry changed, other patterns of statistics touch
    statistics alone: the rest of what is stored stays.
    """
    watched = watchlist.load(settings.taxonomy)
    wanted = recipe(settings.spacy_model, watched)
    made_by = stages.version_key(store, "enriched", str(wanted))
    stages.remember(store, f"watchlist {watched.version}", watched.to_json())
    _keep_untouched(store, settings, wanted, watched, made_by=made_by, progress=progress)
    with store.read() as connection:
        keys = stages.pending(connection, "enriched", made_by)
    work = partial(enrich_batch, recipe=wanted, watched=watched)
    done = 0
    for batch, results in in_order(work, _batches(keys), partial(_items, store), settings=settings):
        found = {
            key: (each.mentions, each.statistics, each.noun_phrases) for key, each in zip(batch, results, strict=True)
        }
        with store.write() as connection:
            stages.enrich(connection, store, found, made_by=made_by)
        done += len(batch)
        progress("reading names and numbers", done, len(keys))
    return len(keys)


def _keep_untouched(
    store: Store, settings: Settings, wanted: Recipe, watched: Watchlist, *, made_by: int, progress: Progress
) -> None:
    """Moves articles on to the wanted recipe whose mentions and phrases it would leave as they are."""
    with store.read() as connection:
        versions = stages.versions(connection, "enriched")
    for key, name in versions.items():
        before = Recipe.read(name)
        if key == made_by or before is None or before.reading != wanted.reading:
            continue
        with store.read() as connection:
            earlier = stages.recall(connection, f"watchlist {before.taxonomy}")
            made_before = stages.made_by(connection, "enriched", key)
        if earlier is None or not made_before:
            continue
        changed = watchlist.changed(Watchlist.from_json(earlier), watched)
        untouched = _without(store, made_before, changed, progress=progress) if changed.entries else made_before
        if before.statistics == wanted.statistics:
            with store.write() as connection:
                stages.finish(connection, "enriched", untouched, made_by)
        else:
            _measure(store, settings, untouched, wanted, watched, made_by=made_by, progress=progress)


def _without(store: Store, keys: Sequence[int], names: Watchlist, *, progress: Progress) -> list[int]:
    """The articles of `keys` in whose texts none of the names stands."""
    found: list[int] = []
    for begin in range(0, len(keys), READ_AT_ONCE):
        batch = keys[begin : begin + READ_AT_ONCE]
        texts = [f"{item.title}\n{item.text}" for item in _items(store, batch)]
        found += [key for key, text in zip(batch, texts, strict=True) if next(names.find(text), None) is None]
        progress("looking for changed names", begin + len(batch), len(keys))
    return found


def _measure(
    store: Store,
    settings: Settings,
    keys: Sequence[int],
    wanted: Recipe,
    watched: Watchlist,
    *,
    made_by: int,
    progress: Progress,
) -> None:
    work = partial(measure, recipe=wanted, watched=watched)
    done = 0
    for batch, results in in_order(work, _batches(keys), partial(_items, store), settings=settings):
        with store.write() as connection:
            stages.measure(connection, dict(zip(batch, results, strict=True)), made_by=made_by)
        done += len(batch)
        progress("reading numbers again", done, len(keys))


def _batches(keys: Sequence[int]) -> list[Sequence[int]]:
    return [keys[begin : begin + BATCH] for begin in range(0, len(keys), BATCH)]


def _items(store: Store, keys: Sequence[int]) -> list[Item]:
    with store.read() as connection:
        return [Item(each.id, each.title, each.text) for each in stages.documents(connection, keys)]
