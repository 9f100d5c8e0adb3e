"""What the models would have found in a store of invented articles, and all that a refresh leaves behind beside it."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import insert, update

from analytics.pipeline import refresh
from analytics.settings import Settings
from analytics.store import Store, embeddings, open_store, sources, stages, topics
from analytics.store.schema import article, progress, shingle
from analytics.topics import growth, model, state
from analytics.topics.corpus import Corpus
from analytics.topics.embed import load_encoder
from benchmarks.stock import Stock
from ingest.article import FetchState

WIDTH, SUBJECTS = 384, 150
HASHES = 8
FITTED = 10_000
AT_ONCE = 10_000


def versions(store: Store, settings: Settings) -> dict[stages.Stage, int]:
    """The number of each stage's version by which a refresh with these settings finds nothing to do."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        empty = open_store(replace(settings, home=home, database_url=f"sqlite:///{home / 'empty.db'}"))
        refresh(empty, replace(settings, home=home), now=Stock(0).now)
        with empty.read() as connection:
            names = {stage: list(stages.versions(connection, stage).values()) for stage in ALL}
        empty.close()
    return {stage: stages.version_key(store, stage, name) for stage, (name,) in names.items()}


ALL: tuple[stages.Stage, ...] = ("folded", "enriched", "scored", "embedded", "joined", "assigned")


def read_by_models(store: Store, settings: Settings, *, but_for: int = 0) -> None:
    """Gives each folded article, but for the last few, an invented vector and marks it as enriched."""
    made_by = versions(store, settings)
    with store.read() as connection:
        pending = stages.pending(connection, "embedded", made_by["embedded"])
    keys = pending[: len(pending) - but_for]
    random = np.random.default_rng(1)
    centres = random.normal(size=(SUBJECTS, WIDTH))
    for begin in range(0, len(keys), AT_ONCE):
        batch = keys[begin : begin + AT_ONCE]
        with store.write() as connection:
            embeddings.keep(connection, batch, _vectors(centres, len(batch), random), made_by=made_by["embedded"])
            stages.finish(connection, "enriched", batch, made_by["enriched"])


def has_been_refreshed(store: Store, settings: Settings, stock: Stock) -> None:
    """Gives a filled store vectors, stories, hashes of its texts, visited feeds and topics to grow from; once."""
    made_by = versions(store, settings)
    with store.read() as connection:
        keys = stages.pending(connection, "assigned", made_by["assigned"])
    if len(keys) < stock.articles:
        with store.write() as connection:
            # By earlier models, perhaps: they are not what is measured.
            connection.execute(update(progress).values(made_by))
        return
    read_by_models(store, settings)
    _index_texts(store, keys)
    with store.write() as connection:
        connection.execute(update(article).values(story=article.c.id))
        connection.execute(update(progress).values(made_by))
        for number in range(stock.sources):
            visited = FetchState(f"s{number}", next_fetch=datetime(2999, 1, 1, tzinfo=UTC))
            sources.remember_fetch(connection, store, visited)
    fitted = keys[:: max(1, len(keys) // FITTED)]
    with store.read() as connection:
        read, vectors = stages.documents(connection, fitted), embeddings.read(connection, fitted)
    found = model.fit(Corpus.of(read, vectors), encoder=load_encoder(settings).version, when=stock.now)
    with store.write() as connection:
        topics.replace_topics(connection, store, [*found.themes, *found.topics])
    state.save(growth.condensed(replace(found, fitted_size=len(keys))), settings.home / "topics")


def _index_texts(store: Store, keys: Sequence[int]) -> None:
    random = np.random.default_rng(2)
    hashes = np.sort(random.integers(-(2**63), 2**63 - 1, HASHES * len(keys), dtype=np.int64))
    owners = random.permutation(np.repeat(np.array(keys), HASHES))
    with store.write() as connection:
        for begin in range(0, len(hashes), AT_ONCE):
            part = slice(begin, begin + AT_ONCE)
            pairs = zip(hashes[part].tolist(), owners[part].tolist(), strict=True)
            connection.execute(insert(shingle), [{"hash": each, "article_key": owner} for each, owner in pairs])


def _vectors(centres: NDArray[np.float64], count: int, random: np.random.Generator) -> NDArray[np.float16]:
    """Unit vectors around centres of subjects."""
    rows = centres[random.integers(len(centres), size=count)] + random.normal(size=(count, centres.shape[1]))
    return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), dtype=np.float16)
