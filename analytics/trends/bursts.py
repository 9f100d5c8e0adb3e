"""Bursts of a series: stretches that Kleinberg's automaton or the surge test marks, with their strength."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from analytics.trends.kleinberg import GAMMA, burst_states
from analytics.trends.stack import Floats, Stack
from analytics.trends.surge import BASELINES, LEAST_COUNT, surges
from analytics.types import Grain


@dataclass(frozen=True, slots=True)
class Run:
    """A burst by position: periods `first` to before `after`; `strength` is observed over expected."""

    first: int
    after: int
    strength: float


def find(series: Stack, grain: Grain) -> list[list[Run]]:
    """The bursts of each series, in order of time; two that are one period apart are one."""
    found = surges(series, BASELINES[grain])
    flags = (found.flags | burst_states(series, found.noise, gamma=GAMMA[grain])) & series.known
    flags[:, 1:-1] |= flags[:, :-2] & flags[:, 2:]
    edges = np.diff(np.pad(flags, ((0, 0), (1, 1))).astype(np.int8), axis=1)
    ordinary = np.where(found.expected > 0, found.expected, series.capped().fitted())
    return [
        _runs(np.flatnonzero(row == 1), np.flatnonzero(row == -1), counts, expected)
        for row, counts, expected in zip(edges, series.counts, ordinary, strict=True)
    ]


def _runs(first: NDArray[np.int64], after: NDArray[np.int64], counts: Floats, expected: Floats) -> list[Run]:
    runs: list[Run] = []
    for begin, end in zip(first.tolist(), after.tolist(), strict=True):
        seen = float(counts[begin:end].sum())
        if seen >= LEAST_COUNT:
            runs.append(Run(begin, end, seen / max(float(expected[begin:end].sum()), 1e-9)))
    return runs
