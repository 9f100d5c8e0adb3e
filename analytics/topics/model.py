"""Topics that last: found once and kept through every refresh.

`fit` finds topics in a corpus. `update` assigns new articles to them by their centroids, keeps apart what fits none
and lets a new topic be born when enough of that is alike for long enough; nothing that was assigned before the
last fit moves. `refit` finds topics anew and matches them to what was. All return a new model and leave the old one as
it was. Input is sorted by id, so its order does
not matter. Knows no database and no files (see `state`).
"""

from __future__ import annotations

import hashlib
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from analytics.topics import cluster, features, labels, themes
from analytics.topics.cluster import UNASSIGNED, Labels
from analytics.topics.features import Floats, Space
from analytics.types import Assignment, Document, LineageEvent, Topic

MEMBERSHIPS = 3
# A further topic counts when its weight is at least this part of an article.
LEAST_WEIGHT = 0.2
SHARPNESS = 0.12
# Articles less alike to their topic than this quantile of it, less a margin, fit nowhere.
FLOOR_QUANTILE, FLOOR_MARGIN = 0.05, 0.08
# So alike is enough for any topic, however tight it is.
ENOUGH = 0.5
LARGEST_FIT = 100_000
REFERENCE = 20_000


@dataclass(frozen=True, slots=True, eq=False)
class TopicModel:
    """Topics, where they lie and who belongs to them.

    Rows of `centroids` (t, d) and `floors` (t,) go with `topics`; rows of `members` (n, 3; topic rows, the strongest
    first, UNASSIGNED where there are fewer), `weights` (n, 3), `hours` (n,; since 1970, NaN when unknown) and `recent`
    (n,; added since the last fit) go with `article_ids`, which are sorted. `kept` names the rows of articles whose
    features (m, d) are stored: a sample of the fitted ones and all recent ones, whose `leads` are stored too. `fitted`
    says when topics were found last, and `fitted_size` in how many articles.
    """

    space: Space
    topics: tuple[Topic, ...]
    themes: tuple[Topic, ...]
    centroids: Floats
    floors: Floats
    article_ids: tuple[str, ...]
    hours: NDArray[np.float64]
    members: NDArray[np.int32]
    weights: Floats
    recent: NDArray[np.bool_]
    kept: NDArray[np.int64]
    features: NDArray[np.float16]
    leads: tuple[Document, ...]
    events: tuple[LineageEvent, ...]
    run_id: str
    fitted: datetime
    fitted_size: int

    def assignments(self, article_ids: Container[str] | None = None) -> list[Assignment]:
        """Memberships, by article and then by falling weight; of all articles or of those named."""
        return [
            Assignment(article, self.topics[topic].id, float(weight), self.run_id)
            for article, topics, weights in zip(self.article_ids, self.members, self.weights, strict=True)
            if article_ids is None or article in article_ids
            for topic, weight in zip(topics, weights, strict=True)
            if topic != UNASSIGNED
        ]

    @property
    def unassigned(self) -> int:
        """How many articles have no topic."""
        return int((self.members[:, 0] == UNASSIGNED).sum())


def fit(
    documents: Sequence[Document],
    vectors: Floats,
    *,
    encoder: str,
    when: datetime,
    k: int | None = None,
    seed: int = 0,
    phrases: labels.Phraser | None = None,
) -> TopicModel:
    """Topics of a corpus, their number discovered or given.

    `vectors` (n, d) go with `documents` and come from the encoder of version `encoder`; `when` dates the births.
    `k` and `seed` ask for exactly so many groups by k-means, with nothing unassigned. `phrases` gives the noun phrases
    that names are made of. Corpora above `LARGEST_FIT` are fitted on a sample and the rest is assigned.
    """
    parted = part(documents, vectors, encoder=encoder, k=k, seed=seed)
    names = labels.name(parted.documents, parted.points, parted.found, parted.centroids, phrases=phrases)
    taken: set[str] = set()
    topics = [topic_of(name, taken=taken, when=when) for name in names]
    events = tuple(LineageEvent(topic.id, "born", when, (), "found in the first fit") for topic in topics)
    return assembled(parted, topics, memberships(parted.points, parted.centroids, parted.found), events, when=when)


@dataclass(frozen=True, slots=True, eq=False)
class Parted:
    """Documents in the order of their ids, with features `points` (n, d), and the topic row of each (n,)."""

    documents: list[Document]
    space: Space
    points: Floats
    found: Labels
    centroids: Floats
    floors: Floats


def part(
    documents: Sequence[Document], vectors: Floats, *, encoder: str, k: int | None = None, seed: int = 0
) -> Parted:
    """Articles parted into topics that have no names yet; see `fit`."""
    order = sorted(range(len(documents)), key=lambda row: documents[row].id)
    documents, vectors = [documents[row] for row in order], vectors[order]
    chosen = sample([document.id for document in documents], LARGEST_FIT)
    space, points = features.fit([documents[row] for row in chosen], vectors[chosen], encoder=encoder)
    points = rounded(points if len(chosen) == len(documents) else space.project(documents, vectors))
    found = np.full(len(documents), UNASSIGNED, dtype=np.int64)
    if len(documents):
        found[chosen] = cluster.partition(points[chosen], k, seed=seed) if k else cluster.discover(points[chosen])
    centroids = cluster.centroids_of(points, found)
    floors = floors_of(points, found, centroids)
    if k is None:
        found = settled(points, centroids, floors)
    elif len(chosen) < len(documents):
        found = cluster.closest(points, centroids)
    return Parted(documents, space, points, found, centroids, floors)


def assembled(
    parted: Parted,
    topics: Sequence[Topic],
    belonging: tuple[NDArray[np.int32], Floats],
    events: tuple[LineageEvent, ...],
    *,
    when: datetime,
) -> TopicModel:
    """The model of `topics`, a row of `parted` each, that was fitted at `when`; `belonging` as `memberships` gives."""
    ids = tuple(document.id for document in parted.documents)
    sizes = np.bincount(parted.found[parted.found != UNASSIGNED], minlength=len(topics))
    hung, tree = _hung(topics, parted.centroids, sizes, when=when)
    kept = sample(ids, REFERENCE)
    return TopicModel(
        space=parted.space,
        topics=hung,
        themes=tree,
        centroids=parted.centroids,
        floors=parted.floors,
        article_ids=ids,
        hours=hours_of(parted.documents),
        members=belonging[0],
        weights=belonging[1],
        recent=np.zeros(len(ids), dtype=np.bool_),
        kept=kept,
        features=parted.points[kept].astype(np.float16),
        leads=(),
        events=events,
        run_id=digest("run", [*(topic.id for topic in topics), *ids]),
        fitted=when,
        fitted_size=len(ids),
    )


def rounded(points: Floats) -> Floats:
    """Features as they are stored, so that a model that was saved and loaded decides as before."""
    return points.astype(np.float16).astype(np.float32)


def sample(ids: Sequence[str], size: int) -> NDArray[np.int64]:
    """Rows of at most `size` ids, picked by their hashes and so independently of all others; ascending."""
    if len(ids) <= size:
        return np.arange(len(ids), dtype=np.int64)
    hashes = [hashlib.blake2b(each.encode("utf-8", "surrogatepass"), digest_size=8).digest() for each in ids]
    return np.array(sorted(sorted(range(len(ids)), key=hashes.__getitem__)[:size]), dtype=np.int64)


def hours_of(documents: Sequence[Document]) -> NDArray[np.float64]:
    return np.array([each.published.timestamp() / 3600 if each.published else np.nan for each in documents])


def floors_of(points: Floats, found: Labels, centroids: Floats) -> Floats:
    """The least cosine at which an article still belongs, for each topic."""
    floors = np.zeros(len(centroids), dtype=np.float32)
    for topic in range(len(centroids)):
        cosines = points[found == topic] @ centroids[topic]
        floors[topic] = min(np.quantile(cosines, FLOOR_QUANTILE) - FLOOR_MARGIN, ENOUGH)
    return floors


def settled(points: Floats, centroids: Floats, floors: Floats) -> Labels:
    """The most alike topic of each row, UNASSIGNED below that topic's floor."""
    if not len(centroids):
        return np.full(len(points), UNASSIGNED, dtype=np.int64)
    best = cluster.closest(points, centroids)
    cosines = np.einsum("nd,nd->n", points, centroids[best])
    return np.where((cosines >= floors[best]) & points.any(axis=1), best, UNASSIGNED)


def memberships(points: Floats, centroids: Floats, found: Labels) -> tuple[NDArray[np.int32], Floats]:
    """Up to `MEMBERSHIPS` topics and weights a row: a softmax of the cosines, the found topic first."""
    members = np.full((len(points), MEMBERSHIPS), UNASSIGNED, dtype=np.int32)
    weights = np.zeros((len(points), MEMBERSHIPS), dtype=np.float32)
    rows = np.flatnonzero(found != UNASSIGNED)
    if not len(rows):
        return members, weights
    cosines = points[rows] @ centroids.T
    own = cosines[np.arange(len(rows)), found[rows]]
    # The found topic leads even where k-means left a row nearer to another centroid.
    cosines = np.minimum(cosines, own[:, None])
    cosines[np.arange(len(rows)), found[rows]] += 1e-6
    best = np.argsort(-cosines, axis=1, kind="stable")[:, :MEMBERSHIPS]
    scores = np.exp((np.take_along_axis(cosines, best, axis=1) - own[:, None]) / SHARPNESS)
    scores /= scores.sum(axis=1, keepdims=True)
    scores[:, 1:][scores[:, 1:] < LEAST_WEIGHT] = 0
    scores /= scores.sum(axis=1, keepdims=True)
    width = best.shape[1]
    members[rows, :width] = np.where(scores > 0, best, UNASSIGNED)
    weights[rows, :width] = np.round(scores, 4)
    return members, weights


def topic_of(name: labels.Name, *, taken: set[str], when: datetime) -> Topic:
    """A new topic under no theme yet. Its id is none of `taken` and joins them."""
    topic_id = digest("topic", name.representatives[:1])
    while topic_id in taken:
        topic_id = digest("topic", [topic_id])
    taken.add(topic_id)
    return Topic(
        id=topic_id,
        label=name.label,
        terms=name.terms,
        parent=None,
        status="active",
        description=name.description,
        representatives=name.representatives,
        born=when,
    )


def _hung(
    topics: Sequence[Topic], centroids: Floats, sizes: NDArray[np.intp], *, when: datetime
) -> tuple[tuple[Topic, ...], tuple[Topic, ...]]:
    """The topics under the themes that hold them. A theme is called after its largest topics."""
    owner = themes.group(centroids)
    tree = []
    for theme in range(int(owner.max(initial=-1)) + 1):
        rows = sorted(np.flatnonzero(owner == theme).tolist(), key=lambda row: (-int(sizes[row]), row))
        largest = topics[rows[0]]
        label = " & ".join(topics[row].label for row in rows[:2])
        tree.append(
            Topic(digest("theme", largest.representatives[:1]), label, largest.terms, None, "active", born=when)
        )
    return tuple(replace(topic, parent=tree[owner[row]].id) for row, topic in enumerate(topics)), tuple(tree)


def digest(kind: str, parts: Iterable[str]) -> str:
    joined = "\n".join(parts).encode("utf-8", "surrogatepass")
    return f"{kind}-{hashlib.blake2b(joined, digest_size=5).hexdigest()}"
