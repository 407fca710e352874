"""What an organization and its reviewers can do about a sign-on."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
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
