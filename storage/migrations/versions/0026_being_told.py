"""Organizers have names, invitations can be listed, removals be undone; and what did not reach its person is known."""

import secrets

import sqlalchemy as sa
from alembic import op

from bot.model.codes import RECEIPT_LENGTH, make_code
from storage.tables.base import Moment

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None

CODES = sa.table("codes", sa.column("digest"), sa.column("role"), sa.column("handle"))


def upgrade() -> None:
    op.add_column("persons", sa.Column("name", sa.LargeBinary, nullable=True))
    op.add_column("follows", sa.Column("asked_by", sa.Integer, nullable=True))
    op.create_table(
        "former_roles",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("person_id", sa.Integer, sa.ForeignKey("persons.id"), nullable=False),
        sa.Column("letter_id", sa.Integer, sa.ForeignKey("letters.id"), nullable=True),
        sa.Column("role", sa.String(20), nullable=False),
        sa.Column("since", Moment, nullable=True),
        sa.Column("invited_by", sa.Integer, nullable=True),
        sa.Column("agreed_by", sa.Integer, nullable=True),
        sa.Column("removed_by", sa.Integer, nullable=False),
        sa.Column("removed_at", Moment, nullable=False),
    )
    op.create_index("ix_former_roles_person_id", "former_roles", ["person_id"])
    op.create_index("ix_former_roles_removed_at", "former_roles", ["removed_at"])
    op.create_table(
        "missed",
        sa.Column("person_id", sa.Integer, sa.ForeignKey("persons.id"), primary_key=True),
        sa.Column("subject", sa.String(20), primary_key=True),
        sa.Column("subject_id", sa.Integer, primary_key=True),
    )
    with op.batch_alter_table("codes") as table:
        table.add_column(sa.Column("handle", sa.String(8), nullable=True))
    connection = op.get_bind()
    for digest in connection.execute(sa.select(CODES.c.digest).where(CODES.c.role.is_not(None))).scalars().all():
        handle = make_code(RECEIPT_LENGTH, secrets.randbelow)
        connection.execute(sa.update(CODES).where(CODES.c.digest == digest).values(handle=handle))
    with op.batch_alter_table("codes") as table:
        table.create_unique_constraint("uq_codes_handle", ["handle"])
