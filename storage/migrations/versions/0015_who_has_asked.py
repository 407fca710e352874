"""Who has asked a question about a sign-on, so that they hear of the answer."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("exchanges", sa.Column("asked_by", sa.Integer, nullable=True))
