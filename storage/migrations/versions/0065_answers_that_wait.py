"""The answers that wait are found by an index."""

import sqlalchemy as sa
from alembic import op

revision = "0065"
down_revision = "0064"
branch_labels = None
depends_on = None

UNANSWERED = sa.text("answer IS NOT NULL")


def upgrade() -> None:
    op.create_index(
        "ix_updates_unanswered",
        "updates",
        ["platform", "number"],
        sqlite_where=UNANSWERED,
        postgresql_where=UNANSWERED,
    )
