"""Topics: found the first time, then kept, with new articles assigned to them and now and then found anew.

The rooms that do the work are imported where there is some: a refresh with nothing new should not wait for them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from analytics.enrich import people
from analytics.pipeline.report import Progress
from analytics.settings import Settings
from analytics.store import Store, decisions, embeddings, entities, stages
from analytics.store import topics as stored
from analytics.topics.embed import load_encoder, name_of
from analytics.types import Document

if TYPE_CHECKING:
    from analytics.topics.corpus import Corpus
    from analytics.topics.model import TopicModel

# Below this many articles there is nothing to group.
LEAST = 10
# New articles that are assigned, or articles whose topics are stored, at once.
BATCH = 20_000


def assign_topics(store: Store, settings: Settings, *, now: datetime, progress: Progress) -> int:
    """Finds topics or assigns what is new to those that are known; returns how many there are."""
    made_by = stages.version_key(store, "assigned", f"topics on {name_of(settings.encoder)}")
    with store.read() as connection:
        new = stages.pending(connection, "assigned", made_by)
        if not new:
            return stored.number_of_topics(connection)
        size = stages.held(connection)["items"]
    from analytics.topics import refit, state

    folder = settings.home / "topics"
    encoder = load_encoder(settings).version
    known = state.load(folder)
    progress("finding topics", 0, len(new))
    # Vectors of another encoder lie elsewhere: topics are found anew.
    if known is None or known.space.encoder != encoder or refit.is_due(known, size, now=now):
        _find(store, settings, encoder=encoder, now=now, made_by=made_by, progress=progress)
    else:
        _grow(store, settings, known, new, now=now, made_by=made_by, progress=progress)
    with store.read() as connection:
        return stored.number_of_topics(connection)


def _find(
    store: Store,
    settings: Settings,
    *,
    encoder: str,
    now: datetime,
    made_by: int,
    progress: Progress,
) -> None:
    """Topics of all articles, matched to those that are stored: these outlast the loss of the model's folder."""
    from analytics.topics import growth, model, refit, state

    with store.read() as connection:
        keys = stages.pending(connection, "assigned", -1)
        decided = decisions.decisions(connection)
    if len(keys) < LEAST:
        return
    corpus, phrases, taken = _corpus(store, keys), partial(_phrases, store), decisions.names(decided)
    before = stored.found(store)
    if before.topics:
        found = refit.refit(
            before,
            corpus,
            encoder=encoder,
            when=now,
            keep=decisions.concerned(decided),
            phrases=phrases,
            taken=taken,
        )
    else:
        found = model.fit(corpus, encoder=encoder, when=now, phrases=phrases, taken=taken)
    with store.write() as connection:
        stored.replace_topics(connection, store, [*found.themes, *found.topics], is_all=True)
        stored.record_lineage(connection, found.events)
        # In the order of the keys, by which the tables are kept.
        for begin in range(0, len(keys), BATCH):
            ids = stages.ids(connection, keys[begin : begin + BATCH])
            stored.assign(connection, store, ids, found.assignments(ids), version=made_by)
            progress("storing topics", min(begin + BATCH, len(keys)), len(keys))
        # The store holds who is in which topic; what is kept beside it need not grow with it.
        state.save(growth.condensed(found), settings.home / "topics")


def _grow(
    store: Store,
    settings: Settings,
    known: TopicModel,
    new: Sequence[int],
    *,
    now: datetime,
    made_by: int,
    progress: Progress,
) -> None:
    """New articles in the topics that are known, and topics that are born of them."""
    from analytics.topics import features, growth, state

    for begin in range(0, len(new), BATCH):
        keys = new[begin : begin + BATCH]
        with store.read() as connection:
            # An article whose text was corrected keeps its topics until they are found anew.
            held = stored.findings_of(connection, keys)
            corrected = {each.article_id for each in held}
            ids = stages.ids(connection, keys)
            fresh = [key for key, id_ in zip(keys, ids, strict=True) if id_ not in corrected]
            documents = stages.documents(connection, fresh, characters=features.CHARACTERS_READ)
            vectors = embeddings.read(connection, fresh)
            taken = decisions.names(decisions.decisions(connection))
        found = growth.update(known, documents, vectors, when=now, phrases=partial(_phrases, store), taken=taken)
        changed = {each.id for each in documents} | growth.changed(known, found)
        kept = [each for each in held if each.article_id not in changed]
        known = growth.condensed(found)
        with store.write() as connection:
            stored.replace_topics(connection, store, [*found.themes, *found.topics])
            stored.record_lineage(connection, found.events)
            assigned = [*found.assignments(changed), *kept]
            stored.assign(connection, store, sorted(changed | corrected), assigned, version=made_by)
            state.save(known, settings.home / "topics")
        progress("finding topics", begin + len(keys), len(new))


def _corpus(store: Store, keys: Sequence[int]) -> Corpus:
    """The stored articles with these keys."""
    from analytics.topics import features
    from analytics.topics.corpus import Corpus, Rows

    with store.read() as connection:
        ids = stages.ids(connection, keys)
    order = np.array(sorted(range(len(ids)), key=ids.__getitem__), dtype=np.int64)
    by_id = np.array(keys, dtype=np.int64)[order]

    def read(rows: Rows) -> tuple[list[Document], NDArray[np.float32]]:
        chosen = by_id[rows].tolist()
        with store.read() as connection:
            documents = stages.documents(connection, chosen, characters=features.CHARACTERS_READ)
            return documents, embeddings.read(connection, chosen)

    return Corpus(tuple(ids[row] for row in order), read)


def _phrases(store: Store, documents: Sequence[Document]) -> Sequence[Iterable[str]]:
    """The noun phrases that enrichment found in documents, without those that name people."""
    ids = [each.id for each in documents]
    with store.read() as connection:
        said = stages.phrases(connection, ids)
        named = people.named(entities.readings(connection, ids), said.values())
    return people.without([said.get(id_, ()) for id_ in ids], named)
