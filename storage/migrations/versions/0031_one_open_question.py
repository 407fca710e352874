"""One open question for each account in a chat; what was asked before waits until its person says to go on."""

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0026"
branch_labels = None
depends_on = None

_CHAT = ["platform", "account", "place", "thread"]


def upgrade() -> None:
    with op.batch_alter_table("forms") as table:
        table.drop_constraint("uq_forms_platform_account_place_thread_command", type_="unique")
        table.add_column(sa.Column("waits", sa.String(20), nullable=False, server_default="nothing"))
        table.add_column(sa.Column("reminded", sa.Boolean, nullable=False, server_default=sa.true()))
    op.create_index("ix_forms_platform_account_place_thread", "forms", _CHAT)
    with op.batch_alter_table("forms") as table:
        for name in ("waits", "reminded"):
            table.alter_column(name, server_default=None)
