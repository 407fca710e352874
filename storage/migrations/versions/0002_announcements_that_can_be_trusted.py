"""Announcements in several languages, with files, to an audience, that are planned, corrected and recalled."""

import json

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

PENDING = sa.text("(state = 'queued' OR (state = 'sent' AND wanted > shown))")
LIVE = sa.text("live")
OPEN = sa.text("stage IN ('waiting', 'running', 'paused')")


def upgrade() -> None:
    _announcements()
    _deliveries()
    _chats()
    op.create_table(
        "files",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("letter_id", sa.Integer, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("mime", sa.String(100), nullable=False),
        sa.Column("size", sa.Integer, nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("content", sa.LargeBinary, nullable=False),
        sa.Column("until", sa.BigInteger, nullable=True),
        sa.ForeignKeyConstraint(["letter_id"], ["letters.id"], name="fk_files_letter_id"),
        sa.PrimaryKeyConstraint("id", name="pk_files"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_files_letter_id_sha256", "files", ["letter_id", "sha256"])
    op.create_table(
        "file_references",
        sa.Column("file_id", sa.Integer, nullable=False),
        sa.Column("platform", sa.String(20), nullable=False),
        sa.Column("reference", sa.Text, nullable=False),
        sa.ForeignKeyConstraint(["file_id"], ["files.id"], name="fk_file_references_file_id"),
        sa.PrimaryKeyConstraint("file_id", "platform", name="pk_file_references"),
    )
    op.create_table(
        "halts",
        sa.Column("platform", sa.String(20), nullable=False),
        sa.Column("place", sa.String(100), nullable=False),
        sa.Column("until", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("platform", "place", name="pk_halts"),
    )
    op.create_table(
        "letter_settings",
        sa.Column("letter_id", sa.Integer, nullable=False),
        sa.Column("name", sa.String(40), nullable=False),
        sa.Column("value", sa.Text, nullable=False),
        sa.ForeignKeyConstraint(["letter_id"], ["letters.id"], name="fk_letter_settings_letter_id"),
        sa.PrimaryKeyConstraint("letter_id", "name", name="pk_letter_settings"),
    )


def _announcements() -> None:
    with op.batch_alter_table("announcements") as table:
        table.add_column(sa.Column("stage", sa.String(20), nullable=False, server_default="done"))
        table.add_column(sa.Column("content", sa.Text, nullable=False, server_default="{}"))
        table.add_column(sa.Column("audience", sa.Text, nullable=False, server_default="{}"))
        table.add_column(sa.Column("at", sa.BigInteger, nullable=True))
        table.add_column(sa.Column("zone", sa.String(60), nullable=False, server_default=""))
        table.add_column(sa.Column("second", sa.Boolean, nullable=False, server_default=sa.false()))
        table.add_column(sa.Column("second_id", sa.Integer, nullable=True))
        table.add_column(sa.Column("starts", sa.BigInteger, nullable=True))
        table.add_column(sa.Column("started_at", sa.BigInteger, nullable=True))
        table.add_column(sa.Column("ended_at", sa.BigInteger, nullable=True))
        table.add_column(sa.Column("version", sa.Integer, nullable=False, server_default="1"))
        table.add_column(sa.Column("outdated", sa.Integer, nullable=False, server_default="1"))
        table.add_column(sa.Column("live", sa.Boolean, nullable=False, server_default=sa.true()))
        table.add_column(sa.Column("queued_to", sa.Integer, nullable=True))
        table.add_column(sa.Column("report_to", sa.Integer, nullable=True))
        table.add_column(sa.Column("origin", sa.String(60), nullable=False, server_default=""))
        table.add_column(sa.Column("proposed", sa.Text, nullable=True))
        table.add_column(sa.Column("proposed_by", sa.Integer, nullable=True))
    connection = op.get_bind()
    rows = sa.table("announcements", *map(sa.column, ("id", "text", "language", "content", "started_at", "created_at")))
    for row in connection.execute(sa.select(rows.c.id, rows.c.text, rows.c.language)).all():
        content = json.dumps({"texts": {row.language: row.text}}, ensure_ascii=False)
        connection.execute(
            sa.update(rows).where(rows.c.id == row.id).values(content=content, started_at=rows.c.created_at)
        )
    with op.batch_alter_table("announcements") as altered:
        altered.drop_column("text")
        altered.drop_column("language")
        altered.alter_column("person_id", existing_type=sa.Integer, nullable=True)
        for name in ("stage", "content", "audience", "zone", "second", "version", "outdated", "live", "origin"):
            altered.alter_column(name, server_default=None)
        altered.create_foreign_key("fk_announcements_second_id", "persons", ["second_id"], ["id"])
        altered.create_foreign_key("fk_announcements_proposed_by", "persons", ["proposed_by"], ["id"])
        altered.create_foreign_key("fk_announcements_report_to", "chats", ["report_to"], ["id"])
    op.create_index("ix_announcements_letter_id_origin", "announcements", ["letter_id", "origin"])
    op.create_index("ix_announcements_live", "announcements", ["id"], sqlite_where=LIVE, postgresql_where=LIVE)
    op.create_index("ix_announcements_open", "announcements", ["id"], sqlite_where=OPEN, postgresql_where=OPEN)


def _deliveries() -> None:
    op.add_column("deliveries", sa.Column("sent_at", sa.BigInteger, nullable=True))
    op.drop_index("ix_deliveries_chat_id_state", "deliveries")
    op.create_index(
        "ix_deliveries_pending_in_chat", "deliveries", ["chat_id"], sqlite_where=PENDING, postgresql_where=PENDING
    )
    op.drop_index("ix_deliveries_pending", "deliveries")
    op.create_index(
        "ix_deliveries_pending",
        "deliveries",
        ["lane", "subject_id", "platform", "due_at", "id"],
        sqlite_where=PENDING,
        postgresql_where=PENDING,
    )


def _chats() -> None:
    op.drop_index("ix_follows_letter_id_topic", "follows")
    op.create_index("ix_follows_letter_id_topic_chat_id", "follows", ["letter_id", "topic", "chat_id"])
    op.create_table(
        "chat_groups",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("letter_id", sa.Integer, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.ForeignKeyConstraint(["letter_id"], ["letters.id"], name="fk_chat_groups_letter_id"),
        sa.PrimaryKeyConstraint("id", name="pk_chat_groups"),
        sa.UniqueConstraint("letter_id", "name", name="uq_chat_groups_letter_id_name"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "chat_group_members",
        sa.Column("group_id", sa.Integer, nullable=False),
        sa.Column("chat_id", sa.Integer, nullable=False),
        sa.ForeignKeyConstraint(["group_id"], ["chat_groups.id"], name="fk_chat_group_members_group_id"),
        sa.ForeignKeyConstraint(["chat_id"], ["chats.id"], name="fk_chat_group_members_chat_id"),
        sa.PrimaryKeyConstraint("group_id", "chat_id", name="pk_chat_group_members"),
    )
    op.create_index("ix_chat_group_members_chat_id", "chat_group_members", ["chat_id"])
