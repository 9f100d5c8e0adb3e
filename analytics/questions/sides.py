"""How do A and B compare (question 8)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

import numpy as np

from analytics.filters import Filters
from analytics.questions.answers import Breakdown, Comparison, Side
from analytics.questions.movement import EVERYTHING
from analytics.questions.scene import Scene, look, told_by
from analytics.store import Store, counts
from analytics.store.selection import Selection
from analytics.trends import bins, mix, series
from analytics.trends import compare as shares
from analytics.trends.verdict import LEAST_COUNT
from analytics.types import Subject

MOST = 6


def compare(store: Store, filters: Filters, *, subjects: Sequence[Subject], now: datetime) -> Comparison:
    """Up to six subjects on one axis, judged together, and each against the comparison period when one is chosen.

    A period in progress is held against the same number of days of the earlier one.
    """
    chosen = list(subjects)[:MOST]
    warnings: list[str] = []
    with look(store, filters, now=now) as scene:
        trends = scene.judged_alone(chosen)
        first, last = _span(scene)
        spans = [(first, last)]
        start, end = filters.compare_start, filters.compare_end
        if start is not None and end is not None:
            _, cut = shares.same_part(first, filters.end or last, start, end, known_until=last)
            spans.append((start, cut))
            if cut < end:
                warnings.append(
                    f"The later period is not over: both are cut to their first {(last - first).days} days."
                )
        selection = _panel(scene, spans)
        sides, *earlier = (tuple(_side(scene, selection, subject, *span) for subject in chosen) for span in spans)
        before: tuple[Side, ...] = earlier[0] if earlier else ()
        if before:
            warnings += _moved_by_mix(scene, selection, before, sides)
    against = before or sides[:1] * len(sides)
    differences = tuple(
        shares.difference(
            side.n, side.total, other.n, other.total, phi=max(shares.dispersion(trend), shares.dispersion(trends[0]))
        )
        for side, other, trend in zip(sides, against, trends, strict=True)
    )
    return Comparison(trends, sides, before, tuple(warnings), differences)


def by_source(store: Store, filters: Filters, *, subject: Subject, now: datetime) -> Breakdown:
    """Which sources moved a subject, and whether they wrote more of it or only their mix changed."""
    with look(store, filters, now=now) as scene:
        change, parts = scene.by_source(subject)
    return Breakdown(
        subject,
        change,
        tuple(part for part in parts if part.count or part.count_before),
        mix.in_words(change, [part.source for part in parts]),
    )


def _panel(scene: Scene, spans: Sequence[tuple[date, date]]) -> Selection:
    """The selection; with a constant panel, of those sources alone that were covered throughout all spans of days."""
    chosen, zone = scene.filters, scene.store.timezone
    if chosen.panel == "all":
        return scene.selection
    kept = set(scene.volume.sources)
    for start, end in spans:
        selection = scene.selection.between(start, end)
        published = counts.totals(scene.connection, scene.store, selection, step=counts.resolution(chosen.grain))
        periods = bins.periods(start, end, chosen.grain, timezone=zone, now=scene.present) if start < end else ()
        base = series.volume(periods, published, scene.collected, grain=chosen.grain, timezone=zone)
        kept &= {base.sources[at] for at in np.flatnonzero(series.members(base, chosen.panel)).tolist()}
    return told_by(scene.connection, chosen, kept)


def _moved_by_mix(scene: Scene, chosen: Selection, before: Sequence[Side], sides: Sequence[Side]) -> list[str]:
    """Of which subjects it was the mix of sources that moved between the periods (Simpson 1951)."""

    def told(side: Side, subject: Subject) -> dict[str, int]:
        selection = chosen.between(side.start, side.end)
        return counts.by_source(scene.connection, scene.store, selection, subject)

    warnings = []
    for earlier, later in zip(before, sides, strict=True):
        if later.subject.kind == "source":  # its share of everything is the mix itself
            continue
        told_by = [told(side, subject) for side in (earlier, later) for subject in (side.subject, EVERYTHING)]
        names = sorted({name for each in told_by for name in each})
        columns = (np.array([each.get(name, 0) for name in names], dtype=np.int64) for each in told_by)
        if mix.decompose(*columns).mostly_mix and max(earlier.n, later.n) >= LEAST_COUNT:
            warnings.append(f"{later.subject.label}: {mix.MIX_MOVED[0].lower()}{mix.MIX_MOVED[1:]}")
    return warnings


def _span(scene: Scene) -> tuple[date, date]:
    """The days that are looked at and known: whole days only."""
    zone = ZoneInfo(scene.store.timezone)
    known = scene.present.astimezone(zone).date()
    periods = scene.volume.periods
    first = scene.filters.start or (periods[0].start.astimezone(zone).date() if periods else known)
    last = known if scene.filters.end is None else min(known, scene.filters.end)
    return first, max(first, last)


def _side(scene: Scene, chosen: Selection, subject: Subject, start: date, end: date) -> Side:
    selection = chosen.between(start, end)
    mine = counts.sizes(scene.connection, scene.store, selection, subject=subject)
    everything = counts.sizes(scene.connection, scene.store, selection)
    unit = scene.filters.counting
    total = everything[unit]
    return Side(subject, start, end, mine[unit], total, mine[unit] / total if total else None, mine["sources"])
