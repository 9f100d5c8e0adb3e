"""Articles coming out: lines of a list, one whole, and the search with its facets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, bindparam, func, select

from analytics.store.columns import NEVER, NONE
from analytics.store.database import Store
from analytics.store.schema import article, document, entity, mention, publication, source, statistic, topic
from analytics.store.selection import Selection, choose
from analytics.store.topics import assignments_of
from analytics.types import Assignment, Mention, Relevance, Statistic, Subject, written_at
from ingest.article import Article, PublishedBasis

Order = Literal["best", "newest", "oldest", "relevance"]
# In the order of the class, whose first field is the article's id.
STATISTIC_FIELDS = [field.name for field in fields(Statistic)][1:]


@dataclass(frozen=True, slots=True)
class Line:
    """An article as a list needs it; `key` is the store's own and `opening` the start of the text."""

    key: int
    id: str
    title: str
    opening: str
    source: str
    via: str | None
    url: str | None
    published: datetime | None
    published_basis: PublishedBasis
    language: str | None
    relevance: int | None
    copy_of: str | None
    n_copies: int
    story: str | None
    topics: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Whole:
    """An article with everything that was made of it."""

    article: Article
    line: Line
    relevance: Relevance | None
    mentions: tuple[Mention, ...]
    statistics: tuple[Statistic, ...]
    assignments: tuple[Assignment, ...]


_OPENING = 320
# Articles of which the words of title and opening are kept.
_WORDS_KEPT = 20_000
_CHUNK = 10_000
_original = article.alias("original")


def lines(connection: Connection, keys: Sequence[int]) -> list[Line]:
    """The lines of articles, in the order of their keys as given."""
    copies = (
        select(article.c.copy_of, func.count().label("n"))
        .where(article.c.copy_of.in_(keys))
        .group_by(article.c.copy_of)
    )
    repeated: dict[int, int] = dict(connection.execute(copies).all())
    topics_ = assignments_of(connection, keys)
    query = (
        select(
            article.c.key,
            article.c.id,
            document.c.title,
            func.substr(document.c.text, 1, _OPENING).label("opening"),
            document.c.summary,
            publication.c.name,
            document.c.via,
            document.c.url,
            article.c.published,
            document.c.published_basis,
            article.c.language,
            article.c.relevance,
            _original.c.id.label("copy_of"),
            article.c.story,
        )
        .select_from(article)
        .join(document, document.c.article_key == article.c.key)
        .join(publication, publication.c.key == article.c.publication_key)
        .outerjoin(_original, _original.c.key == article.c.copy_of)
        .where(article.c.key.in_(keys))
    )
    found = {}
    for row in connection.execute(query):
        found[row.key] = Line(
            row.key,
            row.id,
            row.title,
            row.summary or row.opening,
            row.name,
            row.via,
            row.url,
            row.published,
            row.published_basis,
            row.language,
            row.relevance,
            row.copy_of,
            repeated.get(row.key, 0),
            row.story,
            tuple(topic_id for topic_id, _, _ in topics_.get(row.key, ())),
        )
    return [found[key] for key in keys if key in found]


def find(
    connection: Connection,
    store: Store,
    selection: Selection,
    *,
    order: Order,
    limit: int,
    offset: int = 0,
    about: Subject | None = None,
) -> list[int]:
    """The keys of one page of the selected articles, copies and undated ones among them.

    With `about`, of the articles that count for a subject, as a chart counts them.
    """
    chosen = choose(connection, store, selection, about=about, counted=about is not None)
    found = chosen.columns
    rows = chosen.rows
    newest: list[NDArray[Any]] = [found.published[rows], found.keys[rows]]
    if order == "best" and selection.filters.query:
        hits = store.dialect.search(selection.filters.query).subquery("hits")
        ranks = dict(connection.execute(select(hits.c.article_key, hits.c.rank)).all())
        newest.insert(0, -np.array([ranks[key] for key in found.keys[rows].tolist()], dtype=np.float64))
    elif order == "relevance":
        newest.insert(0, found.relevance[rows])
    elif order == "oldest":
        newest[:] = [np.where(newest[0] == NEVER, NEVER, -newest[0]), -newest[1]]
    page: list[int] = found.keys[rows[greatest(newest, offset + limit)[offset:]]].tolist()
    return page


def greatest(by: Sequence[NDArray[Any]], n: int) -> NDArray[np.int64]:
    """The indexes of the `n` greatest by the first of parallel arrays, then by the next, greatest first."""
    first = by[0]
    candidates = np.arange(len(first))
    if len(first) > n > 0:
        candidates = np.flatnonzero(first >= np.partition(first, len(first) - n)[len(first) - n])
    order = np.lexsort([each[candidates] for each in reversed(by)])
    return np.asarray(candidates[order[::-1]][:n])


def count(connection: Connection, store: Store, selection: Selection) -> int:
    """How many articles `find` would go through."""
    return choose(connection, store, selection, counted=False).n


def facets(
    connection: Connection, store: Store, selection: Selection, *, limit: int = 12
) -> dict[str, list[tuple[str, int]]]:
    """How the found articles spread over source, topic (id), language and year: most first."""
    chosen = choose(connection, store, selection, counted=False)
    found, mask = chosen.columns, chosen.mask
    days = found.day[mask & (found.day != NONE)].astype("datetime64[D]").astype("datetime64[Y]").astype(np.int64)
    spoken = found.language[mask & (found.language != NONE)]
    shown = select(topic.c.key, topic.c.id).where(topic.c.status.not_in(("hidden", "merged")))
    publications = connection.execute(select(publication.c.key, publication.c.name)).all()
    topics_ = connection.execute(shown).all()
    on = found.topics.sums(mask)
    first = int(days.min(initial=0))
    spreads = {
        "source": (np.bincount(found.publication[mask]), dict(publications)),
        "topic": (on, dict(topics_)),
        "language": (np.bincount(spoken), dict(enumerate(found.names))),
        "year": (np.bincount(days - first), {year - first: str(1970 + year) for year in np.unique(days).tolist()}),
    }
    return {
        name: sorted(
            ((label, int(n[key])) for key, label in labels.items() if key < len(n) and n[key]),
            key=lambda pair: (-pair[1], pair[0]),
        )[:limit]
        for name, (n, labels) in spreads.items()
    }


def whole(connection: Connection, article_id: str) -> Whole | None:
    """One article, None when it is not stored."""
    row = connection.execute(
        select(article, document, source.c.id.label("source_id"), publication.c.name.label("publication"))
        .join(document, document.c.article_key == article.c.key)
        .join(source, source.c.key == article.c.source_key)
        .join(publication, publication.c.key == article.c.publication_key)
        .where(article.c.id == article_id)
    ).one_or_none()
    if row is None:
        return None
    said = Article(
        row.id,
        row.source_id,
        row.path,
        row.locator,
        row.publication,
        row.source_url,
        row.via,
        row.url,
        row.canonical_url,
        row.title,
        row.text,
        row.summary,
        tuple(row.authors),
        row.published,
        row.published_basis,
        row.updated,
        row.language,
        tuple(row.tags),
        row.content_hash,
        row.extra,
    )
    relevance = None
    if row.relevance is not None:
        relevance = Relevance(row.id, row.relevance, row.relevance_topic, row.relevance_reason or "")
    assigned = assignments_of(connection, [row.key]).get(row.key, [])
    return Whole(
        said,
        lines(connection, [row.key])[0],
        relevance,
        tuple(mentions_of(connection, row.key, said)),
        tuple(statistics_of(connection, [row.key])),
        tuple(Assignment(said.id, topic_id, weight, run) for topic_id, weight, run in assigned),
    )


def mentions_of(connection: Connection, key: int, said: Article) -> list[Mention]:
    """The entities that an article names, in the order of the text."""
    query = (
        select(mention.c.start, mention.c.end, entity.c.label, entity.c.name)
        .join(entity)
        .where(mention.c.article_key == key)
        .order_by(mention.c.start, mention.c.end)
    )
    return [
        Mention(said.id, row.start, row.end, written_at(said.title, said.text, row.start, row.end), row.label, row.name)
        for row in connection.execute(query)
    ]


def statistics_of(connection: Connection, keys: Sequence[int]) -> list[Statistic]:
    """The statistics of articles, in the order of article and text."""
    query = (
        select(article.c.id, *(statistic.c[name] for name in STATISTIC_FIELDS))
        .join(article, article.c.key == statistic.c.article_key)
        .where(statistic.c.article_key.in_(keys))
        .order_by(article.c.id, statistic.c.start, statistic.c.end)
    )
    return [Statistic(*row) for row in connection.execute(query)]


def copies_of(connection: Connection, key: int) -> list[int]:
    """The keys of the articles that repeat one, earliest first."""
    query = select(article.c.key).where(article.c.copy_of == key).order_by(article.c.published, article.c.key)
    return list(connection.scalars(query))


def in_story(connection: Connection, line: Line, *, limit: int = 50) -> list[int]:
    """The keys of the other articles (copies left out) on the same event, earliest first."""
    if line.story is None:
        return []
    query = select(article.c.key).where(
        article.c.story == line.story, article.c.key != line.key, article.c.copy_of.is_(None)
    )
    return list(connection.scalars(query.order_by(article.c.published, article.c.key).limit(limit)))


@dataclass(frozen=True, slots=True)
class Body:
    """What quoting needs of an article: where each entity (by name) is named, where figures start.

    Negative places lie in the title.
    """

    id: str
    title: str
    text: str
    spans: dict[str, list[tuple[int, int]]]
    figures: list[int]


def bodies(connection: Connection, keys: Sequence[int]) -> dict[int, Body]:
    """The texts of articles with what was found in them, by key."""
    query = (
        select(article.c.key, article.c.id, document.c.title, document.c.text)
        .join(document)
        .where(article.c.key.in_(keys))
    )
    found = {row.key: Body(row.id, row.title, row.text, {}, []) for row in connection.execute(query)}
    named = (
        select(mention.c.article_key, entity.c.name, mention.c.start, mention.c.end)
        .join(entity)
        .where(mention.c.article_key.in_(keys))
    )
    for key, name, start, end in connection.execute(named):
        found[key].spans.setdefault(name, []).append((start, end))
    figures = select(statistic.c.article_key, statistic.c.start).where(statistic.c.article_key.in_(keys))
    for key, start in connection.execute(figures):
        found[key].figures.append(start)
    return found


def opening_words(
    connection: Connection, store: Store, selection: Selection, *, about: Subject | None, limit: int
) -> list[tuple[str, ...]]:
    """The words, each once, of title and first sentences of at most `limit` selected articles, spread evenly."""
    found = choose(connection, store, selection, about=about)
    keys = np.sort(found.columns.keys[found.mask])
    chosen = keys[:: max(1, -(-len(keys) // limit))].tolist()
    # The next selection of the same reader holds much of the same.
    known: dict[int, tuple[str, ...]] = found.columns.made.setdefault("words", {})
    told = {key: words for key in chosen if (words := known.get(key)) is not None}
    read = _read_words(connection, [key for key in chosen if key not in told])
    known.update(read)
    for key in list(known)[: max(0, len(known) - _WORDS_KEPT)]:
        known.pop(key, None)
    return [*told.values(), *read.values()]


def _read_words(connection: Connection, keys: list[int]) -> dict[int, tuple[str, ...]]:
    if not keys:
        return {}
    # Imported here: a refresh reads no words and should not wait for scikit-learn.
    from analytics.enrich.words import content_words

    # Hundreds of keys in a list of their own cost more to put into the query than to look up.
    wanted = document.c.article_key.in_(bindparam("keys", expanding=True))
    query = select(document.c.article_key, document.c.title, func.substr(document.c.text, 1, 2 * _OPENING))
    return {
        key: tuple(set(content_words(f"{title}\n{opening}")))
        for key, title, opening in connection.execute(query.where(wanted), {"keys": keys})
    }


@dataclass(frozen=True, slots=True)
class StoryRow:
    """A story with the key of its first selected article, and how widely it was told."""

    id: str
    origin: int
    n_articles: int
    n_sources: int


def stories(
    connection: Connection, store: Store, selection: Selection, subject: Subject, *, limit: int
) -> list[StoryRow]:
    """The most told stories of a subject, copies left out."""
    chosen = choose(connection, store, selection.counting("articles"), about=subject)
    told: dict[str, list[tuple[int, int]]] = {}
    keys = chosen.columns.keys[chosen.mask].tolist()
    for begin in range(0, len(keys), _CHUNK):
        query = select(article.c.story, article.c.key, article.c.publication_key).where(
            article.c.key.in_(keys[begin : begin + _CHUNK]), article.c.story.is_not(None)
        )
        for name, key, publication_key in connection.execute(query):
            told.setdefault(name, []).append((key, publication_key))
    found = [
        StoryRow(name, min(key for key, _ in members), len(members), len({by for _, by in members}))
        for name, members in told.items()
    ]
    return sorted(found, key=lambda story: (-story.n_articles, story.id))[:limit]


def collected_since(connection: Connection, since: datetime) -> int:
    """How many articles were collected since a moment."""
    query = select(func.count()).select_from(document).where(document.c.collected >= since)
    return connection.scalar(query) or 0
