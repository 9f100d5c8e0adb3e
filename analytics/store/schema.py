"""The tables. `article` is what is counted and `document` is what is read, so that counting stays in narrow rows.

Keys are small integers; the ids that other rooms know stand once, in the table of their noun. Rollups (`total_week`,
`topic_week`, `entity_week`) hold, for each Monday and publication, the number of items, of articles (items that are
no copies) and of stories (articles that open one). They change in the transaction of the rows that they sum.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    SmallInteger,
    Table,
    UniqueConstraint,
)

from analytics.store.types import Day, Exact, Instant, Json, Plain

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

# How an item counts. Story openers are articles and articles are items: a unit counts where `counts_as` reaches it.
# Nothing is counted until it is known whether the article repeats another.
UNFOLDED, COPY, ARTICLE, STORY_OPENER = -1, 0, 1, 2

# What is done to an article after it was collected, in order.
STAGES = ("folded", "enriched", "scored", "embedded", "joined", "assigned")

meta = Table("meta", metadata, Column("name", Plain, primary_key=True), Column("value", Plain, nullable=False))

# Which articles (keys as 4-byte integers; null: any) each write touched: columns that were made before it take them
# again. The stamp tells one store's changes from another's, and from those of a backup.
change = Table(
    "change",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("articles", LargeBinary),
    Column("stamp", Plain, nullable=False),
)

version = Table(
    "version",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("stage", Plain, nullable=False),
    Column("name", Plain, nullable=False),
    UniqueConstraint("stage", "name"),
)

source = Table(
    "source",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("id", Plain, nullable=False, unique=True),
    Column("name", Plain, nullable=False),
    Column("location", Plain, nullable=False),
    Column("kind", Plain, nullable=False),
    Column("group", Plain),
    Column("full_text", Boolean, nullable=False, default=False),
    Column("added", Instant, nullable=False),
    Column("removed", Instant),
)

fetch_state = Table(
    "fetch_state",
    metadata,
    Column("source_key", ForeignKey("source.key"), primary_key=True),
    Column("etag", Plain),
    Column("last_modified", Plain),
    Column("body_hash", Plain),
    Column("last_fetch", Instant),
    Column("last_success", Instant),
    Column("next_fetch", Instant),
    Column("interval", Integer, nullable=False),
    Column("error_count", Integer, nullable=False),
    Column("last_error", Plain),
    Column("moved_to", Plain),
    Column("moved_count", Integer, nullable=False),
    Column("parked", Boolean, nullable=False),
    Column("last_full", Instant),
)

visit = Table(
    "visit",
    metadata,
    Column("source_key", ForeignKey("source.key"), primary_key=True),
    Column("at", Instant, primary_key=True, autoincrement=False),
    Column("oldest", Instant),
    Column("overlaps", Boolean, nullable=False),
    sqlite_with_rowid=False,
)

file_seen = Table(
    "file_seen",
    metadata,
    Column("source_key", ForeignKey("source.key"), primary_key=True),
    Column("path", Plain, primary_key=True),
    Column("fingerprint", Plain, nullable=False),
    sqlite_with_rowid=False,
)

# Days of one state as runs: `until` is the day after the last.
coverage = Table(
    "coverage",
    metadata,
    Column("source_key", ForeignKey("source.key"), primary_key=True),
    Column("day", Day, primary_key=True, autoincrement=False),
    Column("until", Day, nullable=False),
    Column("state", Plain, nullable=False),
    sqlite_with_rowid=False,
)

rejection = Table(
    "rejection",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("source_key", ForeignKey("source.key"), nullable=False),
    Column("path", Plain, nullable=False),
    Column("locator", Plain, nullable=False),
    Column("reason", Plain, nullable=False),
    Column("detail", Plain, nullable=False),
    Column("seen", Instant, nullable=False),
    UniqueConstraint("source_key", "path", "locator", "reason"),
)

publication = Table(
    "publication",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("name", Plain, nullable=False, unique=True),
)

# Which registered source carries which publication: it takes coverage from the one to the other.
carries = Table(
    "carries",
    metadata,
    Column("source_key", ForeignKey("source.key"), primary_key=True),
    Column("publication_key", ForeignKey("publication.key"), primary_key=True),
    sqlite_with_rowid=False,
)

article = Table(
    "article",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("id", Plain, nullable=False, unique=True),
    Column("source_key", ForeignKey("source.key"), nullable=False),
    Column("publication_key", ForeignKey("publication.key"), nullable=False),
    Column("published", Instant),
    # The calendar day that the article counts on; null when its date is unknown or a guess.
    Column("day", Day),
    Column("counts_as", SmallInteger, nullable=False),
    Column("language", Plain),
    Column("relevance", SmallInteger),
    Column("copy_of", ForeignKey("article.key")),
    Column("copy_share", Float),
    Column("story", Plain),
    Index(None, "day", "publication_key", "counts_as"),
    Index(None, "published"),
    Index(None, "story"),
    Index(None, "copy_of"),
    Index(None, "source_key"),
)

document = Table(
    "document",
    metadata,
    Column("article_key", ForeignKey("article.key"), primary_key=True),
    Column("title", Plain, nullable=False),
    Column("text", Plain, nullable=False),
    Column("summary", Plain, nullable=False),
    Column("path", Plain, nullable=False),
    Column("locator", Plain, nullable=False),
    Column("source_url", Plain),
    Column("via", Plain),
    Column("url", Plain),
    Column("canonical_url", Plain, index=True),
    Column("authors", Json, nullable=False),
    Column("published_basis", Plain, nullable=False),
    Column("updated", Instant),
    Column("tags", Json, nullable=False),
    Column("content_hash", Plain, nullable=False),
    Column("extra", Json, nullable=False),
    Column("collected", Instant, nullable=False),
    Column("relevance_topic", Plain),
    Column("relevance_reason", Plain),
)

# The pipeline's place: for each article the version of what last did each stage, null when it is still to do.
progress = Table(
    "progress",
    metadata,
    Column("article_key", ForeignKey("article.key"), primary_key=True),
    *(Column(stage, Integer, index=True) for stage in STAGES),
)

shingle = Table(
    "shingle",
    metadata,
    Column("hash", BigInteger, primary_key=True, autoincrement=False),
    Column("article_key", ForeignKey("article.key"), primary_key=True, index=True),
    sqlite_with_rowid=False,
)

# One entity for all spellings that `aliases.key` folds together; name and label are what most articles agree on.
entity = Table(
    "entity",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("folded", Plain, nullable=False, unique=True),
    Column("name", Plain, nullable=False),
    Column("label", Plain, nullable=False),
)

# How an entity is written and labelled, and in how many articles.
form = Table(
    "form",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("entity_key", ForeignKey("entity.key"), nullable=False, index=True),
    Column("name", Plain, nullable=False),
    Column("label", Plain, nullable=False),
    Column("articles", Integer, nullable=False),
    UniqueConstraint("name", "label"),
)

mention = Table(
    "mention",
    metadata,
    Column("article_key", ForeignKey("article.key"), primary_key=True),
    Column("entity_key", ForeignKey("entity.key"), primary_key=True),
    Column("start", Integer, primary_key=True),
    Column("end", Integer, nullable=False),
    Column("form_key", Integer, nullable=False),
    # Whether it is the entity's first in the article: these are counted where articles are.
    Column("is_first", Boolean, nullable=False),
    Index(None, "entity_key", "article_key"),
    sqlite_with_rowid=False,
)

statistic = Table(
    "statistic",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("article_key", ForeignKey("article.key"), nullable=False, index=True),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("raw", Plain, nullable=False),
    Column("value", Exact, nullable=False),
    Column("low", Exact),
    Column("high", Exact),
    Column("unit", Plain, nullable=False),
    Column("kind", Plain, nullable=False),
    Column("comparator", Plain),
    Column("subject", Plain),
    Column("population", Plain),
    Column("period", Plain),
    Column("attribution", Plain),
    Column("modality", Plain, nullable=False),
    Column("hedge", Plain),
    Column("sentence", Plain, nullable=False),
    Column("sentence_start", Integer, nullable=False),
    Column("sample_size", Integer),
)

phrase = Table(
    "phrase",
    metadata,
    Column("article_key", ForeignKey("article.key"), primary_key=True),
    Column("phrases", Json, nullable=False),
)

vector = Table(
    "vector",
    metadata,
    Column("article_key", ForeignKey("article.key"), primary_key=True),
    Column("version_key", Integer, nullable=False),
    Column("data", LargeBinary, nullable=False),
)

# Vectors of sentences that people gave as examples of a tracked topic.
example = Table(
    "example",
    metadata,
    Column("sentence", Plain, primary_key=True),
    Column("version_key", Integer, nullable=False),
    Column("data", LargeBinary, nullable=False),
)

topic = Table(
    "topic",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("id", Plain, nullable=False, unique=True),
    Column("label", Plain, nullable=False),
    Column("status", Plain, nullable=False),
    # What they were before people decided otherwise.
    Column("found_label", Plain, nullable=False),
    Column("found_status", Plain, nullable=False),
    Column("terms", Json, nullable=False),
    Column("parent", Plain),
    Column("tracked", Boolean, nullable=False),
    Column("description", Json),
    Column("representatives", Json, nullable=False),
    Column("born", Instant),
)


def _membership(name: str) -> Table:
    return Table(
        name,
        metadata,
        Column("article_key", ForeignKey("article.key"), primary_key=True),
        Column("topic_key", ForeignKey("topic.key"), primary_key=True),
        Column("weight", Float, nullable=False),
        Column("run_id", Plain, nullable=False),
        Index(None, "topic_key", "article_key"),
        sqlite_with_rowid=False,
    )


# What the topic model found, and what counts once people's decisions are applied to it.
finding = _membership("finding")
assignment = _membership("assignment")

lineage = Table(
    "lineage",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("topic_id", Plain, nullable=False, index=True),
    Column("kind", Plain, nullable=False),
    Column("at", Instant, nullable=False),
    Column("related", Json, nullable=False),
    Column("reason", Plain, nullable=False),
)

# What the verdicts were at the end of each refresh in which they changed.
verdict = Table(
    "verdict",
    metadata,
    Column("topic_id", Plain, primary_key=True),
    Column("at", Instant, primary_key=True),
    Column("stage", Plain, nullable=False),
    Column("direction", Plain, nullable=False),
)

decision = Table(
    "decision",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("at", Instant, nullable=False),
    Column("kind", Plain, nullable=False),
    Column("topic_id", Plain, nullable=False),
    Column("details", Json, nullable=False),
    Column("undone", Instant),
)

rating = Table(
    "rating",
    metadata,
    Column("article_key", ForeignKey("article.key"), primary_key=True),
    Column("score", SmallInteger, nullable=False),
    Column("at", Instant, nullable=False),
)

saved_view = Table(
    "saved_view",
    metadata,
    Column("id", Plain, primary_key=True),
    Column("name", Plain, nullable=False),
    Column("page", Plain, nullable=False),
    Column("query", Plain, nullable=False),
    Column("created", Instant, nullable=False),
)

deck = Table(
    "deck",
    metadata,
    Column("id", Plain, primary_key=True),
    Column("name", Plain, nullable=False),
    Column("slides", Json, nullable=False),
    Column("changed", Instant, nullable=False),
)

event = Table(
    "event",
    metadata,
    Column("id", Plain, primary_key=True),
    Column("day", Day, nullable=False),
    Column("label", Plain, nullable=False),
    Column("url", Plain),
)


def _rollup(name: str, *keys: Column[Any]) -> Table:
    return Table(
        name,
        metadata,
        *keys,
        Column("week", Day, primary_key=True, autoincrement=False),
        Column("publication_key", ForeignKey("publication.key"), primary_key=True),
        Column("items", Integer, nullable=False),
        Column("articles", Integer, nullable=False),
        Column("stories", Integer, nullable=False),
        sqlite_with_rowid=False,
    )


total_week = _rollup("total_week")
topic_week = _rollup("topic_week", Column("topic_key", ForeignKey("topic.key"), primary_key=True))
entity_week = _rollup("entity_week", Column("entity_key", ForeignKey("entity.key"), primary_key=True))
