"""The role of a server that a chat's announcements call."""

import sqlalchemy as sa
from alembic import op

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("chats") as table:
        table.add_column(sa.Column("calls", sa.String(100), nullable=False, server_default=""))
    with op.batch_alter_table("chats") as table:
        table.alter_column("calls", server_default=None)
