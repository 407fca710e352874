"""Files that nothing uses are found by how long they are kept."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    brief = sa.text("until IS NOT NULL")
    op.create_index("ix_files_until", "files", ["until"], sqlite_where=brief, postgresql_where=brief)
