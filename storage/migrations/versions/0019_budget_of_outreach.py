"""What each organizer has caused alone, since when each is one, and revisions that wait for another organizer."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    outreach = op.create_table(
        "outreach",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("letter_id", sa.Integer, sa.ForeignKey("letters.id", name="fk_outreach_letter_id"), nullable=False),
        sa.Column("person_id", sa.Integer, sa.ForeignKey("persons.id", name="fk_outreach_person_id"), nullable=False),
        sa.Column("charged_to", sa.Integer, sa.ForeignKey("persons.id", name="fk_outreach_charged_to"), nullable=False),
        sa.Column("cause", sa.String(20), nullable=False),
        sa.Column("subject_id", sa.Integer, nullable=False),
        sa.Column("chats", sa.Integer, nullable=False),
        sa.Column("left_at", sa.BigInteger, nullable=True),
    )
    for column in ("person_id", "charged_to", "left_at"):
        op.create_index(f"ix_outreach_{column}", outreach.name, [column])
    op.add_column("roles", sa.Column("since", sa.BigInteger, nullable=True))
    op.add_column("roles", sa.Column("invited_by", sa.Integer, nullable=True))
    op.add_column("roles", sa.Column("agreed_by", sa.Integer, nullable=True))
    op.add_column("revisions", sa.Column("second_id", sa.Integer, nullable=True))
    op.add_column("revisions", sa.Column("charged_to", sa.Integer, nullable=True))
    op.add_column("letter_drafts", sa.Column("proposed_by", sa.Integer, nullable=True))
    op.add_column("letter_drafts", sa.Column("material", sa.Boolean, nullable=False, server_default=sa.false()))
    op.add_column("letter_drafts", sa.Column("confirm_by", sa.BigInteger, nullable=True))
