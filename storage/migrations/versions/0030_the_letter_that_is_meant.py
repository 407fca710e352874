"""Which letter is meant in a chat, where several could be."""

from alembic import op

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute(
        "ALTER TABLE chats ADD COLUMN chosen_letter_id INTEGER"
        " CONSTRAINT fk_chats_chosen_letter_id REFERENCES letters (id)"
    )
