"""The servers in which organizers work, who decides there by a role, and those that show letters' dates."""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0026"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "workplaces",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("letter_id", sa.Integer, nullable=False),
        sa.Column("platform", sa.String(20), nullable=False),
        sa.Column("server", sa.String(100), nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("role", sa.String(100), nullable=False),
        sa.Column("role_title", sa.Text, nullable=False),
        sa.ForeignKeyConstraint(["letter_id"], ["letters.id"], name="fk_workplaces_letter_id"),
        sa.PrimaryKeyConstraint("id", name="pk_workplaces"),
        sa.UniqueConstraint("letter_id", "platform", "server", name="uq_workplaces_letter_id_platform_server"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "role_holders",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("workplace_id", sa.Integer, nullable=False),
        sa.Column("person_id", sa.Integer, nullable=False),
        sa.Column("since", sa.BigInteger, nullable=False),
        sa.ForeignKeyConstraint(["workplace_id"], ["workplaces.id"], name="fk_role_holders_workplace_id"),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name="fk_role_holders_person_id"),
        sa.PrimaryKeyConstraint("id", name="pk_role_holders"),
        sa.UniqueConstraint("workplace_id", "person_id", name="uq_role_holders_workplace_id_person_id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_role_holders_person_id", "role_holders", ["person_id"])
    op.create_table(
        "calendars",
        sa.Column("letter_id", sa.Integer, nullable=False),
        sa.Column("platform", sa.String(20), nullable=False),
        sa.Column("server", sa.String(100), nullable=False),
        sa.Column("language", sa.String(20), nullable=False),
        sa.ForeignKeyConstraint(["letter_id"], ["letters.id"], name="fk_calendars_letter_id"),
        sa.PrimaryKeyConstraint("letter_id", "platform", "server", name="pk_calendars"),
    )
    op.create_table(
        "server_events",
        sa.Column("letter_id", sa.Integer, nullable=False),
        sa.Column("platform", sa.String(20), nullable=False),
        sa.Column("server", sa.String(100), nullable=False),
        sa.Column("slot", sa.Integer, nullable=False),
        sa.Column("remote", sa.String(100), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("ends", sa.BigInteger, nullable=True),
        sa.Column("rests_until", sa.BigInteger, nullable=True),
        sa.ForeignKeyConstraint(["letter_id"], ["letters.id"], name="fk_server_events_letter_id"),
        sa.PrimaryKeyConstraint("letter_id", "platform", "server", "slot", name="pk_server_events"),
    )
