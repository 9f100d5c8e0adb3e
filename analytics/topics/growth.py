"""New articles in an existing model: assigned, pooled, or the beginning of a new topic.

A new topic shows in the neighbourhoods of its articles: their nearest neighbours came in since the last fit far more
often than chance would have it. That is seen long before such articles are far from every old centroid. Articles of
the last fit never move; a later one that a new topic takes over is named in that topic's lineage.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

import numpy as np
from numpy.typing import NDArray

from analytics.topics import cluster, labels, model
from analytics.topics.cluster import UNASSIGNED, Labels
from analytics.topics.features import Floats, unit
from analytics.topics.model import TopicModel
from analytics.types import MEMBERSHIPS, Document, LineageEvent, Topic

# Of the neighbours of an article of a new topic at least this part is recent, and the odds of that are at least so
# many times those of chance.
RECENT_SHARE, ODDS = 0.5, 4.0
BY_CHANCE = 0.1
# A group as near as this to an old topic is more of that topic.
SAME = 0.75
LEAST_AGE = timedelta(days=3)
LEAD_CHARACTERS = 600
# Recent articles of a condensed model: the time in which a topic may still be born of them.
LATEST = 5_000


def update(
    known: TopicModel,
    documents: Sequence[Document],
    vectors: Floats,
    *,
    when: datetime,
    phrases: labels.Phraser | None = None,
    taken: Collection[str] = (),
) -> TopicModel:
    """The model with the articles of `documents` that it does not know yet; the others keep what they have.

    `vectors` (n, d) go with `documents`; no new topic gets a name of `taken`, as people gave them. A topic is born from
    at least `cluster.minimum_size` recent articles whose dates, where known, span `LEAST_AGE`; what fits no topic stays
    unassigned until then.
    """
    seen = set(known.article_ids)
    fresh = sorted(
        (row for row in range(len(documents)) if documents[row].id not in seen), key=lambda row: documents[row].id
    )
    if not fresh:
        return known
    added = [documents[row] for row in fresh]
    points = model.rounded(known.space.project(added, vectors[fresh]))
    grown = _added(known, added, points)
    recent, base = grown.recent[grown.kept], ~grown.recent[grown.kept]
    stored = grown.features.astype(np.float32)
    late, old = stored[recent], stored[base]
    hours = grown.hours[grown.kept][recent]
    smallest = cluster.minimum_size(len(grown.article_ids))
    newborn, novel = _births(late, old, hours, topics=grown.centroids, smallest=smallest)
    return _settle(grown, late, newborn, novel, when=when, phrases=phrases, taken=taken)


def condensed(grown: TopicModel, *, reference: int = model.REFERENCE, latest: int = LATEST) -> TopicModel:
    """The model without the articles that decide nothing any more, for who keeps the memberships elsewhere.

    The `latest` recent articles stay, earlier ones count as settled, and of the settled ones `reference` stay.
    """
    recent = np.flatnonzero(grown.recent)
    by_date = recent[np.argsort(np.nan_to_num(grown.hours[recent], nan=-np.inf), kind="stable")]
    late = np.zeros(len(grown.article_ids), dtype=np.bool_)
    late[by_date[-latest:]] = True
    settled = grown.kept[~late[grown.kept]]
    sample = settled[model.sample([grown.article_ids[row] for row in settled], reference)]
    rows = np.sort(np.concatenate([sample, np.flatnonzero(late)]))
    ids = tuple(grown.article_ids[row] for row in rows)
    names = {id_ for id_, is_late in zip(ids, late[rows], strict=True) if is_late}
    return replace(
        grown,
        article_ids=ids,
        hours=grown.hours[rows],
        members=grown.members[rows],
        weights=grown.weights[rows],
        recent=late[rows],
        kept=np.arange(len(rows)),
        features=grown.features[np.searchsorted(grown.kept, rows)],
        leads=tuple(lead for lead in grown.leads if lead.id in names),
    )


def ever(topics: Iterable[Topic], events: Iterable[LineageEvent]) -> set[str]:
    """The ids of all topics that are or were, for none to be used twice."""
    return {topic.id for topic in topics} | {event.topic_id for event in events}


def changed(before: TopicModel, after: TopicModel) -> set[str]:
    """Articles of `after` that `before` does not know or had elsewhere."""
    homes = dict(zip(before.article_ids, before.members.tolist(), strict=True))
    return {
        article
        for article, members in zip(after.article_ids, after.members.tolist(), strict=True)
        if homes.get(article) != members
    }


def _added(known: TopicModel, documents: Sequence[Document], points: Floats) -> TopicModel:
    """The model with unassigned recent articles, everything in the order of the ids."""
    ids = [*known.article_ids, *(document.id for document in documents)]
    order = sorted(range(len(ids)), key=ids.__getitem__)
    place = np.empty(len(ids), dtype=np.int64)
    place[order] = np.arange(len(ids))
    count = len(documents)
    nobody = np.full((count, MEMBERSHIPS), UNASSIGNED, dtype=np.int32)
    kept = place[np.concatenate([known.kept, len(known.article_ids) + np.arange(count)])]
    by_row = np.argsort(kept)
    return replace(
        known,
        article_ids=tuple(ids[row] for row in order),
        hours=np.concatenate([known.hours, model.hours_of(documents)])[order],
        members=np.vstack([known.members, nobody])[order],
        weights=np.vstack([known.weights, np.zeros_like(nobody, dtype=np.float32)])[order],
        recent=np.concatenate([known.recent, np.ones(count, dtype=np.bool_)])[order],
        kept=kept[by_row],
        features=np.vstack([known.features, points.astype(np.float16)])[by_row],
        leads=tuple(
            sorted([*known.leads, *(_lead(document) for document in documents)], key=lambda document: document.id)
        ),
    )


def _lead(document: Document) -> Document:
    return replace(document, text=document.text[:LEAD_CHARACTERS])


def _births(
    late: Floats, old: Floats, hours: NDArray[np.float64], *, topics: Floats, smallest: int
) -> tuple[Labels, NDArray[np.bool_]]:
    """The new topic of each recent row (UNASSIGNED for none), and which rows are novel."""
    novel = _novel(late, old, smallest=smallest) if len(late) >= smallest else np.zeros(len(late), dtype=np.bool_)
    newborn = np.full(len(late), UNASSIGNED, dtype=np.int64)
    rows = np.flatnonzero(novel)
    if len(rows) < smallest:
        return newborn, novel
    groups = cluster.discover(late[rows], resolution=1.0)
    born = 0
    for group in range(int(groups.max()) + 1):
        inside = rows[groups == group]
        centroid = unit(late[inside].mean(axis=0, keepdims=True))
        known_already = len(topics) and float((topics @ centroid[0]).max()) >= SAME
        if len(inside) >= smallest and _old_enough(hours[inside]) and not known_already:
            newborn[inside] = born
            born += 1
    return newborn, novel


def _novel(late: Floats, old: Floats, *, smallest: int) -> NDArray[np.bool_]:
    """Rows of `late` among whose neighbours most are recent, or all of the nearest, as in a topic just large enough."""
    cosines, rows = cluster.nearest(late, np.vstack([late, old]), k=cluster.NEIGHBOURS, skip_self=True)
    recent = rows < len(late)
    weight = cosines.sum(axis=1)
    share = np.divide((cosines * recent).sum(axis=1), weight, out=np.zeros_like(weight), where=weight > 0)
    chance = len(late) / max(len(old), 1)
    novel: NDArray[np.bool_] = (share >= RECENT_SHARE) & (share >= ODDS * chance * (1 - share))
    # So many nearest ones that chance would make them all recent for less than `BY_CHANCE` articles.
    alone = math.log(len(late) / BY_CHANCE) / math.log((len(late) + len(old)) / len(late)) if len(old) else math.inf
    near = max(smallest - 1, alone)
    if near <= cluster.NEIGHBOURS:
        order = np.argsort(-cosines, axis=1, kind="stable")[:, : math.ceil(near)]
        novel |= np.take_along_axis(recent, order, axis=1).all(axis=1) & (weight > 0)
    return novel


def _old_enough(hours: NDArray[np.float64]) -> bool:
    dated = hours[~np.isnan(hours)]
    return not len(dated) or float(np.ptp(dated)) >= LEAST_AGE / timedelta(hours=1)


def _settle(
    grown: TopicModel,
    late: Floats,
    newborn: Labels,
    novel: NDArray[np.bool_],
    *,
    when: datetime,
    phrases: labels.Phraser | None,
    taken: Collection[str],
) -> TopicModel:
    """Everyone recent in a topic, old or new; whoever has one keeps it unless a new topic takes them over."""
    rows = grown.kept[grown.recent[grown.kept]]
    born, lowest = model.places(late, newborn)
    centroids = np.vstack([grown.centroids, born])
    floors = np.concatenate([grown.floors, lowest])
    before = grown.members[rows, 0].astype(np.int64)
    found = model.settled(late, centroids, floors)
    keeps = (before != UNASSIGNED) & ~((found >= len(grown.centroids)) & novel)
    found[keeps] = before[keeps]
    found[newborn != UNASSIGNED] = newborn[newborn != UNASSIGNED] + len(grown.centroids)
    changed = np.flatnonzero(found != before)
    members, weights = grown.members.copy(), grown.weights.copy()
    members[rows[changed]], weights[rows[changed]] = model.memberships(late[changed], centroids, found[changed])
    topics, events = _introduced(grown, late, newborn, born, when=when, phrases=phrases, taken=taken)
    moved = [
        _moved(grown, topic, rows[(found == row) & (before != UNASSIGNED)], when=when)
        for row, topic in enumerate(topics, start=len(grown.topics))
    ]
    return replace(
        grown,
        topics=(*grown.topics, *topics),
        centroids=centroids,
        floors=floors,
        members=members,
        weights=weights,
        events=(*grown.events, *events, *(event for event in moved if event)),
        run_id=model.digest("run", [*(topic.id for topic in (*grown.topics, *topics)), *grown.article_ids]),
    )


def _introduced(
    grown: TopicModel,
    late: Floats,
    newborn: Labels,
    born: Floats,
    *,
    when: datetime,
    phrases: labels.Phraser | None,
    taken: Collection[str],
) -> tuple[list[Topic], list[LineageEvent]]:
    """The new topics, named and hung under the theme of the nearest old one."""
    used = [*taken, *(topic.label for topic in (*grown.topics, *grown.themes))]
    names = labels.name(grown.leads, late, newborn, born, phrases=phrases, taken=used)
    ids = ever(grown.topics, grown.events)
    topics = []
    for name, centroid in zip(names, born, strict=True):
        parent = grown.topics[int(np.argmax(grown.centroids @ centroid))].parent if len(grown.topics) else None
        topics.append(replace(model.topic_of(name, taken=ids, when=when), parent=parent))
    reason = "enough recent articles that fit no topic are alike"
    events = [LineageEvent(topic.id, "born", when, (), reason) for topic in topics]
    return topics, events


def _moved(grown: TopicModel, topic: Topic, rows: NDArray[np.int64], *, when: datetime) -> LineageEvent | None:
    """Why articles that had a topic have this one now."""
    if not len(rows):
        return None
    former = sorted({grown.topics[row].id for row in grown.members[rows, 0]})
    reason = f"{len(rows)} articles that came in since the last fit fit better here"
    return LineageEvent(topic.id, "split", when, tuple(former), reason)
