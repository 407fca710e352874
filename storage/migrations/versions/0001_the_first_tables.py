"""The first tables"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "chats",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("platform", sa.String(length=20), nullable=False),
        sa.Column("place", sa.String(length=100), nullable=False),
        sa.Column("thread", sa.String(length=100), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("language", sa.String(length=20), nullable=False),
        sa.Column("closed", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_chats")),
        sa.UniqueConstraint("platform", "place", "thread", name=op.f("uq_chats_platform_place_thread")),
    )
    op.create_table(
        "forms",
        sa.Column("id", sa.String(length=12), nullable=False),
        sa.Column("platform", sa.String(length=20), nullable=False),
        sa.Column("account", sa.String(length=100), nullable=False),
        sa.Column("place", sa.String(length=100), nullable=False),
        sa.Column("thread", sa.String(length=100), nullable=False),
        sa.Column("command", sa.String(length=32), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("changed_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_forms")),
        sa.UniqueConstraint(
            "platform",
            "account",
            "place",
            "thread",
            "command",
            name=op.f("uq_forms_platform_account_place_thread_command"),
        ),
    )
    op.create_index(op.f("ix_forms_changed_at"), "forms", ["changed_at"], unique=False)
    op.create_table(
        "letters",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(length=40), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letters")),
        sa.UniqueConstraint("slug", name=op.f("uq_letters_slug")),
    )
    op.create_table(
        "organizations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("website", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organizations")),
    )
    op.create_table(
        "persons",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(length=20), nullable=False),
        sa.Column("journal_id", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_persons")),
        sa.UniqueConstraint("journal_id", name=op.f("uq_persons_journal_id")),
    )
    op.create_table(
        "updates",
        sa.Column("platform", sa.String(length=20), nullable=False),
        sa.Column("number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("taken_at", sa.BigInteger(), nullable=False),
        sa.Column("answer", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("platform", "number", name=op.f("pk_updates")),
    )
    op.create_index(op.f("ix_updates_taken_at"), "updates", ["taken_at"], unique=False)
    op.create_table(
        "accounts",
        sa.Column("platform", sa.String(length=20), nullable=False),
        sa.Column("account", sa.String(length=100), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name=op.f("fk_accounts_person_id")),
        sa.PrimaryKeyConstraint("platform", "account", name=op.f("pk_accounts")),
    )
    op.create_index(op.f("ix_accounts_person_id"), "accounts", ["person_id"], unique=False)
    op.create_table(
        "announcements",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("letter_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("language", sa.String(length=20), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["letter_id"], ["letters.id"], name=op.f("fk_announcements_letter_id")),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name=op.f("fk_announcements_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_announcements")),
    )
    op.create_index(op.f("ix_announcements_letter_id"), "announcements", ["letter_id"], unique=False)
    op.create_table(
        "codes",
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("until", sa.BigInteger(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("letter_id", sa.Integer(), nullable=True),
        sa.Column("role", sa.String(length=20), nullable=True),
        sa.ForeignKeyConstraint(["letter_id"], ["letters.id"], name=op.f("fk_codes_letter_id")),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name=op.f("fk_codes_person_id")),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_codes")),
    )
    op.create_table(
        "deliveries",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("platform", sa.String(length=20), nullable=False),
        sa.Column("chat_id", sa.Integer(), nullable=False),
        sa.Column("subject", sa.String(length=20), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=False),
        sa.Column("lane", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("key", sa.String(length=14), nullable=False),
        sa.Column("attempt", sa.Integer(), nullable=False),
        sa.Column("message", sa.String(length=100), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("wanted", sa.Integer(), nullable=False),
        sa.Column("shown", sa.Integer(), nullable=False),
        sa.Column("due_at", sa.BigInteger(), nullable=False),
        sa.Column("started_at", sa.BigInteger(), nullable=True),
        sa.Column("unsure_since", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["chat_id"], ["chats.id"], name=op.f("fk_deliveries_chat_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deliveries")),
    )
    op.create_index(op.f("ix_deliveries_chat_id_state"), "deliveries", ["chat_id", "state"], unique=False)
    op.create_index(
        "ix_deliveries_pending",
        "deliveries",
        ["platform", "lane", "due_at", "id"],
        unique=False,
        sqlite_where=sa.text("(state = 'queued' OR (state = 'sent' AND wanted > shown))"),
        postgresql_where=sa.text("(state = 'queued' OR (state = 'sent' AND wanted > shown))"),
    )
    op.create_index(
        op.f("ix_deliveries_subject_subject_id_state"), "deliveries", ["subject", "subject_id", "state"], unique=False
    )
    op.create_table(
        "follows",
        sa.Column("chat_id", sa.Integer(), nullable=False),
        sa.Column("letter_id", sa.Integer(), nullable=False),
        sa.Column("topic", sa.String(length=20), nullable=False),
        sa.Column("since", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["chat_id"], ["chats.id"], name=op.f("fk_follows_chat_id")),
        sa.ForeignKeyConstraint(["letter_id"], ["letters.id"], name=op.f("fk_follows_letter_id")),
        sa.PrimaryKeyConstraint("chat_id", "letter_id", "topic", name=op.f("pk_follows")),
    )
    op.create_index(op.f("ix_follows_letter_id_topic"), "follows", ["letter_id", "topic"], unique=False)
    op.create_table(
        "journal",
        sa.Column("letter_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["letter_id"], ["letters.id"], name=op.f("fk_journal_letter_id")),
        sa.PrimaryKeyConstraint("letter_id", "number", name=op.f("pk_journal")),
    )
    op.create_table(
        "organization_names",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organizations.id"], name=op.f("fk_organization_names_organization_id")
        ),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_organization_names")),
    )
    op.create_index(
        op.f("ix_organization_names_organization_id"), "organization_names", ["organization_id"], unique=False
    )
    op.create_table(
        "revisions",
        sa.Column("letter_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("published_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["letter_id"], ["letters.id"], name=op.f("fk_revisions_letter_id")),
        sa.PrimaryKeyConstraint("letter_id", "number", name=op.f("pk_revisions")),
    )
    op.create_table(
        "roles",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("letter_id", sa.Integer(), nullable=True),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.ForeignKeyConstraint(["letter_id"], ["letters.id"], name=op.f("fk_roles_letter_id")),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name=op.f("fk_roles_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_roles")),
    )
    op.create_index(op.f("ix_roles_person_id"), "roles", ["person_id"], unique=False)
    op.create_table(
        "commitments",
        sa.Column("letter_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("salt", sa.String(length=32), nullable=False),
        sa.Column("line", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["letter_id", "number"],
            ["journal.letter_id", "journal.number"],
            name=op.f("fk_commitments_letter_id_number"),
        ),
        sa.PrimaryKeyConstraint("letter_id", "number", name=op.f("pk_commitments")),
    )
    op.create_table(
        "endorsements",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("letter_id", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("receipt", sa.String(length=8), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(length=20), nullable=False),
        sa.Column("organization", sa.Text(), nullable=False),
        sa.Column("website", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("statement", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("changed_at", sa.BigInteger(), nullable=False),
        sa.Column("checked", sa.String(length=20), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("decided_by", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["decided_by"], ["persons.id"], name=op.f("fk_endorsements_decided_by")),
        sa.ForeignKeyConstraint(
            ["letter_id", "revision"],
            ["revisions.letter_id", "revisions.number"],
            name=op.f("fk_endorsements_letter_id_revision"),
        ),
        sa.ForeignKeyConstraint(["letter_id"], ["letters.id"], name=op.f("fk_endorsements_letter_id")),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organizations.id"], name=op.f("fk_endorsements_organization_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name=op.f("fk_endorsements_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_endorsements")),
        sa.UniqueConstraint("receipt", name=op.f("uq_endorsements_receipt")),
    )
    op.create_index(
        op.f("ix_endorsements_letter_id_state_changed_at"),
        "endorsements",
        ["letter_id", "state", "changed_at"],
        unique=False,
    )
    op.create_index(op.f("ix_endorsements_person_id"), "endorsements", ["person_id"], unique=False)
    op.create_index(
        "uq_endorsements_standing",
        "endorsements",
        ["letter_id", "organization_id"],
        unique=True,
        sqlite_where=sa.text("state IN ('submitted', 'listed', 'disputed')"),
        postgresql_where=sa.text("state IN ('submitted', 'listed', 'disputed')"),
    )
    op.create_table(
        "exchanges",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("endorsement_id", sa.Integer(), nullable=False),
        sa.Column("question", sa.LargeBinary(), nullable=False),
        sa.Column("answer", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(["endorsement_id"], ["endorsements.id"], name=op.f("fk_exchanges_endorsement_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_exchanges")),
    )
    op.create_index(op.f("ix_exchanges_endorsement_id"), "exchanges", ["endorsement_id"], unique=False)
    op.create_table(
        "representatives",
        sa.Column("endorsement_id", sa.Integer(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["endorsement_id"], ["endorsements.id"], name=op.f("fk_representatives_endorsement_id")
        ),
        sa.PrimaryKeyConstraint("endorsement_id", name=op.f("pk_representatives")),
    )
