"""What is to be seen on pictures, and corrections that are being written."""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("files", sa.Column("alt", sa.Text, nullable=False, server_default=""))
    op.add_column("announcements", sa.Column("correction", sa.Text, nullable=True))
