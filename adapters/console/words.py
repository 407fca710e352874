"""Words that are safe to draw."""

import unicodedata

from bot.model.files import File


def harmless(text: str) -> str:
    """The text without what would move a terminal's cursor or colours, or can't be written at all."""
    return "".join(
        each if each in "\n\t" or unicodedata.category(each) not in ("Cc", "Cs") else "\N{REPLACEMENT CHARACTER}"
        for each in text
    )


def clipped(text: str, most: int) -> str:
    """The text on one line, cut where it is longer."""
    line = harmless(" ".join(text.split()))
    return line if len(line) <= most else f"{line[: most - 1].rstrip()}…"


def named(file: File) -> str:
    """A file by its name and its size."""
    return f"{clipped(file.name, 200)} ({max(1, file.size // 1000)} kB)"
