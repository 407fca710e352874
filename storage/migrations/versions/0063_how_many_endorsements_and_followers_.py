"""How many endorsements and followers there are."""

import sqlalchemy as sa
from alembic import op

revision = "0063"
down_revision = "0062"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "endorsement_counts",
        sa.Column("letter_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("revision", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("sector", sa.String(length=20), nullable=False),
        sa.Column("scope", sa.String(length=20), nullable=False),
        sa.Column("region", sa.String(length=20), nullable=False),
        sa.Column("counted", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["letter_id"], ["letters.id"], name=op.f("fk_endorsement_counts_letter_id")),
        sa.PrimaryKeyConstraint(
            "letter_id", "state", "revision", "kind", "sector", "scope", "region", name=op.f("pk_endorsement_counts")
        ),
    )
    op.create_table(
        "endorsement_growth",
        sa.Column("letter_id", sa.Integer(), nullable=False),
        sa.Column("quarter", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("counted", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["letter_id"], ["letters.id"], name=op.f("fk_endorsement_growth_letter_id")),
        sa.PrimaryKeyConstraint("letter_id", "quarter", name=op.f("pk_endorsement_growth")),
    )
    op.create_table(
        "follower_counts",
        sa.Column("letter_id", sa.Integer(), nullable=False),
        sa.Column("platform", sa.String(length=20), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("language", sa.String(length=20), nullable=False),
        sa.Column("threaded", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("reachable", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("shard", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("counted", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["letter_id"], ["letters.id"], name=op.f("fk_follower_counts_letter_id")),
        sa.PrimaryKeyConstraint(
            "letter_id",
            "platform",
            "kind",
            "language",
            "threaded",
            "reachable",
            "shard",
            name=op.f("pk_follower_counts"),
        ),
    )
    op.create_index(
        "ix_endorsements_words_shown",
        "endorsements",
        ["letter_id", "state", "sort_key", "id"],
        unique=False,
        sqlite_where=sa.text("statement_state = 'shown'"),
        postgresql_where=sa.text("statement_state = 'shown'"),
    )
