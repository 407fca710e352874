"""What an organization and its reviewers can do about a sign-on."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _queue()
    _words()


def _queue() -> None:
    op.add_column("endorsements", sa.Column("priority", sa.Integer, nullable=False, server_default="0"))
    op.create_table(
        "leases",
        sa.Column("endorsement_id", sa.Integer, nullable=False),
        sa.Column("person_id", sa.Integer, nullable=False),
        sa.Column("until", sa.BigInteger, nullable=False),
        sa.ForeignKeyConstraint(["endorsement_id"], ["endorsements.id"], name="fk_leases_endorsement_id"),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name="fk_leases_person_id"),
        sa.PrimaryKeyConstraint("endorsement_id", name="pk_leases"),
    )
    op.create_table(
        "bulks",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("letter_id", sa.Integer, nullable=False),
        sa.Column("person_id", sa.Integer, nullable=False),
        sa.Column("verdict", sa.String(20), nullable=False),
        sa.Column("ids", sa.Text, nullable=False),
        sa.Column("made_at", sa.BigInteger, nullable=False),
        sa.Column("undone_at", sa.BigInteger, nullable=True),
        sa.ForeignKeyConstraint(["letter_id"], ["letters.id"], name="fk_bulks_letter_id"),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name="fk_bulks_person_id"),
        sa.PrimaryKeyConstraint("id", name="pk_bulks"),
        sqlite_autoincrement=True,
    )


def _words() -> None:
    texts = {
        "statement_state": sa.String(20),
        "reserved": sa.String(200),
        "reservation": sa.Text(),
        "reservation_state": sa.String(20),
        "board_zone": sa.String(60),
    }
    with op.batch_alter_table("endorsements") as table:
        for name, kind in texts.items():
            table.add_column(sa.Column(name, kind, nullable=False, server_default=""))
        table.add_column(sa.Column("board_at", sa.BigInteger, nullable=True))
        table.add_column(sa.Column("remind_at", sa.BigInteger, nullable=True))
    op.execute(
        "UPDATE endorsements SET statement_state = CASE state WHEN 'listed' THEN 'shown' WHEN 'disputed' THEN 'shown'"
        " WHEN 'withdrawn' THEN 'taken_down' ELSE 'waiting' END WHERE statement != ''"
    )
    with op.batch_alter_table("endorsements") as table:
        for name in texts:
            table.alter_column(name, server_default=None)
    op.create_index("ix_endorsements_remind_at", "endorsements", ["remind_at"])
    with op.batch_alter_table("codes") as table:
        table.add_column(sa.Column("endorsement_id", sa.Integer, nullable=True))
        table.create_foreign_key("fk_codes_endorsement_id", "endorsements", ["endorsement_id"], ["id"])
    op.create_index("ix_codes_endorsement_id", "codes", ["endorsement_id"])
