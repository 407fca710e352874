"""The mails by which sign-ons reached organizers."""

import sqlalchemy as sa
from alembic import op

from storage.tables.base import Sealed

revision = "0051"
down_revision = "0050"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "received_mails",
        sa.Column("endorsement_id", sa.Integer, sa.ForeignKey("endorsements.id"), primary_key=True),
        sa.Column("sealed", Sealed, nullable=False),
        sa.Column("file", Sealed, nullable=True),
    )
