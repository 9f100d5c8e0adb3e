"""Which articles each write touched, in place of how often each rollup changed; statistics are searched by words."""

from __future__ import annotations

import secrets

import sqlalchemy as sa
from alembic import context, op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    change = op.create_table(
        "change",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("articles", sa.LargeBinary(), nullable=True),
        sa.Column("stamp", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_change")),
    )
    op.bulk_insert(change, [{"stamp": secrets.token_hex(8)}])
    op.drop_table("revision")
    context.config.attributes["dialect"].create_statistic_search(op.get_bind())


def downgrade() -> None:
    raise NotImplementedError("the columns of a newer Upswell rest on what this would drop; restore a backup instead")
