"""Articles of planted subjects whose vectors are known."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits

from analytics.topics.features import unit
from analytics.types import Document

START = datetime(2026, 1, 5, tzinfo=UTC)
SUBJECTS = ("agentic search", "retail media", "brand safety", "loyalty programmes", "connected TV", "clean rooms")


@dataclass(frozen=True)
class Planted:
    """Documents sorted by id, vectors (n, 32) around one axis a subject, and each one's subject."""

    documents: list[Document]
    vectors: NDArray[np.float32]
    subjects: list[str]

    def rows(self, rows: list[int]) -> tuple[list[Document], NDArray[np.float32]]:
        return [self.documents[row] for row in rows], self.vectors[rows]

    def of(self, subject: str) -> list[int]:
        return [row for row, each in enumerate(self.subjects) if each == subject]

    def but(self, subject: str) -> list[int]:
        return [row for row, each in enumerate(self.subjects) if each != subject]

    def undated(self) -> Planted:
        return Planted([replace(each, published=None) for each in self.documents], self.vectors, self.subjects)


@pytest.fixture(autouse=True, scope="package")
def one_thread() -> Iterator[None]:
    """Matrices are small here: threads would wait for each other on a busy machine."""
    with threadpool_limits(1):
        yield


Plant = Callable[..., Planted]


@pytest.fixture
def plant() -> Plant:
    """A function of how many articles each subject gets and how many subjects there are."""

    def make(each: int = 40, subjects: int = 6, *, days: float = 1.0) -> Planted:
        draw, noise = random.Random(5), np.random.default_rng(5)
        axes = np.eye(len(SUBJECTS), 32, dtype=np.float32)
        documents, rows, owners = [], [], []
        for number in range(each * subjects):
            subject = number % subjects
            name = SUBJECTS[subject]
            words = " ".join(f"{name.split()[0].lower()}{draw.randrange(30)}" for _ in range(20))
            published = START + timedelta(days=days * (number // subjects))
            text = f"Many people talk about {name} and {words}."
            documents.append(Document(f"a{number:04d}", f"{number} words on {name}", text, published))
            rows.append(axes[subject] + 0.12 * noise.normal(size=32))
            owners.append(name)
        return Planted(documents, unit(np.array(rows, dtype=np.float32)), owners)

    return make
