"""Lists of small integers, a list a row, against plain Python."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from analytics.store import lists
from analytics.store.lists import Lists

rows = st.lists(st.lists(st.integers(0, 9), max_size=4), max_size=40)


def made(of: list[list[int]]) -> Lists:
    owners = np.repeat(np.arange(len(of)), [len(each) for each in of]).astype(np.int64)
    return Lists.of(owners, np.array([value for each in of for value in each], dtype=np.int64), n_rows=len(of))


def plain(of: Lists) -> list[list[int]]:
    return [part.tolist() for part in np.split(of.values, of.starts[1:-1])] if len(of.starts) > 1 else []


@given(rows, st.data())
def test_lists_answer_as_python_would(of: list[list[int]], data: st.DataObject) -> None:
    mask = np.array(data.draw(st.lists(st.booleans(), min_size=len(of), max_size=len(of))), dtype=np.bool_)
    wanted = np.array(data.draw(st.lists(st.booleans(), min_size=10, max_size=10)), dtype=np.bool_)
    found = made(of)
    chosen = [(row, value) for row, each in enumerate(of) for value in each if mask[row]]
    at, where = found.places(mask)
    assert list(zip(at.tolist(), found.values[where].tolist(), strict=True)) == chosen
    at, where = found.places(mask, wanted)
    assert list(zip(at.tolist(), found.values[where].tolist(), strict=True)) == [
        one for one in chosen if wanted[one[1]]
    ]
    tallied = [sum(value == one for _, value in chosen) for one in range(10)]
    assert found.tally(mask, size=10).tolist() == tallied
    assert found.holding([3, 4]).tolist() == [bool({3, 4} & set(each)) for each in of]
    assert plain(found.where(mask)) == [each for each, kept in zip(of, mask, strict=True) if kept]
    assert plain(found.then(made([[7], []]))) == [*of, [7], []]


def test_more_rows_than_are_gone_through_at_once() -> None:
    n = 3 * lists._ROWS + 5
    values = np.arange(n, dtype=np.int64) % 7
    found = Lists.of(np.arange(n, dtype=np.int64), values, n_rows=n)
    for mask in (np.ones(n, dtype=np.bool_), values > 2, np.arange(n) % 1_000 == 0, np.zeros(n, dtype=np.bool_)):
        assert found.tally(mask, size=7).tolist() == np.bincount(values[mask], minlength=7).tolist()
        at, where = found.places(mask)
        assert np.array_equal(at, np.flatnonzero(mask))
        assert np.array_equal(found.values[where], values[mask])
