"""Lists that are kept back, frozen, brought in."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("endorsements") as table:
        table.add_column(sa.Column("origin", sa.String(20), nullable=False, server_default=""))
    with op.batch_alter_table("endorsements") as table:
        table.alter_column("origin", server_default=None)
    op.create_table(
        "embargoes",
        sa.Column("letter_id", sa.Integer, nullable=False),
        sa.Column("until", sa.BigInteger, nullable=False),
        sa.ForeignKeyConstraint(["letter_id"], ["letters.id"], name="fk_embargoes_letter_id"),
        sa.PrimaryKeyConstraint("letter_id", name="pk_embargoes"),
    )
    op.create_table(
        "snapshots",
        sa.Column("letter_id", sa.Integer, nullable=False),
        sa.Column("number", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.Column("size", sa.Integer, nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("head", sa.String(64), nullable=False),
        sa.ForeignKeyConstraint(["letter_id"], ["letters.id"], name="fk_snapshots_letter_id"),
        sa.PrimaryKeyConstraint("letter_id", "number", name="pk_snapshots"),
    )
    op.create_table(
        "snapshot_lines",
        sa.Column("letter_id", sa.Integer, nullable=False),
        sa.Column("number", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("position", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("endorsement_id", sa.Integer, nullable=False),
        sa.Column("commitment", sa.String(64), nullable=False),
        sa.Column("salt", sa.String(32), nullable=True),
        sa.Column("line", sa.Text, nullable=True),
        sa.ForeignKeyConstraint(["endorsement_id"], ["endorsements.id"], name="fk_snapshot_lines_endorsement_id"),
        sa.ForeignKeyConstraint(
            ["letter_id", "number"],
            ["snapshots.letter_id", "snapshots.number"],
            name="fk_snapshot_lines_letter_id_number",
        ),
        sa.PrimaryKeyConstraint("letter_id", "number", "position", name="pk_snapshot_lines"),
    )
    op.create_index("ix_snapshot_lines_endorsement_id", "snapshot_lines", ["endorsement_id"])
    op.create_table(
        "imports",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("letter_id", sa.Integer, nullable=False),
        sa.Column("person_id", sa.Integer, nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
        sa.Column("listed", sa.String(500), nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("size", sa.Integer, nullable=False),
        sa.Column("taken", sa.Integer, nullable=False),
        sa.Column("until", sa.BigInteger, nullable=False),
        sa.ForeignKeyConstraint(["letter_id"], ["letters.id"], name="fk_imports_letter_id"),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name="fk_imports_person_id"),
        sa.PrimaryKeyConstraint("id", name="pk_imports"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_imports_state", "imports", ["state"])
