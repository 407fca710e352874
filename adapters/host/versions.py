"""Which version this is, and what is new in it."""

from importlib.metadata import version
from pathlib import Path

HERE = Path(__file__).parent
PLACES = (HERE / "CHANGELOG.md", HERE.parents[1] / "CHANGELOG.md")
"""Where the changelog is: in the wheel, and in a checkout."""


def told() -> str:
    """The version, and the newest part of the changelog."""
    found = next((each for each in PLACES if each.exists()), None)
    return (
        f"countersign {version('countersign')}\n\n{newest(found.read_text(encoding='utf-8')) if found else ''}".strip()
    )


def newest(changelog: str) -> str:
    """The first part of a changelog, under its title."""
    _, _, parts = changelog.partition("\n## ")
    return f"## {parts.partition(chr(10) + '## ')[0]}".strip() if parts else ""
