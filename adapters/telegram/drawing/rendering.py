"""Blocks as Telegram's text and entities, whose offsets count UTF-16 code units (Bot API, MessageEntity)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby

import regex

from bot.model.files import MOST_FILES
from bot.ports.messenger import Message, Refused
from bot.text.blocks import Block, Blocks, Span
from bot.views.platform_limits import too_large, too_long, too_many_files

LIMIT = 4096
"""UTF-16 code units of a message's text (Bot API, sendMessage)."""

CAPTION = 1024
"""UTF-16 code units of what stands under a file (Bot API, sendDocument)."""

MOST_ENTITIES = 100
"""Telegram ignores the entities that come after (observed)."""

MEBIBYTE = 1024 * 1024
FILE_BYTES = 50 * MEBIBYTE
"""Bytes of a file that a bot sends (Bot API, "Sending files")."""

WORD_JOINER = "\u2060"
# What can follow the sign of a link that Telegram makes by itself: a letter, a digit, and in tags some more (TDLib).
_BECOMES_LINK = regex.compile(r"(?<=[@#$/.:])(?=[\p{L}\p{N}_/\u00b7\u200c\u0d80-\u0dff])")
_COMMAND = regex.compile(r"/[a-z_]{1,32}")


@dataclass(frozen=True, slots=True)
class Entity:
    """A style of a stretch of text, in UTF-16 code units. `moment`: what it says, in seconds since 1970: a reader is
    shown it in their own zone who asks for it, and the text stays as it is (Bot API, date-time entities)."""

    type: str
    offset: int
    length: int
    url: str = ""
    moment: int | None = None


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
    return [replace(piece, entities=piece.entities[:MOST_ENTITIES]) for piece in split(_drawn(blocks), limit)]


def prepare(message: Message) -> Refused | None:
    """What is wrong with a message that must leave in one piece."""
    drawn = _drawn(message.blocks)
    length, styles = units(drawn.text), len(drawn.entities)
    if styles > MOST_ENTITIES:
        return Refused(f"Telegram takes {MOST_ENTITIES} styles and links in a message, and this has {styles}")
    if length > LIMIT:
        return too_long("Telegram", length, LIMIT)
    if len(message.files) > MOST_FILES:
        return too_many_files("Telegram", len(message.files), MOST_FILES)
    large = next((file for file in message.files if file.size > FILE_BYTES), None)
    return too_large("Telegram", large.name, FILE_BYTES // MEBIBYTE) if large else None


def fits_caption(message: Message) -> bool:
    """Whether a message is one file with its text under it."""
    return len(message.files) == 1 and units(_drawn(message.blocks).text) <= CAPTION


def _drawn(blocks: Blocks) -> Piece:
    text, entities = "", list[Entity]()
    before: Block | None = None
    start = 0
    for block in blocks:
        if block.blank:
            continue
        if before is not None:
            text += "\n" if block.continues(before) else "\n\n"
        start = start if block.kind == "quote" and block.continues(before) else units(text)
        text += f"{'  ' * block.depth}{block.marker}{' ' * bool(block.runs)}" if block.marker else ""
        if block.kind == "rule":
            text += "———"
        for _, alike in groupby(block.runs, key=_style):
            style, *_ = runs = list(alike)
            shown = "".join(map(_shown, runs))
            if shown:
                entities.extend(
                    Entity(kind, units(text), units(shown), url, moment)
                    for kind, url, moment in _styles(style, shown, block)
                )
            text += shown
        if block.kind in ("quote", "code") and units(text) > start:
            entities = [each for each in entities if (each.type, each.offset) != ("blockquote", start)]
            entities.append(Entity("blockquote" if block.kind == "quote" else "pre", start, units(text) - start))
        before = block
    return Piece(text, tuple(entities))


def _style(run: Span) -> tuple[object, ...]:
    """What two runs have in common where they are in one style."""
    return run.bold, run.italic, run.code, run.link, run.moment, run.typed and run.code


def _shown(run: Span) -> str:
    """A run's text; in what a person typed, nothing becomes a link by itself."""
    if not run.typed or run.link or run.code:
        return run.text
    return _BECOMES_LINK.sub(WORD_JOINER, run.text)


def _styles(style: Span, shown: str, block: Block) -> Sequence[tuple[str, str, int | None]]:
    """The entities of a stretch, with their addresses and moments. Nothing can be inside code, and neither code nor a
    moment inside a link."""
    if block.kind == "code":
        return ()
    if style.code and not style.link:
        command = _COMMAND.fullmatch(shown) and not style.typed
        return () if command else (("code", "", None),)
    found = list[tuple[str, str, int | None]]()
    if style.bold or block.kind == "heading":
        found.append(("bold", "", None))
    if style.italic:
        found.append(("italic", "", None))
    if style.link:
        found.append(("text_link", style.link, None))
    elif style.moment:
        found.append(("date_time", "", int(style.moment.timestamp())))
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
        if kept.strip():
            found.append(Piece(kept, _between(rest.entities, 0, units(kept))))
        rest = Piece(left, _between(rest.entities, skipped, units(rest.text)))
    return [*found, rest] if rest.text.strip() else found


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
