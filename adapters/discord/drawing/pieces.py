"""A message as Discord takes it: in several where it is long, with buttons and files under the last."""

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeVar

import discord

from adapters.discord.drawing.cards import Card, Strip, cards, drawable, reference
from adapters.discord.drawing.components import view
from adapters.discord.drawing.rendering import LIMIT, NOTHING_KNOWN, Commands, contents
from bot.model.chats import ChatKind
from bot.model.files import File
from bot.ports.messenger import Key, Message, Uploads

Drawn = TypeVar("Drawn")


@dataclass(frozen=True, slots=True)
class Piece:
    """What one of Discord's messages holds: a card, or a content."""

    content: str
    keys: tuple[Key, ...] = ()
    files: tuple[File, ...] = ()
    card: Card | None = None

    def calling(self, role: str) -> "Piece":
        """Itself, beginning with a role that is called; without it where there is no room."""
        call = f"<@&{role}>"
        if not role:
            return self
        if self.card:
            return replace(self, card=replace(self.card, strips=(Strip(call), *self.card.strips)))
        return replace(self, content=f"{call}\n{self.content}") if len(call) + 1 + len(self.content) <= LIMIT else self

    def new(self) -> dict[str, Any]:
        """The text and buttons of a new message, as discord.py takes them."""
        if self.card:
            return {"view": self.card.view()}
        return {"content": self.content, "view": view(self.keys) if self.keys else discord.utils.MISSING}

    def instead(self, files: Sequence[discord.File]) -> dict[str, Any]:
        """Everything of a message that takes the place of another: what has a content can become a card, but never the
        other way round (Discord's reference, edit message)."""
        if self.card:
            return {"content": None, "embeds": [], "attachments": list(files), "view": self.card.view()}
        return {"content": self.content, "attachments": list(files), "view": view(self.keys)}


def pieces(message: Message, commands: Commands = NOTHING_KNOWN, card: bool = False) -> Sequence[Piece]:
    """A message as one of Discord's, or as several. `card`: it has to be a card where one can hold it at all."""
    message = message.with_word
    if (card or message.card) and drawable(message):
        drawn = _fewest(lambda known: cards(message, known), commands)
        if drawn:
            return [Piece("", each.keys, each.files, each) for each in drawn]
    found = _fewest(lambda known: contents(message.blocks, LIMIT, known), commands) or ([""] if message.files else [])
    return [*map(Piece, found[:-1]), *(Piece(each, message.keys, message.files) for each in found[-1:])]


def in_place(message: Message, kind: ChatKind) -> Message:
    """A message as it is drawn in a kind of chat: what a channel's followers get passed on holds no components of
    cards, so that there it is none."""
    return replace(message, card=False) if kind is ChatKind.CHANNEL else message


def _fewest(draw: Callable[[Commands], Sequence[Drawn]], commands: Commands) -> Sequence[Drawn]:
    """What is drawn with commands that can be pressed, unless it takes more messages than without: they are longer."""
    drawn = draw(commands)
    if not commands or len(drawn) <= 1:
        return drawn
    bare = draw(NOTHING_KNOWN)
    return drawn if len(drawn) <= len(bare) else bare


class UnreadableFile(Exception):
    """A stored file could not be read."""


class Attachments:
    """Stored files as attachments. Each message has its own upload: Discord knows no file again."""

    def __init__(self, uploads: Uploads) -> None:
        self._uploads = uploads

    async def of(self, piece: Piece) -> list[discord.File]:
        """A piece's files as attachments, to be used once; raises `UnreadableFile`."""
        return [
            discord.File(
                io.BytesIO(await self._content(file)),
                reference(number, file) if piece.card else file.name,
                description=file.alt or None,
            )
            for number, file in enumerate(piece.files, 1)
        ]

    async def _content(self, file: File) -> bytes:
        try:
            return await self._uploads.content(file)
        except Exception as error:
            raise UnreadableFile(type(error).__name__) from error
