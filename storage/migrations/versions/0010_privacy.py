"""Consent, what is held for how long, and keys that stay while the host's secret changes."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "keys",
        sa.Column("name", sa.String(20), nullable=False),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_keys"),
    )
    op.create_table(
        "consents",
        sa.Column("endorsement_id", sa.Integer, nullable=False),
        sa.Column("item", sa.String(20), nullable=False),
        sa.Column("person_id", sa.Integer, nullable=False),
        sa.Column("wording", sa.String(16), nullable=False),
        sa.Column("language", sa.String(20), nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.ForeignKeyConstraint(["endorsement_id"], ["endorsements.id"], name="fk_consents_endorsement_id"),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name="fk_consents_person_id"),
        sa.PrimaryKeyConstraint("endorsement_id", "item", name="pk_consents"),
    )
    op.create_index("ix_consents_person_id", "consents", ["person_id"])
