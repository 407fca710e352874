"""A migration is drafted from what the tables declare."""

import shutil
import subprocess
import sys
from pathlib import Path

from tests.checkout import ROOT

TABLE = """

marks = Table(
    "marks",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("chat_id", ForeignKey("chats.id"), nullable=False, index=True),
    Column("until", Moment, nullable=False),
    Column("words", Sealed, nullable=False),
)
"""


def draft(checkout: Path, about: str) -> str:
    """The migration that is drafted in a checkout."""
    migrations = checkout / "storage/migrations/versions"
    before = set(migrations.glob("*.py"))
    subprocess.run([sys.executable, "-m", "storage.migrations.draft", about], cwd=checkout, check=True)
    (drafted,) = set(migrations.glob("*.py")) - before
    assert drafted.name > max(each.name for each in before if each.name[0].isdigit())
    return drafted.read_text("utf-8")


def test_a_draft_makes_what_is_declared_and_names_no_type_of_the_project_s(tmp_path: Path) -> None:
    for part in ("storage", "bot"):
        shutil.copytree(ROOT / part, tmp_path / part)
    declared = tmp_path / "storage/tables/chats.py"
    code = declared.read_text("utf-8").replace("import Moment, metadata", "import Moment, Sealed, metadata")
    declared.write_text(code + TABLE, "utf-8")
    first = draft(tmp_path, "What people have marked.")
    assert first.startswith('"""What people have marked."""\n')
    assert "sa.Column('until', sa.BigInteger(), nullable=False)" in first
    assert "sa.Column('words', sa.LargeBinary(), nullable=False)" in first
    second = draft(tmp_path, "Nothing is left.")
    assert second.endswith("def upgrade() -> None:\n    pass\n")
