"""To whom letters were presented."""

import sqlalchemy as sa
from alembic import op

from storage.tables.base import Moment, Sealed

revision = "0046"
down_revision = "0045"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "presentations",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("letter_id", sa.Integer, sa.ForeignKey("letters.id"), nullable=False),
        sa.Column("content", sa.Text, nullable=False),
        sa.Column("by", Sealed, nullable=True),
        sa.Column("person_id", sa.Integer, sa.ForeignKey("persons.id"), nullable=False),
        sa.Column("at", Moment, nullable=False),
        sa.Column("told", sa.Boolean, nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_presentations_letter_id", "presentations", ["letter_id"])
