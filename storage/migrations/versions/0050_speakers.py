"""Whom organizers have asked to speak at events."""

import sqlalchemy as sa
from alembic import op

from storage.tables.base import Moment, Sealed

revision = "0050"
down_revision = "0049"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "speakers",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("letter_id", sa.Integer, sa.ForeignKey("letters.id"), nullable=False),
        sa.Column("handle", sa.String(8), nullable=False),
        sa.Column("event", sa.String(16), nullable=False),
        sa.Column("sealed", Sealed, nullable=False),
        sa.Column("answer", sa.String(20), nullable=False),
        sa.Column("asked_by", sa.Integer, sa.ForeignKey("persons.id"), nullable=False),
        sa.Column("endorsement_id", sa.Integer, sa.ForeignKey("endorsements.id"), nullable=True),
        sa.Column("until", Moment, nullable=False),
        sa.UniqueConstraint("handle"),
        sqlite_autoincrement=True,
    )
    for column in ("letter_id", "endorsement_id", "until"):
        op.create_index(f"ix_speakers_{column}", "speakers", [column])
