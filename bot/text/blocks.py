"""What a renderer draws: a text without any markup, as blocks of runs."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Literal

BlockKind = Literal["paragraph", "heading", "item", "quote", "code", "rule"]


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of text in one style. `typed` marks what a person typed: a renderer lets nothing in it become a link,
    a mention or a command. `link` is a validated http, https or mailto address, or empty. `moment`: the text says this
    moment, in words and with its zone; a platform that shows it in the reader's own zone may put that beside it."""

    text: str
    bold: bool = False
    italic: bool = False
    code: bool = False
    link: str = ""
    typed: bool = False
    moment: datetime | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading, list item (`marker` as it is shown, `depth` from 0), quote, code or rule.

    A quote with a marker is an item of a list in a quotation. A marker stands also where there is no text after it.
    """

    kind: BlockKind
    runs: tuple[Span, ...] = ()
    marker: str = ""
    depth: int = 0

    @property
    def blank(self) -> bool:
        """Whether there is nothing of it to be seen."""
        return self.kind != "rule" and not self.marker and not "".join(run.text for run in self.runs).strip()

    def continues(self, before: "Block | None") -> bool:
        """Whether it stands on the next line after another block, as the items of a list do."""
        if before is None or before.kind != self.kind:
            return False
        return self.kind == "item" or (self.kind == "quote" and bool(before.marker and self.marker))


Blocks = tuple[Block, ...]


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
            shown = f"{'  ' * block.depth}{block.marker} {shown}".rstrip()
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
