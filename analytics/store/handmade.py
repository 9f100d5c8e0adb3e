"""Topics that people make: split from another one, or tracked by phrases and examples. Who belongs to them."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import ColumnElement, Connection, delete, insert, or_, select

from analytics.store.database import Store
from analytics.store.schema import article, example, vector
from analytics.topics.examples import alike
from analytics.types import Decision

BATCH = 10_000


def new_topic(each: Decision) -> dict[str, Any] | None:
    """The topic that a decision makes, None for most."""
    if each.kind not in ("split", "track"):
        return None
    label = str(each.details["label"])
    return {
        "id": each.topic_id if each.kind == "track" else split_id(each.topic_id, label),
        "label": label,
        "found_label": label,
        "status": "active",
        "found_status": "active",
        "terms": list(each.details.get("phrases", ())),
        "parent": None,
        "tracked": each.kind == "track",
        "description": None,
        "representatives": [],
        "born": each.at,
    }


def new_topics(made: Sequence[Decision]) -> dict[str, dict[str, Any]]:
    """The topics that decisions make, by id; one that several of them make has the phrases of all."""
    topics: dict[str, dict[str, Any]] = {}
    for each in made:
        new = new_topic(each)
        if new is not None:
            known = topics.setdefault(new["id"], new)
            known["terms"] = list(dict.fromkeys([*known["terms"], *new["terms"]]))
    return topics


def split_id(topic_id: str, label: str) -> str:
    return f"{topic_id}-split-{_digest(label)}"


def tracked_id(label: str) -> str:
    return f"tracked-{_digest(label)}"


def _digest(label: str) -> str:
    return hashlib.blake2s(
        " ".join(label.casefold().split()).encode("utf-8", "surrogatepass"), digest_size=5
    ).hexdigest()


def made_by_hand(topic_id: ColumnElement[str]) -> ColumnElement[bool]:
    """Whether a person made the topic and no model did."""
    return or_(topic_id.like("tracked-%"), topic_id.like("%-split-%"))


def named(connection: Connection, each: Decision, keys: Sequence[int] | None = None) -> set[int]:
    """Which articles, of `keys` or of all, a person put into the topic one by one."""
    ids = each.details.get("articles" if each.kind == "split" else "examples", ())
    query = select(article.c.key).where(article.c.id.in_(list(ids)))
    return set(connection.scalars(query if keys is None else query.where(article.c.key.in_(keys))))


def matching(connection: Connection, store: Store, each: Decision, keys: Sequence[int] | None = None) -> set[int]:
    """Which articles, of `keys` or of all, hold one of the topic's phrases or are alike to its examples."""
    found: set[int] = set()
    for words in each.details.get("phrases", ()):
        unquoted = words.replace('"', " ")
        rows = store.dialect.search(f'"{unquoted}"').subquery()
        query = select(rows.c.article_key)
        found.update(connection.scalars(query if keys is None else query.where(rows.c.article_key.in_(keys))))
    if each.kind == "track":
        for made_by, examples in _examples(connection, each):
            found.update(_alike(connection, examples, made_by, keys))
    return found


def remember(
    connection: Connection, sentences: Sequence[str], vectors: NDArray[np.floating[Any]], *, made_by: int
) -> None:
    """Keeps the vectors (n, d) of example sentences, made by the encoder of version `made_by`."""
    connection.execute(delete(example).where(example.c.sentence.in_(sentences)))
    rows = {
        sentence: {"sentence": sentence, "version_key": made_by, "data": row.astype(np.float16).tobytes()}
        for sentence, row in zip(sentences, vectors, strict=True)
    }
    if rows:
        connection.execute(insert(example), list(rows.values()))


def outdated(connection: Connection, *, made_by: int) -> list[str]:
    """Example sentences whose vectors are of another encoder than `made_by`."""
    query = select(example.c.sentence).where(example.c.version_key != made_by).order_by(example.c.sentence)
    return list(connection.scalars(query))


def _examples(connection: Connection, each: Decision) -> Iterator[tuple[int, NDArray[np.float32]]]:
    """The vectors of the examples, for each encoder that made some: its version and the rows (n, d)."""
    rows: dict[int, list[NDArray[np.float16]]] = defaultdict(list)
    listed = select(article.c.key).where(article.c.id.in_(list(each.details.get("examples", ()))))
    said = list(each.details.get("sentences", ()))
    for query in (
        select(vector.c.version_key, vector.c.data).where(vector.c.article_key.in_(listed)),
        select(example.c.version_key, example.c.data).where(example.c.sentence.in_(said)),
    ):
        for made_by, data in connection.execute(query):
            rows[made_by].append(np.frombuffer(data, dtype=np.float16))
    for made_by, found in sorted(rows.items()):
        yield made_by, np.stack(found).astype(np.float32)


def _alike(
    connection: Connection, examples: NDArray[np.float32], made_by: int, keys: Sequence[int] | None
) -> Iterator[int]:
    query = select(vector.c.article_key, vector.c.data).where(vector.c.version_key == made_by)
    if keys is not None:
        query = query.where(vector.c.article_key.in_(keys))
    for part in connection.execute(query).partitions(BATCH):
        vectors = np.stack([np.frombuffer(row.data, dtype=np.float16) for row in part]).astype(np.float32)
        yield from (row.article_key for row, is_alike in zip(part, alike(vectors, examples), strict=True) if is_alike)
