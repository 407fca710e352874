"""The letter that another one follows."""

import sqlalchemy as sa
from alembic import op

revision = "0053"
down_revision = "0052"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("letters") as letters:
        letters.add_column(sa.Column("succeeds_id", sa.Integer, nullable=True))
        letters.create_foreign_key("fk_letters_succeeds_id", "letters", ["succeeds_id"], ["id"])
