"""Revisions that are written in chats, and re-confirmed."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("revisions", sa.Column("material", sa.Boolean, nullable=False, server_default=sa.false()))
    op.add_column("revisions", sa.Column("confirm_by", sa.BigInteger, nullable=True))
    op.execute(
        "ALTER TABLE revisions ADD COLUMN person_id INTEGER CONSTRAINT fk_revisions_person_id REFERENCES persons (id)"
    )
    op.create_table(
        "letter_drafts",
        sa.Column("letter_id", sa.Integer, nullable=False),
        sa.Column("content", sa.Text, nullable=False),
        sa.Column("changed_at", sa.BigInteger, nullable=False),
        sa.Column("person_id", sa.Integer, nullable=False),
        sa.ForeignKeyConstraint(["letter_id"], ["letters.id"], name="fk_letter_drafts_letter_id"),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name="fk_letter_drafts_person_id"),
        sa.PrimaryKeyConstraint("letter_id", name="pk_letter_drafts"),
    )
    op.create_table(
        "confirmation_calls",
        sa.Column("letter_id", sa.Integer, nullable=False),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("reminder", sa.Boolean, nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.Column("reached", sa.Integer, nullable=False),
        sa.ForeignKeyConstraint(
            ["letter_id", "revision"],
            ["revisions.letter_id", "revisions.number"],
            name="fk_confirmation_calls_letter_id_revision",
        ),
        sa.PrimaryKeyConstraint("letter_id", "revision", "reminder", name="pk_confirmation_calls"),
    )
