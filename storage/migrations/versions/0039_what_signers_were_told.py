"""What those who signed were told about a letter, of which each gets few messages."""

import sqlalchemy as sa
from alembic import op

from storage.tables.base import Moment

revision = "0039"
down_revision = "0038"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "told_signers",
        sa.Column("letter_id", sa.Integer, sa.ForeignKey("letters.id"), nullable=False),
        sa.Column("person_id", sa.Integer, sa.ForeignKey("persons.id"), nullable=False),
        sa.Column("told", sa.String(20), nullable=False),
        sa.Column("subject_id", sa.Integer, nullable=False),
        sa.Column("at", Moment, nullable=False),
        sa.PrimaryKeyConstraint("letter_id", "person_id", "told", "subject_id"),
    )
    op.create_index("ix_told_signers_person_id", "told_signers", ["person_id"])
