"""Blocks as the two texts of a Matrix message: a plain one, and HTML of the few elements that every client shows
(client-server API, m.room.message, `org.matrix.custom.html`)."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

import regex
from markupsafe import Markup, escape

from bot.text.blocks import Block, Blocks, Span, as_text
from bot.text.halving import halves

LIMIT = 20_000
"""Bytes of both texts of a message: an event has 65,536 at the most, holds them twice where it takes the place of
another, and is a third longer where it is encrypted."""

WORD_JOINER = "\u2060"
_BECOMES_LINK = regex.compile(r"(?<=[@#/.:])(?=[\p{L}\p{N}_/])")
_COMMAND = re.compile(r"/(?=[a-z_]{1,32}(\s|$))")


@dataclass(frozen=True, slots=True)
class Piece:
    """One message's texts."""

    plain: str
    html: str

    @property
    def size(self) -> int:
        """How many bytes they are."""
        return len(self.plain.encode()) + len(self.html.encode())


def piece(blocks: Blocks) -> Piece:
    """Blocks as one message."""
    shown = tuple(map(_as_here, blocks))
    return Piece(as_text(shown), str(Markup().join(_grouped([each for each in shown if not each.blank]))))


def pieces(blocks: Blocks, limit: int = LIMIT) -> Sequence[Piece]:
    """Blocks as one message, or as several where they are longer than one holds."""
    return [piece(each) for each in _together(_short_enough(blocks, limit), limit)]


def _short_enough(blocks: Blocks, limit: int) -> Iterator[Block]:
    """Blocks, of which each fits into a message."""
    for block in blocks:
        if piece((block,)).size <= limit:
            yield block
        else:
            yield from _short_enough(halves(block), limit)


def _together(blocks: Iterable[Block], limit: int) -> Iterator[Blocks]:
    """Blocks, as many as fit into a message each time."""
    there, size = list[Block](), 0
    for block in blocks:
        more = piece((block,)).size + len("\n\n")
        if there and size + more > limit:
            yield tuple(there)
            there, size = [], 0
        there.append(block)
        size += more
    if any(not block.blank for block in there):
        yield tuple(there)


def separated(text: str) -> str:
    """A typed text in which no name, address or alias becomes a link by itself."""
    return _BECOMES_LINK.sub(WORD_JOINER, text)


def _as_here(block: Block) -> Block:
    return replace(block, runs=tuple(map(_run_as_here, block.runs)))


def _run_as_here(run: Span) -> Span:
    """A run as people read it here: commands begin with `!`, and in what somebody typed nothing becomes a link."""
    if run.typed:
        return run if run.link or run.code else replace(run, text=separated(run.text))
    return replace(run, text=_COMMAND.sub("!", run.text, count=1)) if run.code and run.text.startswith("/") else run


def _grouped(blocks: Sequence[Block]) -> Iterator[Markup]:
    """Each block as an element; the items of a list as lines, since clients count by themselves."""
    for kind, group in groupby(blocks, key=lambda block: block.kind):
        match kind:
            case "item":
                yield Markup("<p>{}</p>").format(Markup("<br>").join(map(_item, group)))
            case "quote":
                yield Markup("<blockquote>{}</blockquote>").format(Markup().join(map(_quoted, group)))
            case "code":
                yield from (Markup("<pre><code>{}</code></pre>").format(_bare(each)) for each in group)
            case "rule":
                yield from (Markup("<hr>") for _ in group)
            case "heading":
                yield from (Markup("<h4>{}</h4>").format(_runs(each)) for each in group)
            case _:
                yield from (Markup("<p>{}</p>").format(_runs(each)) for each in group)


def _item(block: Block) -> Markup:
    indent = "\u2003" * (block.depth + (not block.marker))
    return Markup("{}{}{}").format(indent, f"{block.marker} " if block.marker else "", _runs(block))


def _quoted(block: Block) -> Markup:
    return Markup("<p>{}{}</p>").format(f"{block.marker} " if block.marker else "", _runs(block))


def _bare(block: Block) -> str:
    return "".join(run.text for run in block.runs)


def _runs(block: Block) -> Markup:
    links = groupby(block.runs, key=lambda run: run.link)
    return Markup().join(_linked(link, Markup().join(map(_run, runs))) for link, runs in links)


def _linked(link: str, shown: Markup) -> Markup:
    return Markup('<a href="{}">{}</a>').format(link, shown) if link else shown


def _run(run: Span) -> Markup:
    shown = Markup("<br>").join(map(escape, run.text.split("\n")))
    if run.code:
        shown = Markup("<code>{}</code>").format(shown)
    if run.italic:
        shown = Markup("<em>{}</em>").format(shown)
    return Markup("<strong>{}</strong>").format(shown) if run.bold else shown
