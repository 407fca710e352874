"""Organizations that say: this is not us."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

UNSETTLED = sa.text("state = 'open'")


def upgrade() -> None:
    op.create_table(
        "disputes",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("letter_id", sa.Integer, nullable=False),
        sa.Column("endorsement_id", sa.Integer, nullable=False),
        sa.Column("person_id", sa.Integer, nullable=False),
        sa.Column("language", sa.String(20), nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("claim", sa.LargeBinary, nullable=False),
        sa.Column("said", sa.LargeBinary, nullable=False),
        sa.Column("proven", sa.Boolean, nullable=False),
        sa.Column("hides", sa.Boolean, nullable=False),
        sa.Column("tries", sa.Integer, nullable=False),
        sa.Column("created_at", sa.BigInteger, nullable=False),
        sa.Column("settled_at", sa.BigInteger, nullable=True),
        sa.ForeignKeyConstraint(["letter_id"], ["letters.id"], name="fk_disputes_letter_id"),
        sa.ForeignKeyConstraint(["endorsement_id"], ["endorsements.id"], name="fk_disputes_endorsement_id"),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name="fk_disputes_person_id"),
        sa.PrimaryKeyConstraint("id", name="pk_disputes"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_disputes_endorsement_id", "disputes", ["endorsement_id"])
    op.create_index("ix_disputes_person_id", "disputes", ["person_id"])
    op.create_index(
        "uq_disputes_unsettled",
        "disputes",
        ["endorsement_id", "person_id"],
        unique=True,
        sqlite_where=UNSETTLED,
        postgresql_where=UNSETTLED,
    )
