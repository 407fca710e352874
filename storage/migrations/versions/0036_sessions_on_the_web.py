"""Proven addresses with an account of their own, and the sessions that are open at them."""

import sqlalchemy as sa
from alembic import op

from storage.tables.base import Moment, Sealed

revision = "0036"
down_revision = "0035"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "mailboxes",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("account", sa.String(32), nullable=False),
        sa.Column("address", sa.String(64), nullable=False),
        sa.Column("sealed", Sealed, nullable=False),
        sa.Column("language", sa.String(20), nullable=False),
        sa.Column("told", sa.Boolean, nullable=False),
        sa.Column("seen_at", Moment, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_mailboxes"),
        sa.UniqueConstraint("account", name="uq_mailboxes_account"),
        sa.UniqueConstraint("address", name="uq_mailboxes_address"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_mailboxes_seen_at", "mailboxes", ["seen_at"])
    op.create_table(
        "sessions",
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("mailbox_id", sa.Integer, nullable=False),
        sa.Column("until", Moment, nullable=False),
        sa.Column("sealed", Sealed, nullable=True),
        sa.PrimaryKeyConstraint("digest", name="pk_sessions"),
        sa.ForeignKeyConstraint(["mailbox_id"], ["mailboxes.id"], name="fk_sessions_mailbox_id"),
    )
    op.create_index("ix_sessions_mailbox_id", "sessions", ["mailbox_id"])
    op.create_index("ix_sessions_until", "sessions", ["until"])
