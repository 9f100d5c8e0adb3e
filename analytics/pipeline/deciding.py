"""Decisions that need the encoder: tracked topics by sentences, from the dashboard or from a file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from analytics.errors import StoreError
from analytics.pipeline.embedding import embed_sentences
from analytics.settings import Settings
from analytics.store import Store, decisions, exchange


def track(
    store: Store,
    settings: Settings,
    label: str,
    *,
    phrases: Sequence[str] = (),
    examples: Sequence[str] = (),
    sentences: Sequence[str] = (),
    now: datetime,
) -> str:
    """Follows an idea of one's own, with its history at once; see `decisions.track`. Returns the topic's id."""
    embed_sentences(store, settings, sentences)
    return decisions.track(store, label, phrases=phrases, examples=examples, sentences=sentences, now=now)


def bring(store: Store, settings: Settings, row: Mapping[str, Any], *, now: datetime) -> bool:
    """Decides what a row of a file says, False where that holds already; see `exchange.brought`.

    Raises ValueError, which says why, for what cannot be decided here.
    """
    try:
        embed_sentences(store, settings, exchange.sentences(row))
        return exchange.brought(store, row, now=now)
    except StoreError as error:
        raise ValueError(str(error)) from error
