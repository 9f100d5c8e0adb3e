"""Groups of alike articles, with their number discovered or given.

Discovered: communities of the nearest-neighbour graph (Blondel et al., "Fast unfolding of communities", 2008),
polished by spherical k-means (Dhillon and Modha, 2001), near ones merged and tiny ones dissolved, as fine as the graph
bears: a corpus of many small events falls apart without cutting links, one of few broad fields does not. No
randomness: the same rows in the same order give the same groups.
"""

from __future__ import annotations

import math
import os
from concurrent.futures import ThreadPoolExecutor

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.cluster import KMeans
from sknetwork.clustering import Louvain

from analytics.topics.features import Floats, unit

Labels = NDArray[np.int64]

UNASSIGNED = -1
NEIGHBOURS = 15
BLOCK = 256
# Rows of a block that are sorted at once, columns that are summed at once, bytes of blocks that are held at once.
SORTED, SUMMED, HELD = 32, 64, 2**28
POLISH = 5
# Groups whose centroids are this much alike become one. Where likeness then falls by GULF at once, merging goes on down
# to there, as long as groups are STILL_ALIKE: so clear a parting is found in every sample of a corpus.
MERGE_ABOVE, STILL_ALIKE, GULF = 0.36, 0.1, 0.2
# The resolution of Louvain that keeps the number of topics steady while the corpus grows.
REFERENCE_SIZE, COARSEST, FINEST = 8000, 0.3, 3.0
# Finer groups are taken, twice as fine each time, while twice as many cut at most this much more of the links' weight.
MORE_CUT, FINER, MOST_COMMUNITIES = 0.02, 6, 1500
# Fewer articles are too few to say which belong together.
FEWEST = 10
# For a given number of topics: so many communities for each, found up to this resolution, then merged.
FINE, FINEST_SEARCHED, BALANCE = 4, 1000.0, 0.5


def minimum_size(n: int) -> int:
    """The fewest articles that make a topic in a corpus of `n`."""
    return max(3, min(30, round(math.sqrt(n) / 10)))


def discover(features: Floats, *, resolution: float | None = None) -> Labels:
    """A group for each row of `features` (n, d), numbered by falling size; UNASSIGNED for what fits none.

    Rows of zeros say nothing and have no say. Fewer than `FEWEST` others are no groups, unless `resolution` says how
    fine they are.
    """
    n = len(features)
    fewest = FEWEST if resolution is None else minimum_size(n)
    labels = np.full(n, UNASSIGNED, dtype=np.int64)
    speaking = np.flatnonzero(features.any(axis=1))
    if fewest <= len(speaking) < n:
        labels[speaking] = discover(features[speaking], resolution=resolution)
    if len(speaking) < max(n, fewest):
        return labels
    links = graph(features)
    if not links.nnz:
        return labels
    if resolution is not None:
        return _renumbered(_grouped(features, _communities(links, resolution=resolution)))
    coarse = float(np.clip((REFERENCE_SIZE / n) ** 0.5, COARSEST, FINEST))
    best = _grouped(features, _communities(links, resolution=coarse))
    number, kept = len(np.unique(best)), _kept(links, best)
    for step in range(1, FINER + 1):
        communities = _communities(links, resolution=coarse * 2**step)
        if communities.max() >= MOST_COMMUNITIES:
            break
        finer = _grouped(features, communities)
        if _kept(links, finer) < kept - MORE_CUT * max(math.log2(len(np.unique(finer)) / number), 0):
            break
        best = finer
    return _renumbered(best)


def _grouped(features: Floats, communities: Labels) -> Labels:
    """Communities polished, near ones merged and tiny ones dissolved."""
    labels, _ = polish(features, centroids_of(features, communities))
    labels, centroids = polish(features, _merged(features, labels))
    sizes = np.bincount(labels, minlength=len(centroids))
    large = sizes >= minimum_size(len(features))
    if large.any() and not large.all():
        labels, _ = polish(features, centroids[large])
    return labels


def _kept(links: csr_matrix, labels: Labels) -> float:
    """The part of the links' weight that stays inside groups."""
    ends = links.tocoo()
    return float(ends.data[labels[ends.row] == labels[ends.col]].sum() / max(ends.data.sum(), 1e-12))


def partition(features: Floats, k: int, *, seed: int = 0) -> Labels:
    """Exactly `k` groups (fewer only when there are fewer different rows), numbered by falling size.

    Many small communities are merged down to `k` and polished; where the graph has too few of them for that, k-means
    with `seed` stands in.
    """
    k = min(k, len(np.unique(features, axis=0)))
    wanted = min(FINE * k, len(features) // 3)
    if wanted < k or len(features) <= NEIGHBOURS:
        return _renumbered(KMeans(k, n_init=10, random_state=seed).fit_predict(features).astype(np.int64))
    links = graph(features)
    labels, resolution = _communities(links, resolution=COARSEST), COARSEST
    while labels.max() + 1 < wanted and resolution < FINEST_SEARCHED:
        resolution *= 1.5
        labels = _communities(links, resolution=resolution)
    centroids = _merged(features, labels, groups=k, balance=BALANCE)
    labels, _ = polish(features, centroids)
    if len(np.unique(labels)) < k:
        return _renumbered(KMeans(k, n_init=10, random_state=seed).fit_predict(features).astype(np.int64))
    return _renumbered(labels)


def _communities(links: csr_matrix, *, resolution: float) -> Labels:
    louvain = Louvain(resolution=resolution, shuffle_nodes=False, random_state=0)
    return np.asarray(louvain.fit_predict(links), dtype=np.int64)


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

    def block(start: int) -> tuple[Floats, NDArray[np.intp]]:
        cosines = queries[start : start + BLOCK] @ base.T
        if skip_self:
            inside = np.arange(len(cosines))
            cosines[inside, start + inside] = -np.inf
        rows = np.vstack([_largest(cosines[first : first + SORTED], k) for first in range(0, len(cosines), SORTED)])
        return np.clip(np.take_along_axis(cosines, rows, axis=1), 0, 1), rows

    at_once = max(1, HELD // max(BLOCK * base.itemsize * len(base), 1))
    # numpy lets go of the interpreter while it multiplies and sorts.
    with ThreadPoolExecutor(min(os.cpu_count() or 1, at_once)) as pool:
        found = list(pool.map(block, range(0, len(queries), BLOCK)))
    cosines = np.vstack([np.zeros((0, k), dtype=np.float32), *(each[0] for each in found)])
    return cosines, np.vstack([np.zeros((0, k), dtype=np.intp), *(each[1] for each in found)])


def _largest(cosines: Floats, k: int) -> NDArray[np.intp]:
    """The columns of the `k` largest of each row, ascending."""
    return np.sort(np.argpartition(-cosines, k - 1, axis=1)[:, :k], axis=1)


def centroids_of(features: Floats, labels: Labels, *, groups: int | None = None) -> Floats:
    """The mean direction of each group, shape (groups, d): of all that `labels` names, or of so many."""
    count = int(labels.max(initial=UNASSIGNED)) + 1 if groups is None else groups
    return unit(_sums(features, labels, groups=count).astype(np.float32))


def _sums(features: Floats, labels: Labels, *, groups: int) -> NDArray[np.float64]:
    """The sum of each group's rows, added in the order of the rows, shape (groups, d)."""
    inside = np.flatnonzero(labels != UNASSIGNED)
    picks = csr_matrix((np.ones(len(inside)), (labels[inside], inside)), shape=(groups, len(features)))
    sums = np.zeros((groups, features.shape[1]))
    for column in range(0, features.shape[1], SUMMED):
        columns = slice(column, column + SUMMED)
        sums[:, columns] = picks @ features[:, columns].astype(np.float64)
    return sums


def polish(features: Floats, centroids: Floats, *, steps: int = POLISH) -> tuple[Labels, Floats]:
    """A few steps of spherical k-means from `centroids`."""
    labels = closest(features, centroids)
    for _ in range(steps):
        sums = _sums(features, labels, groups=len(centroids))
        empty = np.flatnonzero(np.bincount(labels, minlength=len(centroids)) == 0)
        fresh = unit(sums.astype(np.float32))
        fresh[empty] = centroids[empty]
        centroids = fresh
        moved = closest(features, centroids)
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


def _merged(features: Floats, labels: Labels, *, groups: int | None = None, balance: float = 0.0) -> Floats:
    """Centroids after the two nearest were joined, again and again, down to `groups` or as long as they are alike.

    `balance` is the power of the groups' harmonic size in their distance: 0 compares directions alone, 1 is Ward's
    criterion (1963), which keeps groups of like size.
    """
    sums = _sums(features, labels, groups=int(labels.max()) + 1)
    pairs, cosines = _merges(sums.copy(), balance=balance)
    joined = _worth(cosines) if groups is None else max(len(sums) - groups, 0)
    for into, other in pairs[:joined]:
        sums[into] += sums[other]
    gone = [other for _, other in pairs[:joined]]
    return unit(np.delete(sums, gone, axis=0).astype(np.float32))


def _merges(sums: NDArray[np.float64], *, balance: float) -> tuple[list[tuple[int, int]], NDArray[np.float64]]:
    """Which group takes in which until one is left, and how alike they were, (groups - 1,); `sums` is used up."""
    costs = np.array([_costs(sums, row, balance=balance) for row in range(len(sums))])
    alive = np.ones(len(sums), dtype=np.bool_)
    pairs, cosines = [], []
    for _ in range(len(sums) - 1):
        into, other = sorted(int(row) for row in np.unravel_index(np.argmin(costs), costs.shape))
        a, b = sums[into], sums[other]
        cosines.append(float(a @ b / max(float(np.linalg.norm(a) * np.linalg.norm(b)), 1e-12)))
        pairs.append((into, other))
        sums[into] += sums[other]
        sums[other] = 0
        alive[other] = False
        costs[other, :] = costs[:, other] = np.inf
        fresh = _costs(sums, into, balance=balance)
        fresh[~alive] = np.inf
        costs[into, :] = costs[:, into] = fresh
    return pairs, np.array(cosines)


def _worth(cosines: NDArray[np.float64]) -> int:
    """How many merges join what is one subject. The last merge leaves nothing apart and is no leap."""
    unlike = np.flatnonzero(cosines < MERGE_ABOVE)
    first = int(unlike[0]) if len(unlike) else len(cosines)
    least = np.minimum.accumulate(cosines)
    for merge in range(max(first, 1), len(cosines) - 1):
        if least[merge - 1] < STILL_ALIKE:
            break
        if least[merge - 1] - cosines[merge] >= GULF:
            return merge
    return first


def _costs(sums: NDArray[np.float64], row: int, *, balance: float) -> NDArray[np.float64]:
    """What it costs to join group `row` with each group; infinite with itself."""
    sizes = np.maximum(np.linalg.norm(sums, axis=1), 1e-12)
    cosines = sums @ sums[row] / (sizes * sizes[row])
    costs: NDArray[np.float64] = (sizes * sizes[row] / (sizes + sizes[row])) ** balance * (1 - cosines)
    costs[row] = np.inf
    return costs


def _renumbered(labels: Labels) -> Labels:
    """The same groups, the largest first, ties by their first row."""
    groups, first, sizes = np.unique(labels[labels != UNASSIGNED], return_index=True, return_counts=True)
    order = groups[np.lexsort((first, -sizes))]
    result = np.full(len(labels), UNASSIGNED, dtype=np.int64)
    for number, group in enumerate(order):
        result[labels == group] = number
    return result
