"""What an organization and its reviewers can do about a sign-on."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _queue()


def _queue() -> None:
    op.add_column("endorsements", sa.Column("priority", sa.Integer, nullable=False, server_default="0"))
    op.create_table(
        "leases",
        sa.Column("endorsement_id", sa.Integer, nullable=False),
        sa.Column("person_id", sa.Integer, nullable=False),
        sa.Column("until", sa.BigInteger, nullable=False),
        sa.ForeignKeyConstraint(["endorsement_id"], ["endorsements.id"], name="fk_leases_endorsement_id"),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name="fk_leases_person_id"),
        sa.PrimaryKeyConstraint("endorsement_id", name="pk_leases"),
    )
    op.create_table(
        "bulks",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("letter_id", sa.Integer, nullable=False),
        sa.Column("person_id", sa.Integer, nullable=False),
        sa.Column("verdict", sa.String(20), nullable=False),
        sa.Column("ids", sa.Text, nullable=False),
        sa.Column("made_at", sa.BigInteger, nullable=False),
        sa.Column("undone_at", sa.BigInteger, nullable=True),
        sa.ForeignKeyConstraint(["letter_id"], ["letters.id"], name="fk_bulks_letter_id"),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name="fk_bulks_person_id"),
        sa.PrimaryKeyConstraint("id", name="pk_bulks"),
        sqlite_autoincrement=True,
    )
