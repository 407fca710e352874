"""Whom organizers ask to sign."""

import sqlalchemy as sa
from alembic import op

revision = "0043"
down_revision = "0042"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "partners",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("letter_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.LargeBinary(), nullable=False),
        sa.Column("link", sa.String(length=64), nullable=False),
        sa.Column("signed", sa.Integer(), nullable=False),
        sa.Column("until", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["letter_id"], ["letters.id"], name=op.f("fk_partners_letter_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_partners")),
        sa.UniqueConstraint("link", name=op.f("uq_partners_link")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_partners_letter_id"), "partners", ["letter_id"], unique=False)
    op.create_table(
        "prospects",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("letter_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("organization", sa.LargeBinary(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("mailbox", sa.String(length=64), nullable=True),
        sa.Column("said", sa.String(length=20), nullable=False),
        sa.Column("signed", sa.Boolean(), nullable=False),
        sa.Column("asked", sa.Integer(), nullable=False),
        sa.Column("taken_by", sa.Integer(), nullable=True),
        sa.Column("remind_at", sa.BigInteger(), nullable=True),
        sa.Column("changed_at", sa.BigInteger(), nullable=False),
        sa.Column("link", sa.String(length=64), nullable=True),
        sa.Column("link_until", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["letter_id"], ["letters.id"], name=op.f("fk_prospects_letter_id")),
        sa.ForeignKeyConstraint(["taken_by"], ["persons.id"], name=op.f("fk_prospects_taken_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_prospects")),
        sa.UniqueConstraint("letter_id", "key", name=op.f("uq_prospects_letter_id_key")),
        sa.UniqueConstraint("link", name=op.f("uq_prospects_link")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        op.f("ix_prospects_letter_id_signed_said"), "prospects", ["letter_id", "signed", "said"], unique=False
    )
    op.create_index(op.f("ix_prospects_mailbox"), "prospects", ["mailbox"], unique=False)
    op.create_index(op.f("ix_prospects_remind_at"), "prospects", ["remind_at"], unique=False)
    op.create_index(op.f("ix_prospects_taken_by"), "prospects", ["taken_by"], unique=False)
