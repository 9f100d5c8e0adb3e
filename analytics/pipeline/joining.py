"""Stories: new articles joined to those on the same event, in the open time around them.

Few articles are read together. Many are read in steps of time, and where a step's surroundings are many, only those
that lie nearest by meaning are: so 100 new articles cost about the same in a small store and in a large one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from itertools import groupby

import numpy as np

from analytics.pipeline.report import Progress
from analytics.store import Connection, Store, embeddings, stages

VERSION = "stories 2"
# So many articles are held against each other whole; it takes about 300 MB.
TOGETHER = 4_000
STEP = timedelta(days=7)
# Of more than that around a step, each new article sees so many of its nearest and the stories that they are in.
NEAREST = 12
# So many of the others say how usual each word is.
BACKGROUND = 400


def join_stories(store: Store, *, progress: Progress, together: int = TOGETHER) -> None:
    """Joins what is new, at most `together` articles being held against each other; each step is committed whole."""
    made_by = stages.version_key(store, "joined", VERSION)
    with store.read() as connection:
        new = stages.pending(connection, "joined", made_by)
        if not new:
            return
        published = stages.published(connection, new)
        few = len({*new, *_around(connection, store, list(published.values()))}) <= together
    done = 0
    progress("joining stories", done, len(new))
    for step in [new] if few else _steps(published, most=together // 2):
        _join(store, step, [published[key] for key in step], made_by=made_by, together=together)
        done += len(step)
        progress("joining stories", done, len(new))


def _steps(published: Mapping[int, datetime | None], *, most: int) -> Iterator[list[int]]:
    """Keys in the order of time, those of one step together but never more than `most`; the undated ones last."""
    origin = min((moment for moment in published.values() if moment is not None), default=None)

    def step(key: int) -> float:
        moment = published[key]
        return float("inf") if moment is None or origin is None else (moment - origin) // STEP

    for _, keys in groupby(sorted(published, key=lambda key: (step(key), key)), key=step):
        whole = list(keys)
        for begin in range(0, len(whole), most):
            yield whole[begin : begin + most]


def _join(
    store: Store, new: Sequence[int], published: Sequence[datetime | None], *, made_by: int, together: int
) -> None:
    # Imported here: a refresh with nothing new should not wait for scikit-learn.
    from analytics.stories.events import cluster

    with store.read() as connection:
        around = sorted({*_around(connection, store, published)} - set(new))
        near = around if len(new) + len(around) <= together else _nearest(connection, new, published)
        keys = sorted({*new, *near})
        documents = stages.documents(connection, keys)
        vectors = embeddings.read(connection, keys)
        copies = stages.copies_among(connection, keys)
        previous = stages.stories_of(connection, keys)
        others = sorted(set(around) - set(near))
        usual = stages.documents(connection, others[:: max(1, len(others) // BACKGROUND)])
    stories = cluster(documents, vectors, copies=copies, previous=previous, usual=usual)
    with store.write() as connection:
        stages.join(connection, store, stories, made_by=made_by)


def _around(connection: Connection, store: Store, published: Sequence[datetime | None]) -> Sequence[int]:
    """Keys of the articles in the open time around these."""
    time = _open_time(published)
    return () if time is None else stages.published_between(connection, store, *time)


def _nearest(connection: Connection, new: Sequence[int], published: Sequence[datetime | None]) -> list[int]:
    """Of the articles around, the nearest of each new one by meaning and the rest of the stories that they are in."""
    time = _open_time(published)
    if time is None:
        return []
    keys, seen = embeddings.read_between(connection, *time)
    others = ~np.isin(keys, new)
    around, seen = np.array(keys)[others], seen[others]
    if seen.shape[1] == 0:
        return sorted(around.tolist())
    # Imported here, as above.
    from analytics.topics.cluster import nearest

    rows = np.unique(nearest(embeddings.read(connection, new), seen, k=NEAREST)[1])
    known = set(around.tolist())
    return [key for key in stages.with_their_stories(connection, around[rows].tolist()) if key in known]


def _open_time(published: Sequence[datetime | None]) -> tuple[datetime, datetime] | None:
    """From when until when articles may be on the events of these; None where none has a date."""
    from analytics.stories.events import OPEN

    dates = [moment for moment in published if moment is not None]
    return (min(dates) - OPEN, max(dates) + OPEN + timedelta(seconds=1)) if dates else None
