"""A letter has no short name until it is published for the first time."""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("letters") as table:
        table.alter_column("slug", existing_type=sa.String(40), nullable=True)
