"""The journal's entries are found by the endorsement that they are about."""

import json

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

ABOUT_ENDORSEMENTS = ("endorsement.", "dispute.")
PAGE = 1000


def upgrade() -> None:
    op.add_column("journal", sa.Column("endorsement_id", sa.Integer, nullable=True))
    connection = op.get_bind()
    journal = sa.table("journal", *map(sa.column, ("letter_id", "number", "body", "endorsement_id")))
    about = (
        sa.update(journal)
        .where(journal.c.letter_id == sa.bindparam("letter"), journal.c.number == sa.bindparam("entry"))
        .values(endorsement_id=sa.bindparam("about"))
    )
    place = sa.tuple_(journal.c.letter_id, journal.c.number)
    rows = sa.select(journal).order_by(journal.c.letter_id, journal.c.number).limit(PAGE)
    page = connection.execute(rows).all()
    while page:
        entries = [(row, json.loads(row.body)) for row in page]
        found = [
            {"letter": row.letter_id, "entry": row.number, "about": entry["record"]}
            for row, entry in entries
            if entry["act"].startswith(ABOUT_ENDORSEMENTS)
        ]
        if found:
            connection.execute(about, found)
        page = connection.execute(rows.where(place > sa.tuple_(page[-1].letter_id, page[-1].number))).all()
    op.create_index("ix_journal_letter_id_endorsement_id_number", "journal", ["letter_id", "endorsement_id", "number"])
