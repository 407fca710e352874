"""Organizations that are told apart, put together, and known beforehand."""

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass
