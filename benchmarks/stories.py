"""Stories beside lexical linkage, k-means at the true number and UMAP+HDBSCAN: `python run.py bench stories`."""

from __future__ import annotations

import json
import random
import time
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.metrics import adjusted_rand_score

from analytics.stories import copies, events
from analytics.topics import features
from analytics.types import Document, Story
from benchmarks import material, peers

JUDGED = Path(__file__).parent / "judged" / "ridehome-stories.jsonl"


def main() -> int:
    rows = material.rows("events-uci-news/docs.dev.jsonl.gz")
    links = material.rows("ridehome-links/ridehome.jsonl.gz", folder="corpora")
    ratings = material.rows("similarity-lee50/docs.jsonl.gz")
    if rows is None or links is None or ratings is None:
        return material.missing()
    _events(rows)
    _spans(links)
    _similarity(ratings)
    return 0


def _events(rows: list[dict[str, Any]]) -> None:
    """Headlines without times and in random order: both give the answer away."""
    random.Random(3).shuffle(rows)  # noqa: S311 -- a reproducible order, no secret
    for row in rows:
        row["source"] = row["publisher"]
    documents = material.documents(rows)
    truth = {str(row["id"]): str(row["story"]) for row in rows}
    expected = [truth[document.id] for document in documents]
    vectors = material.vectors(documents)
    _, points, _ = features.fit(documents, vectors, encoder="bench")
    latent = features.unit(points[:, : points.shape[1] - vectors.shape[1]])
    found = _found(documents, vectors)
    order = list(reversed(range(len(documents))))
    again = _found([documents[row] for row in order], vectors[order])
    _print("upswell", expected, found)
    words = events.similarity(documents, np.zeros((len(documents), 0), np.float32))
    _print("average linkage, TF-IDF, .90", expected, peers.average_linkage(words, 0.9).tolist())
    _print("TF-IDF+SVD+k-means, true k", expected, peers.k_means(latent, len(set(expected))).tolist())
    recipe = peers.umap_hdbscan(vectors)
    if recipe is not None:
        _print("UMAP+HDBSCAN", expected, peers.singletons(recipe).tolist())
    print(f"input in another order: ARI {adjusted_rand_score(found, again[::-1]):.4f}")


def _found(documents: Sequence[Document], vectors: NDArray[np.float32]) -> list[str]:
    copy_of = {link.article_id: link.copy_of for link in copies.resolve(documents)}
    stories = events.cluster(documents, vectors, copies=copy_of)
    story_of = {article: story.id for story in stories for article in story.article_ids}
    return [story_of[document.id] for document in documents]


def _print(name: str, expected: Sequence[Any], found: Sequence[Any]) -> None:
    precision, recall = _b_cubed(expected, found)
    harmonic = 2 * precision * recall / (precision + recall)
    print(
        f"{name:<30} B3 F1 {harmonic:.3f} (P {precision:.3f} R {recall:.3f})  "
        f"ARI {adjusted_rand_score(expected, found):.3f}  {len(set(found))} stories"
    )


def _b_cubed(expected: Sequence[Any], found: Sequence[Any]) -> tuple[float, float]:
    """B-cubed precision and recall (Bagga and Baldwin, 1998)."""
    wanted, got, both = Counter(expected), Counter(found), Counter(zip(expected, found, strict=True))
    total = len(expected)
    precision = sum(count * count / got[pair[1]] for pair, count in both.items()) / total
    recall = sum(count * count / wanted[pair[0]] for pair, count in both.items()) / total
    return precision, recall


def _spans(rows: list[dict[str, Any]]) -> None:
    """How long stories of a one-field corpus last, in days."""
    dated = [
        Document(
            str(row["id"]),
            row.get("title") or "",
            "",
            datetime.fromisoformat(row["published"]).replace(tzinfo=UTC),
            row.get("source") or "",
        )
        for row in rows
    ]
    documents = sorted(dated, key=lambda document: document.id)
    vectors = material.vectors(documents)
    start = time.perf_counter()
    copy_of = {link.article_id: link.copy_of for link in copies.resolve(documents)}
    stories = events.cluster(documents, vectors, copies=copy_of)
    seconds = time.perf_counter() - start
    when = {document.id: document.published for document in documents}
    days = []
    for story in stories:
        dates = [moment for article in story.article_ids if (moment := when[article])]
        days.append((max(dates) - min(dates)).days)
    sizes = sorted((len(story.article_ids) for story in stories), reverse=True)
    print(
        f"ridehome-links: {len(documents)} links, {len(stories)} stories, {sum(size > 1 for size in sizes)} of two or "
        f"more, largest {sizes[0]}, longest {max(days)} days, {len(documents) / seconds:,.0f} links/s"
    )
    _judged(stories)


def _judged(stories: Sequence[Story]) -> None:
    """A sample of 100 stories of two or more, read by a person: which of their articles are on another event."""
    sample = [json.loads(line) for line in JUDGED.read_text("utf-8").splitlines()]
    astray, total = (sum(len(each[kind]) for each in sample) for kind in ("astray", "articles"))
    found = {frozenset(story.article_ids) for story in stories}
    print(
        f"judged: {sum(not each['astray'] for each in sample)} of {len(sample)} stories are of one event, "
        f"{1 - astray / total:.3f} of their articles; {sum(frozenset(each['articles']) in found for each in sample)} "
        "of them are found as they were judged"
    )


def _similarity(rows: list[dict[str, Any]]) -> None:
    documents = [Document(f"{row['id']:02d}", "", row["text"]) for row in rows]
    judged = np.array([row["similarity_row"] for row in rows])
    ours = events.similarity(documents, material.vectors(documents))
    upper = np.triu_indices(len(documents), 1)
    print(f"similarity-lee50: Pearson r {np.corrcoef(ours[upper], judged[upper])[0, 1]:.3f} (humans .605)")


if __name__ == "__main__":
    raise SystemExit(main())
