"""What people keep beside the data: saved views, events on the time axis, ratings of articles."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, delete, select, update

from analytics.store.articles import keys_of
from analytics.store.database import Store
from analytics.store.schema import article, event, progress, rating, saved_view
from analytics.types import Event


@dataclass(frozen=True, slots=True)
class SavedView:
    """A view that a person keeps: a name, the page's path and the query string of its address."""

    id: str
    name: str
    page: str
    query: str
    created: datetime


def save_view(store: Store, *, name: str, page: str, query: str, now: datetime) -> SavedView:
    """Keeps a view under a name; a view of the same name is replaced."""
    view = SavedView(_identity(name), name, page, query, now)
    with store.write() as connection:
        values = {"id": view.id, "name": name, "page": page, "query": query, "created": now}
        connection.execute(store.dialect.replace(saved_view).values(values))
    return view


def forget_view(store: Store, view_id: str) -> None:
    """Removes a saved view."""
    with store.write() as connection:
        connection.execute(delete(saved_view).where(saved_view.c.id == view_id))


def views(store: Store) -> list[SavedView]:
    """The saved views, by name."""
    with store.read() as connection:
        return [SavedView(*row) for row in connection.execute(select(saved_view).order_by(saved_view.c.name))]


def annotate(store: Store, *, when: date, label: str, url: str | None = None) -> Event:
    """Puts an event on the time axis; the same day and label are one event. Only http(s) links are kept."""
    link = url if url is not None and url.startswith(("http://", "https://")) else None
    noted = Event(_identity(f"{when.isoformat()} {label}"), when, label, link)
    with store.write() as connection:
        values = {"id": noted.id, "day": when, "label": label, "url": link}
        connection.execute(store.dialect.replace(event).values(values))
    return noted


def forget_event(store: Store, event_id: str) -> None:
    """Removes an event."""
    with store.write() as connection:
        connection.execute(delete(event).where(event.c.id == event_id))


def events(store: Store) -> list[Event]:
    """The events, by day."""
    with store.read() as connection:
        return [Event(*row) for row in connection.execute(select(event).order_by(event.c.day, event.c.label))]


def rate(store: Store, article_id: str, score: int, *, now: datetime) -> None:
    """Keeps a person's own relevance score (0 to 10) of an article, which the next refresh gives to it."""
    with store.write() as connection:
        key = keys_of(connection, [article_id])[article_id]
        connection.execute(store.dialect.replace(rating).values(article_key=key, score=score, at=now))
        connection.execute(update(progress).where(progress.c.article_key == key).values(scored=None))


def forget_rating(store: Store, article_id: str) -> None:
    """Removes a person's score of an article; the next refresh scores it again."""
    with store.write() as connection:
        key = keys_of(connection, [article_id])[article_id]
        connection.execute(delete(rating).where(rating.c.article_key == key))
        connection.execute(update(progress).where(progress.c.article_key == key).values(scored=None))


def ratings(store: Store) -> dict[str, int]:
    """The ratings by article id."""
    with store.read() as connection:
        query = select(article.c.id, rating.c.score).join(rating).order_by(article.c.id)
        return dict(connection.execute(query).all())


def rated(connection: Connection) -> list[tuple[int, int]]:
    """(article key, score) of each rating, the oldest first."""
    query = select(rating.c.article_key, rating.c.score).order_by(rating.c.at, rating.c.article_key)
    return [(key, given) for key, given in connection.execute(query)]


def _identity(name: str) -> str:
    return hashlib.blake2s(name.encode(), digest_size=8).hexdigest()
