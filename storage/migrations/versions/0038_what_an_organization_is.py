"""What an organization is: its kind, sector, scope and region."""

import sqlalchemy as sa
from alembic import op

revision = "0038"
down_revision = "0037"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for name in ("kind", "sector", "scope", "region"):
        op.add_column("endorsements", sa.Column(name, sa.String(20), nullable=False, server_default=""))
