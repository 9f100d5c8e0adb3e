"""Measuring material beside the project, and vectors kept from run to run."""

from __future__ import annotations

import gzip
import hashlib
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from analytics import settings
from analytics.topics.embed import load_encoder, passage
from analytics.types import Document

SHARED = settings.PROJECT.parent / "shared"


def rows(name: str, *, folder: str = "gold") -> list[dict[str, Any]] | None:
    """The objects of a gzipped JSON Lines file, None where the material is not there."""
    path = SHARED / folder / name
    if not path.exists():
        return None
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def missing() -> int:
    """Says that there is nothing to measure on."""
    print(f"the measuring material is not in {SHARED}: nothing was measured", file=sys.stderr)
    return 1


def documents(found: Sequence[dict[str, Any]]) -> list[Document]:
    """Documents without dates, sorted by id."""
    made = [
        Document(str(row["id"]), row.get("title") or "", row.get("text") or row.get("summary") or "") for row in found
    ]
    return sorted(made, key=lambda document: document.id)


def vectors(of: Sequence[Document]) -> NDArray[np.float32]:
    """The encoder's vectors, shape (n, d), encoded once and then read from `data/local/vectors`."""
    chosen = settings.load()
    encoder = load_encoder(chosen)
    passages = [passage(document.title, document.text) for document in of]
    key = hashlib.blake2b("\x00".join([encoder.version, *passages]).encode(), digest_size=12).hexdigest()
    path: Path = settings.DATA / "local" / "vectors" / f"{key}.npy"
    if path.exists():
        stored: NDArray[np.float32] = np.load(path, allow_pickle=False)
        return stored
    print(f"encoding {len(of)} texts", file=sys.stderr)
    made = encoder.encode(passages)
    path.parent.mkdir(parents=True, exist_ok=True)
    np.save(path, made)
    return made
