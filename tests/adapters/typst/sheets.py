"""Sheets in which one text stands in every place."""

from adapters.pillow.child import redraw
from bot.ports.typesetter import Illustration, Paper, Passage, Picture, PictureKind, Section
from bot.text.blocks import Block, Blocks, Span
from bot.text.markup import markdown
from tests.pictures import picture as sent

LETTER = """A **bold**, an *italic* and a `code`, with [a link](https://example.org/report).

## A heading

1. One
2. Two
   - within

> Somebody said

---

☐ no item
"""


_drawn = redraw(sent())
assert isinstance(_drawn, bytes)
LOGO = _drawn
"""A logo, as it was drawn anew."""


def paragraph(text: str) -> Block:
    return Block("paragraph", (Span(text, typed=True),))


def kit(text: str = "Example", entries: int = 3, to_the_left: bool = False) -> Paper:
    """A press kit that says something everywhere."""
    own: Blocks = tuple(
        Block(kind, (Span(text, bold=True), Span(text, code=True)), "•" if kind == "item" else "")
        for kind in ("paragraph", "heading", "item", "quote", "code")
    )
    passage = Passage((*markdown.parse(LETTER), *own, Block("rule")), "ar" if to_the_left else "en", to_the_left)
    return Paper(
        language="ar" if to_the_left else "en",
        to_the_left=to_the_left,
        kind=text,
        title=text,
        byline=(paragraph(text),),
        warning=text,
        facts=((text, paragraph(text)),),
        sections=(Section(text, (passage,), (text,) * entries, (Illustration(LOGO, text, text),)),),
        substituted="Some have no glyph",
    )


def picture(kind: PictureKind, text: str = "Example", to_the_left: bool = False) -> Picture:
    """A picture that says something everywhere."""
    return Picture(
        kind=kind,
        language="ar" if to_the_left else "en",
        to_the_left=to_the_left,
        title=text,
        byline=text,
        headline=text,
        number=text,
        detail=text,
        share=0.5,
        growth=((0.0, 0.1), (1.0, 1.0)),
        ends=(text, text),
    )
