"""Entities, statistics and noun phrases, by worker processes."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from analytics.enrich.process import Item, version
from analytics.enrich.process import enrich as enrich_batch
from analytics.pipeline.report import Progress
from analytics.pipeline.workers import in_order
from analytics.settings import Settings
from analytics.store import Store, stages

BATCH = 32


def enrich(store: Store, settings: Settings, *, progress: Progress) -> int:
    """Enriches what is new or was made by another version; returns how many articles."""
    name = version(model=settings.spacy_model, taxonomy=settings.taxonomy)
    made_by = stages.version_key(store, "enriched", name)
    with store.read() as connection:
        keys = stages.pending(connection, "enriched", made_by)
    batches = [keys[begin : begin + BATCH] for begin in range(0, len(keys), BATCH)]
    work = partial(enrich_batch, model=settings.spacy_model, taxonomy=settings.taxonomy)
    done = 0
    for batch, results in in_order(work, batches, lambda batch: _items(store, batch), settings=settings):
        found = {
            key: (each.mentions, each.statistics, each.noun_phrases) for key, each in zip(batch, results, strict=True)
        }
        with store.write() as connection:
            stages.enrich(connection, store, found, made_by=made_by)
        done += len(batch)
        progress("reading names and numbers", done, len(keys))
    return len(keys)


def _items(store: Store, keys: Sequence[int]) -> list[Item]:
    with store.read() as connection:
        return [Item(each.id, each.title, each.text) for each in stages.documents(connection, keys)]
