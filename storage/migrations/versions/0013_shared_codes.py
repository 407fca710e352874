"""A code holds for everybody who gives its address: nobody is refused one because the address was mailed before."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute(sa.text("UPDATE proofs SET why = 'often' WHERE why = 'reached'"))
