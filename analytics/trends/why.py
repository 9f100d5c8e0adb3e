"""What sets some articles apart: terms, names and sources that are seen more often than before.

Knows nothing of texts: it compares numbers of articles. The composition is compared and not the volume, because in
a burst everything that goes with the subject is seen more often.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from scipy import stats

from analytics.trends.stack import Floats
from analytics.trends.verdict import adjust

# A list of what may be the reason, and no claim: each label is kept on its own p, and its q says how sure it is.
LEVEL = 0.05


@dataclass(frozen=True, slots=True)
class Excess:
    """Seen in `n` articles where `expected` were expected; `q` after Benjamini-Hochberg over all that was compared."""

    label: str
    n: int
    expected: float
    q: float


def unusual(
    inside: Mapping[str, int],
    before: Mapping[str, int],
    *,
    n_inside: int,
    n_before: int,
    least: int = 2,
    level: float = LEVEL,
) -> tuple[Excess, ...]:
    """The labels that are over-represented inside, the surest first.

    `inside` and `before` say in how many of the `n_inside` and `n_before` articles a label is found. The test is the
    one-sided signed root of the likelihood ratio of two binomials (Dunning 1993); kept are those with at least `least`
    articles and p under `level`. Without articles before there is nothing to be unusual against,
    and the most frequent are given with nothing expected.
    """
    labels = sorted(label for label, n in inside.items() if n >= least)
    if not labels or n_inside <= 0:
        return ()
    n = np.array([inside[label] for label in labels], dtype=np.float64)
    if n_before <= 0:
        order = np.lexsort((np.arange(len(labels)), -n))
        return tuple(Excess(labels[at], int(n[at]), 0.0, 1.0) for at in order)
    m = np.array([before.get(label, 0) for label in labels], dtype=np.float64)
    root = _signed_root(n, m, n_inside, n_before)
    p = stats.norm.sf(root)
    q = adjust(p)
    expected = m / n_before * n_inside
    return tuple(
        Excess(labels[at], int(n[at]), round(float(expected[at]), 2), float(q[at]))
        for at in np.lexsort((np.arange(len(labels)), -root))
        if p[at] < level
    )


def _signed_root(n: Floats, m: Floats, n_inside: int, n_before: int) -> Floats:
    """Of twice the log ratio of likelihoods, a rate for each side over one for both; positive when inside is higher."""
    pooled = (n + m) / (n_inside + n_before)

    def log_likelihood(hits: Floats, size: int, rate: Floats) -> Floats:
        inner = np.clip(rate, 1e-12, 1 - 1e-12)
        return np.asarray(hits * np.log(inner) + (size - hits) * np.log1p(-inner))

    ratio = (
        log_likelihood(n, n_inside, n / n_inside)
        + log_likelihood(m, n_before, m / n_before)
        - log_likelihood(n, n_inside, pooled)
        - log_likelihood(m, n_before, pooled)
    )
    return np.asarray(np.sign(n / n_inside - m / n_before) * np.sqrt(2 * np.maximum(ratio, 0.0)))
