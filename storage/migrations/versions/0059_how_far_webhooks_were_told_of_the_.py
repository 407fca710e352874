"""How far webhooks were told of the demands and of presentations."""

import sqlalchemy as sa
from alembic import op

revision = "0059"
down_revision = "0058"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("webhooks", sa.Column("ledger", sa.String(length=64), server_default="", nullable=False))
    op.add_column("webhooks", sa.Column("presented", sa.String(length=64), server_default="", nullable=False))
