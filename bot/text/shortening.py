"""Texts that are too long for where they stand: cut so that it shows, and so that they stay apart."""

from collections import Counter
from collections.abc import Sequence


def cut(text: str, most: int) -> str:
    """A text of at most `most` characters, cut at its end."""
    return text if len(text) <= most else f"{text[: most - 1]}…"


def told_apart(texts: Sequence[str], most: int) -> list[str]:
    """Texts of at most `most` characters, of which none that differ become the same: those are cut in their middle, and
    numbered where that is not enough."""
    counts = Counter(cut(text, most) for text in dict.fromkeys(texts))
    short, seen = list[str](), dict[str, list[str]]()
    for text in texts:
        shown = cut(text, most) if counts[cut(text, most)] == 1 else _in_the_middle(text, most)
        same = seen.setdefault(shown, [])
        if text not in same:
            same.append(text)
        number = same.index(text) + 1
        short.append(shown if number == 1 else f"{cut(shown, most - len(f' {number}'))} {number}")
    return short


def _in_the_middle(text: str, most: int) -> str:
    head = (most - 1) // 2
    return text if len(text) <= most else f"{text[:head]}…{text[len(text) - (most - 1 - head) :]}"
