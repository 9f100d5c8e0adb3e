"""Lists of small integers, a list a row, against plain Python."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from analytics.store import lists
from analytics.store.lists import Lists

rows = st.lists(st.lists(st.integers(0, 9), max_size=4), max_size=40)


def made(of: list[list[int]]) -> Lists:
    owners = np.repeat(np.arange(len(of)), [len(each) for each in of]).astype(np.int64)
    return Lists.of(owners, np.array([value for each in of for value in each], dtype=np.int64), n=len(of))


def plain(of: Lists) -> list[list[int]]:
    return [of.values[first:last].tolist() for first, last in pairwise(of.starts.tolist())]


@given(rows, st.data())
def test_lists_answer_as_python_would(of: list[list[int]], data: st.DataObject) -> None:
    mask = np.array(data.draw(st.lists(st.booleans(), min_size=len(of), max_size=len(of))), dtype=np.bool_)
    marked = np.array(data.draw(st.lists(st.booleans(), min_size=10, max_size=10)), dtype=np.bool_)
    found = made(of)
    inside = [value for each, chosen in zip(of, mask, strict=True) for value in each if chosen]
    assert found.tally(mask, size=10).tolist() == [inside.count(value) for value in range(10)]
    assert found.sums(marked).tolist() == [sum(bool(marked[value]) for value in each) for each in of]
    assert [found[owner].tolist() for owner in range(len(of) + 1)] == [*of, []]
    assert plain(found.then(made([[7], []]))) == [*of, [7], []]


@given(rows, st.lists(st.booleans(), min_size=10, max_size=10))
def test_what_is_marked_is_found_near_it(of: list[list[int]], marked: list[bool]) -> None:
    found = made([sorted(set(each)) for each in of])
    inside = found.inside(np.array(marked, dtype=np.bool_), range(len(of) + 1))
    told = [found.values[near][kept].tolist() for near, kept in inside]
    assert told == [[value for value in sorted(set(each)) if marked[value]] for each in [*of, []]]


@given(rows)
def test_lists_are_turned_and_grow(of: list[list[int]]) -> None:
    unique = [sorted(set(each)) for each in of]
    found = made(unique)
    beside = np.arange(len(found.values), dtype=np.int32)
    turned, there = found.turned(beside)
    holders = [[row for row, each in enumerate(unique) if value in each] for value in range(len(turned))]
    assert plain(turned) == holders
    assert found.values[there.values].tolist() == [value for value, each in enumerate(holders) for _ in each]
    half = len(unique) // 2
    first, _ = made(unique[:half]).turned()
    second, _ = made(unique[half:]).turned()
    owners = np.repeat(np.arange(len(second)), second.lengths)
    assert [each for each in plain(first.longer(owners, second.values + half)) if each] == [
        each for each in holders if each
    ]


def test_more_lists_than_are_gone_through_at_once() -> None:
    n = 3 * lists._AT_ONCE + 5
    values = np.arange(n, dtype=np.int64) % 7
    found = Lists.of(np.arange(n, dtype=np.int64), values, n=n)
    for mask in (np.ones(n, dtype=np.bool_), values > 2, np.arange(n) % 1_000 == 0, np.zeros(n, dtype=np.bool_)):
        assert found.tally(mask, size=7).tolist() == np.bincount(values[mask], minlength=7).tolist()
