"""Answers that owners have written, and questions that nothing answered."""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "own_answers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("letter_id", sa.Integer(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["letter_id"], ["letters.id"], name=op.f("fk_own_answers_letter_id")),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name=op.f("fk_own_answers_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_own_answers")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_own_answers_letter_id"), "own_answers", ["letter_id"], unique=False)
    op.create_table(
        "unanswered_questions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("letter_id", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(length=20), nullable=False),
        sa.Column("stems", sa.Text(), nullable=False),
        sa.Column("kinds", sa.String(length=60), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("since", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["letter_id"], ["letters.id"], name=op.f("fk_unanswered_questions_letter_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unanswered_questions")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        op.f("ix_unanswered_questions_letter_id_language"),
        "unanswered_questions",
        ["letter_id", "language"],
        unique=False,
    )
    op.create_index(op.f("ix_unanswered_questions_since"), "unanswered_questions", ["since"], unique=False)
