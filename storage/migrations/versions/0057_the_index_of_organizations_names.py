"""The index of organizations' names."""

import sqlalchemy as sa
from alembic import op

revision = "0057"
down_revision = "0056"
branch_labels = None
depends_on = None

OWN = sa.text("origin NOT IN ('imported', 'mailed')")
WORDS_WAIT = sa.text("(statement_state = 'waiting' OR reservation_state = 'waiting')")
RESERVED = sa.text("reserved != ''")


def upgrade() -> None:
    op.create_table(
        "vocabulary",
        sa.Column("head", sa.Text(), nullable=False),
        sa.Column("size", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("word", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("head", "size", "word", name="pk_vocabulary"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "organization_tokens",
        sa.Column("token", sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organizations.id"], name="fk_organization_tokens_organization_id"
        ),
        sa.PrimaryKeyConstraint("token", "organization_id", name="pk_organization_tokens"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_organization_tokens_organization_id", "organization_tokens", ["organization_id"], unique=False)
    op.create_index("ix_endorsements_organization_id", "endorsements", ["organization_id"])
    op.create_index("ix_endorsements_person_id_changed_at", "endorsements", ["person_id", "changed_at"])
    op.drop_index("ix_endorsements_person_id", "endorsements")
    op.create_index("ix_endorsements_own", "endorsements", ["person_id", "id"], sqlite_where=OWN, postgresql_where=OWN)
    op.create_index("ix_endorsements_letter_id_state_revision", "endorsements", ["letter_id", "state", "revision"])
    for name, last, which in (("words_wait", "changed_at", WORDS_WAIT), ("reserved", "reserved", RESERVED)):
        columns = ["letter_id", "state", last]
        op.create_index(f"ix_endorsements_{name}", "endorsements", columns, sqlite_where=which, postgresql_where=which)
