"""From counts to series: shares with their denominators, gaps as gaps, and the counts that a verdict is made on.

Frames come in as the store gives them and stay inside; what goes out is a frozen `Trend`. Articles whose date was
guessed must not be in the frames: they may be counted beside a chart and never in it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import pairwise

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analytics.trends import bins, coverage, mix
from analytics.trends.bins import Period
from analytics.trends.verdict import LEAST_COUNT, SeriesCounts, judge
from analytics.types import Counting, CoverageState, Grain, Measure, Panel, Subject, Trend, TrendPoint

Counts = NDArray[np.int64]
# Verdicts are made on this many weeks, whatever the chart shows: three years, which seasons need.
VERDICT_WEEKS = 156
# Cells (subject, period, source) that are worked on at once: they stay in the processor's cache.
_BLOCK = 1 << 18
# A source is judged when it was covered in so many periods before the window.
_LEAST_BEFORE = 12


@dataclass(frozen=True, slots=True, eq=False)
class Volume:
    """What the selected sources published and when they were collected: made once, shared by all series of a page.

    `totals` and `states` are (n_periods, n_sources); states are the codes of `coverage`.
    """

    grain: Grain
    periods: tuple[Period, ...]
    sources: tuple[str, ...]
    totals: Counts
    states: coverage.Codes


def verdict_periods(
    end: date | datetime, *, timezone: str = "UTC", now: datetime | None = None, weeks: int = VERDICT_WEEKS
) -> tuple[Period, ...]:
    """The complete weeks before `end` (and `now`) on which verdicts are made, oldest first."""
    last = end if now is None or not isinstance(end, datetime) else min(end, now)
    begin = last - timedelta(weeks=weeks + 1)
    spans = bins.periods(begin, end, "week", timezone=timezone, now=now)
    return tuple(span for span in spans if span.complete)[-weeks:]


def volume(
    spans: Sequence[Period],
    totals: pd.DataFrame,
    collected: pd.DataFrame | None = None,
    *,
    grain: Grain,
    timezone: str = "UTC",
) -> Volume:
    """Denominators and coverage on `spans`.

    `totals` has `start` (any instant inside a period, so that days serve for weeks and months), `source` and `n`;
    `collected` has `day`, `source` and `state` (None: every source counts as collected throughout). Articles
    prove that something was collected: a gap in which a source has articles is partial.
    """
    names = set(totals["source"]) | (set() if collected is None else set(collected["source"]))
    sources = tuple(sorted(names))
    published = _matrix(totals, spans, sources)
    if collected is None:
        states = np.full(published.shape, coverage.COLLECTED, dtype=np.int8)
    else:
        states = coverage.by_source(collected, spans, sources, timezone=timezone)
        states[(published > 0) & (states < coverage.PARTIAL)] = coverage.PARTIAL
    return Volume(grain, tuple(spans), sources, published, states)


def build(
    subject: Subject,
    counts: pd.DataFrame,
    base: Volume,
    *,
    measure: Measure = "share",
    panel: Panel = "all",
    counting: Counting = "articles",
) -> Trend:
    """The series of one subject, without a verdict.

    `counts` has `start`, `source` and `n` like the totals. Share is the numerator over everything that the sources
    published in the period; where nothing was collected the value is None. The constant panel keeps the sources
    that were covered in every complete period.
    """
    return build_all(
        [subject], counts.assign(subject=subject.id), base, measure=measure, panel=panel, counting=counting
    )[0]


def build_all(
    subjects: Sequence[Subject],
    counts: pd.DataFrame,
    base: Volume,
    *,
    measure: Measure = "share",
    panel: Panel = "all",
    counting: Counting = "articles",
) -> tuple[Trend, ...]:
    """The series of many subjects as `build` makes them, in the order given; `counts` has `subject`, a subject's id."""
    kept = np.ones(len(base.sources), dtype=np.bool_)
    if panel == "constant":
        kept = coverage.constant_panel(base.states[[index for index, span in enumerate(base.periods) if span.complete]])
    published = base.totals[:, kept].sum(axis=1).tolist()
    collected = coverage.overall(base.states[:, kept])
    unit = f"share of {counting}" if measure == "share" else counting
    found: list[Trend] = []
    for block in _blocks([subject.id for subject in subjects], counts, base):
        mine = block if kept.all() else block[:, :, kept]
        n, n_sources = mine.sum(axis=2).tolist(), np.count_nonzero(mine, axis=2).tolist()
        for subject, *columns in zip(subjects[len(found) :], n, n_sources, strict=False):
            rows = zip(base.periods, columns[0], published, columns[1], collected, strict=True)
            found.append(Trend(subject, measure, unit, base.grain, tuple(_point(*row, measure) for row in rows)))
    return tuple(found)


def judged(trends: Sequence[Trend], counts: pd.DataFrame, base: Volume) -> tuple[Trend, ...]:
    """The same trends with their verdicts and warnings, in the same order.

    `counts` has `subject` (a trend's subject id), `start`, `source` and `n`; `base` is a volume over
    `verdict_periods`, so that the verdict is the same whatever grain the chart shows. The false-discovery rate holds
    over the trends of one call: give all that are on screen together.
    """
    series: list[SeriesCounts] = []
    moves: list[mix.MixChange] = []
    for block in _blocks([trend.subject.id for trend in trends], counts, base):
        series += _judgeable(
            [trend.subject.id for trend in trends[len(series) : len(series) + len(block)]], block, base
        )
        moves += _moves(block, base)
    found = []
    for trend, verdict, moved in zip(trends, judge(series), moves, strict=True):
        if verdict.direction != "flat":
            verdict = replace(verdict, reasons=(*verdict.reasons, mix.in_words(moved, base.sources)))
        found.append(replace(trend, verdict=verdict, warnings=(*trend.warnings, *_warnings(moved, base))))
    return tuple(found)


def _judgeable(identities: Sequence[str], block: Counts, base: Volume) -> list[SeriesCounts]:
    """The counts that verdicts may rest on: those of sources that were there before, with fair exposures.

    Sources with under 12 weeks of coverage before the window are left out (a new source is not a rise). Totals are
    exposures: each source's articles times its own rate before the window (indirect standardisation), so that a
    source which publishes more or less than before, or nothing, moves the expectation and not the verdict.
    """
    split = _split(base)
    kept = established(base)
    inside, published = block if kept.all() else block[:, :, kept], base.totals[:, kept]
    seen = np.asarray((base.states[:, kept] >= coverage.PARTIAL).any(axis=1))
    counts, totals = inside.sum(axis=2), _exposures(inside, published, split)
    n_sources = np.count_nonzero(inside[:, split:].sum(axis=1), axis=1).tolist()
    return [
        SeriesCounts(identity, base.grain, base.periods, _known(counts[row], seen), _known(totals[row], seen), n)
        for row, (identity, n) in enumerate(zip(identities, n_sources, strict=True))
    ]


def established(base: Volume) -> NDArray[np.bool_]:
    """The sources (n_sources,) that were covered in enough periods before the window to be judged in it."""
    before = base.states[: _split(base)] >= coverage.PARTIAL
    return np.asarray(before.sum(axis=0) >= _LEAST_BEFORE, dtype=np.bool_)


def _split(base: Volume) -> int:
    """Where the window that is judged begins; a short history has a short window."""
    length = len(base.periods)
    return max(length - (8 if length >= _LEAST_BEFORE + 8 else 4), 0)


def _exposures(inside: Counts, published: Counts, split: int) -> NDArray[np.float64]:
    """Σ over sources of articles times the source's own rate, in articles of the average source (n, n_periods)."""
    y, n = inside[:, :split].sum(axis=1), published[:split].sum(axis=0)
    average = ((y.sum(axis=1) + 0.5) / max(n.sum(), 1))[:, None]
    # Each source's rate leans on the average as if by the articles that give one expected hit.
    rates = (y + 1.0) / (n + 1.0 / average)
    return np.asarray((rates / average) @ published.T.astype(np.float64))


def by_source(counts: pd.DataFrame, base: Volume) -> tuple[mix.MixChange, tuple[mix.SourcePart, ...]]:
    """The change of one subject's share that its verdict is about, and what each source has of it, most first.

    `counts` and `base` are those of `judged`.
    """
    block = _matrix(counts, base.periods, base.sources)[None]
    year, window = _sides(base)
    (moved,) = _moves(block, base)
    columns = (part.sum(axis=0).tolist() for side in (year, window) for part in (block[0, side], base.totals[side]))
    parts = [mix.SourcePart(*row) for row in zip(base.sources, *columns, moved.by_source, strict=True)]
    parts.sort(key=lambda part: (-abs(part.part), -part.count, part.source))
    return replace(moved, by_source=tuple(part.part for part in parts)), tuple(parts)


def _sides(base: Volume) -> tuple[slice, slice]:
    """The periods of the year before the window, and those of the window."""
    split = _split(base)
    return slice(max(split - 52, 0), split), slice(split, None)


def _moves(block: Counts, base: Volume) -> list[mix.MixChange]:
    """The changes of share from the year before the window to the window, by source."""
    year, window = _sides(base)
    total_before, total_after = base.totals[year].sum(axis=0), base.totals[window].sum(axis=0)
    return [
        mix.decompose(before, total_before, after, total_after)
        for before, after in zip(block[:, year].sum(axis=1), block[:, window].sum(axis=1), strict=True)
    ]


def _warnings(moved: mix.MixChange, base: Volume) -> tuple[str, ...]:
    """What a reader must know of the sources before believing the line."""
    active = (base.states[_split(base) :] >= coverage.PARTIAL).any(axis=0)
    joined = [source for source, is_new in zip(base.sources, active & ~established(base), strict=True) if is_new]
    found = []
    if joined:
        found.append(f"Too new to be judged, and left out of the verdict: {', '.join(joined)}")
    # Of a handful of articles no part is worth explaining.
    volume = base.totals[_split(base) :].sum() * max(moved.before, moved.after)
    if moved.mostly_mix and volume >= LEAST_COUNT:
        found.append("The share moved mostly because the mix of sources changed, not because sources wrote more of it")
    return tuple(found)


def _point(
    span: Period, numerator: int, denominator: int, n_sources: int, state: CoverageState, measure: Measure
) -> TrendPoint:
    value: float | None
    if state == "gap":
        value = None
    elif measure == "share":
        value = numerator / denominator if denominator else None
    else:
        value = float(numerator)
    return TrendPoint(span.start, span.end, value, numerator, denominator, n_sources, state, span.complete)


def _matrix(frame: pd.DataFrame, spans: Sequence[Period], sources: Sequence[str]) -> Counts:
    """Sums of `n` by period and source, (n_periods, n_sources); rows outside either are left out."""
    rows, columns, n = _cells(frame, spans, sources)
    return _summed([rows, columns], n, shape=(len(spans), len(sources)))


def _blocks(identities: Sequence[str], frame: pd.DataFrame, base: Volume) -> Iterator[Counts]:
    """The matrices of the subjects in turn, (n, n_periods, n_sources): as many at once as fit into `_BLOCK` cells."""
    rows, columns, n = _cells(frame, base.periods, base.sources)
    owner = _located(frame["subject"], pd.Index(list(identities)).get_indexer)
    if (np.diff(owner) < 0).any():
        order = np.argsort(owner, kind="stable")
        rows, columns, n, owner = rows[order], columns[order], n[order], owner[order]
    height = max(1, _BLOCK // max(base.totals.size, 1))
    edges = [*range(0, len(identities), height), len(identities)]
    for (first, last), (begin, end) in zip(pairwise(edges), pairwise(np.searchsorted(owner, edges)), strict=True):
        places = [owner[begin:end] - first, rows[begin:end], columns[begin:end]]
        yield _summed(places, n[begin:end], shape=(last - first, *base.totals.shape))


def _cells(frame: pd.DataFrame, spans: Sequence[Period], sources: Sequence[str]) -> tuple[Counts, Counts, Counts]:
    """For each row of a frame its period, its source (both -1 for none) and its `n`."""
    columns = _located(frame["source"], pd.Index(list(sources)).get_indexer)
    rows = _located(frame["start"], lambda starts: bins.locate(starts, spans))
    return rows, columns, frame["n"].to_numpy(dtype=np.int64)


def _located(column: pd.Series, locate: Callable[[pd.Index], NDArray[np.int64]]) -> Counts:
    """Where each value of a column belongs; in a categorical one each value is looked up once."""
    if isinstance(column.dtype, pd.CategoricalDtype):
        return np.asarray(locate(column.cat.categories)[column.cat.codes], dtype=np.int64)
    return np.asarray(locate(pd.Index(column)), dtype=np.int64)


def _summed(places: Sequence[Counts], n: Counts, *, shape: tuple[int, ...]) -> Counts:
    """Sums of `n` by places, one array of indexes a dimension; what is nowhere (-1) in one of them is left out."""
    sums = np.zeros(shape, dtype=np.int64)
    inside = np.logical_and.reduce([place >= 0 for place in places])
    if inside.all():
        np.add.at(sums.reshape(-1), np.ravel_multi_index(places, shape), n)
    elif inside.any():
        np.add.at(sums.reshape(-1), np.ravel_multi_index([place[inside] for place in places], shape), n[inside])
    return sums


def _known(values: NDArray[np.float64] | Counts, seen: NDArray[np.bool_]) -> tuple[float | None, ...]:
    known: list[float] = values.astype(np.float64).tolist()
    return tuple(value if was_seen else None for value, was_seen in zip(known, seen.tolist(), strict=True))
