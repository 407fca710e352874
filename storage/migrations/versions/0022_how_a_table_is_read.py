"""How somebody wants the table read that they bring in."""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("imports", sa.Column("choices", sa.LargeBinary, nullable=True))
