"""Proven addresses, and the mail that proves them."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

QUEUED = sa.text("state = 'queued'")


def upgrade() -> None:
    _mails()


def _mails() -> None:
    op.create_table(
        "mails",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("letter_id", sa.Integer, nullable=False),
        sa.Column("subject_id", sa.Integer, nullable=False),
        sa.Column("address", sa.String(64), nullable=False),
        sa.Column("domain", sa.String(64), nullable=False),
        sa.Column("token", sa.String(64), nullable=False),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
        sa.Column("language", sa.String(20), nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("created_at", sa.BigInteger, nullable=False),
        sa.Column("due_at", sa.BigInteger, nullable=False),
        sa.Column("tried_at", sa.BigInteger, nullable=True),
        sa.Column("sent_at", sa.BigInteger, nullable=True),
        sa.ForeignKeyConstraint(["letter_id"], ["letters.id"], name="fk_mails_letter_id"),
        sa.PrimaryKeyConstraint("id", name="pk_mails"),
        sa.UniqueConstraint("token", name="uq_mails_token"),
    )
    op.create_index("ix_mails_sent_at", "mails", ["sent_at"])
    op.create_index("ix_mails_kind_subject_id", "mails", ["kind", "subject_id"])
    op.create_index("ix_mails_address_letter_id", "mails", ["address", "letter_id"])
    op.create_index("ix_mails_domain_sent_at", "mails", ["domain", "sent_at"])
    op.create_index("ix_mails_queued", "mails", ["due_at", "id"], sqlite_where=QUEUED, postgresql_where=QUEUED)
    op.create_table(
        "unwanted_mail",
        sa.Column("address", sa.String(64), nullable=False),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
        sa.Column("since", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("address", name="pk_unwanted_mail"),
    )
