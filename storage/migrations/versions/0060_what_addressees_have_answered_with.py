"""What addressees have answered with."""

import sqlalchemy as sa
from alembic import op

revision = "0060"
down_revision = "0059"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "answer_files",
        sa.Column("presentation_id", sa.Integer(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("file", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["presentation_id"], ["presentations.id"], name=op.f("fk_answer_files_presentation_id")
        ),
        sa.PrimaryKeyConstraint("presentation_id", name=op.f("pk_answer_files")),
    )
