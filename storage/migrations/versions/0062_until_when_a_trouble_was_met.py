"""Until when a trouble was met."""

import sqlalchemy as sa
from alembic import op

revision = "0062"
down_revision = "0061"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("troubles", sa.Column("seen_at", sa.BigInteger(), server_default="0", nullable=False))
