"""Campaigns that have ended, and where copies of their pages stand."""

import sqlalchemy as sa
from alembic import op

from storage.tables.base import Moment

revision = "0047"
down_revision = "0046"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "endings",
        sa.Column("letter_id", sa.Integer, sa.ForeignKey("letters.id"), primary_key=True),
        sa.Column("at", Moment, nullable=False),
        sa.Column("erase_at", Moment, nullable=False),
        sa.Column("erased_at", Moment, nullable=True),
    )
    op.create_table(
        "copies",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("letter_id", sa.Integer, sa.ForeignKey("letters.id"), nullable=False),
        sa.Column("address", sa.Text, nullable=False),
        sa.Column("outdated_at", Moment, nullable=True),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_copies_letter_id", "copies", ["letter_id"])
