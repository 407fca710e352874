"""Who speaks for an organization in public."""

import sqlalchemy as sa
from alembic import op

revision = "0040"
down_revision = "0039"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("endorsements", sa.Column("spokesperson", sa.Text(), nullable=False, server_default=""))
