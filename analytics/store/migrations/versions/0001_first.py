"""The first schema."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import context, op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "decision",
        sa.Column("key", sa.Integer(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("topic_id", sa.Text(), nullable=False),
        sa.Column("details", sa.Text(), nullable=False),
        sa.Column("undone", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_decision")),
    )
    op.create_table(
        "entity",
        sa.Column("key", sa.Integer(), nullable=False),
        sa.Column("folded", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_entity")),
        sa.UniqueConstraint("folded", name=op.f("uq_entity_folded")),
    )
    op.create_table(
        "event",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("day", sa.Integer(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event")),
    )
    op.create_table(
        "lineage",
        sa.Column("key", sa.Integer(), nullable=False),
        sa.Column("topic_id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("related", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_lineage")),
    )
    op.create_index(op.f("ix_lineage_topic_id"), "lineage", ["topic_id"], unique=False)
    op.create_table(
        "meta",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_meta")),
    )
    op.create_table(
        "publication",
        sa.Column("key", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_publication")),
        sa.UniqueConstraint("name", name=op.f("uq_publication_name")),
    )
    op.create_table(
        "revision",
        sa.Column("rollup", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("rollup", name=op.f("pk_revision")),
    )
    op.create_table(
        "saved_view",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("page", sa.Text(), nullable=False),
        sa.Column("query", sa.Text(), nullable=False),
        sa.Column("created", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_view")),
    )
    op.create_table(
        "source",
        sa.Column("key", sa.Integer(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("location", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("group", sa.Text(), nullable=True),
        sa.Column("full_text", sa.Boolean(), nullable=False),
        sa.Column("added", sa.BigInteger(), nullable=False),
        sa.Column("removed", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_source")),
        sa.UniqueConstraint("id", name=op.f("uq_source_id")),
    )
    op.create_table(
        "topic",
        sa.Column("key", sa.Integer(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("found_label", sa.Text(), nullable=False),
        sa.Column("found_status", sa.Text(), nullable=False),
        sa.Column("terms", sa.Text(), nullable=False),
        sa.Column("parent", sa.Text(), nullable=True),
        sa.Column("tracked", sa.Boolean(), nullable=False),
        sa.Column("description", sa.Text(), nullable=True),
        sa.Column("representatives", sa.Text(), nullable=False),
        sa.Column("born", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_topic")),
        sa.UniqueConstraint("id", name=op.f("uq_topic_id")),
    )
    op.create_table(
        "verdict",
        sa.Column("topic_id", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("stage", sa.Text(), nullable=False),
        sa.Column("direction", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("topic_id", "at", name=op.f("pk_verdict")),
    )
    op.create_table(
        "version",
        sa.Column("key", sa.Integer(), nullable=False),
        sa.Column("stage", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_version")),
        sa.UniqueConstraint("stage", "name", name=op.f("uq_version_stage_name")),
    )
    op.create_table(
        "article",
        sa.Column("key", sa.Integer(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("source_key", sa.Integer(), nullable=False),
        sa.Column("publication_key", sa.Integer(), nullable=False),
        sa.Column("published", sa.BigInteger(), nullable=True),
        sa.Column("day", sa.Integer(), nullable=True),
        sa.Column("counts_as", sa.SmallInteger(), nullable=False),
        sa.Column("language", sa.Text(), nullable=True),
        sa.Column("relevance", sa.SmallInteger(), nullable=True),
        sa.Column("copy_of", sa.Integer(), nullable=True),
        sa.Column("copy_share", sa.Float(), nullable=True),
        sa.Column("story", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["copy_of"], ["article.key"], name=op.f("fk_article_copy_of")),
        sa.ForeignKeyConstraint(["publication_key"], ["publication.key"], name=op.f("fk_article_publication_key")),
        sa.ForeignKeyConstraint(["source_key"], ["source.key"], name=op.f("fk_article_source_key")),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_article")),
        sa.UniqueConstraint("id", name=op.f("uq_article_id")),
    )
    op.create_index(op.f("ix_article_copy_of"), "article", ["copy_of"], unique=False)
    op.create_index(
        op.f("ix_article_day_publication_key_counts_as"),
        "article",
        ["day", "publication_key", "counts_as"],
        unique=False,
    )
    op.create_index(op.f("ix_article_published"), "article", ["published"], unique=False)
    op.create_index(op.f("ix_article_source_key"), "article", ["source_key"], unique=False)
    op.create_index(op.f("ix_article_story"), "article", ["story"], unique=False)
    op.create_table(
        "carries",
        sa.Column("source_key", sa.Integer(), nullable=False),
        sa.Column("publication_key", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["publication_key"], ["publication.key"], name=op.f("fk_carries_publication_key")),
        sa.ForeignKeyConstraint(["source_key"], ["source.key"], name=op.f("fk_carries_source_key")),
        sa.PrimaryKeyConstraint("source_key", "publication_key", name=op.f("pk_carries")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "coverage",
        sa.Column("source_key", sa.Integer(), nullable=False),
        sa.Column("day", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("until", sa.Integer(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["source_key"], ["source.key"], name=op.f("fk_coverage_source_key")),
        sa.PrimaryKeyConstraint("source_key", "day", name=op.f("pk_coverage")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "entity_week",
        sa.Column("entity_key", sa.Integer(), nullable=False),
        sa.Column("week", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("publication_key", sa.Integer(), nullable=False),
        sa.Column("items", sa.Integer(), nullable=False),
        sa.Column("articles", sa.Integer(), nullable=False),
        sa.Column("stories", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["entity_key"], ["entity.key"], name=op.f("fk_entity_week_entity_key")),
        sa.ForeignKeyConstraint(["publication_key"], ["publication.key"], name=op.f("fk_entity_week_publication_key")),
        sa.PrimaryKeyConstraint("entity_key", "week", "publication_key", name=op.f("pk_entity_week")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "fetch_state",
        sa.Column("source_key", sa.Integer(), nullable=False),
        sa.Column("etag", sa.Text(), nullable=True),
        sa.Column("last_modified", sa.Text(), nullable=True),
        sa.Column("body_hash", sa.Text(), nullable=True),
        sa.Column("last_fetch", sa.BigInteger(), nullable=True),
        sa.Column("last_success", sa.BigInteger(), nullable=True),
        sa.Column("next_fetch", sa.BigInteger(), nullable=True),
        sa.Column("interval", sa.Integer(), nullable=False),
        sa.Column("error_count", sa.Integer(), nullable=False),
        sa.Column("last_error", sa.Text(), nullable=True),
        sa.Column("moved_to", sa.Text(), nullable=True),
        sa.Column("moved_count", sa.Integer(), nullable=False),
        sa.Column("parked", sa.Boolean(), nullable=False),
        sa.Column("last_full", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["source_key"], ["source.key"], name=op.f("fk_fetch_state_source_key")),
        sa.PrimaryKeyConstraint("source_key", name=op.f("pk_fetch_state")),
    )
    op.create_table(
        "file_seen",
        sa.Column("source_key", sa.Integer(), nullable=False),
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("fingerprint", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["source_key"], ["source.key"], name=op.f("fk_file_seen_source_key")),
        sa.PrimaryKeyConstraint("source_key", "path", name=op.f("pk_file_seen")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "form",
        sa.Column("key", sa.Integer(), nullable=False),
        sa.Column("entity_key", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("articles", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["entity_key"], ["entity.key"], name=op.f("fk_form_entity_key")),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_form")),
        sa.UniqueConstraint("name", "label", name=op.f("uq_form_name_label")),
    )
    op.create_index(op.f("ix_form_entity_key"), "form", ["entity_key"], unique=False)
    op.create_table(
        "rejection",
        sa.Column("key", sa.Integer(), nullable=False),
        sa.Column("source_key", sa.Integer(), nullable=False),
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("locator", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.Column("seen", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["source_key"], ["source.key"], name=op.f("fk_rejection_source_key")),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_rejection")),
        sa.UniqueConstraint(
            "source_key", "path", "locator", "reason", name=op.f("uq_rejection_source_key_path_locator_reason")
        ),
    )
    op.create_table(
        "topic_week",
        sa.Column("topic_key", sa.Integer(), nullable=False),
        sa.Column("week", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("publication_key", sa.Integer(), nullable=False),
        sa.Column("items", sa.Integer(), nullable=False),
        sa.Column("articles", sa.Integer(), nullable=False),
        sa.Column("stories", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["publication_key"], ["publication.key"], name=op.f("fk_topic_week_publication_key")),
        sa.ForeignKeyConstraint(["topic_key"], ["topic.key"], name=op.f("fk_topic_week_topic_key")),
        sa.PrimaryKeyConstraint("topic_key", "week", "publication_key", name=op.f("pk_topic_week")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "total_week",
        sa.Column("week", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("publication_key", sa.Integer(), nullable=False),
        sa.Column("items", sa.Integer(), nullable=False),
        sa.Column("articles", sa.Integer(), nullable=False),
        sa.Column("stories", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["publication_key"], ["publication.key"], name=op.f("fk_total_week_publication_key")),
        sa.PrimaryKeyConstraint("week", "publication_key", name=op.f("pk_total_week")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "visit",
        sa.Column("source_key", sa.Integer(), nullable=False),
        sa.Column("at", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("oldest", sa.BigInteger(), nullable=True),
        sa.Column("overlaps", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["source_key"], ["source.key"], name=op.f("fk_visit_source_key")),
        sa.PrimaryKeyConstraint("source_key", "at", name=op.f("pk_visit")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "assignment",
        sa.Column("article_key", sa.Integer(), nullable=False),
        sa.Column("topic_key", sa.Integer(), nullable=False),
        sa.Column("weight", sa.Float(), nullable=False),
        sa.Column("run_id", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["article_key"], ["article.key"], name=op.f("fk_assignment_article_key")),
        sa.ForeignKeyConstraint(["topic_key"], ["topic.key"], name=op.f("fk_assignment_topic_key")),
        sa.PrimaryKeyConstraint("article_key", "topic_key", name=op.f("pk_assignment")),
        sqlite_with_rowid=False,
    )
    op.create_index(
        op.f("ix_assignment_topic_key_article_key"), "assignment", ["topic_key", "article_key"], unique=False
    )
    op.create_table(
        "document",
        sa.Column("article_key", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("locator", sa.Text(), nullable=False),
        sa.Column("source_url", sa.Text(), nullable=True),
        sa.Column("via", sa.Text(), nullable=True),
        sa.Column("url", sa.Text(), nullable=True),
        sa.Column("canonical_url", sa.Text(), nullable=True),
        sa.Column("authors", sa.Text(), nullable=False),
        sa.Column("published_basis", sa.Text(), nullable=False),
        sa.Column("updated", sa.BigInteger(), nullable=True),
        sa.Column("tags", sa.Text(), nullable=False),
        sa.Column("content_hash", sa.Text(), nullable=False),
        sa.Column("extra", sa.Text(), nullable=False),
        sa.Column("collected", sa.BigInteger(), nullable=False),
        sa.Column("relevance_topic", sa.Text(), nullable=True),
        sa.Column("relevance_reason", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["article_key"], ["article.key"], name=op.f("fk_document_article_key")),
        sa.PrimaryKeyConstraint("article_key", name=op.f("pk_document")),
    )
    op.create_index(op.f("ix_document_canonical_url"), "document", ["canonical_url"], unique=False)
    op.create_table(
        "finding",
        sa.Column("article_key", sa.Integer(), nullable=False),
        sa.Column("topic_key", sa.Integer(), nullable=False),
        sa.Column("weight", sa.Float(), nullable=False),
        sa.Column("run_id", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["article_key"], ["article.key"], name=op.f("fk_finding_article_key")),
        sa.ForeignKeyConstraint(["topic_key"], ["topic.key"], name=op.f("fk_finding_topic_key")),
        sa.PrimaryKeyConstraint("article_key", "topic_key", name=op.f("pk_finding")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_finding_topic_key_article_key"), "finding", ["topic_key", "article_key"], unique=False)
    op.create_table(
        "mention",
        sa.Column("article_key", sa.Integer(), nullable=False),
        sa.Column("entity_key", sa.Integer(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("form_key", sa.Integer(), nullable=False),
        sa.Column("is_first", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["article_key"], ["article.key"], name=op.f("fk_mention_article_key")),
        sa.ForeignKeyConstraint(["entity_key"], ["entity.key"], name=op.f("fk_mention_entity_key")),
        sa.PrimaryKeyConstraint("article_key", "entity_key", "start", name=op.f("pk_mention")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_mention_entity_key_article_key"), "mention", ["entity_key", "article_key"], unique=False)
    op.create_table(
        "phrase",
        sa.Column("article_key", sa.Integer(), nullable=False),
        sa.Column("phrases", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["article_key"], ["article.key"], name=op.f("fk_phrase_article_key")),
        sa.PrimaryKeyConstraint("article_key", name=op.f("pk_phrase")),
    )
    op.create_table(
        "progress",
        sa.Column("article_key", sa.Integer(), nullable=False),
        sa.Column("folded", sa.Integer(), nullable=True),
        sa.Column("enriched", sa.Integer(), nullable=True),
        sa.Column("scored", sa.Integer(), nullable=True),
        sa.Column("embedded", sa.Integer(), nullable=True),
        sa.Column("joined", sa.Integer(), nullable=True),
        sa.Column("assigned", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["article_key"], ["article.key"], name=op.f("fk_progress_article_key")),
        sa.PrimaryKeyConstraint("article_key", name=op.f("pk_progress")),
    )
    op.create_index(op.f("ix_progress_assigned"), "progress", ["assigned"], unique=False)
    op.create_index(op.f("ix_progress_embedded"), "progress", ["embedded"], unique=False)
    op.create_index(op.f("ix_progress_enriched"), "progress", ["enriched"], unique=False)
    op.create_index(op.f("ix_progress_folded"), "progress", ["folded"], unique=False)
    op.create_index(op.f("ix_progress_joined"), "progress", ["joined"], unique=False)
    op.create_index(op.f("ix_progress_scored"), "progress", ["scored"], unique=False)
    op.create_table(
        "rating",
        sa.Column("article_key", sa.Integer(), nullable=False),
        sa.Column("score", sa.SmallInteger(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["article_key"], ["article.key"], name=op.f("fk_rating_article_key")),
        sa.PrimaryKeyConstraint("article_key", name=op.f("pk_rating")),
    )
    op.create_table(
        "shingle",
        sa.Column("hash", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("article_key", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["article_key"], ["article.key"], name=op.f("fk_shingle_article_key")),
        sa.PrimaryKeyConstraint("hash", "article_key", name=op.f("pk_shingle")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "statistic",
        sa.Column("key", sa.Integer(), nullable=False),
        sa.Column("article_key", sa.Integer(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("raw", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("low", sa.Text(), nullable=True),
        sa.Column("high", sa.Text(), nullable=True),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("comparator", sa.Text(), nullable=True),
        sa.Column("subject", sa.Text(), nullable=True),
        sa.Column("population", sa.Text(), nullable=True),
        sa.Column("period", sa.Text(), nullable=True),
        sa.Column("attribution", sa.Text(), nullable=True),
        sa.Column("modality", sa.Text(), nullable=False),
        sa.Column("hedge", sa.Text(), nullable=True),
        sa.Column("sentence", sa.Text(), nullable=False),
        sa.Column("sentence_start", sa.Integer(), nullable=False),
        sa.Column("sample_size", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["article_key"], ["article.key"], name=op.f("fk_statistic_article_key")),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_statistic")),
    )
    op.create_index(op.f("ix_statistic_article_key"), "statistic", ["article_key"], unique=False)
    op.create_table(
        "vector",
        sa.Column("article_key", sa.Integer(), nullable=False),
        sa.Column("version_key", sa.Integer(), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["article_key"], ["article.key"], name=op.f("fk_vector_article_key")),
        sa.PrimaryKeyConstraint("article_key", name=op.f("pk_vector")),
    )
    context.config.attributes["dialect"].create_search(op.get_bind())


def downgrade() -> None:
    raise NotImplementedError("there is nothing before the first schema; restore a backup instead")
