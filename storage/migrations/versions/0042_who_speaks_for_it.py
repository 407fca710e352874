"""Who speaks for an organization in public."""

import sqlalchemy as sa
from alembic import op

revision = "0042"
down_revision = "0041"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("endorsements", sa.Column("spokesperson", sa.Text(), nullable=False, server_default=""))
