"""What an adapter has to find again, and room for the long addresses of Matrix."""

import sqlalchemy as sa
from alembic import op

revision = "0058"
down_revision = "0057"
branch_labels = None
depends_on = None

WIDER = (
    ("accounts", "account", 300),
    ("chats", "place", 300),
    ("deliveries", "message", 700),
    ("forms", "account", 300),
    ("forms", "place", 300),
    ("halts", "place", 300),
    ("menus", "account", 300),
)


def upgrade() -> None:
    op.create_table(
        "platform_memory",
        sa.Column("platform", sa.String(length=20), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("value", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("platform", "name", name=op.f("pk_platform_memory")),
    )
    for name, column, length in WIDER:
        with op.batch_alter_table(name) as table:
            table.alter_column(column, existing_type=sa.String(100), type_=sa.String(length), existing_nullable=False)
