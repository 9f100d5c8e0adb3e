"""Articles going in: idempotent batches, an edit told from news, and every rollup right in the same transaction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, Table, func, insert, select, update

from analytics.store.database import Store
from analytics.store.schema import STAGES, UNFOLDED, article, carries, document, progress, publication
from analytics.store.sources import source_keys
from analytics.store.upkeep import note
from ingest.article import Article

# Dates before this, and dates after the moment of collection, are mistakes of the feed.
EARLIEST_YEAR = 1990
_TOLERANCE = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Added:
    """What became of a batch: ids that are new and ids whose content changed; the others were known."""

    new: tuple[str, ...]
    changed: tuple[str, ...]


def add(connection: Connection, store: Store, articles: Sequence[Article], *, now: datetime) -> Added:
    """Stores a batch of articles; storing it again changes nothing.

    An article whose content changed keeps its date (an edit is not news) and goes through the pipeline anew. Their
    sources must be registered.
    """
    batch = list({each.id: each for each in articles}.values())
    known = {
        row.id: row
        for row in connection.execute(
            select(article.c.id, article.c.key, document.c.content_hash)
            .join(document)
            .where(article.c.id.in_([each.id for each in batch]))
        )
    }
    new = [each for each in batch if each.id not in known]
    changed = [each for each in batch if each.id in known and known[each.id].content_hash != each.content_hash]
    _insert(connection, store, new, now=now)
    for each in changed:
        key = known[each.id].key
        connection.execute(
            update(document)
            .where(document.c.article_key == key)
            .values({name: value for name, value in _document(each, key, now).items() if name not in _KEPT})
        )
        connection.execute(update(progress).where(progress.c.article_key == key).values(dict.fromkeys(STAGES)))
        # What repeated the old text has to be held against others again.
        copies = select(article.c.key).where(article.c.copy_of == key)
        connection.execute(update(progress).where(progress.c.article_key.in_(copies)).values(folded=None))
    return Added(tuple(each.id for each in new), tuple(each.id for each in changed))


def held_hash(store: Store, article_id: str) -> str | None:
    """The content hash of the article that is stored by this id, if one is."""
    held = select(document.c.content_hash).join(article).where(article.c.id == article_id)
    with store.read() as connection:
        found: str | None = connection.scalar(held)
    return found


def counting_day(each: Article, *, now: datetime, timezone: str) -> date | None:
    """The calendar day that an article counts on: None when the date is unknown, guessed or impossible."""
    if each.published is None or each.published_basis in ("fetched", "unknown"):
        return None
    if each.published.year < EARLIEST_YEAR or each.published > now + _TOLERANCE:
        return None
    return each.published.astimezone(ZoneInfo(timezone)).date()


_KEPT = frozenset({"article_key", "collected", "published_basis"})


def _insert(connection: Connection, store: Store, articles: Sequence[Article], *, now: datetime) -> None:
    if not articles:
        return
    sources = source_keys(connection)
    publications = _publication_keys(connection, store, sorted({each.source for each in articles}))
    last: int = connection.scalar(select(func.max(article.c.key))) or 0
    rows: list[dict[str, Any]] = []
    for key, each in enumerate(articles, start=last + 1):
        rows.append(
            {
                "key": key,
                "id": each.id,
                "source_key": sources[each.source_id],
                "publication_key": publications[each.source],
                "published": each.published,
                "day": counting_day(each, now=now, timezone=store.timezone),
                "counts_as": UNFOLDED,
                "language": each.language,
            }
        )
    connection.execute(insert(article), rows)
    connection.execute(
        insert(document), [_document(each, row["key"], now) for each, row in zip(articles, rows, strict=True)]
    )
    connection.execute(insert(progress), [{"article_key": row["key"]} for row in rows])
    note(connection, [row["key"] for row in rows])
    pairs = sorted({(row["source_key"], row["publication_key"]) for row in rows})
    connection.execute(
        store.dialect.skip(carries), [{"source_key": source, "publication_key": name} for source, name in pairs]
    )


def _document(each: Article, key: int, now: datetime) -> dict[str, Any]:
    return {
        "article_key": key,
        "title": each.title,
        "text": each.text,
        "summary": each.summary,
        "path": each.path,
        "locator": each.locator,
        "source_url": each.source_url,
        "via": each.via,
        "url": each.url,
        "canonical_url": each.canonical_url,
        "authors": each.authors,
        "published_basis": each.published_basis,
        "updated": each.updated,
        "tags": each.tags,
        "content_hash": each.content_hash,
        "extra": each.extra,
        "collected": now,
    }


def _publication_keys(connection: Connection, store: Store, names: Sequence[str]) -> dict[str, int]:
    connection.execute(store.dialect.skip(publication), [{"name": name} for name in names])
    query = select(publication.c.name, publication.c.key).where(publication.c.name.in_(names))
    return dict(connection.execute(query).all())


def keys_of(connection: Connection, ids: Sequence[str], table: Table = article) -> dict[str, int]:
    """The key of each id that is stored."""
    found: dict[str, int] = {}
    for begin in range(0, len(ids), 10_000):
        chunk = select(table.c.id, table.c.key).where(table.c.id.in_(ids[begin : begin + 10_000]))
        found.update(connection.execute(chunk).all())
    return found
