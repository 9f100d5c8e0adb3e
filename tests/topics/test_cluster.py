"""Groups: what is alike is one, and a clear parting is found however many pieces there are at first."""

from __future__ import annotations

import numpy as np
import pytest

from analytics.topics import cluster
from analytics.topics.features import Floats, unit

FIELDS = 4


def fields(*, alike: float, spread: float = 0.03, each: int = 60) -> Floats:
    """Points of four fields, none like another, with three subjects in each that are `alike` (a cosine)."""
    noise = np.random.default_rng(3)
    rows = []
    for field in range(FIELDS):
        for subject in range(3):
            direction = np.zeros(64)
            direction[field] = np.sqrt(alike)
            direction[FIELDS + 3 * field + subject] = np.sqrt(1 - alike)
            rows.append(direction + spread * noise.normal(size=(each, 64)))
    return unit(np.vstack(rows).astype(np.float32))


@pytest.mark.parametrize(
    ("alike", "spread", "groups"),
    [
        (0.05, 0.03, 12),
        (0.3, 0.03, 12),
        (0.6, 0.03, 4),
        pytest.param(0.3, 0.12, 4, id="not quite alike and blurred, but the fields are far apart"),
    ],
)
def test_subjects_are_one_group_where_they_are_alike(alike: float, spread: float, groups: int) -> None:
    labels = cluster.discover(fields(alike=alike, spread=spread))
    assert labels.max() + 1 == groups
    assert (labels >= 0).all()


def test_neighbours_are_exact_in_any_number_of_blocks() -> None:
    points = unit(np.random.default_rng(1).normal(size=(cluster.BLOCK + 7, 5)).astype(np.float32))
    cosines, rows = cluster.nearest(points, points, k=3, skip_self=True)
    whole = points @ points.T
    np.fill_diagonal(whole, -np.inf)
    assert np.array_equal(rows, np.sort(np.argsort(-whole, axis=1)[:, :3], axis=1))
    assert np.allclose(cosines, np.clip(np.take_along_axis(whole, rows, axis=1), 0, 1), atol=1e-6)


def test_no_query_has_no_neighbour() -> None:
    cosines, rows = cluster.nearest(np.zeros((0, 5), np.float32), np.eye(5, dtype=np.float32), k=3)
    assert cosines.shape == rows.shape == (0, 3)
