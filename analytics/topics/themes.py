"""Themes: topics that lie near each other, for finding one's way. Nothing is counted by them that topics do not."""

from __future__ import annotations

import math

import numpy as np
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.spatial.distance import squareform

from analytics.topics.cluster import Labels
from analytics.topics.features import Floats

FEWEST_TOPICS = 4


def group(centroids: Floats) -> Labels:
    """A theme number for each topic, about sqrt(2 topics) of them, by average linkage of the cosine distances."""
    topics = len(centroids)
    if topics < FEWEST_TOPICS:
        return np.zeros(topics, dtype=np.int64)
    distances = np.clip(1 - centroids @ centroids.T, 0, None)
    np.fill_diagonal(distances, 0)
    tree = linkage(squareform(distances, checks=False), method="average")
    return np.asarray(fcluster(tree, round(math.sqrt(2 * topics)), criterion="maxclust") - 1, dtype=np.int64)
