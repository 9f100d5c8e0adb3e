"""Bursts of a series: stretches that Kleinberg's automaton or the surge test marks, with their strength."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from analytics.trends.kleinberg import GAMMA, burst_states
from analytics.trends.noise import Noise
from analytics.trends.stack import Floats, Stack
from analytics.trends.surge import BASELINES, LEAST_COUNT, noise_of, surges
from analytics.types import Grain

# Once so many series were asked for one by one the rest is looked for at once, which costs little more.
_APART = 8


@dataclass(frozen=True, slots=True)
class Run:
    """A burst by position: periods `first` to before `after`; `strength` is observed over expected."""

    first: int
    after: int
    strength: float


class Bursts:
    """The bursts of series that are judged together, looked for when they are asked for: a page judges hundreds of
    series and draws few. What the series have in common, their noise, is measured over all of them."""

    def __init__(self, series: Stack, grain: Grain) -> None:
        self._series, self._grain = series, grain
        self._noise: Noise | None = None
        self._found: dict[int, list[Run]] = {}

    def of(self, row: int) -> list[Run]:
        """Those of one series, as `find` finds them."""
        if row not in self._found:
            if self._noise is None:
                self._noise = noise_of(self._series, BASELINES[self._grain])
            rows = slice(row, row + 1) if len(self._found) < _APART else slice(None)
            runs = find(self._series.part(rows), self._grain, self._noise.part(rows))
            self._found.update(zip(range(len(self._series.counts))[rows], runs, strict=True))
        return self._found[row]


def find(series: Stack, grain: Grain, noise: Noise | None = None) -> list[list[Run]]:
    """The bursts of each series, in order of time; two that are one period apart are one. The series may be some of
    many whose `noise` was measured together."""
    found = surges(series, BASELINES[grain], noise)
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
