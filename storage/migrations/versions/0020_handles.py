"""Disputes are named by random handles, as sign-ons by their receipts; what waits is shown with buttons that hold."""

import secrets

import sqlalchemy as sa
from alembic import op

from bot.model.codes import RECEIPT_LENGTH, make_code

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

DISPUTES = sa.table("disputes", sa.column("id"), sa.column("handle"))
WAITS = """
    UPDATE deliveries SET wanted = wanted + 1 WHERE state = 'sent' AND (
        (subject IN ('card', 'words')
            AND subject_id IN (SELECT id FROM endorsements WHERE state IN ('submitted', 'listed', 'disputed')))
        OR (subject = 'dispute' AND subject_id IN (SELECT id FROM disputes WHERE state = 'open')))
"""
"""The cards on which something can still be pressed are drawn anew."""


def upgrade() -> None:
    with op.batch_alter_table("disputes") as table:
        table.add_column(sa.Column("handle", sa.String(8), nullable=False, server_default=""))
    connection = op.get_bind()
    for number in connection.execute(sa.select(DISPUTES.c.id)).scalars().all():
        handle = make_code(RECEIPT_LENGTH, secrets.randbelow)
        connection.execute(sa.update(DISPUTES).where(DISPUTES.c.id == number).values(handle=handle))
    with op.batch_alter_table("disputes") as table:
        table.alter_column("handle", server_default=None)
        table.create_unique_constraint("uq_disputes_handle", ["handle"])
    connection.execute(sa.text(WAITS))
