"""The random number by which everybody can name a line of the list."""

import secrets

import sqlalchemy as sa
from alembic import op

from bot.model.codes import RECEIPT_LENGTH, make_code

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("endorsements") as table:
        table.add_column(sa.Column("handle", sa.String(8), nullable=True))
    record = sa.table("endorsements", sa.column("id", sa.Integer), sa.column("handle", sa.String))
    connection = op.get_bind()
    for number in connection.execute(sa.select(record.c.id)).scalars().all():
        handle = make_code(RECEIPT_LENGTH, secrets.randbelow)
        connection.execute(sa.update(record).where(record.c.id == number).values(handle=handle))
    with op.batch_alter_table("endorsements") as table:
        table.alter_column("handle", nullable=False, existing_type=sa.String(8))
        table.create_unique_constraint(op.f("uq_endorsements_handle"), ["handle"])
