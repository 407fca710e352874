"""Blocks as Telegram's text and entities, whose offsets count UTF-16 code units (Bot API, MessageEntity)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import regex

from bot.ports.messenger import Message, Refused
from bot.text.blocks import Block, Blocks, Run

LIMIT = 4096
"""UTF-16 code units of a message's text (Bot API, sendMessage)."""

WORD_JOINER = "\u2060"
_BECOMES_LINK = regex.compile(r"(?<=[@#$/.:])(?=[\p{L}\p{N}_/])")
_COMMAND = regex.compile(r"/[a-z_]{1,32}")


@dataclass(frozen=True, slots=True)
class Entity:
    """A style of a stretch of text, in UTF-16 code units."""

    type: str
    offset: int
    length: int
    url: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """One message's text and entities."""

    text: str
    entities: tuple[Entity, ...]


def units(text: str) -> int:
    """The length of a text in UTF-16 code units."""
    return len(text.encode("utf-16-le")) // 2


def pieces(blocks: Blocks, limit: int = LIMIT) -> Sequence[Piece]:
    """Blocks as one message, or as several where they are longer than one holds."""
    return split(_drawn(blocks), limit)


def prepare(message: Message) -> Refused | None:
    """What is wrong with a message that must leave in one piece."""
    length = units(_drawn(message.blocks).text)
    return Refused(f"Telegram takes {LIMIT} characters, and this has {length}") if length > LIMIT else None


def _drawn(blocks: Blocks) -> Piece:
    text, entities = "", list[Entity]()
    before: Block | None = None
    for block in blocks:
        if before is not None:
            text += "\n" if before.kind == block.kind == "item" else "\n\n"
        start = units(text)
        text += f"{'  ' * block.depth}{block.marker} " if block.marker else ""
        if block.kind == "rule":
            text += "———"
        for run in block.runs:
            shown = _shown(run)
            entities.extend(_styles(run, block, units(text), units(shown)))
            text += shown
        length = units(text) - start
        if block.kind in ("quote", "code") and length:
            entities.append(Entity("blockquote" if block.kind == "quote" else "pre", start, length))
        before = block
    return Piece(text, tuple(entities))


def _shown(run: Run) -> str:
    """A run's text; in what a person typed, nothing becomes a link by itself."""
    if not run.typed or run.link or run.code:
        return run.text
    return _BECOMES_LINK.sub(WORD_JOINER, run.text)


def _styles(run: Run, block: Block, offset: int, length: int) -> Sequence[Entity]:
    if not length:
        return ()
    found = list[Entity]()
    if run.bold or block.kind == "heading":
        found.append(Entity("bold", offset, length))
    if run.italic:
        found.append(Entity("italic", offset, length))
    if run.code and not _COMMAND.fullmatch(run.text):
        found.append(Entity("code", offset, length))
    if run.link:
        found.append(Entity("text_link", offset, length, run.link))
    return found


def split(piece: Piece, limit: int) -> Sequence[Piece]:
    """A text in stretches of at most `limit` UTF-16 code units: between paragraphs, else words, else graphemes.

    Entities that are cut go on in the next stretch.
    """
    found, rest = list[Piece](), piece
    while units(rest.text) > limit:
        cut = _cut(rest.text, limit)
        kept = rest.text[:cut].rstrip() or rest.text[:cut]
        left = rest.text[cut:].lstrip()
        skipped = units(rest.text) - units(left)
        found.append(Piece(kept, _between(rest.entities, 0, units(kept))))
        rest = Piece(left, _between(rest.entities, skipped, units(rest.text)))
    return [*found, rest] if rest.text else found


def _between(entities: Sequence[Entity], start: int, end: int) -> tuple[Entity, ...]:
    """The parts of entities that lie in a stretch, counted from its start."""
    found = []
    for entity in entities:
        first, last = max(entity.offset, start), min(entity.offset + entity.length, end)
        if first < last:
            found.append(replace(entity, offset=first - start, length=last - first))
    return tuple(found)


def _cut(text: str, limit: int) -> int:
    """Where to cut, as an index into the text, at most `limit` UTF-16 code units from its start."""
    most, counted = 0, 0
    for character in text:
        counted += 2 if ord(character) > 0xFFFF else 1
        if counted > limit:
            break
        most += 1
    for separator in ("\n\n", "\n", " "):
        cut = text.rfind(separator, 1, most)
        if cut > most // 2:
            return cut
    cut = 0
    for grapheme in regex.finditer(r"\X", text[: most + 64]):
        if grapheme.end() > most:
            break
        cut = grapheme.end()
    return cut or most
