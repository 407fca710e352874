"""Who is reviewed ahead of others is found by an index."""

import sqlalchemy as sa
from alembic import op

revision = "0064"
down_revision = "0063"
branch_labels = None
depends_on = None

PREFERRED = sa.text("priority > 0")


def upgrade() -> None:
    op.create_index(
        "ix_endorsements_preferred",
        "endorsements",
        ["letter_id", "state", "changed_at"],
        sqlite_where=PREFERRED,
        postgresql_where=PREFERRED,
    )
