"""Vectors of sentences that are examples of a tracked topic."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "example",
        sa.Column("sentence", sa.Text(), nullable=False),
        sa.Column("version_key", sa.Integer(), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("sentence", name=op.f("pk_example")),
    )


def downgrade() -> None:
    op.drop_table("example")
