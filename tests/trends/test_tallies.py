"""Counts on the axes of a chart are those of a plain sum, however they are kept."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime, timedelta

import numpy as np
import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from analytics.trends import bins
from analytics.trends.tallies import Laid, Tallies

MONDAY = datetime(2026, 3, 2, tzinfo=UTC)
SPANS = bins.periods(date(2026, 3, 2), date(2026, 4, 6), "week")
SOURCES, SUBJECTS = ("Alpha", "Beta", "Gamma"), ("s", "t")

Row = tuple[str, int, str, int]
rows = st.lists(
    st.tuples(
        st.sampled_from([*SUBJECTS, "unasked"]),
        st.integers(-9, 44),
        st.sampled_from([*SOURCES, "Unlisted"]),
        st.integers(1, 3),
    ),
    max_size=40,
)


def tallies(made: list[Row]) -> Tallies:
    days = [MONDAY + timedelta(days=day) for _, day, _, _ in made]
    columns = {"subject": [row[0] for row in made], "source": [row[2] for row in made], "n": [row[3] for row in made]}
    return Tallies.of_frame(pd.DataFrame({"start": days} | columns))


def in_full(made: list[Row]) -> np.ndarray:
    sums = np.zeros((len(SUBJECTS), len(SPANS), len(SOURCES)), dtype=np.int64)
    for subject, day, source, n in made:
        if subject in SUBJECTS and source in SOURCES and 0 <= day < 7 * len(SPANS):
            sums[SUBJECTS.index(subject), day // 7, SOURCES.index(source)] += n
    return sums


def filled(entries: Tallies) -> Tallies:
    """The same as a cube."""
    cube = np.zeros((len(entries.subjects), len(entries.starts) * len(entries.sources)), dtype=np.int32)
    np.add.at(cube, (entries.owner, entries.cell), 1 if entries.n is None else entries.n)
    shape = (len(entries.subjects), len(entries.starts), len(entries.sources))
    return Tallies(entries.subjects, entries.starts, entries.sources, cube=cube.reshape(shape))


def both_ways(laid: Laid) -> list[Laid]:
    """The counts as they are, as all cells and as entries."""
    cube = np.zeros(laid.shape, dtype=np.int64)
    if laid.cube is None:
        np.add.at(cube, laid.at, 1 if laid.n is None else laid.n)
    else:
        cube = laid.cube
    owner, row, column = (place.astype(np.int32) for place in np.nonzero(cube))
    return [laid, Laid(laid.shape, cube=cube), Laid(laid.shape, (owner, row, column), cube[cube > 0])]


@given(rows, st.lists(st.booleans(), min_size=3, max_size=3), st.integers(0, 5), st.integers(0, 5))
def test_sums_are_those_of_a_plain_count(made: list[Row], told: list[bool], one: int, other: int) -> None:
    first, last = sorted((one, other))
    kept = np.array(told, dtype=np.bool_)
    whole = in_full(made)
    cut = whole[:, first:last] * kept
    entries = tallies(made)
    for laid in [*both_ways(entries.on(SPANS, SOURCES, SUBJECTS)), filled(entries).on(SPANS, SOURCES, SUBJECTS)]:
        assert (laid.by_period() == whole.sum(axis=2)).all()
        assert (laid.n_sources() == np.count_nonzero(whole, axis=2)).all()
        parts = laid.by_source((0, first, last, len(SPANS)))
        assert (parts[:, 1] == whole[:, first:last].sum(axis=1)).all()
        assert (parts.sum(axis=1) == whole.sum(axis=1)).all()
        assert (laid.told_by(kept).during(first, last).by_period() == cut.sum(axis=2)).all()


@given(rows)
def test_sources_are_those_that_have_any(made: list[Row]) -> None:
    told = Counter(subject for subject, _ in {(subject, source) for subject, _, source, _ in made})
    for found in (tallies(made), filled(tallies(made))):
        assert found.occurring() == {source for _, _, source, _ in made}
        assert found.n_sources() == dict(told)


@given(st.lists(st.tuples(st.integers(0, 1), st.integers(0, 399), st.integers(0, 2)), max_size=5))
def test_sources_of_few_entries_in_many_periods_are_counted_alike(made: list[tuple[int, int, int]]) -> None:
    owner, row, column = (np.array([place[axis] for place in made], dtype=np.int32) for axis in range(3))
    told = np.zeros((2, 400, 3), dtype=np.bool_)
    told[owner, row, column] = True
    assert (Laid(told.shape, (owner, row, column)).n_sources() == told.sum(axis=2)).all()
