"""Copies: each new article is held against the stored ones that share a sampled shingle with it."""

from __future__ import annotations

from analytics.pipeline.report import Progress
from analytics.store import Store, stages

VERSION = "copies 1"
BATCH = 500


def fold(store: Store, *, progress: Progress) -> None:
    """Folds what is new."""
    made_by = stages.version_key(store, "folded", VERSION)
    with store.read() as connection:
        pending = stages.pending(connection, "folded", made_by)
    if not pending:
        return
    # Imported here, as in other stages: a refresh with nothing new should not wait for scikit-learn.
    from analytics.stories.copies import NEIGHBOURS, resolve, sample

    for begin in range(0, len(pending), BATCH):
        keys = pending[begin : begin + BATCH]
        with store.read() as connection:
            new = stages.documents(connection, keys)
            samples = {key: sample(each.text, title=each.title) for key, each in zip(keys, new, strict=True)}
            candidates = stages.documents(connection, stages.sharing(connection, samples, at_most=NEIGHBOURS))
        links = resolve(new, candidates)
        with store.write() as connection:
            stages.fold(connection, store, samples, links, made_by=made_by)
        progress("finding copies", begin + len(keys), len(pending))
