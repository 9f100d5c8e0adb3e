"""Vectors, by worker processes: each article's place by meaning."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from analytics.pipeline.report import Progress
from analytics.pipeline.workers import in_order
from analytics.settings import Settings
from analytics.store import Store, embeddings, handmade, stages
from analytics.topics.embed import encode, name_of, passage

BATCH = 64


def embed(store: Store, settings: Settings, *, progress: Progress) -> None:
    """Gives each article its vector."""
    name = name_of(settings.encoder)
    made_by = stages.version_key(store, "embedded", name)
    with store.read() as connection:
        keys = stages.pending(connection, "embedded", made_by)
    batches = [keys[begin : begin + BATCH] for begin in range(0, len(keys), BATCH)]
    work = partial(encode, encoder=settings.encoder, expected=name)
    done = 0
    for batch, vectors in in_order(work, batches, partial(_passages, store), settings=settings):
        with store.write() as connection:
            embeddings.keep(connection, batch, vectors, made_by=made_by)
        done += len(batch)
        progress("placing articles by meaning", done, len(keys))
    with store.read() as connection:
        outdated = handmade.outdated(connection, made_by=made_by)
    embed_sentences(store, settings, outdated)


def embed_sentences(store: Store, settings: Settings, sentences: Sequence[str]) -> None:
    """Gives sentences that are examples of a tracked topic their vectors."""
    if not sentences:
        return
    name = name_of(settings.encoder)
    made_by = stages.version_key(store, "embedded", name)
    vectors = encode(sentences, encoder=settings.encoder, expected=name)
    with store.write() as connection:
        handmade.remember(connection, sentences, vectors, made_by=made_by)


def _passages(store: Store, keys: Sequence[int]) -> list[str]:
    with store.read() as connection:
        return [passage(each.title, each.text) for each in stages.documents(connection, keys)]
