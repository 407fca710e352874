"""The folder of a small letter."""

from pathlib import Path

import pytest

from tests.adapters.folder.small_letter import SMALL


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A small letter without mistakes."""
    (tmp_path / "letter.toml").write_text(SMALL, "utf-8")
    (tmp_path / "text.en.md").write_text("To the council.\n", "utf-8")
    (tmp_path / "text.fr.md").write_text("Au conseil.\n", "utf-8")
    return tmp_path
