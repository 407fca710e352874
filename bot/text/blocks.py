"""Blocks as texts without styles."""

from collections.abc import Iterable
from itertools import groupby

from bot.model.blocks import Block, BlockKind, Blocks, Span, Words

__all__ = ["Block", "BlockKind", "Blocks", "Span", "Words", "as_text", "bare", "plain"]


def as_text(blocks: Blocks) -> str:
    """Blocks as a file of text: without styles, but with the marks of lists and quotations, and where links lead."""
    text, before = "", None
    for block in blocks:
        if block.blank:
            continue
        shown = "".join(_with_address(link, runs) for link, runs in groupby(block.runs, key=lambda run: run.link))
        if block.kind == "rule":
            shown = "———"
        if block.marker:
            shown = f"{'  ' * block.depth}{block.marker}{' ' if shown else ''}{shown}"
        if block.kind == "quote":
            shown = "\n".join(f"> {line}" for line in shown.split("\n"))
        text += "" if before is None else "\n" if block.continues(before) else "\n\n"
        text, before = text + shown, block
    return text


def _with_address(link: str, runs: Iterable[Span]) -> str:
    label = "".join(run.text for run in runs)
    return f"{label} <{link}>" if link and link != label else label


def plain(blocks: Blocks) -> str:
    """The bare text of blocks, a line feed between two of them."""
    return "\n".join("".join(run.text for run in block.runs) for block in blocks)


def bare(words: Words) -> str:
    """The bare text of what somebody wrote."""
    return words if isinstance(words, str) else plain(words)
