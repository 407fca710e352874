"""Organizations, one record each: their names, parents, and what was merged or told apart."""

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, String, Table, Text, false, text

from storage.tables.base import Moment, Sealed, metadata

MERGED = text("undone_at IS NULL")
"""Whether a merge holds."""

organizations = Table(
    "organizations",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", Text, nullable=False),
    Column("website", Text, nullable=False, default=""),
    Column("acronym", Text, nullable=False, default="", server_default=""),
    Column("domain", Text, nullable=False, default="", server_default=""),
    Column("kind", Text, nullable=False, default="", server_default=""),
    Column("place", Text, nullable=False, default="", server_default=""),
    Column("imported", Boolean, nullable=False, default=False, server_default=false()),
)

organization_names = Table(
    "organization_names",
    metadata,
    Column("key", Text, primary_key=True),
    Column("apart", Text, primary_key=True, default="", server_default=""),
    Column("organization_id", ForeignKey("organizations.id"), nullable=False, index=True),
    Column("name", Text, nullable=False, default="", server_default=""),
    Column("search", Text, nullable=False),
    Column("language", String(20), nullable=False, default="", server_default=""),
    Column("kind", String(20), nullable=False, default="typed", server_default="typed"),
)

"""A name is one organization's, for which `apart` is empty; others of that name are told apart, each by its place."""

organization_tokens = Table(
    "organization_tokens",
    metadata,
    Column("token", Text().with_variant(Text(collation="C"), "postgresql"), primary_key=True),
    Column("organization_id", ForeignKey("organizations.id"), primary_key=True, index=True),
    sqlite_with_rowid=False,
)
"""By what organizations are found, in whatever way somebody may know of them."""

vocabulary = Table(
    "vocabulary",
    metadata,
    Column("head", Text, primary_key=True),
    Column("size", Integer, primary_key=True, autoincrement=False),
    Column("word", Text, primary_key=True),
    sqlite_with_rowid=False,
)
"""The words of their names by the first letter and the length, which a slip changes in few ways."""

known_domains = Table(
    "known_domains",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("organization_id", ForeignKey("organizations.id"), nullable=False, index=True),
    Column("domain", String(255), nullable=False),
    Column("found", Sealed, nullable=False),
    Column("person_id", ForeignKey("persons.id"), nullable=False),
    Column("at", Moment, nullable=False),
    Column("retracted_at", Moment, nullable=True),
)

organization_parents = Table(
    "organization_parents",
    metadata,
    Column("child_id", ForeignKey("organizations.id"), primary_key=True),
    Column("parent_id", ForeignKey("organizations.id"), nullable=False, index=True),
)

merges = Table(
    "merges",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("kept_id", ForeignKey("organizations.id"), nullable=False, index=True),
    Column("gone_id", ForeignKey("organizations.id"), nullable=False),
    Column("person_id", ForeignKey("persons.id"), nullable=False),
    Column("at", Moment, nullable=False),
    Column("undone_at", Moment, nullable=True),
    Index("uq_merges_gone", "gone_id", unique=True, sqlite_where=MERGED, postgresql_where=MERGED),
)

merged_endorsements = Table(
    "merged_endorsements",
    metadata,
    Column("merge_id", ForeignKey("merges.id"), primary_key=True),
    Column("endorsement_id", ForeignKey("endorsements.id"), primary_key=True),
    Column("organization_id", ForeignKey("organizations.id"), nullable=False),
    Column("declined_at", Moment, nullable=True),
    Column("state", String(20), nullable=False),
    Column("changed_at", Moment, nullable=False),
    Column("checked", String(20), nullable=True),
    Column("reason", Text, nullable=False),
    Column("decided_by", ForeignKey("persons.id"), nullable=True),
)

distinctions = Table(
    "distinctions",
    metadata,
    Column("low_id", ForeignKey("organizations.id"), primary_key=True),
    Column("high_id", ForeignKey("organizations.id"), primary_key=True),
    Column("person_id", ForeignKey("persons.id"), nullable=False),
    Column("at", Moment, nullable=False),
)
