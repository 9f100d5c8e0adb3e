"""Topics that last: found once and kept through every refresh.

`fit` finds topics in a corpus. `update` assigns new articles to them by their centroids, keeps apart what fits none
and lets a new topic be born when enough of that is alike for long enough; nothing that was assigned before the
last fit moves. `refit` finds topics anew and matches them to what was. All return a new model and leave the old one as
it was. Input is sorted by id, so its order does
not matter. A large corpus is fitted on a sample and the rest assigned part by part, so that memory does not grow with
it. Knows no database and no files (see `state`).
"""

from __future__ import annotations

import hashlib
from bisect import bisect_left
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from analytics.topics import cluster, features, labels, themes
from analytics.topics.cluster import UNASSIGNED, Labels
from analytics.topics.corpus import PART, Corpus, Rows
from analytics.topics.features import Floats, Space
from analytics.topics.keyness import coherent
from analytics.types import MEMBERSHIPS, Assignment, Document, LineageEvent, Topic

# A further topic counts when its weight is at least this part of an article.
LEAST_WEIGHT = 0.2
SHARPNESS = 0.12
# Articles less alike to their topic than this quantile of it, less a margin, fit nowhere.
FLOOR_QUANTILE, FLOOR_MARGIN = 0.05, 0.1
# So alike is enough for any topic, however tight it is.
ENOUGH = 0.5
LARGEST_FIT = 100_000
REFERENCE = 20_000
# Memberships that are weighed at once: each needs a few numbers a topic.
WEIGHED = 8_192


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

    def assignments(self, article_ids: Collection[str] | None = None) -> list[Assignment]:
        """Memberships, by article and then by falling weight; of all articles or of those named."""
        rows: Iterable[int] = range(len(self.article_ids))
        if article_ids is not None:
            places = ((bisect_left(self.article_ids, each), each) for each in sorted(article_ids))
            rows = (row for row, each in places if self.article_ids[row : row + 1] == (each,))
        return [
            Assignment(self.article_ids[row], self.topics[topic].id, float(weight), self.run_id)
            for row in rows
            for topic, weight in zip(self.members[row], self.weights[row], strict=True)
            if topic != UNASSIGNED
        ]

    @property
    def unassigned(self) -> int:
        """How many articles have no topic."""
        return int((self.members[:, 0] == UNASSIGNED).sum())


def fit(
    corpus: Corpus,
    *,
    encoder: str,
    when: datetime,
    k: int | None = None,
    seed: int = 0,
    phrases: labels.Phraser | None = None,
    taken: Collection[str] = (),
    largest: int = LARGEST_FIT,
) -> TopicModel:
    """Topics of a corpus, their number discovered or given.

    Its vectors come from the encoder of version `encoder`; `when` dates the births.
    `k` and `seed` ask for exactly so many groups by k-means, with nothing unassigned. `phrases` gives the noun phrases
    that names are made of, and no name is one of
    `taken`. Of more than `largest` articles a sample is fitted and the rest is assigned.
    """
    parted = part(corpus, encoder=encoder, k=k, seed=seed, largest=largest)
    names = labels.name(
        parted.documents, parted.points, parted.found[parted.read], parted.centroids, phrases=phrases, taken=taken
    )
    ids: set[str] = set()
    topics = [topic_of(name, taken=ids, when=when) for name in names]
    events = tuple(LineageEvent(topic.id, "born", when, (), "found in the first fit") for topic in topics)
    return assembled(parted, topics, parted.memberships(), events, when=when)


@dataclass(frozen=True, slots=True, eq=False)
class Parted:
    """Topics without names: `found` has the topic row of each article of `corpus`, (n,), and `hours` its date.

    The topics were found in the `documents` of the rows `read`, all of them or a sample, with features `points`,
    (read, d). `centroids` (t, d) and `floors` (t,) are theirs.
    """

    corpus: Corpus
    read: Rows
    documents: list[Document]
    points: Floats
    space: Space
    found: Labels
    hours: NDArray[np.float64]
    centroids: Floats
    floors: Floats

    def placed(self, found: Labels, *, topics: int) -> Parted:
        """The same articles in so many other topics. One that the sample misses lies where its articles lie."""
        centroids, floors = places(self.points, found[self.read], topics=topics)
        missed = np.setdiff1d(np.arange(topics), found[self.read])
        outside = np.flatnonzero(np.isin(found, missed))[:PART]
        if len(outside):
            points = rounded(self.space.project(*self.corpus.read(outside)))
            elsewhere = places(points, found[outside], topics=topics)
            centroids[missed], floors[missed] = (each[missed] for each in elsewhere)
        return replace(self, found=found, centroids=centroids, floors=floors)

    def memberships(self, which: NDArray[np.bool_] | None = None) -> tuple[NDArray[np.int32], Floats]:
        """Topics and weights of all articles as `memberships` gives them, or of `which` (n,) and the sample."""
        members = np.full((len(self.found), MEMBERSHIPS), UNASSIGNED, dtype=np.int32)
        weights = np.zeros(members.shape, dtype=np.float32)
        members[self.read], weights[self.read] = memberships(self.points, self.centroids, self.found[self.read])
        wanted = np.ones(len(self.found), dtype=np.bool_) if which is None else which.copy()
        wanted[self.read] = False
        for rows, documents, vectors in self.corpus.parts(np.flatnonzero(wanted)):
            points = rounded(self.space.project(documents, vectors))
            members[rows], weights[rows] = memberships(points, self.centroids, self.found[rows])
        return members, weights


def part(corpus: Corpus, *, encoder: str, k: int | None = None, seed: int = 0, largest: int = LARGEST_FIT) -> Parted:
    """Articles parted into topics that have no names yet; see `fit`."""
    n = len(corpus.ids)
    read = sample(corpus.ids, largest)
    documents, vectors = corpus.read(read)
    space, points, words = features.fit(documents, vectors, encoder=encoder)
    del vectors  # what follows needs the memory
    points = rounded(points)
    groups = cluster.partition(points, k, seed=seed) if k and n else coherent(words, cluster.discover(points))
    centroids, floors = places(points, groups)
    found, hours = np.full(n, UNASSIGNED, dtype=np.int64), np.full(n, np.nan)
    found[read] = groups if k else settled(points, centroids, floors)
    hours[read] = hours_of(documents)
    for rows, others, theirs in corpus.parts(np.setdiff1d(np.arange(n), read, assume_unique=True)):
        late = rounded(space.project(others, theirs))
        found[rows] = cluster.closest(late, centroids) if k else settled(late, centroids, floors)
        hours[rows] = hours_of(others)
    return Parted(corpus, read, documents, points, space, found, hours, centroids, floors)


def assembled(
    parted: Parted,
    topics: Sequence[Topic],
    belonging: tuple[NDArray[np.int32], Floats],
    events: tuple[LineageEvent, ...],
    *,
    when: datetime,
) -> TopicModel:
    """The model of `topics`, a row of `parted` each, that was fitted at `when`; `belonging` as `memberships` gives."""
    ids = parted.corpus.ids
    sizes = np.bincount(parted.found[parted.found != UNASSIGNED], minlength=len(topics))
    hung, tree = _hung(topics, parted.centroids, sizes, when=when)
    chosen = sample([document.id for document in parted.documents], REFERENCE)
    return TopicModel(
        space=parted.space,
        topics=hung,
        themes=tree,
        centroids=parted.centroids,
        floors=parted.floors,
        article_ids=ids,
        hours=parted.hours,
        members=belonging[0],
        weights=belonging[1],
        recent=np.zeros(len(ids), dtype=np.bool_),
        kept=parted.read[chosen],
        features=parted.points[chosen].astype(np.float16),
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


def places(points: Floats, found: Labels, *, topics: int | None = None) -> tuple[Floats, Floats]:
    """The centroid of each topic, of so many or of all that `found` names, and its floor: the least cosine inside."""
    centroids = cluster.centroids_of(points, found, groups=topics)
    floors = np.full(len(centroids), ENOUGH, dtype=np.float32)
    for topic in np.unique(found[found != UNASSIGNED]):
        cosines = points[found == topic] @ centroids[topic]
        floors[topic] = min(np.quantile(cosines, FLOOR_QUANTILE) - FLOOR_MARGIN, ENOUGH)
    return centroids, floors


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
    assigned = np.flatnonzero(found != UNASSIGNED)
    for begin in range(0, len(assigned), WEIGHED):
        rows = assigned[begin : begin + WEIGHED]
        best, scores = _weighed(points[rows] @ centroids.T, found[rows])
        width = best.shape[1]
        members[rows, :width] = np.where(scores > 0, best, UNASSIGNED)
        weights[rows, :width] = np.round(scores, 4)
    return members, weights


def _weighed(cosines: Floats, found: Labels) -> tuple[NDArray[np.intp], Floats]:
    """The best topics of each row and their weights, 0 for those that do not count."""
    inside = np.arange(len(found))
    own = cosines[inside, found]
    # The found topic leads even where k-means left a row nearer to another centroid.
    cosines = np.minimum(cosines, own[:, None])
    cosines[inside, found] += 1e-6
    best = np.argsort(-cosines, axis=1, kind="stable")[:, :MEMBERSHIPS]
    scores = np.exp((np.take_along_axis(cosines, best, axis=1) - own[:, None]) / SHARPNESS)
    scores /= scores.sum(axis=1, keepdims=True)
    scores[:, 1:][scores[:, 1:] < LEAST_WEIGHT] = 0
    scores /= scores.sum(axis=1, keepdims=True)
    return best, scores


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
