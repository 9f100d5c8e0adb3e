"""The space in which topics live: sentence vectors beside latent semantic ones.

TF-IDF reduced by a truncated SVD (Deerwester et al., 1990); each half has unit length, and in long texts equal say.
The encoder's half never changes; the lexical half is fitted once and then kept with the topics.
"""

from __future__ import annotations

import re
from array import array
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.decomposition import TruncatedSVD
from sklearn.feature_extraction.text import TfidfVectorizer

from analytics.enrich.words import content_words
from analytics.types import Document

Floats = NDArray[np.float32]

COMPONENTS = 100
VOCABULARY = 30_000
WORDS_READ = 400
# Of a text no more is read here or where topics are named.
CHARACTERS_READ = 8 * WORDS_READ
# The median number of content words from which both halves weigh the same, and the least weight of the lexical one.
LONG_TEXT, LEAST_LEXICAL = 200, 0.5
# Rows that are computed at once.
BLOCK = 4096
# The mean of fewer documents is mostly chance.
FEWEST_CENTRED = 50
_SAYS = re.compile(r"[^\W_]")


@dataclass(frozen=True, slots=True)
class Space:
    """A fitted space. `idf` has a weight a word, `components` a row a word: shapes (words,), (words, latent).

    `lexical` is the weight of the latent half beside the encoder's. `centre` (d,) is the mean of the corpus, which is
    taken away: what all articles of a narrow field have in common would else make its topics one.
    """

    vocabulary: tuple[str, ...]
    idf: Floats
    components: Floats
    lexical: float
    encoder: str
    centre: Floats

    def project(self, documents: Sequence[Document], vectors: Floats) -> Floats:
        """Features of the documents, one row of unit length each (a document without words or vector: zeros).

        `vectors` come from the encoder that the space was fitted with, shape (n, d).
        """
        index = {word: column for column, word in enumerate(self.vocabulary)}
        # Bare numbers: many texts hold tens of millions.
        columns, data, ends = array("i"), array("i"), array("i", [0])
        for document in documents:
            counts = Counter(index[word] for word in tokens(document) if word in index)
            columns.extend(counts)
            data.extend(counts.values())
            ends.append(len(columns))
        shape = (len(documents), len(self.vocabulary))
        weights = csr_matrix(
            (1 + np.log(np.array(data, dtype=np.float32)), np.array(columns), np.array(ends)), shape=shape
        )
        return self.points(documents, csr_matrix(weights.multiply(self.idf)), vectors)

    def points(self, documents: Sequence[Document], weights: csr_matrix, vectors: Floats) -> Floats:
        """Features of documents whose TF-IDF `weights` (n, words) are known, up to a factor a row."""
        found = np.empty((len(documents), self.components.shape[1] + vectors.shape[1]), dtype=np.float32)
        for begin in range(0, len(documents), BLOCK):
            part = slice(begin, begin + BLOCK)
            found[part] = self._points(documents[part], weights[part], vectors[part])
        return found

    def _points(self, documents: Sequence[Document], weights: csr_matrix, vectors: Floats) -> Floats:
        latent = unit(np.asarray(weights @ self.components, dtype=np.float32))
        rows = unit(np.hstack([np.float32(self.lexical) * latent, vectors.astype(np.float32)]))
        # Encoders place all empty texts at one point, where they would be a topic.
        rows[[not _SAYS.search(document.title) and not _SAYS.search(document.text) for document in documents]] = 0
        return unit(np.where(rows.any(axis=1, keepdims=True), rows - self.centre, rows))


def tokens(document: Document) -> list[str]:
    """The words that speak for a document: those of its title and of the start of its text."""
    return content_words(f"{document.title} {document.text[:CHARACTERS_READ]}")[:WORDS_READ]


def fit(documents: Sequence[Document], vectors: Floats, *, encoder: str) -> tuple[Space, Floats, csr_matrix]:
    """The space of a corpus, its features in it and its TF-IDF weights, (n, words).

    The order of the documents matters: sort them first.
    """
    lengths: list[int] = []

    def read(document: Document) -> list[str]:
        found = tokens(document)
        lengths.append(len(found))
        return found

    vectorizer = TfidfVectorizer(
        analyzer=read,
        sublinear_tf=True,
        min_df=2 if len(documents) > 50 else 1,
        max_df=0.5,
        max_features=VOCABULARY,
        dtype=np.float32,
    )
    weights, size = csr_matrix(np.zeros((len(documents), 0), dtype=np.float32)), 0
    with suppress(ValueError):  # no word, or none that two documents share
        weights = csr_matrix(vectorizer.fit_transform(documents))
        size = min(COMPONENTS, min(weights.shape) - 1)
    # Word statistics of short texts say little beside an encoder's.
    lexical = float(np.clip(np.median(lengths) / LONG_TEXT, LEAST_LEXICAL, 1)) if lengths else 1.0
    space = Space((), np.zeros(0, np.float32), np.zeros((0, 0), np.float32), lexical, encoder, np.zeros(1, np.float32))
    if size >= 1:
        svd = TruncatedSVD(size, n_iter=4, random_state=0).fit(weights)
        components = np.ascontiguousarray(svd.components_.T, dtype=np.float32)
        words = tuple(vectorizer.get_feature_names_out())
        space = replace(space, vocabulary=words, idf=vectorizer.idf_.astype(np.float32), components=components)
    else:
        weights = csr_matrix(np.zeros((len(documents), 0), dtype=np.float32))
    if len(documents) >= FEWEST_CENTRED:
        space = replace(space, centre=space.points(documents, weights, vectors).mean(axis=0))
    return space, space.points(documents, weights, vectors), weights


def unit(rows: Floats) -> Floats:
    """Rows scaled to length 1; zeros stay zeros."""
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    scaled: Floats = np.divide(rows, lengths, out=np.zeros_like(rows), where=lengths > 0)
    return scaled
