"""Invented articles as Markdown files, their words as unequally frequent as those of a language."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import numpy as np

from benchmarks.stock import Stock, zipf

WORDS, SENTENCE = 350, 18
# As many different words as some hundred thousand articles have; the most frequent one is one in sixteen.
VOCABULARY = 200_000
# One article in so many repeats the one before it under another title.
REPEATED = 20


def write_notes(folder: Path, stock: Stock, count: int, *, days: int = 14) -> None:
    """Articles of 350 words whose dates are spread over the last `days`; another call writes others."""
    folder.mkdir(parents=True)
    random = np.random.default_rng()
    share = zipf(VOCABULARY, 1.05, head=3)
    text = ""
    for number in range(count):
        drawn = np.searchsorted(share, random.random(WORDS))
        if number % REPEATED or not text:
            text = " ".join(_sentence(drawn[begin : begin + SENTENCE]) for begin in range(0, WORDS, SENTENCE))
        date = stock.now - timedelta(days=days * (number + 1) / (count + 1))
        front = (
            f"title: {_sentence(drawn[:7])[:-1]} {number}\ndate: {date.isoformat()}\n"
            f"url: https://p0.example/{folder.name}/{number}\nsource: Publication {number % stock.sources:03}"
        )
        (folder / f"{number:06}.md").write_text(f"---\n{front}\n---\n\n{text}\n", encoding="utf-8")


def _sentence(words: np.ndarray[tuple[int], np.dtype[np.int64]]) -> str:
    return " ".join(f"word{word}" for word in words).capitalize() + "."
