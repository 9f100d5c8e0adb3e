"""Recall and precision on edited copies, beside MinHash's plain resemblance: `python run.py bench copies`."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator, Sequence

from analytics.enrich.words import words
from analytics.stories import copies
from analytics.types import Document
from benchmarks import material

RATES = (0.01, 0.05, 0.10, 0.15)
ORIGINALS = 600
BOILERPLATE = (
    "You are reading a free article. Sign up for our newsletter and get the stories that matter every morning. "
    "All rights reserved. This material may not be published, broadcast, rewritten or redistributed."
)
RESEMBLANCE = 0.3


def main() -> int:
    rows = material.rows("topics-bbc/docs.jsonl.gz")
    if rows is None:
        return material.missing()
    originals = [Document(f"{row['id']}", str(row["title"]), str(row["text"])) for row in rows]
    rng = random.Random(7)  # noqa: S311 -- a reproducible corpus, no secret
    vocabulary = sorted({word for original in originals[:200] for word in words(original.text)})
    edited = list(_edited(originals[:ORIGINALS], vocabulary, rng))
    documents = [*originals, *(copy for copy, _, _ in edited)]
    start = time.perf_counter()
    links = {link.article_id: link.copy_of for link in copies.resolve(documents)}
    seconds = time.perf_counter() - start
    group = {document.id: links.get(document.id, document.id) for document in documents}
    # Pairs that the corpus itself holds are no edits of ours; they are left out of the precision.
    natural = {link.article_id: link.copy_of for link in copies.resolve(originals)}
    home = {original.id: natural.get(original.id, original.id) for original in originals}
    found = sum(group[copy.id] == group[source] for copy, source, _ in edited)
    wrong = sum(
        group[copy.id] != copy.id and not any(group[other] == group[copy.id] for other in (source, home[source]))
        for copy, source, _ in edited
    )
    print(f"{len(documents)} texts, {len(edited)} edited copies, {len(documents) / seconds:,.0f} texts/s")
    print(f"upswell   recall {found / len(edited):.3f}  precision {found / max(found + wrong, 1):.3f}")
    for label in sorted({label for _, _, label in edited}):
        those = [(copy, source) for copy, source, made in edited if made == label]
        print(f"  {label:<24} recall {sum(group[copy.id] == group[source] for copy, source in those) / len(those):.3f}")
    plain = [_resemblance(copy, next_) >= RESEMBLANCE for copy, next_ in _pairs(edited, originals)]
    print(f"resemblance of 5-word shingles >= {RESEMBLANCE}, exact: recall {sum(plain) / len(plain):.3f}")
    return 0


def _edited(
    originals: Sequence[Document], vocabulary: Sequence[str], rng: random.Random
) -> Iterator[tuple[Document, str, str]]:
    """Copies with changed words, a new headline, boilerplate on every second and a cut end on every fifth."""
    for number, original in enumerate(originals):
        rate = RATES[number % len(RATES)]
        tokens = [rng.choice(vocabulary) if rng.random() < rate else token for token in original.text.split()]
        label = f"{rate:.0%} of words"
        if number % 5 == 4:
            tokens = tokens[: round(0.6 * len(tokens))]
            label = "first 60 % and edits"
        text = " ".join(tokens) + (f"\n{BOILERPLATE}" if number % 2 else "")
        yield Document(f"copy-{number}", f"Report {rng.choice(vocabulary)}", text), original.id, label


def _pairs(
    edited: Sequence[tuple[Document, str, str]], originals: Sequence[Document]
) -> Iterator[tuple[Document, Document]]:
    by_id = {original.id: original for original in originals}
    for copy, source, _ in edited:
        yield copy, by_id[source]


def _resemblance(first: Document, second: Document) -> float:
    left, right = (
        set(zip(*(words(each.text)[shift:] for shift in range(5)), strict=False)) for each in (first, second)
    )
    return len(left & right) / max(len(left | right), 1)


if __name__ == "__main__":
    raise SystemExit(main())
