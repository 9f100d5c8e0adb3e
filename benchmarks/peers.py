"""Other ways to group the same vectors."""

from __future__ import annotations

import sys

import numpy as np
from numpy.typing import NDArray
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.spatial.distance import squareform
from sklearn.cluster import HDBSCAN, KMeans

Labels = NDArray[np.int64]


def k_means(points: NDArray[np.float32], k: int, *, seed: int = 0) -> Labels:
    """k-means at a given number of groups, ten starts."""
    return np.asarray(KMeans(k, n_init=10, random_state=seed).fit_predict(points), dtype=np.int64)


def average_linkage(similarity: NDArray[np.float32], cut: float) -> Labels:
    """Average linkage of similarities (n, n), cut at a distance."""
    distances = np.clip(1 - similarity, 0, None)
    np.fill_diagonal(distances, 0)
    tree = linkage(squareform(distances, checks=False), method="average")
    return np.asarray(fcluster(tree, cut, criterion="distance"), dtype=np.int64)


def umap_hdbscan(vectors: NDArray[np.float32]) -> Labels | None:
    """BERTopic's recipe with its default settings (Grootendorst, 2022), -1 for outliers; None without umap-learn."""
    try:
        import umap
    except ImportError:
        print("UMAP+HDBSCAN: umap-learn is not installed (`pip install upswell[bench]`); not run", file=sys.stderr)
        return None
    reducer = umap.UMAP(n_neighbors=15, n_components=5, min_dist=0.0, metric="cosine", random_state=42)
    reduced = reducer.fit_transform(vectors)
    return np.asarray(HDBSCAN(min_cluster_size=10, copy=True).fit_predict(reduced), dtype=np.int64)


def singletons(labels: Labels) -> Labels:
    """The same groups, each outlier in one of its own."""
    alone = np.flatnonzero(labels < 0)
    result = labels.copy()
    result[alone] = labels.max(initial=-1) + 1 + np.arange(len(alone))
    return result
