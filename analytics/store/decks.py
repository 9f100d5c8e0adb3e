"""Decks that people keep: a name, and for each slide how to make its chart again and their own words."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select

from analytics.store.database import Store
from analytics.store.schema import deck


@dataclass(frozen=True, slots=True)
class KeptDeck:
    """A deck under a name. `slides` are in order; what is in one is the business of who keeps it."""

    id: str
    name: str
    slides: tuple[Mapping[str, Any], ...]
    changed: datetime


def keep(store: Store, *, name: str, slides: Sequence[Mapping[str, Any]], now: datetime) -> KeptDeck:
    """Keeps a deck; one of the same name is replaced."""
    kept = KeptDeck(hashlib.blake2s(name.encode(), digest_size=8).hexdigest(), name, tuple(slides), now)
    with store.write() as connection:
        values = {"id": kept.id, "name": name, "slides": list(slides), "changed": now}
        connection.execute(store.dialect.replace(deck).values(values))
    return kept


def forget(store: Store, deck_id: str) -> None:
    """Removes a deck."""
    with store.write() as connection:
        connection.execute(delete(deck).where(deck.c.id == deck_id))


def decks(store: Store) -> list[KeptDeck]:
    """The kept decks, by name."""
    with store.read() as connection:
        rows = connection.execute(select(deck).order_by(deck.c.name))
        return [KeptDeck(row.id, row.name, tuple(row.slides), row.changed) for row in rows]
