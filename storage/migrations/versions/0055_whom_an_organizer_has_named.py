"""Whom an organizer has named in a sign-on is found by their address."""

import sqlalchemy as sa
from alembic import op

revision = "0055"
down_revision = "0054"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("representatives", sa.Column("mailbox", sa.String(length=64), nullable=True))
    op.create_index(op.f("ix_representatives_mailbox"), "representatives", ["mailbox"], unique=False)
