"""Who speaks for organizations to the press, and files that hold personal data for an hour."""

import sqlalchemy as sa
from alembic import op

from storage.tables.base import Moment, Sealed

revision = "0045"
down_revision = "0044"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "media_contacts",
        sa.Column("endorsement_id", sa.Integer, sa.ForeignKey("endorsements.id"), primary_key=True),
        sa.Column("letter_id", sa.Integer, sa.ForeignKey("letters.id"), nullable=False),
        sa.Column("person_id", sa.Integer, sa.ForeignKey("persons.id"), nullable=False),
        sa.Column("sealed", Sealed, nullable=False),
        sa.Column("wording", sa.String(16), nullable=False),
        sa.Column("language", sa.String(20), nullable=False),
        sa.Column("at", Moment, nullable=False),
        sa.Column("seen_at", Moment, nullable=True),
    )
    op.create_index("ix_media_contacts_letter_id", "media_contacts", ["letter_id"])
    op.create_index("ix_media_contacts_person_id", "media_contacts", ["person_id"])
    op.add_column("files", sa.Column("sealed", Sealed, nullable=True))
