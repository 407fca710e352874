"""Organizations that are told apart, put together, and known beforehand."""

from urllib.parse import urlsplit

import sqlalchemy as sa
from alembic import op

from bot.model.proofs.domains import registrable

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

MERGED = sa.text("undone_at IS NULL")


def upgrade() -> None:
    for name in ("acronym", "domain", "kind", "place"):
        op.add_column("organizations", sa.Column(name, sa.Text, nullable=False, server_default=""))
    op.add_column("organizations", sa.Column("imported", sa.Boolean, nullable=False, server_default=sa.false()))
    op.add_column("organization_names", sa.Column("name", sa.Text, nullable=False, server_default=""))
    op.add_column("organization_names", sa.Column("language", sa.String(20), nullable=False, server_default=""))
    op.add_column("organization_names", sa.Column("kind", sa.String(20), nullable=False, server_default="typed"))
    _fill()
    op.create_table(
        "organization_parents",
        sa.Column("child_id", sa.Integer, nullable=False),
        sa.Column("parent_id", sa.Integer, nullable=False),
        _key("organization_parents", "child_id", "organizations"),
        _key("organization_parents", "parent_id", "organizations"),
        sa.PrimaryKeyConstraint("child_id", name="pk_organization_parents"),
    )
    op.create_index("ix_organization_parents_parent_id", "organization_parents", ["parent_id"])
    op.create_table(
        "merges",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("kept_id", sa.Integer, nullable=False),
        sa.Column("gone_id", sa.Integer, nullable=False),
        sa.Column("person_id", sa.Integer, nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.Column("undone_at", sa.BigInteger, nullable=True),
        _key("merges", "kept_id", "organizations"),
        _key("merges", "gone_id", "organizations"),
        _key("merges", "person_id", "persons"),
        sa.PrimaryKeyConstraint("id", name="pk_merges"),
    )
    op.create_index("ix_merges_kept_id", "merges", ["kept_id"])
    op.create_index("uq_merges_gone", "merges", ["gone_id"], unique=True, sqlite_where=MERGED, postgresql_where=MERGED)
    op.create_table(
        "merged_endorsements",
        sa.Column("merge_id", sa.Integer, nullable=False),
        sa.Column("endorsement_id", sa.Integer, nullable=False),
        sa.Column("organization_id", sa.Integer, nullable=False),
        sa.Column("declined_at", sa.BigInteger, nullable=True),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("changed_at", sa.BigInteger, nullable=False),
        sa.Column("checked", sa.String(20), nullable=True),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("decided_by", sa.Integer, nullable=True),
        _key("merged_endorsements", "merge_id", "merges"),
        _key("merged_endorsements", "endorsement_id", "endorsements"),
        _key("merged_endorsements", "organization_id", "organizations"),
        _key("merged_endorsements", "decided_by", "persons"),
        sa.PrimaryKeyConstraint("merge_id", "endorsement_id", name="pk_merged_endorsements"),
    )
    op.create_table(
        "distinctions",
        sa.Column("low_id", sa.Integer, nullable=False),
        sa.Column("high_id", sa.Integer, nullable=False),
        sa.Column("person_id", sa.Integer, nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
        _key("distinctions", "low_id", "organizations"),
        _key("distinctions", "high_id", "organizations"),
        _key("distinctions", "person_id", "persons"),
        sa.PrimaryKeyConstraint("low_id", "high_id", name="pk_distinctions"),
    )


def _fill() -> None:
    """What is known of the organizations that there are: the name as it was typed, and the website's domain."""
    connection = op.get_bind()
    records = sa.table("organizations", *map(sa.column, ("id", "name", "website", "domain")))
    names = sa.table("organization_names", *map(sa.column, ("organization_id", "name")))
    for row in connection.execute(sa.select(records.c.id, records.c.name, records.c.website)).all():
        connection.execute(sa.update(names).where(names.c.organization_id == row.id).values(name=row.name))
        domain = registrable(urlsplit(row.website).hostname or "")
        connection.execute(sa.update(records).where(records.c.id == row.id).values(domain=domain))


def _key(table: str, column: str, there: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{there}.id"], name=f"fk_{table}_{column}")
