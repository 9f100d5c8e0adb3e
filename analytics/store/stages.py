"""The pipeline's place: what is still to do for each article, and what a stage hands in for a batch of them.

A batch is committed whole with the version of what made it. Doing one again changes nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import ColumnElement, Connection, bindparam, delete, func, insert, select, update

from analytics.store.articles import keys_of
from analytics.store.database import Store
from analytics.store.entities import replace_mentions
from analytics.store.reading import STATISTIC_FIELDS
from analytics.store.rollups import recounted
from analytics.store.schema import (
    ARTICLE,
    COPY,
    STAGES,
    STORY_OPENER,
    article,
    document,
    entity_week,
    meta,
    phrase,
    progress,
    publication,
    shingle,
    statistic,
    version,
)
from analytics.store.upkeep import note
from analytics.types import CopyLink, Document, Mention, Relevance, Statistic, Story

Stage = Literal["folded", "enriched", "scored", "embedded", "joined", "assigned"]


def version_key(store: Store, stage: Stage, name: str) -> int:
    """The number of a version of what makes a stage; a name that is new gets the next one."""
    query = select(version.c.key).where(version.c.stage == stage, version.c.name == name)
    with store.read() as connection:
        found = connection.scalar(query)
    if found is not None:
        return int(found)
    with store.write() as connection:
        connection.execute(store.dialect.skip(version).values(stage=stage, name=name))
        return int(connection.execute(query).scalar_one())


def versions(connection: Connection, stage: Stage) -> dict[int, str]:
    """The names of all versions that a stage ever had, by their numbers."""
    return dict(connection.execute(select(version.c.key, version.c.name).where(version.c.stage == stage)).all())


def made_by(connection: Connection, stage: Stage, number: int) -> list[int]:
    """The keys of the articles that this version of a stage has done."""
    return list(connection.scalars(select(progress.c.article_key).where(progress.c[stage] == number)))


def held(connection: Connection) -> dict[str, int]:
    """Everything that is stored and folded, dated or not: items, articles, stories."""
    units = {"items": COPY, "articles": ARTICLE, "stories": STORY_OPENER}
    sums = (func.count().filter(article.c.counts_as >= unit).label(name) for name, unit in units.items())
    return dict(connection.execute(select(*sums)).mappings().one())


def states(connection: Connection) -> list[tuple[str, str | None, int]]:
    """(stage, version, articles that it has done) in the order of the stages; no version for those still to do."""
    names: dict[int | None, str] = dict(connection.execute(select(version.c.key, version.c.name)).all())
    found = []
    for stage in STAGES:
        query = select(progress.c[stage], func.count()).group_by(progress.c[stage])
        found += [(stage, names.get(number), count) for number, count in connection.execute(query)]
    return found


def remember(store: Store, name: str, text: str) -> None:
    """Keeps a text under a name, once and for all."""
    with store.read() as connection:
        if recall(connection, name) is not None:
            return
    with store.write() as connection:
        connection.execute(store.dialect.skip(meta).values(name=name, value=text))


def recall(connection: Connection, name: str) -> str | None:
    """What was kept under a name."""
    return connection.scalar(select(meta.c.value).where(meta.c.name == name))


def pending(connection: Connection, stage: Stage, made_by: int) -> list[int]:
    """The keys of articles that this stage has not seen, or another version of it has, in order."""
    # Three ranges of an index, where "not equal" would read every row.
    done = progress.c[stage]
    ranges = (done.is_(None), done < made_by, done > made_by)
    return sorted(key for part in ranges for key in connection.scalars(select(progress.c.article_key).where(part)))


def finish(connection: Connection, stage: Stage, keys: Sequence[int], made_by: int) -> None:
    """Marks articles as done by this version of a stage."""
    for begin in range(0, len(keys), 10_000):
        chunk = keys[begin : begin + 10_000]
        connection.execute(update(progress).where(progress.c.article_key.in_(chunk)).values({stage: made_by}))


def ids(connection: Connection, keys: Sequence[int]) -> list[str]:
    """The ids of articles, in the order of `keys`."""
    found: dict[int, str] = {}
    for begin in range(0, len(keys), 10_000):
        query = select(article.c.key, article.c.id).where(article.c.key.in_(keys[begin : begin + 10_000]))
        found.update(connection.execute(query).all())
    return [found[key] for key in keys]


def documents(connection: Connection, keys: Sequence[int], *, characters: int | None = None) -> list[Document]:
    """What stories and topics need of articles, in the order of `keys`, of each text the first `characters`."""
    words = document.c.text if characters is None else func.substr(document.c.text, 1, characters)
    found: dict[int, Document] = {}
    for begin in range(0, len(keys), 10_000):
        query = (
            select(article.c.key, article.c.id, document.c.title, words, article.c.published, publication.c.name)
            .join(document, document.c.article_key == article.c.key)
            .join(publication, publication.c.key == article.c.publication_key)
            .where(article.c.key.in_(keys[begin : begin + 10_000]))
        )
        for key, *values in connection.execute(query):
            found[key] = Document(*values)
    return [found[key] for key in keys]


def sharing(connection: Connection, samples: Mapping[int, NDArray[np.uint64]], *, at_most: int) -> list[int]:
    """Keys of other articles that share a sampled hash with one of these, at most `at_most` a hash: the earliest."""
    hashes = sorted({int(each) for sample in samples.values() for each in sample.view(np.int64)})
    found: set[int] = set()
    for begin in range(0, len(hashes), 10_000):
        rank = func.row_number().over(partition_by=shingle.c.hash, order_by=shingle.c.article_key).label("rank")
        ranked = (
            select(shingle.c.article_key, rank).where(shingle.c.hash.in_(hashes[begin : begin + 10_000])).subquery()
        )
        found.update(connection.scalars(select(ranked.c.article_key).where(ranked.c.rank <= at_most).distinct()))
    return sorted(found - set(samples))


def fold(
    connection: Connection,
    store: Store,
    samples: Mapping[int, NDArray[np.uint64]],
    links: Sequence[CopyLink],
    *,
    made_by: int,
) -> None:
    """Stores the copies among a batch: its sampled hashes, and who repeats whom.

    A link may turn an older article into a copy of a newer find; its own copies follow. Chains are one link long.
    """
    keys = sorted(samples)
    ids = keys_of(connection, sorted({each for link in links for each in (link.article_id, link.copy_of)}))
    copied = {ids[link.article_id]: (ids[link.copy_of], link.share) for link in links}
    stored = dict(
        connection.execute(
            select(article.c.key, article.c.copy_of).where(
                article.c.key.in_(ids.values()), article.c.copy_of.is_not(None)
            )
        ).all()
    )
    followers: dict[int, int] = dict(
        connection.execute(select(article.c.key, article.c.copy_of).where(article.c.copy_of.in_(list(copied)))).all()
    )
    touched = sorted({*keys, *copied, *followers})
    with recounted(connection, store.dialect, touched):
        connection.execute(delete(shingle).where(shingle.c.article_key.in_(keys)))
        rows = [{"hash": int(each), "article_key": key} for key in keys for each in samples[key].view(np.int64)]
        if rows:
            connection.execute(insert(shingle), rows)
        connection.execute(
            update(article).where(article.c.key.in_(keys)).values(copy_of=None, copy_share=None, counts_as=STORY_OPENER)
        )
        known = stored | followers
        copies = [
            {"of": key, "root": root, "share": copied[key][1] if key in copied else None}
            for key in [*copied, *followers]
            if (root := _root(key, copied, known)) != key
        ]
        if copies:
            # A follower keeps the share that was measured against its first original.
            connection.execute(
                update(article)
                .where(article.c.key == bindparam("of"))
                .values(
                    copy_of=bindparam("root"),
                    counts_as=COPY,
                    copy_share=func.coalesce(bindparam("share"), article.c.copy_share),
                ),
                copies,
            )
    finish(connection, "folded", keys, made_by)


def _root(key: int, copied: Mapping[int, tuple[int, float]], stored: Mapping[int, int]) -> int:
    seen = {key}
    while True:
        onward = copied[key][0] if key in copied else stored.get(key)
        if onward is None or onward in seen:
            return key
        seen.add(onward)
        key = onward


def enrich(
    connection: Connection,
    store: Store,
    found: Mapping[int, tuple[Sequence[Mention], Sequence[Statistic], Sequence[str]]],
    *,
    made_by: int,
) -> None:
    """Replaces the mentions, statistics and noun phrases of a batch of articles (by key)."""
    keys = sorted(found)
    with recounted(connection, store.dialect, keys, rollups=(entity_week,)):
        replace_mentions(connection, store, {key: mentions for key, (mentions, _, _) in found.items()})
        _replace_statistics(connection, {key: statistics for key, (_, statistics, _) in found.items()})
        connection.execute(delete(phrase).where(phrase.c.article_key.in_(keys)))
        connection.execute(insert(phrase), [{"article_key": key, "phrases": list(found[key][2])} for key in keys])
    finish(connection, "enriched", keys, made_by)


def measure(connection: Connection, found: Mapping[int, Sequence[Statistic]], *, made_by: int) -> None:
    """Replaces the statistics of a batch of articles (by key), and nothing else that enrichment found."""
    _replace_statistics(connection, found)
    finish(connection, "enriched", sorted(found), made_by)


def _replace_statistics(connection: Connection, found: Mapping[int, Sequence[Statistic]]) -> None:
    keys = sorted(found)
    connection.execute(delete(statistic).where(statistic.c.article_key.in_(keys)))
    rows = [
        {name: getattr(each, name) for name in STATISTIC_FIELDS} | {"article_key": key}
        for key in keys
        for each in found[key]
    ]
    if rows:
        connection.execute(insert(statistic), rows)


def score(connection: Connection, scores: Mapping[int, Relevance], *, made_by: int) -> None:
    """Keeps the relevance of a batch of articles (by key)."""
    rows = [
        {"of": key, "score": each.score, "about": each.topic, "why": each.reason}
        for key, each in sorted(scores.items())
    ]
    if rows:
        connection.execute(
            update(article).where(article.c.key == bindparam("of")).values(relevance=bindparam("score")), rows
        )
        connection.execute(
            update(document)
            .where(document.c.article_key == bindparam("of"))
            .values(relevance_topic=bindparam("about"), relevance_reason=bindparam("why")),
            rows,
        )
    note(connection, sorted(scores))
    finish(connection, "scored", sorted(scores), made_by)


def phrases(connection: Connection, ids: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """The noun phrases of articles, by id."""
    found: dict[str, tuple[str, ...]] = {}
    for begin in range(0, len(ids), 10_000):
        query = select(article.c.id, phrase.c.phrases).join(phrase).where(article.c.id.in_(ids[begin : begin + 10_000]))
        found.update((id_, tuple(said)) for id_, said in connection.execute(query))
    return found


def published(connection: Connection, keys: Sequence[int]) -> dict[int, datetime | None]:
    """When each of these articles was published, None where that is not known."""
    found: dict[int, datetime | None] = {}
    for begin in range(0, len(keys), 10_000):
        query = select(article.c.key, article.c.published).where(article.c.key.in_(keys[begin : begin + 10_000]))
        found.update(connection.execute(query).all())
    return found


def published_between(connection: Connection, store: Store, start: datetime, end: datetime) -> list[int]:
    """Keys of articles that are in a story and were published in [start, end)."""
    query = select(article.c.key).where(*open_between(start, end))
    keys: list[int] = store.dialect.integers(connection, query)[:, 0].tolist()
    return keys


def open_between(start: datetime, end: datetime) -> tuple[ColumnElement[bool], ...]:
    """The condition for articles that are in a story and were published in [start, end)."""
    return article.c.story.is_not(None), article.c.published >= start, article.c.published < end


def with_their_stories(connection: Connection, keys: Sequence[int]) -> list[int]:
    """These articles and all others in their stories."""
    found = set(keys)
    for begin in range(0, len(keys), 10_000):
        names = select(article.c.story).where(article.c.key.in_(keys[begin : begin + 10_000]))
        found.update(connection.scalars(select(article.c.key).where(article.c.story.in_(names))))
    return sorted(found)


def stories_of(connection: Connection, keys: Sequence[int]) -> list[Story]:
    """The stories that these articles are in, each whole."""
    names: set[str] = set()
    for begin in range(0, len(keys), 10_000):
        query = select(article.c.story).where(
            article.c.key.in_(keys[begin : begin + 10_000]), article.c.story.is_not(None)
        )
        names.update(connection.scalars(query.distinct()))
    members: dict[str, list[tuple[datetime | None, str]]] = {}
    ordered = sorted(names)
    for begin in range(0, len(ordered), 10_000):
        chunk = select(article.c.story, article.c.published, article.c.id).where(
            article.c.story.in_(ordered[begin : begin + 10_000])
        )
        for name, published, id_ in connection.execute(chunk.order_by(article.c.published.nulls_last(), article.c.id)):
            members.setdefault(name, []).append((published, id_))
    return [
        Story(name, tuple(sorted(id_ for _, id_ in found)), found[0][0], found[0][1])
        for name, found in sorted(members.items())
    ]


def copies_among(connection: Connection, keys: Sequence[int]) -> dict[str, str]:
    """Which of these articles repeats which, by id."""
    original = article.alias("original")
    found: dict[str, str] = {}
    for begin in range(0, len(keys), 10_000):
        query = (
            select(article.c.id, original.c.id)
            .join(original, original.c.key == article.c.copy_of)
            .where(article.c.key.in_(keys[begin : begin + 10_000]))
        )
        found.update(connection.execute(query).all())
    return found


def join(connection: Connection, store: Store, stories: Sequence[Story], *, made_by: int) -> None:
    """Puts articles into stories; the first of each that is no copy opens it."""
    ids = sorted({id_ for story in stories for id_ in story.article_ids})
    keys = keys_of(connection, ids)
    before = {}
    for begin in range(0, len(ids), 10_000):
        query = select(article.c.key, article.c.story, article.c.counts_as).where(
            article.c.id.in_(ids[begin : begin + 10_000])
        )
        before.update({row.key: (row.story, row.counts_as) for row in connection.execute(query)})
    after = {}
    for story in stories:
        for id_ in story.article_ids:
            key = keys[id_]
            if before[key][1] == COPY:
                after[key] = (story.id, COPY)
            else:
                after[key] = (story.id, STORY_OPENER if id_ == story.origin else ARTICLE)
    changed = sorted(key for key in after if after[key] != before[key])
    with recounted(connection, store.dialect, changed):
        if changed:
            connection.execute(
                update(article)
                .where(article.c.key == bindparam("of"))
                .values(story=bindparam("in_story"), counts_as=bindparam("unit")),
                [{"of": key, "in_story": after[key][0], "unit": after[key][1]} for key in changed],
            )
    finish(connection, "joined", sorted(after), made_by)
