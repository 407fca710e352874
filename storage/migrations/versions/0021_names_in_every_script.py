"""Names under the keys that they have now, several organizations of one name, lists that are searched and in order."""

import json
from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from bot.model.collation import sort_key
from bot.model.organizations.organization import normalize
from bot.model.organizations.searching import searchable

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

PAGE = 1000


def upgrade() -> None:
    _letters()
    _names()
    _endorsements()
    op.create_table(
        "searches",
        sa.Column("id", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("letter_id", sa.Integer, nullable=False),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
        sa.Column("until", sa.BigInteger, nullable=False),
        sa.ForeignKeyConstraint(["letter_id"], ["letters.id"], name="fk_searches_letter_id"),
        sa.PrimaryKeyConstraint("id", name="pk_searches"),
    )
    op.create_index("ix_searches_until", "searches", ["until"])


def _letters() -> None:
    """The language whose alphabet orders a letter's list: the first of its first revision."""
    op.add_column("letters", sa.Column("language", sa.String(20), nullable=False, server_default=""))
    connection = op.get_bind()
    letters = sa.table("letters", *map(sa.column, ("id", "language")))
    revisions = sa.table("revisions", *map(sa.column, ("letter_id", "number", "content")))
    for row in connection.execute(sa.select(revisions).where(revisions.c.number == 1)).all():
        language = next(iter(json.loads(row.content).get("languages", ())), "")
        connection.execute(sa.update(letters).where(letters.c.id == row.letter_id).values(language=language))


def _names() -> None:
    """Two names that had one key stay one organization's; two organizations whose names have one key now stay two."""
    connection = op.get_bind()
    columns = ("key", "organization_id", "name", "language", "kind")
    before = sa.table("organization_names", *map(sa.column, columns))
    records = sa.table("organizations", *map(sa.column, ("id", "acronym")))
    acronyms = {row.id: row.acronym for row in connection.execute(sa.select(records.c.id, records.c.acronym))}
    kept = connection.execute(sa.select(before).order_by(before.c.organization_id, before.c.key)).all()
    op.drop_index("ix_organization_names_organization_id", "organization_names")
    op.drop_table("organization_names")
    after = op.create_table(
        "organization_names",
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("apart", sa.Text, nullable=False, server_default=""),
        sa.Column("organization_id", sa.Integer, nullable=False),
        sa.Column("name", sa.Text, nullable=False, server_default=""),
        sa.Column("search", sa.Text, nullable=False),
        sa.Column("language", sa.String(20), nullable=False, server_default=""),
        sa.Column("kind", sa.String(20), nullable=False, server_default="typed"),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organizations.id"], name="fk_organization_names_organization_id"
        ),
        sa.PrimaryKeyConstraint("key", "apart", name="pk_organization_names"),
    )
    op.create_index("ix_organization_names_organization_id", "organization_names", ["organization_id"])
    anew = dict[str, dict[int, dict[str, object]]]()
    for row in kept:
        key, search = normalize(row.name or row.key), searchable(row.name or row.key, acronyms[row.organization_id])
        several = anew.setdefault(key, {})
        apart = str(row.organization_id) if several else ""
        several.setdefault(row.organization_id, {**row._mapping, "key": key, "search": search, "apart": apart})
    _in_pieces(sa.insert(after), [each for several in anew.values() for each in several.values()])


def _endorsements() -> None:
    op.add_column("endorsements", sa.Column("search", sa.Text, nullable=False, server_default=""))
    op.add_column("endorsements", sa.Column("sort_key", sa.LargeBinary, nullable=False, server_default=""))
    connection = op.get_bind()
    letters = sa.table("letters", *map(sa.column, ("id", "language")))
    languages = {row.id: row.language for row in connection.execute(sa.select(letters))}
    signed = sa.table(
        "endorsements",
        *map(sa.column, ("id", "letter_id", "organization_id", "organization", "place", "search", "sort_key")),
    )
    records = sa.table("organizations", *map(sa.column, ("id", "place")))
    line = sa.select(signed.c.id, signed.c.letter_id, signed.c.organization_id, signed.c.organization, signed.c.place)
    rows = connection.execute(line.where(signed.c.organization != "").order_by(signed.c.id)).all()
    order = sa.update(signed).where(signed.c.id == sa.bindparam("endorsement"))
    _in_pieces(
        order.values(search=sa.bindparam("found"), sort_key=sa.bindparam("sorted", type_=sa.LargeBinary)),
        [
            {
                "endorsement": row.id,
                "found": searchable(row.organization),
                "sorted": sort_key(row.organization, languages[row.letter_id]),
            }
            for row in rows
        ],
    )
    nowhere = sa.update(records).where(records.c.id == sa.bindparam("organization"), records.c.place == "")
    _in_pieces(
        nowhere.values(place=sa.bindparam("there")),
        [{"organization": row.organization_id, "there": row.place} for row in rows if row.place],
    )
    op.create_index(
        "ix_endorsements_letter_id_state_sort_key_id", "endorsements", ["letter_id", "state", "sort_key", "id"]
    )


def _in_pieces(statement: sa.UpdateBase, rows: Sequence[dict[str, object]]) -> None:
    for start in range(0, len(rows), PAGE):
        op.get_bind().execute(statement, rows[start : start + PAGE])
