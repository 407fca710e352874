"""What was taken back."""

import sqlalchemy as sa
from alembic import op

revision = "0054"
down_revision = "0053"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "removals",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_removals")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "restores",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("letter_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("taken_at", sa.BigInteger(), nullable=False),
        sa.Column("whole", sa.Boolean(), nullable=False),
        sa.Column("kept_back", sa.Boolean(), nullable=False),
        sa.Column("lost_number", sa.Integer(), nullable=True),
        sa.Column("lost_hash", sa.String(length=64), nullable=True),
        sa.Column("confirmed_at", sa.BigInteger(), nullable=True),
        sa.Column("confirmed_by", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["letter_id"], ["letters.id"], name=op.f("fk_restores_letter_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_restores")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_restores_letter_id"), "restores", ["letter_id"], unique=False)
