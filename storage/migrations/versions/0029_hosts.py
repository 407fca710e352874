"""What whoever manages a chat has decided, who they are, and what is held back there."""

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "chat_hosts",
        sa.Column("chat_id", sa.Integer, nullable=False),
        sa.Column("person_id", sa.Integer, nullable=False),
        sa.Column("since", sa.BigInteger, nullable=False),
        sa.ForeignKeyConstraint(["chat_id"], ["chats.id"], name="fk_chat_hosts_chat_id"),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name="fk_chat_hosts_person_id"),
        sa.PrimaryKeyConstraint("chat_id", "person_id", name="pk_chat_hosts"),
    )
    op.create_index("ix_chat_hosts_person_id", "chat_hosts", ["person_id"])
    op.create_table(
        "chat_terms",
        sa.Column("chat_id", sa.Integer, nullable=False),
        sa.Column("approves", sa.Boolean, nullable=False),
        sa.Column("written", sa.Boolean, nullable=False),
        sa.Column("paused", sa.Boolean, nullable=False),
        sa.Column("resumes", sa.BigInteger, nullable=True),
        sa.Column("most", sa.Integer, nullable=False),
        sa.Column("days", sa.Integer, nullable=False),
        sa.ForeignKeyConstraint(["chat_id"], ["chats.id"], name="fk_chat_terms_chat_id"),
        sa.PrimaryKeyConstraint("chat_id", name="pk_chat_terms"),
    )
    op.create_index("ix_chat_terms_resumes", "chat_terms", ["resumes"])
    op.add_column("chats", sa.Column("greeted_at", sa.BigInteger, nullable=True))
    announced, held = sa.text("subject = 'announcement'"), sa.text("state = 'held'")
    op.create_index(
        "ix_deliveries_announced_in_chat",
        "deliveries",
        ["chat_id", "id"],
        sqlite_where=announced,
        postgresql_where=announced,
    )
    op.create_index("ix_deliveries_held", "deliveries", ["due_at"], sqlite_where=held, postgresql_where=held)
