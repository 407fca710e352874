"""Links by which recipients of the press see lists that are kept back."""

import sqlalchemy as sa
from alembic import op

from storage.tables.base import Moment, Sealed

revision = "0037"
down_revision = "0036"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "press_links",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("letter_id", sa.Integer, sa.ForeignKey("letters.id"), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("recipient", Sealed, nullable=False),
        sa.Column("snapshot", sa.Integer, nullable=True),
        sa.Column("until", Moment, nullable=False),
        sa.Column("person_id", sa.Integer, sa.ForeignKey("persons.id"), nullable=False),
        sa.Column("waits", sa.Boolean, nullable=False),
        sa.Column("revoked_at", Moment, nullable=True),
        sa.Column("opened_first", Moment, nullable=True),
        sa.Column("opened_last", Moment, nullable=True),
        sa.Column("told_at", Moment, nullable=True),
        sa.UniqueConstraint("digest"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_press_links_letter_id", "press_links", ["letter_id"])
