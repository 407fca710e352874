"""Which private chats have an organizer's menu."""

import sqlalchemy as sa
from alembic import op

revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "menus",
        sa.Column("platform", sa.String(20), primary_key=True),
        sa.Column("account", sa.String(100), primary_key=True),
    )
