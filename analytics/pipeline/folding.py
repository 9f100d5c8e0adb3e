"""Copies: each new article is held against the stored ones that share a sampled shingle with it."""

from __future__ import annotations

from analytics.pipeline.report import Progress
from analytics.store import Store, stages

VERSION = "copies 1"
BATCH = 500
# Stored texts held against a batch: where more share something with it, fewer are folded at once. Takes about 300 MB.
MOST = 4_000


def fold(store: Store, *, progress: Progress) -> None:
    """Folds what is new."""
    made_by = stages.version_key(store, "folded", VERSION)
    with store.read() as connection:
        pending = stages.pending(connection, "folded", made_by)
    if not pending:
        return
    # Imported here, as in other stages: a refresh with nothing new should not wait for scikit-learn.
    from analytics.stories.copies import CANDIDATES, resolve, sample

    done = 0
    while done < len(pending):
        keys = pending[done : done + BATCH]
        with store.read() as connection:
            new = dict(zip(keys, stages.documents(connection, keys), strict=True))
            samples = {key: sample(each.text, title=each.title) for key, each in new.items()}
            while len(found := stages.sharing(connection, samples, at_most=CANDIDATES)) > MOST and len(samples) > 1:
                samples = dict(list(samples.items())[: len(samples) // 2])
            candidates = stages.documents(connection, found)
        links = resolve([new[key] for key in samples], candidates)
        with store.write() as connection:
            stages.fold(connection, store, samples, links, made_by=made_by)
        done += len(samples)
        progress("finding copies", done, len(pending))
