"""What came of the demands."""

import sqlalchemy as sa
from alembic import op

from storage.tables.base import Moment

revision = "0040"
down_revision = "0039"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "ledger",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("letter_id", sa.Integer, sa.ForeignKey("letters.id"), nullable=False),
        sa.Column("content", sa.Text, nullable=False),
        sa.Column("person_id", sa.Integer, sa.ForeignKey("persons.id"), nullable=False),
        sa.Column("step", sa.String(10), nullable=False),
        sa.Column("second_id", sa.Integer, nullable=True),
        sa.Column("at", Moment, nullable=False),
        sa.Column("due", Moment, nullable=True),
        sa.Column("told", sa.Boolean, nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_ledger_letter_id", "ledger", ["letter_id"])
    op.create_index("ix_ledger_due", "ledger", ["due"])
