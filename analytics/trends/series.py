"""From counts to series: shares with their denominators, gaps as gaps, and the counts that a verdict is made on.

Frames come in as the store gives them and stay inside; what goes out is a frozen `Trend`. Articles whose date was
guessed must not be in the frames: they may be counted beside a chart and never in it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import lru_cache
from itertools import chain

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analytics.trends import bins, coverage, mix
from analytics.trends.bins import Period
from analytics.trends.later import Later
from analytics.trends.points import Points
from analytics.trends.tallies import Counts, Laid, Tallies
from analytics.trends.verdict import LEAST_COUNT, SeriesCounts, judge
from analytics.types import Counting, Grain, Measure, Panel, Subject, Trend

# Frames have columns start, source, n and, of several subjects, subject: a subject's id.
Counted = pd.DataFrame | Tallies | Laid

# Verdicts are made on this many weeks, whatever the chart shows: three years, which seasons need.
VERDICT_WEEKS = 156
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


@lru_cache(maxsize=64)
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
    totals: pd.DataFrame | Tallies,
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
    counted = totals if isinstance(totals, Tallies) else Tallies.of_frame(totals)
    names = counted.occurring() | (set() if collected is None else set(collected["source"]))
    sources = tuple(sorted(names))
    (published,) = counted.on(spans, sources).by_source(range(len(spans) + 1))
    if collected is None:
        states = np.full(published.shape, coverage.COLLECTED, dtype=np.int8)
    else:
        states = coverage.by_source(collected, spans, sources, timezone=timezone)
        states[(published > 0) & (states < coverage.PARTIAL)] = coverage.PARTIAL
    return Volume(grain, tuple(spans), sources, published, states)


def members(base: Volume, panel: Panel) -> NDArray[np.bool_]:
    """The sources (n_sources,) of a panel: all, or those that were covered in every complete period."""
    if panel == "all":
        return np.ones(len(base.sources), dtype=np.bool_)
    return coverage.constant_panel(base.states[[index for index, span in enumerate(base.periods) if span.complete]])


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
    counts: Counted,
    base: Volume,
    *,
    measure: Measure = "share",
    panel: Panel = "all",
    counting: Counting = "articles",
) -> tuple[Trend, ...]:
    """The series of many subjects as `build` makes them, in the order given; `counts` are by their ids."""
    kept = members(base, panel)
    mine = _laid(counts, base, [subject.id for subject in subjects]).told_by(kept)
    published = tuple(base.totals[:, kept].sum(axis=1).tolist())
    collected = coverage.overall(base.states[:, kept])
    unit = f"share of {counting}" if measure == "share" else counting
    return tuple(
        Trend(subject, measure, unit, base.grain, Points(base.periods, measure, n, published, n_sources, collected))
        for subject, n, n_sources in zip(subjects, mine.by_period().tolist(), mine.n_sources().tolist(), strict=True)
    )


def judged(trends: Sequence[Trend], counts: Counted, base: Volume) -> tuple[Trend, ...]:
    """The same trends with their verdicts and warnings, in the same order.

    `counts` are by the ids of the trends' subjects; `base` is a volume over `verdict_periods`, so that the verdict is
    the same whatever grain the chart shows. The false-discovery rate holds over the trends of one call: give all that
    are on screen together.
    """
    identities = [trend.subject.id for trend in trends]
    mine = _laid(counts, base, identities)
    parts = _parts(mine, base)
    verdicts = judge(_judgeable(identities, mine, parts, base))
    too_new = _too_new(base)
    recent = int(base.totals[_split(base) :].sum())
    found = []
    for trend, verdict, moved in zip(trends, verdicts, _moves(parts, base), strict=True):
        if verdict.direction != "flat":
            verdict = replace(verdict, reasons=Later(chain, verdict.reasons, [mix.in_words(moved, base.sources)]))
        warnings = (*trend.warnings, *too_new, *_of_the_mix(moved, recent))
        found.append(replace(trend, verdict=verdict, warnings=warnings))
    return tuple(found)


def _judgeable(identities: Sequence[str], mine: Laid, parts: Counts, base: Volume) -> list[SeriesCounts]:
    """The counts that verdicts may rest on: those of sources that were there before, with fair exposures.

    Sources with under 12 weeks of coverage before the window are left out (a new source is not a rise). Totals are
    exposures: each source's articles times its own rate before the window (indirect standardisation), so that a
    source which publishes more or less than before, or nothing, moves the expectation and not the verdict.
    """
    kept = established(base)
    published = base.totals[:, kept]
    unseen = ~(base.states[:, kept] >= coverage.PARTIAL).any(axis=1)
    inside = parts[:, :, kept]
    counts, totals = (
        mine.told_by(kept).by_period().astype(np.float64),
        _exposures(inside[:, :2].sum(axis=1), published, base),
    )
    counts[:, unseen], totals[:, unseen] = np.nan, np.nan
    n_sources = np.count_nonzero(inside[:, 2], axis=1).tolist()
    rows = zip(identities, counts, totals, n_sources, strict=True)
    return [SeriesCounts(identity, base.grain, base.periods, *row) for identity, *row in rows]


def established(base: Volume) -> NDArray[np.bool_]:
    """The sources (n_sources,) that were covered in enough periods before the window to be judged in it."""
    before = base.states[: _split(base)] >= coverage.PARTIAL
    return np.asarray(before.sum(axis=0) >= _LEAST_BEFORE, dtype=np.bool_)


def _split(base: Volume) -> int:
    """Where the window that is judged begins; a short history has a short window."""
    length = len(base.periods)
    return max(length - (8 if length >= _LEAST_BEFORE + 8 else 4), 0)


def _exposures(y: Counts, published: Counts, base: Volume) -> NDArray[np.float64]:
    """Σ over sources of articles times the source's own rate, in articles of the average source (n, n_periods).

    `y` (n, n_sources) is what the subjects have of each source before the window.
    """
    n = published[: _split(base)].sum(axis=0)
    average = ((y.sum(axis=1) + 0.5) / max(n.sum(), 1))[:, None]
    # Each source's rate leans on the average as if by the articles that give one expected hit.
    rates = (y + 1.0) / (n + 1.0 / average)
    return np.asarray((rates / average) @ published.T.astype(np.float64))


def by_source(counts: Counted, base: Volume) -> tuple[mix.MixChange, tuple[mix.SourcePart, ...]]:
    """The change of one subject's share that its verdict is about, and what each source has of it, most first.

    `counts` and `base` are those of `judged`.
    """
    split = _parts(_laid(counts, base), base)
    (moved,), (_, before, after) = _moves(split, base), split[0]
    total_before, total_after = (base.totals[side].sum(axis=0) for side in _sides(base))
    columns = (column.tolist() for column in (before, total_before, after, total_after))
    parts = [mix.SourcePart(*row) for row in zip(base.sources, *columns, moved.by_source, strict=True)]
    parts.sort(key=lambda part: (-abs(part.part), -part.count, part.source))
    return replace(moved, by_source=tuple(part.part for part in parts)), tuple(parts)


def _sides(base: Volume) -> tuple[slice, slice]:
    """The periods of the year before the window, and those of the window."""
    split = _split(base)
    return slice(max(split - 52, 0), split), slice(split, None)


def _laid(counts: Counted, base: Volume, identities: Sequence[str] | None = None) -> Laid:
    """Counts on the axes of a volume; what is laid already must be."""
    if isinstance(counts, Laid):
        return counts
    counted = counts if isinstance(counts, Tallies) else Tallies.of_frame(counts)
    return counted.on(base.periods, base.sources, identities)


def _parts(mine: Laid, base: Volume) -> Counts:
    """What each subject has of each source before that year, in it and in the window: (n, 3, n_sources)."""
    year, window = _sides(base)
    return mine.by_source((0, year.start, window.start, len(base.periods)))


def _moves(parts: Counts, base: Volume) -> list[mix.MixChange]:
    """The changes of share from the year before the window to the window, by source."""
    before, after = (base.totals[side].sum(axis=0) for side in _sides(base))
    return mix.decompose_all(parts[:, 1], before, parts[:, 2], after)


def _too_new(base: Volume) -> tuple[str, ...]:
    """What a reader must know of the sources before believing a line."""
    active = (base.states[_split(base) :] >= coverage.PARTIAL).any(axis=0)
    joined = [source for source, is_new in zip(base.sources, active & ~established(base), strict=True) if is_new]
    return (f"Too new to be judged, and left out of the verdict: {', '.join(joined)}",) if joined else ()


def _of_the_mix(moved: mix.MixChange, recent: int) -> tuple[str, ...]:
    """Whether it was the mix of sources that moved, with `recent` articles on anything in the window."""
    # Of a handful of articles no part is worth explaining.
    if moved.mostly_mix and recent * max(moved.before, moved.after) >= LEAST_COUNT:
        return (mix.MIX_MOVED,)
    return ()
