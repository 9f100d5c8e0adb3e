"""Topics: found the first time, then kept, with new articles assigned to them and now and then found anew.

The rooms that do the work are imported where there is some: a refresh with nothing new should not wait for them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from analytics.pipeline.report import Progress
from analytics.settings import Settings
from analytics.store import Store, decisions, stages
from analytics.store import topics as stored
from analytics.topics.embed import load_encoder, name_of
from analytics.types import Document

# Below this many articles there is nothing to group.
LEAST = 10


def assign_topics(store: Store, settings: Settings, *, now: datetime, progress: Progress) -> int:
    """Finds topics or assigns what is new to those that are known; returns how many there are."""
    made_by = stages.version_key(store, "assigned", f"topics on {name_of(settings.encoder)}")
    with store.read() as connection:
        new = stages.pending(connection, "assigned", made_by)
        if not new:
            return stored.number_of_topics(connection)
    from analytics.topics import features, growth, model, refit, state

    folder = settings.home / "topics"
    encoder = load_encoder(settings).version
    known = state.load(folder)
    progress("finding topics", 0, len(new))
    with store.read() as connection:
        size = stages.held(connection)["items"]
        # Vectors of another encoder lie elsewhere: topics are found anew.
        anew = known is None or known.space.encoder != encoder or refit.is_due(known, size, now=now)
        keys = stages.pending(connection, "assigned", -1) if anew else new
        documents = stages.documents(connection, keys, characters=features.CHARACTERS_READ)
        vectors = stages.vectors(connection, keys)
        before = stored.findings(connection) if anew else []
        decided = {each.topic_id for each in decisions.decisions(connection)}

    def phrases(asked: Sequence[Document]) -> Sequence[Iterable[str]]:
        with store.read() as connection:
            said = stages.phrases(connection, [each.id for each in asked])
        return [said.get(each.id, ()) for each in asked]

    if known is None and len(keys) < LEAST:
        return 0
    if known is None:
        found = model.fit(documents, vectors, encoder=encoder, when=now, phrases=phrases)
        changed = {each.id for each in documents}
    elif anew:
        found = refit.refit(
            known,
            documents,
            vectors,
            encoder=encoder,
            when=now,
            assignments=before,
            keep=decided,
            phrases=phrases,
        )
        changed = {each.id for each in documents}
    else:
        found = growth.update(known, documents, vectors, when=now, phrases=phrases)
        changed = {each.id for each in documents} | growth.changed(known, found)
    with store.write() as connection:
        stored.replace_topics(connection, store, [*found.themes, *found.topics], is_all=anew)
        stored.record_lineage(connection, found.events)
        stored.assign(connection, store, sorted(changed), found.assignments(changed), version=made_by)
        # The store holds who is in which topic; what is kept beside it need not grow with it.
        state.save(growth.condensed(found), folder)
    progress("finding topics", len(new), len(new))
    with store.read() as connection:
        return stored.number_of_topics(connection)
