"""Relevance: by the brief, by what a reader's ratings taught beyond it, and by the rating itself where there is one."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial

from analytics.enrich import relevance
from analytics.pipeline.report import Progress
from analytics.pipeline.workers import in_order
from analytics.settings import Settings
from analytics.store import Store, people, stages
from analytics.types import Document, Relevance

BATCH = 500

# (article id, title, text) to relevance.
Scorer = Callable[[str, str, str], Relevance]


def score(store: Store, settings: Settings, *, progress: Progress) -> None:
    """Gives each article its relevance; a changed brief, or enough new ratings, gives every article another one.

    Raises SettingsError when the brief cannot be read.
    """
    with store.read() as connection:
        ratings = people.rated(connection)
    taught = _taught(ratings)
    brief = relevance.load_brief(settings.brief)
    made_by = stages.version_key(store, "scored", _name(settings, taught))
    with store.read() as connection:
        keys = stages.pending(connection, "scored", made_by)
    if not keys:
        return
    batches = [keys[begin : begin + BATCH] for begin in range(0, len(keys), BATCH)]
    work = partial(scored, scorer=_scorer(store, brief, taught))
    done = 0
    # A cluster's workers would wait longer for the texts than this takes.
    for batch, scores in in_order(work, batches, partial(_documents, store), settings=replace(settings, cluster=None)):
        found = _by_hand(dict(zip(batch, scores, strict=True)), dict(ratings))
        with store.write() as connection:
            stages.score(connection, found, made_by=made_by)
        done += len(batch)
        progress("scoring relevance", done, len(keys))


def scored(read: Sequence[Document], *, scorer: Scorer) -> list[Relevance]:
    """The relevance of each document, as worker processes compute it."""
    return [scorer(each.id, each.title, each.text) for each in read]


def _taught(ratings: Sequence[tuple[int, int]]) -> Sequence[tuple[int, int]]:
    """The (article key, rating) that are learnt from."""
    if not ratings:
        return ()
    # Imported here and below: most refreshes have no ratings, and should not wait for scikit-learn.
    from analytics.enrich.ratings import lesson

    return ratings[: lesson(len(ratings))]


def _scorer(store: Store, brief: relevance.Brief, taught: Sequence[tuple[int, int]]) -> Scorer:
    if not taught:
        return partial(relevance.score, brief=brief)
    from analytics.enrich.ratings import Rated, Reader

    read = _documents(store, [key for key, _ in taught])
    reader = Reader(brief)
    reader.fit([Rated(each.title, each.text, given) for each, (_, given) in zip(read, taught, strict=True)])
    return reader.score


def _name(settings: Settings, taught: Sequence[tuple[int, int]]) -> str:
    brief = hashlib.blake2s(settings.brief.read_bytes(), digest_size=8).hexdigest()
    ratings = hashlib.blake2s(repr(sorted(taught)).encode(), digest_size=8).hexdigest()
    return f"brief {brief}, ratings {ratings}" if taught else f"brief {brief}"


def _documents(store: Store, keys: Sequence[int]) -> list[Document]:
    with store.read() as connection:
        return stages.documents(connection, keys)


def _by_hand(found: Mapping[int, Relevance], ratings: Mapping[int, int]) -> dict[int, Relevance]:
    """The scores, with a reader's own rating in the place of what was computed."""
    return {
        key: replace(each, score=ratings[key], reason=f"{each.reason}; you gave it {ratings[key]}")
        if key in ratings
        else each
        for key, each in found.items()
    }
