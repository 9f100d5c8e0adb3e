"""Kitagawa's decomposition: its parts add up, and a change of mix is told from a change of mind."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.trends.mix import MixChange, decompose, in_words

source = st.tuples(st.integers(0, 50), st.integers(0, 500)).map(lambda pair: (min(pair), max(pair)))


def change(before: list[tuple[int, int]], after: list[tuple[int, int]]) -> MixChange:
    (y0, n0), (y1, n1) = (np.array(side, dtype=np.int64).T for side in (before, after))
    return decompose(y0, n0, y1, n1)


@given(st.lists(st.tuples(source, source), min_size=1, max_size=6))
def test_the_parts_add_up_to_the_change(pairs: list[tuple[tuple[int, int], tuple[int, int]]]) -> None:
    before, after = [pair[0] for pair in pairs], [pair[1] for pair in pairs]
    found = change(before, after)
    assert found.before + found.within + found.mix == pytest.approx(found.after)
    assert sum(found.by_source) == pytest.approx(found.within)


def test_an_off_mix_source_that_grows_is_all_mix() -> None:
    found = change([(50, 1000), (80, 200)], [(50, 1000), (320, 800)])
    assert found.within == pytest.approx(0)
    assert found.mix == pytest.approx(370 / 1800 - 130 / 1200)
    assert found.mostly_mix


def test_sources_that_write_more_of_it_are_no_mix() -> None:
    found = change([(50, 1000), (10, 200)], [(100, 1000), (20, 200)])
    assert found.mix == pytest.approx(0)
    assert found.within == pytest.approx(0.05)
    assert not found.mostly_mix


def test_a_source_that_appears_is_all_mix() -> None:
    found = change([(50, 1000), (0, 0)], [(50, 1000), (400, 500)])
    assert found.by_source == (0.0, 0.0)
    assert found.mostly_mix


def test_a_small_change_needs_no_explanation() -> None:
    assert not change([(50, 1000), (60, 1000)], [(50, 1000), (66, 1100)]).mostly_mix


def test_nothing_at_all_is_no_change() -> None:
    found = change([(0, 0)], [(0, 0)])
    assert (found.before, found.after, found.within, found.mix) == (0, 0, 0, 0)


def test_both_parts_are_said_in_points() -> None:
    said = in_words(change([(50, 1000), (10, 200)], [(100, 1000), (12, 200)]), ["Adview", "Brandline"])
    assert said == (
        "Its share of all articles moved by +4.3 points: +4.3 because sources wrote more of it (Adview most of all), "
        "0.0 because the mix of sources changed"
    )
