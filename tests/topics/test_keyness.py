"""What sets groups apart, and groups that nothing sets apart."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from analytics.topics.cluster import UNASSIGNED
from analytics.topics.keyness import coherent, keyness, told


def words(*rows: str) -> csr_matrix:
    """A row of word weights a text; each letter is a word."""
    vocabulary = sorted({letter for row in rows for letter in row})
    weights = np.array([[0.5 * row.count(letter) for letter in vocabulary] for row in rows], dtype=np.float32)
    return csr_matrix(weights.reshape(len(rows), len(vocabulary)))


GROUPED = ["abcde"] * 4 + ["fghij"] * 4 + ["klmno"] * 4
LEFT_OVER = ["aq", "fr", "ks", "bt"]


def groups(*sizes: int) -> NDArray[np.int64]:
    return np.repeat(np.arange(len(sizes)), sizes)


def test_what_stands_here_and_nowhere_else_tells_most() -> None:
    found = keyness(np.array([4.0, 4.0, 1.0, 0.0]), np.array([4.0, 40.0, 1.0, 10.0]), size=4, total=80)
    assert found[0] > found[1] > 0
    assert found[0] > found[2] > 0
    assert found[3] == 0


def test_a_group_without_a_word_in_common_is_none() -> None:
    found = coherent(words(*GROUPED, *LEFT_OVER), groups(4, 4, 4, 4))
    assert found.tolist() == [*groups(4, 4, 4).tolist(), *[UNASSIGNED] * 4]


def test_those_after_it_move_up_and_the_unassigned_stay() -> None:
    given = np.array([*groups(4, 4, 4).tolist(), 2, 2, 1, UNASSIGNED], dtype=np.int64)
    texts = [*GROUPED[:4], *LEFT_OVER, *GROUPED[4:8], "fghij", "fghij", "q", "klmno"]
    found = coherent(words(*texts), given)
    assert found.tolist() == [0] * 4 + [UNASSIGNED] * 4 + [1] * 6 + [UNASSIGNED] * 2


@pytest.mark.parametrize("sizes", [(), (1,), (12,), (6, 6), (4, 4, 4)])
def test_groups_that_tell_alike_stay(sizes: tuple[int, ...]) -> None:
    given = groups(*sizes)
    assert coherent(words(*["ab"] * len(given)), given).tolist() == given.tolist()


def test_without_words_nothing_is_said_against_a_group() -> None:
    given = groups(3, 3)
    assert coherent(words(*[""] * 6), given).tolist() == given.tolist()


@given(st.lists(st.tuples(st.text("abcdef", max_size=6), st.integers(-1, 3)), max_size=30))
def test_whole_groups_go_and_at_least_the_median_one_stays(articles: list[tuple[str, int]]) -> None:
    numbers = sorted({group for _, group in articles} - {UNASSIGNED})
    before = np.array([numbers.index(group) if group >= 0 else UNASSIGNED for _, group in articles], dtype=np.int64)
    matrix = words(*(text for text, _ in articles))
    after = coherent(matrix, before)
    pairs = set(zip(before.tolist(), after.tolist(), strict=True))
    assert len(pairs) == len({group for group, _ in pairs})
    assert sorted(set(after.tolist()) - {UNASSIGNED}) == list(range(after.max(initial=UNASSIGNED) + 1))
    assert not numbers or after.max() >= 0
    assert len(told(matrix, before)) == len(numbers)
