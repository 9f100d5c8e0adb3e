"""Topics beside k-means and UMAP+HDBSCAN on the same vectors, and how they last: `python run.py bench topics`."""

from __future__ import annotations

import argparse
import resource
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.metrics import adjusted_rand_score, normalized_mutual_info_score

from analytics.topics import cluster, features, growth, model, refit
from analytics.topics.corpus import Corpus
from analytics.topics.model import TopicModel
from analytics.types import Assignment, Document
from benchmarks import material, peers

SETS = {
    "bbc": "topics-bbc/docs.jsonl.gz",
    "r8": "topics-reuters-r8/test.jsonl.gz",
    "tweet": "topics-tweet/docs.jsonl.gz",
    "snippets": "topics-searchsnippets/docs.jsonl.gz",
    "wikiref220": "topics-wikiref220/docs.jsonl.gz",
}
WHEN = datetime(2026, 1, 1, tzinfo=UTC)
PEER_SEEDS = GROWTH_SEEDS = (0, 1, 2)


@dataclass(frozen=True, slots=True)
class Gold:
    """A labelled set: documents by id, their vectors (n, d) and true classes."""

    name: str
    documents: list[Document]
    vectors: NDArray[np.float32]
    classes: NDArray[np.str_]

    def part(self, rows: Sequence[int] | NDArray[np.intp]) -> tuple[list[Document], NDArray[np.float32]]:
        return [self.documents[row] for row in rows], self.vectors[list(rows)]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sets", nargs="+", choices=SETS, default=list(SETS))
    parser.add_argument("--classes", type=int, default=100, help="classes withheld for novelty (default: %(default)s)")
    parser.add_argument("--scale", type=int, metavar="N", help="time a fit on N articles made up from vectors alone")
    options = parser.parse_args()
    if options.scale:
        _scale(options.scale)
        return 0
    for name in options.sets:
        rows = material.rows(SETS[name])
        if rows is None:
            return material.missing()
        gold = _gold(name, rows)
        print(f"\n{name}: {len(gold.documents)} articles, {len(set(gold.classes))} classes", flush=True)
        _quality(gold)
        _order(gold)
        _growth(gold)
        _novelty(gold, most=options.classes)
    return 0


def _gold(name: str, rows: list[dict[str, Any]]) -> Gold:
    documents = material.documents(rows)
    label = {str(row["id"]): str(row["label"]) for row in rows}
    return Gold(name, documents, material.vectors(documents), np.array([label[each.id] for each in documents]))


def _fit(documents: list[Document], vectors: NDArray[np.float32], k: int | None = None) -> TopicModel:
    return model.fit(Corpus.of(documents, vectors), encoder="bench", when=WHEN, k=k)


def _quality(gold: Gold) -> None:
    k = len(set(gold.classes))
    _, points, _ = features.fit(gold.documents, gold.vectors, encoder="bench")
    latent = features.unit(points[:, : points.shape[1] - gold.vectors.shape[1]])
    for label, space in (("TF-IDF+SVD k-means", latent), ("encoder k-means", gold.vectors)):
        scores = [_nmi(gold.classes, peers.k_means(space, k, seed=seed)) for seed in PEER_SEEDS]
        print(f"  true k      {label:<20} NMI {np.mean(scores):.3f}", flush=True)
    print(f"  true k      {'upswell':<20} NMI {_nmi(gold.classes, cluster.partition(points, k)):.3f}", flush=True)
    found = _strongest(_fit(gold.documents, gold.vectors))
    _print_found("upswell", gold, found)
    recipe = peers.umap_hdbscan(gold.vectors)
    if recipe is not None:
        _print_found("UMAP+HDBSCAN", gold, recipe)


def _print_found(name: str, gold: Gold, found: NDArray[np.int64]) -> None:
    apart = peers.singletons(found)
    print(
        f"  k found     {name:<20} NMI {_nmi(gold.classes, apart):.3f}  ARI "
        f"{adjusted_rand_score(gold.classes, apart):.3f}  k {found.max() + 1}  unassigned {np.mean(found < 0):.1%}",
        flush=True,
    )


def _nmi(expected: NDArray[np.str_], found: NDArray[np.int64]) -> float:
    return float(normalized_mutual_info_score(expected, found))


def _strongest(fitted: TopicModel) -> NDArray[np.int64]:
    return fitted.members[:, 0].astype(np.int64)


def _order(gold: Gold) -> None:
    first = _fit(gold.documents, gold.vectors)
    again = _fit(*gold.part(np.random.default_rng(1).permutation(len(gold.documents))))
    same = first.assignments() == again.assignments() and first.topics == again.topics
    print(f"  shuffled    ARI {adjusted_rand_score(_strongest(first), _strongest(again)):.4f}, identical: {same}")


def _growth(gold: Gold) -> None:
    """Nine tenths and then the last tenth, for random tenths; and the nine alone again, with and without a refit."""
    full = _nmi(gold.classes, _strongest(_fit(gold.documents, gold.vectors)))
    for seed in GROWTH_SEEDS:
        order = np.random.default_rng(seed).permutation(len(gold.documents))
        cut = round(0.9 * len(order))
        before = _fit(*gold.part(order[:cut]))
        start = time.perf_counter()
        after = growth.update(before, *gold.part(order[cut:]), when=WHEN)
        seconds = time.perf_counter() - start
        kept, held = _homes(before), _homes(after)
        print(
            f"  90 % + 10 % old articles that keep their topic "
            f"{np.mean([held[article] == topic for article, topic in kept.items()]):.1%}, "
            f"NMI {_nmi(gold.classes, _strongest(after)):.3f} (full refit {full:.3f}), "
            f"{len(after.topics) - len(before.topics)} born, {seconds:.1f} s",
            flush=True,
        )
        whole = refit.refit(before, Corpus.of(gold.documents, gold.vectors), encoder="bench", when=WHEN)
        back = refit.refit(whole, Corpus.of(*gold.part(order[:cut])), encoder="bench", when=WHEN)
        print(
            f"  90 % again  memberships and weights as before: "
            f"{after.assignments(kept) == _as_of(after, before.assignments())}; after a refit with all and one "
            f"without the tenth ARI {adjusted_rand_score(_strongest(before), _strongest(back)):.4f}",
            flush=True,
        )


def _as_of(later: TopicModel, assignments: list[Assignment]) -> list[Assignment]:
    """The assignments as a later run says them."""
    return [replace(each, run_id=later.run_id) for each in assignments]


def _homes(fitted: TopicModel) -> dict[str, int]:
    return dict(zip(fitted.article_ids, _strongest(fitted).tolist(), strict=True))


def _novelty(gold: Gold, *, most: int) -> None:
    """Each class (or `most` of them, spread over the sizes) withheld, then added."""
    sizes = [name for name, _ in Counter(gold.classes.tolist()).most_common()]
    if len(sizes) > most:
        sizes = [sizes[round(at)] for at in np.linspace(0, len(sizes) - 1, most)]
    smallest = cluster.minimum_size(len(gold.documents))
    shares, able, most_moved = [], [], 0.0
    for withheld in sizes:
        late = np.flatnonzero(gold.classes == withheld)
        before = _fit(*gold.part(np.flatnonzero(gold.classes != withheld)))
        after = growth.update(before, *gold.part(late), when=WHEN)
        held, kept = _homes(after), _homes(before)
        fresh = np.mean([held[gold.documents[row].id] >= len(before.topics) for row in late])
        left = np.mean([held[article] != topic for article, topic in kept.items()])
        shares.append(fresh)
        able.append(len(late) >= smallest)
        most_moved = max(most_moved, float(left))
        print(f"  withheld    {withheld:<26} {len(late):>5} articles  in new topics {fresh:6.1%}  old moved {left:.1%}")
    found = np.array(shares)
    print(
        f"  withheld    median in new topics {np.median(found):.1%} of {len(found)} classes, "
        f"{np.median(found[able]):.1%} of the {sum(able)} of at least {smallest}; old moved at most {most_moved:.1%}",
        flush=True,
    )


def _scale(n: int) -> None:
    """Times a fit on made-up articles of 200 subjects, and the assignment of a tenth more."""
    rng = np.random.default_rng(0)
    subjects = rng.normal(size=(200, 384))
    owner = rng.integers(0, len(subjects), size=n + n // 10)
    vectors = features.unit((subjects[owner] + 1.5 * rng.normal(size=(len(owner), 384))).astype(np.float32))
    draws = rng.integers(0, 60, size=(len(owner), 30))
    documents = [
        Document(f"{row:07d}", f"subject{subject} report", " ".join(f"word{subject}x{draw}" for draw in draws[row]))
        for row, subject in enumerate(owner)
    ]
    start = time.perf_counter()
    fitted = _fit(documents[:n], vectors[:n])
    middle = time.perf_counter()
    growth.update(fitted, documents[n:], vectors[n:], when=WHEN)
    end = time.perf_counter()
    print(
        f"{n} articles: fit {middle - start:.0f} s ({len(fitted.topics)} topics), {n // 10} more {end - middle:.0f} s, "
        f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20:.1f} GB at most"
    )


if __name__ == "__main__":
    raise SystemExit(main())
