"""Domains that are known to be an organization's, and codes that are used up and have an age of their own."""

from urllib.parse import urlsplit

import sqlalchemy as sa
from alembic import op

from bot.model.proofs.domains import own

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

_EARLIER = """
    UPDATE mails SET coded_at = COALESCE(
        (SELECT MAX(earlier.created_at) FROM mails AS earlier WHERE earlier.address = mails.address
            AND earlier.letter_id = mails.letter_id AND earlier.kind = mails.kind AND earlier.id < mails.id
            AND earlier.state <> 'shared'),
        mails.created_at)
    WHERE state = 'shared'
"""
"""A code that is shared is that of the last mail that was meant to leave."""

_USED = """
    UPDATE mails SET used_at = coded_at WHERE EXISTS (
        SELECT 1 FROM mails AS same LEFT JOIN proofs ON proofs.mail_id = same.id
            LEFT JOIN disputes ON disputes.id = same.subject_id AND same.kind = 'dispute'
        WHERE same.address = mails.address AND same.letter_id = mails.letter_id AND same.kind = mails.kind
            AND same.coded_at = mails.coded_at AND (proofs.state = 'proven' OR disputes.proven))
"""


_UNKNOWN = """
    UPDATE endorsements SET priority = priority - 1 WHERE priority % 2 = 1 AND NOT EXISTS (
        SELECT 1 FROM proofs JOIN organizations ON organizations.id = endorsements.organization_id
        WHERE proofs.endorsement_id = endorsements.id AND proofs.contact = 'first' AND proofs.state = 'proven'
            AND organizations.imported AND organizations.domain = proofs.domain)
"""
"""What comes first in the queue because its address is proven: only at a domain that is known."""


def upgrade() -> None:
    op.create_table(
        "known_domains",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("organization_id", sa.Integer, nullable=False),
        sa.Column("domain", sa.String(255), nullable=False),
        sa.Column("found", sa.LargeBinary, nullable=False),
        sa.Column("person_id", sa.Integer, nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.Column("retracted_at", sa.BigInteger, nullable=True),
        sa.ForeignKeyConstraint(["organization_id"], ["organizations.id"], name="fk_known_domains_organization_id"),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name="fk_known_domains_person_id"),
        sa.PrimaryKeyConstraint("id", name="pk_known_domains"),
    )
    op.create_index("ix_known_domains_organization_id", "known_domains", ["organization_id"])
    op.add_column("mails", sa.Column("coded_at", sa.BigInteger, nullable=True))
    op.add_column("mails", sa.Column("used_at", sa.BigInteger, nullable=True))
    op.execute(sa.text("UPDATE mails SET coded_at = created_at"))
    op.execute(sa.text(_EARLIER))
    op.execute(sa.text(_USED))
    with op.batch_alter_table("mails") as mails:
        mails.alter_column("coded_at", existing_type=sa.BigInteger, nullable=False)
    _read_domains_anew()
    op.execute(sa.text(_UNKNOWN))


def _read_domains_anew() -> None:
    """A shared host's domain is nobody's own, and an internationalized one is read by the present standard."""
    connection = op.get_bind()
    records = sa.table("organizations", *map(sa.column, ("id", "website", "domain")))
    for row in connection.execute(sa.select(records).where(records.c.website != "")).all():
        domain = own(urlsplit(row.website).hostname or "")
        if domain != row.domain:
            connection.execute(sa.update(records).where(records.c.id == row.id).values(domain=domain))
