"""Groups of alike articles, with their number discovered or given.

Discovered: communities of the nearest-neighbour graph (Blondel et al., "Fast unfolding of communities", 2008),
polished by spherical k-means (Dhillon and Modha, 2001), near ones merged and tiny ones dissolved. One algorithm,
no randomness: the same rows in the same order give the same groups.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.cluster import KMeans
from sknetwork.clustering import Louvain

from analytics.topics.features import Floats, unit

Labels = NDArray[np.int64]

UNASSIGNED = -1
NEIGHBOURS = 15
BLOCK = 1024
POLISH = 5
MERGE_ABOVE = 0.65
# The resolution of Louvain that keeps the number of topics steady while the corpus grows.
REFERENCE_SIZE, COARSEST, FINEST = 2000, 0.3, 3.0


def minimum_size(n: int) -> int:
    """The fewest articles that make a topic in a corpus of `n`."""
    return max(3, min(30, round(math.sqrt(n) / 5)))


def discover(features: Floats, *, resolution: float | None = None) -> Labels:
    """A group for each row of `features` (n, d), numbered by falling size; UNASSIGNED for what fits none."""
    n = len(features)
    if n < NEIGHBOURS:
        return _renumbered(np.zeros(n, dtype=np.int64) if n >= minimum_size(n) else np.full(n, UNASSIGNED))
    scale = resolution or float(np.clip((REFERENCE_SIZE / n) ** 0.5, COARSEST, FINEST))
    labels = Louvain(resolution=scale, shuffle_nodes=False, random_state=0).fit_predict(graph(features))
    labels, centroids = polish(features, centroids_of(features, labels.astype(np.int64)))
    labels, centroids = polish(features, _merged(features, labels, centroids))
    smallest = minimum_size(n)
    sizes = np.bincount(labels, minlength=len(centroids))
    if (sizes < smallest).any() and (sizes >= smallest).any():
        labels, _ = polish(features, centroids[sizes >= smallest])
    return _renumbered(labels)


def partition(features: Floats, k: int, *, seed: int = 0) -> Labels:
    """Exactly `k` groups (fewer only when there are fewer different rows) by k-means, numbered by falling size."""
    k = min(k, len(np.unique(features, axis=0)))
    return _renumbered(KMeans(k, n_init=10, random_state=seed).fit_predict(features).astype(np.int64))


def graph(features: Floats) -> csr_matrix:
    """The symmetric graph of each row's nearest neighbours, weighted by cosine, shape (n, n)."""
    rows, columns = nearest(features, features, k=NEIGHBOURS, skip_self=True)
    n = len(features)
    start = np.repeat(np.arange(n), columns.shape[1])
    links = csr_matrix((rows.ravel(), (start, columns.ravel())), shape=(n, n))
    return csr_matrix(links.maximum(links.T))


def nearest(queries: Floats, base: Floats, *, k: int, skip_self: bool = False) -> tuple[Floats, NDArray[np.intp]]:
    """Cosines and rows of the `k` nearest of `base` for each query, exact, in blocks: shapes (n, k).

    With `skip_self`, row i of both is one and the same document and no neighbour of itself.
    """
    k = min(k, len(base) - skip_self)
    cosines = np.zeros((len(queries), k), dtype=np.float32)
    rows = np.zeros((len(queries), k), dtype=np.intp)
    for start in range(0, len(queries), BLOCK):
        block = queries[start : start + BLOCK] @ base.T
        if skip_self:
            inside = np.arange(len(block))
            block[inside, start + inside] = -np.inf
        best = np.sort(np.argpartition(-block, k - 1, axis=1)[:, :k], axis=1)
        rows[start : start + BLOCK] = best
        cosines[start : start + BLOCK] = np.clip(np.take_along_axis(block, best, axis=1), 0, 1)
    return cosines, rows


def centroids_of(features: Floats, labels: Labels) -> Floats:
    """The mean direction of each group, shape (groups, d)."""
    sums = np.zeros((int(labels.max()) + 1, features.shape[1]), dtype=np.float64)
    inside = labels != UNASSIGNED
    np.add.at(sums, labels[inside], features[inside])
    return unit(sums.astype(np.float32))


def polish(features: Floats, centroids: Floats, *, steps: int = POLISH) -> tuple[Labels, Floats]:
    """A few steps of spherical k-means from `centroids`."""
    labels = closest(features, centroids)
    for _ in range(steps):
        fresh = centroids_of(features, np.append(labels, len(centroids) - 1)[:-1]) if len(labels) else centroids
        if len(fresh) < len(centroids):
            fresh = np.vstack([fresh, centroids[len(fresh) :]])
        empty = ~fresh.any(axis=1)
        fresh[empty] = centroids[empty]
        moved = closest(features, fresh)
        centroids = fresh
        if np.array_equal(moved, labels):
            break
        labels = moved
    return labels, centroids


def closest(features: Floats, centroids: Floats) -> Labels:
    """The row of the most alike centroid for each row of features."""
    return np.concatenate(
        [np.argmax(features[start : start + BLOCK] @ centroids.T, axis=1) for start in range(0, len(features), BLOCK)]
        or [np.zeros(0, dtype=np.int64)]
    ).astype(np.int64)


def _merged(features: Floats, labels: Labels, centroids: Floats) -> Floats:
    """Centroids after the two most alike were joined, again and again, while they are nearer than MERGE_ABOVE."""
    sums = np.zeros_like(centroids, dtype=np.float64)
    np.add.at(sums, labels, features)
    while len(sums) > 1:
        directions = unit(sums.astype(np.float32))
        cosines = directions @ directions.T
        np.fill_diagonal(cosines, -1)
        first, second = sorted(np.unravel_index(np.argmax(cosines), cosines.shape))
        if cosines[first, second] < MERGE_ABOVE:
            break
        sums[first] += sums[second]
        sums = np.delete(sums, second, axis=0)
    return unit(sums.astype(np.float32))


def _renumbered(labels: Labels) -> Labels:
    """The same groups, the largest first, ties by their first row."""
    groups, first, sizes = np.unique(labels[labels != UNASSIGNED], return_index=True, return_counts=True)
    order = groups[np.lexsort((first, -sizes))]
    result = np.full(len(labels), UNASSIGNED, dtype=np.int64)
    for number, group in enumerate(order):
        result[labels == group] = number
    return result
