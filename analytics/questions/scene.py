"""What every answer about time stands on: the selection, its periods, what was published in them and collected.

Everything is read on one connection, so an answer is of one moment even while a refresh writes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence, Set
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import pandas as pd

from analytics.filters import Filters
from analytics.store import Connection, Store, counts, sources
from analytics.store.database import as_of
from analytics.store.selection import Selection, resolve
from analytics.trends import bins, series
from analytics.trends.mix import MixChange, SourcePart
from analytics.trends.tallies import Laid, Tallies
from analytics.types import Measure, Subject, Trend


@dataclass(frozen=True, slots=True, eq=False)
class Scene:
    """One reading of the store for one answer. `present` is the last moment of which anything is known."""

    store: Store
    connection: Connection
    selection: Selection
    present: datetime
    volume: series.Volume
    collected: pd.DataFrame

    @property
    def filters(self) -> Filters:
        """What the reader chose."""
        return self.selection.filters

    @property
    def measure(self) -> Measure:
        """Share or count; a topic has no other value."""
        return "count" if self.filters.measure == "count" else "share"

    def trends(self, subjects: Sequence[Subject]) -> tuple[Trend, ...]:
        """The series of subjects without verdicts, in the order given."""
        return self._built(subjects, self._laid(subjects, self._all_counts(subjects, self.selection)))

    def published(self) -> int:
        """How many articles the sources of the panel published in the periods shown: the denominator of them all."""
        return int(self.volume.totals[:, series.members(self.volume, self.filters.panel)].sum())

    def everything(self, subject: Subject) -> Trend:
        """The series of the selection itself, whose counts are its totals."""
        (trend,) = self._built([subject], Laid((1, *self.volume.totals.shape), cube=self.volume.totals[None]))
        return trend

    def _laid(self, subjects: Sequence[Subject], counted: Tallies) -> Laid:
        return counted.on(self.volume.periods, self.volume.sources, [subject.id for subject in subjects])

    def _built(self, subjects: Sequence[Subject], laid: Laid) -> tuple[Trend, ...]:
        chosen = self.filters
        return series.build_all(
            subjects, laid, self.volume, measure=self.measure, panel=chosen.panel, counting=chosen.counting
        )

    def judged(
        self, subjects: Sequence[Subject], counted: Tallies, weekly: Callable[[Selection], Tallies]
    ) -> tuple[Trend, ...]:
        """The series of subjects with verdicts, under one false-discovery rate.

        Where `counted` does not hold the weeks on which verdicts are made, `weekly` counts these in the selection
        that it is given.
        """
        laid = self._laid(subjects, counted)
        trends = self._built(subjects, laid)
        periods = self._verdict_periods()
        shown = {period.start: row for row, period in enumerate(self.volume.periods)}
        if self.filters.grain == "week" and all(period.start in shown for period in periods):
            rows = [shown[period.start] for period in periods]
            if rows and all(self.volume.periods[row].complete for row in rows):
                base = replace(
                    self.volume, periods=periods, totals=self.volume.totals[rows], states=self.volume.states[rows]
                )
                return series.judged(trends, laid.during(rows[0], rows[-1] + 1), base)
        return series.judged(trends, weekly(self.verdict_selection()), self._verdict_volume())

    def judged_alone(self, subjects: Sequence[Subject]) -> tuple[Trend, ...]:
        """The series of a few subjects of any kind, judged together."""
        if not subjects:
            return ()
        return self.judged(
            subjects,
            self._all_counts(subjects, self.selection),
            lambda chosen: self._all_counts(subjects, chosen, step="week"),
        )

    def by_source(self, subject: Subject) -> tuple[MixChange, tuple[SourcePart, ...]]:
        """What each source has of the change that the verdict on a subject is about."""
        weekly = self._all_counts([subject], self.verdict_selection(), step="week")
        return series.by_source(weekly, self._verdict_volume())

    def verdict_selection(self) -> Selection:
        """The same articles over the weeks on which verdicts are made."""
        spans = self._verdict_periods()
        if not spans:
            return self.selection.between(None, None)
        zone = ZoneInfo(self.store.timezone)
        return self.selection.between(spans[0].start.astimezone(zone).date(), spans[-1].end.astimezone(zone).date())

    def _verdict_periods(self) -> tuple[bins.Period, ...]:
        end = self.filters.end
        chosen = self.present if end is None else min(self.present, _midnight(end, self.store.timezone))
        return series.verdict_periods(chosen, timezone=self.store.timezone, now=self.present)

    def _verdict_volume(self) -> series.Volume:
        published = counts.totals(self.connection, self.store, self.verdict_selection(), step="week")
        return series.volume(
            self._verdict_periods(), published, self.collected, grain="week", timezone=self.store.timezone
        )

    def _all_counts(
        self, subjects: Sequence[Subject], selection: Selection, *, step: counts.Resolution | None = None
    ) -> Tallies:
        chosen = step or counts.resolution(self.filters.grain)
        return counts.of_subjects(self.connection, self.store, selection, subjects, step=chosen)


@contextmanager
def look(store: Store, filters: Filters, *, now: datetime) -> Iterator[Scene]:
    """Opens one consistent reading of the store."""
    with store.read() as connection:
        yield _seen(connection, store, filters, now=now)


def counted(connection: Connection, store: Store, filters: Filters, *, now: datetime) -> Selection:
    """What the points of a line count: what is selected, with a constant panel of its sources alone."""
    if filters.panel == "all":
        return resolve(connection, filters)
    volume = _seen(connection, store, filters, now=now).volume
    kept = np.flatnonzero(series.members(volume, filters.panel)).tolist()
    return told_by(connection, filters, {volume.sources[at] for at in kept})


def told_by(connection: Connection, filters: Filters, publications: Set[str]) -> Selection:
    """The selection of these publications alone, none at all among them."""
    if not publications:
        return Selection(filters, ())
    return resolve(connection, replace(filters, sources=tuple(sorted(publications)), groups=()))


def _seen(connection: Connection, store: Store, filters: Filters, *, now: datetime) -> Scene:
    selection = resolve(connection, filters)
    collected_until = as_of(connection)
    present = now if collected_until is None else min(now, collected_until)
    span = counts.day_span(connection, store, selection)
    today = present.astimezone(ZoneInfo(store.timezone)).date()
    first = filters.start or (span[0] if span else today)
    last = filters.end or max(today, span[1] if span else today) + timedelta(days=1)
    spans = bins.periods(first, last, filters.grain, timezone=store.timezone, now=present) if first < last else ()
    published = counts.totals(connection, store, selection, step=counts.resolution(filters.grain))
    collected = sources.coverage_frame(connection, selection.publications)
    volume = series.volume(spans, published, collected, grain=filters.grain, timezone=store.timezone)
    return Scene(store, connection, selection, present, volume, collected)


def _midnight(day: date, timezone: str) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=ZoneInfo(timezone))
