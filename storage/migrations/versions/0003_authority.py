"""Proven addresses, and the mail that proves them."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

ASKED = sa.text("state = 'asked'")
QUEUED = sa.text("state = 'queued'")


def upgrade() -> None:
    _mails()
    _proofs()


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


def _proofs() -> None:
    op.create_table(
        "proofs",
        sa.Column("endorsement_id", sa.Integer, nullable=False),
        sa.Column("contact", sa.String(10), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("domain", sa.String(255), nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("why", sa.String(20), nullable=False),
        sa.Column("mail_id", sa.Integer, nullable=True),
        sa.Column("tries", sa.Integer, nullable=False),
        sa.Column("asked_at", sa.BigInteger, nullable=False),
        sa.Column("reminded", sa.Boolean, nullable=False),
        sa.Column("proven_at", sa.BigInteger, nullable=True),
        sa.ForeignKeyConstraint(["endorsement_id"], ["endorsements.id"], name="fk_proofs_endorsement_id"),
        sa.ForeignKeyConstraint(["mail_id"], ["mails.id"], name="fk_proofs_mail_id"),
        sa.PrimaryKeyConstraint("endorsement_id", "contact", name="pk_proofs"),
    )
    op.create_index("ix_proofs_mail_id", "proofs", ["mail_id"])
    op.create_index("ix_proofs_asked", "proofs", ["asked_at"], sqlite_where=ASKED, postgresql_where=ASKED)
