"""What sets a group of articles apart: words and phrases that stand in many of its articles and in few others.

Class TF-IDF (Grootendorst, 2022): how common something is inside, times the logarithm of how much more common than
elsewhere.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from analytics.topics.cluster import UNASSIGNED, Labels

# How much what many articles of the group use is preferred to what few others use.
COMMONNESS = 0.75
# So many words tell what a group is about. It is about nothing where they tell less than this part of what the words of
# a usual group of the same corpus do.
TELLING, LEAST_TOLD = 5, 1 / 3


def keyness(inside: NDArray[np.float64], overall: NDArray[np.float64], *, size: int, total: int) -> NDArray[np.float64]:
    """How far each of several things sets a group of `size` articles of `total` apart: (things,), like its arguments.

    It stands in `inside` articles of the group and in `overall` of them all.
    """
    share: NDArray[np.float64] = inside / max(size, 1)
    elsewhere = (overall - inside + 0.5) / max(total - size, 1)
    told: NDArray[np.float64] = share**COMMONNESS * np.log1p(share / elsewhere)
    return told


def told(words: csr_matrix, groups: Labels) -> NDArray[np.float64]:
    """How much the most telling words of each group tell, beside those of the median group: (groups,).

    `words` (n, vocabulary) is above 0 where an article has a word.
    """
    inside = np.flatnonzero(groups != UNASSIGNED)
    count = int(groups.max(initial=UNASSIGNED)) + 1
    held = csr_matrix(words > 0, dtype=np.float64)
    picks = csr_matrix((np.ones(len(inside)), (groups[inside], inside)), shape=(count, len(groups)))
    overall = np.asarray(held.sum(axis=0), dtype=np.float64).ravel()
    sizes = np.bincount(groups[inside], minlength=count)
    sums = np.zeros(count)
    for group, row in enumerate(picks @ held):
        telling = keyness(row.toarray().ravel(), overall, size=int(sizes[group]), total=len(groups))
        sums[group] = np.sort(telling)[-TELLING:].sum()
    usual = float(np.median(sums)) if sums.any() else 0.0
    return sums / usual if usual else np.ones(count)


def coherent(words: csr_matrix, groups: Labels) -> Labels:
    """The same groups without those that have nothing of their own, whose articles are UNASSIGNED; see `told`.

    What is left over by all others lies together as well, with no word in common. The order of the groups stays.
    """
    stays = told(words, groups) >= LEAST_TOLD
    numbers = np.append(np.where(stays, np.cumsum(stays) - 1, UNASSIGNED), UNASSIGNED)
    return numbers[groups].astype(np.int64)
