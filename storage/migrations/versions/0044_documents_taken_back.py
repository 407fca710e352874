"""Which files of documents were taken back."""

import sqlalchemy as sa
from alembic import op

from storage.tables.base import Moment

revision = "0044"
down_revision = "0043"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "documents_taken_back",
        sa.Column("letter_id", sa.Integer, sa.ForeignKey("letters.id"), primary_key=True),
        sa.Column("sha256", sa.String(64), primary_key=True),
        sa.Column("at", Moment, nullable=False),
    )
