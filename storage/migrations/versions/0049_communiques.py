"""What endorsers say in their own name."""

import sqlalchemy as sa
from alembic import op

from storage.tables.base import Sealed

revision = "0049"
down_revision = "0048"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "communiques",
        sa.Column("endorsement_id", sa.Integer, sa.ForeignKey("endorsements.id"), primary_key=True),
        sa.Column("version", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("sealed", Sealed, nullable=False),
    )
