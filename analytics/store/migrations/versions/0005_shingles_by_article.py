"""The shingles of one article, found without a look at all."""

from __future__ import annotations

from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index(op.f("ix_shingle_article_key"), "shingle", ["article_key"])


def downgrade() -> None:
    op.drop_index(op.f("ix_shingle_article_key"), "shingle")
