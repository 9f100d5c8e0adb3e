"""The vectors of articles: kept as they are rounded, read as they are compared."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, delete, insert, select

from analytics.store.schema import article, vector
from analytics.store.stages import finish, open_between


def keep(connection: Connection, keys: Sequence[int], vectors: NDArray[np.float16], *, made_by: int) -> None:
    """Keeps the vectors (n, d) of a batch of articles."""
    connection.execute(delete(vector).where(vector.c.article_key.in_(keys)))
    rows = [
        {"article_key": key, "version_key": made_by, "data": row.tobytes()}
        for key, row in zip(keys, vectors, strict=True)
    ]
    if rows:
        connection.execute(insert(vector), rows)
    finish(connection, "embedded", keys, made_by)


def read(connection: Connection, keys: Sequence[int]) -> NDArray[np.float32]:
    """The vectors of articles, (n, d), L2-normalised again after their rounding; all must have one."""
    held = select(vector.c.article_key, vector.c.data)
    rows = np.zeros((len(keys), 0), dtype=np.float32)
    for begin in range(0, len(keys), 10_000):
        chunk = keys[begin : begin + 10_000]
        data = dict(connection.execute(held.where(vector.c.article_key.in_(chunk))).all())
        part = _unit_rows([data[key] for key in chunk])
        if begin == 0:
            rows = np.empty((len(keys), part.shape[1]), dtype=np.float32)
        rows[begin : begin + len(chunk)] = part
    return rows


def read_between(connection: Connection, start: datetime, end: datetime) -> tuple[list[int], NDArray[np.float32]]:
    """The keys of `stages.published_between` and their vectors, as `read` gives them."""
    query = select(vector.c.article_key, vector.c.data).join(article, article.c.key == vector.c.article_key)
    found = connection.execute(query.where(*open_between(start, end))).all()
    return [key for key, _ in found], _unit_rows([data for _, data in found])


def _unit_rows(stored: Sequence[bytes]) -> NDArray[np.float32]:
    whole = np.frombuffer(b"".join(stored), dtype=np.float16).reshape(len(stored), -1 if stored else 0)
    rows = whole.astype(np.float32)
    norms = np.linalg.norm(rows, axis=1, keepdims=True)
    np.divide(rows, norms, out=rows, where=norms > 0)
    return rows
