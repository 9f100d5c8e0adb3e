"""`bench trend_series`: bursts on labelled volumes (NAB) and changes on annotated series (TCPD), dev halves.

One fixed setting for all series: what `upswell verdicts` gives. Peers in the same run: the empty prediction, PELT
with the plain penalty 2 ln n, and for volumes the rule of mean + 3 deviations.
"""

from __future__ import annotations

import gzip
import json
import tarfile
from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from itertools import pairwise
from pathlib import Path

import numpy as np
import pandas as pd
import ruptures

from analytics.trends.bins import Period
from analytics.trends.stack import Floats
from analytics.trends.verdict import SeriesCounts, judge
from benchmarks.planted import MONDAY

SHARED = Path(__file__).resolve().parents[2] / "shared"
MARGIN = 5
Windows = list[tuple[pd.Timestamp, pd.Timestamp]]
Finder = Callable[[Floats], list[int]]


def main() -> int:
    """Prints both tables."""
    report(SHARED / "gold")
    return 0


def report(folder: Path) -> None:
    """Prints the tables of the sets that are there."""
    if (volumes := folder / "anomaly-nab").is_dir():
        _volumes(volumes)
    if (levels := folder / "changepoint-tcpd").is_dir():
        _levels(levels)


def _volumes(folder: Path) -> None:
    print("\nNAB, volumes of posts by hour: windows hit, false episodes in 1,000 hours")
    labels = json.loads((folder / "windows.dev.json").read_text(encoding="utf-8"))
    finders = {
        "empty": _nothing,
        "PELT l2, 2 ln n": _pelt_edges,
        "mean + 3 deviations": _three_deviations,
        "verdicts": _bursts,
    }
    hits, false, n_windows, n_hours = dict.fromkeys(finders, 0), dict.fromkeys(finders, 0), 0, 0
    for name, volume in _tweets(folder / "series.dev.tar.gz"):
        windows = [(pd.Timestamp(first), pd.Timestamp(last)) for first, last in labels[name]["windows"]]
        n_windows, n_hours = n_windows + len(windows), n_hours + len(volume)
        for finder, find in finders.items():
            spans = find(volume)
            hits[finder] += sum(any(_overlap(span, window) for span in spans) for window in windows)
            false[finder] += sum(not any(_overlap(span, window) for window in windows) for span in spans)
    for finder in finders:
        print(f"  {finder:20} {hits[finder]:2d} of {n_windows}, {1000 * false[finder] / n_hours:.1f}")


def _tweets(path: Path) -> list[tuple[str, pd.Series]]:
    frames = []
    with tarfile.open(path) as archive:
        for member in sorted(archive.getmembers(), key=lambda member: member.name):
            if "realTweets" in member.name and (file := archive.extractfile(member)) is not None:
                frames.append((member.name.removeprefix("./"), pd.read_csv(file)))
    return [
        (name, frame.set_index(pd.to_datetime(frame["timestamp"]))["value"].resample("h").sum())
        for name, frame in frames
    ]


def _overlap(one: tuple[pd.Timestamp, pd.Timestamp], other: tuple[pd.Timestamp, pd.Timestamp]) -> bool:
    return one[0] <= other[1] and one[1] >= other[0]


def _nothing(volume: pd.Series) -> Windows:
    return []


def _bursts(volume: pd.Series) -> Windows:
    starts = [stamp.to_pydatetime().replace(tzinfo=MONDAY.tzinfo) for stamp in volume.index]
    hours = tuple(Period(start, start + timedelta(hours=1)) for start in starts)
    (verdict,) = judge([SeriesCounts("volume", "hour", hours, tuple(volume.astype(float)))])
    return [
        (pd.Timestamp(burst.start).tz_localize(None), pd.Timestamp(burst.end).tz_localize(None))
        for burst in verdict.bursts
    ]


def _three_deviations(volume: pd.Series) -> Windows:
    """Runs of hours above mean + 3 deviations of the week before."""
    before = volume.shift(1).rolling(168, min_periods=48)
    high = (volume > before.mean() + 3 * before.std()).to_numpy()
    edges = np.diff(np.concatenate([[0], high.astype(int), [0]]))
    stamps, hour = list(volume.index), pd.Timedelta(hours=1)
    ends = zip(np.flatnonzero(edges == 1).tolist(), np.flatnonzero(edges == -1).tolist(), strict=True)
    return [(stamps[first], stamps[after - 1] + hour) for first, after in ends]


def _pelt_edges(volume: pd.Series) -> Windows:
    stamps = list(volume.index)
    return [(stamps[at], stamps[at]) for at in _pelt(volume.to_numpy(dtype=float))]


def _levels(folder: Path) -> None:
    print(f"\nTCPD: F1 with margin {MARGIN} and covering, means over series")
    with gzip.open(folder / "series.dev.jsonl.gz", "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    finders: dict[str, Finder] = {
        "empty": lambda values: [],
        "PELT l2, 2 ln n": _pelt,
        "verdicts": _changes,
    }
    for name, find in finders.items():
        scores = []
        for row in rows:
            values = np.array([np.nan if value is None else value for value in row["series"][0]["raw"]], dtype=float)
            found = find(values)
            scores.append((f1(row["annotations"], found), covering(row["annotations"], found, len(values))))
        print(f"  {name:20} {np.mean(scores, axis=0)[0]:.3f} {np.mean(scores, axis=0)[1]:.3f}")


def _changes(values: Floats) -> list[int]:
    week = timedelta(weeks=1)
    weeks = tuple(Period(MONDAY + number * week, MONDAY + (number + 1) * week) for number in range(len(values)))
    counts = tuple(None if np.isnan(value) else float(value) for value in values)
    (verdict,) = judge([SeriesCounts("level", "week", weeks, counts)])
    return [(change - MONDAY) // week for change in verdict.changes]


def _pelt(values: Floats) -> list[int]:
    filled = np.where(np.isnan(values), np.nanmean(values), values)
    scaled = ((filled - filled.mean()) / (filled.std() or 1.0))[:, None]
    search = ruptures.KernelCPD(kernel="linear", min_size=2).fit(scaled)
    return [int(at) for at in search.predict(pen=2 * np.log(len(values)))[:-1]]


def f1(annotations: Mapping[str, Sequence[int]], found: Sequence[int]) -> float:
    """F1 against several annotators (van den Burg and Williams 2020, eq. 3-4); position 0 is a trivial change."""
    truths = [set(marks) | {0} for marks in annotations.values()]
    guesses = set(found) | {0}
    precision = _matches(set().union(*truths), guesses) / len(guesses)
    recall = float(np.mean([_matches(truth, guesses) / len(truth) for truth in truths]))
    return 2 * precision * recall / (precision + recall)


def _matches(truth: set[int], guesses: set[int]) -> int:
    """How many true changes have a guess within the margin, each guess used once and the nearest first."""
    left, matched = set(guesses), 0
    for change in sorted(truth):
        near = sorted((abs(change - guess), guess) for guess in left if abs(change - guess) <= MARGIN)
        if near:
            left.remove(near[0][1])
            matched += 1
    return matched


def covering(annotations: Mapping[str, Sequence[int]], found: Sequence[int], length: int) -> float:
    """Covering of each annotator's segments by the found ones, averaged (van den Burg and Williams 2020, eq. 6)."""
    mine = _segments(found, length)
    scores = []
    for marks in annotations.values():
        best = [
            len(own) * max(len(own & other) / len(own | other) for other in mine) for own in _segments(marks, length)
        ]
        scores.append(sum(best) / length)
    return float(np.mean(scores))


def _segments(changes: Sequence[int], length: int) -> list[set[int]]:
    edges = [0, *sorted(set(changes) - {0, length}), length]
    return [set(range(first, after)) for first, after in pairwise(edges)]


if __name__ == "__main__":
    raise SystemExit(main())
