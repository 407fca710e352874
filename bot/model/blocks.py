"""A text without any markup, as blocks of runs: what people have written with its form, and what a renderer draws."""

from dataclasses import dataclass
from datetime import datetime
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

    def saying(self, text: str, typed: bool | None = None) -> "Span":
        """Another text in the same style; `typed`: whether a person typed it, where that is known of it."""
        said = self.typed if typed is None else typed
        return Span(text, self.bold, self.italic, self.code, self.link, said, self.moment)


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

Words = str | Blocks
"""What somebody wrote: as it is, or as its blocks where it has a form."""
