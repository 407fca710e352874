"""Sign-ons that are checked and counted, and whose names are withheld."""

import sqlalchemy as sa
from alembic import op

revision = "0041"
down_revision = "0040"
branch_labels = None
depends_on = None

STANDING = sa.text("state IN ('submitted', 'listed', 'withheld', 'disputed')")


def upgrade() -> None:
    with op.batch_alter_table("endorsements") as table:
        table.add_column(sa.Column("withheld", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.drop_index("uq_endorsements_standing", "endorsements")
    op.create_index(
        "uq_endorsements_standing",
        "endorsements",
        ["letter_id", "organization_id"],
        unique=True,
        sqlite_where=STANDING,
        postgresql_where=STANDING,
    )
    with op.batch_alter_table("snapshots") as table:
        table.add_column(sa.Column("withheld", sa.Integer(), nullable=False, server_default="0"))
