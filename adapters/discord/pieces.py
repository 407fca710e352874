"""A message as Discord takes it: in several where it is long, with buttons and files under the last."""

import io
from collections.abc import Sequence
from dataclasses import dataclass

import discord

from adapters.discord.rendering import contents
from bot.model.files import File
from bot.ports.messenger import Key, Message, Uploads


@dataclass(frozen=True, slots=True)
class Piece:
    """What one of Discord's messages holds."""

    content: str
    keys: tuple[Key, ...] = ()
    files: tuple[File, ...] = ()


def pieces(message: Message) -> Sequence[Piece]:
    """A message as one of Discord's, or as several."""
    found = contents(message.blocks) or ([""] if message.files else [])
    return [*map(Piece, found[:-1]), *(Piece(each, message.keys, message.files) for each in found[-1:])]


class UnreadableFile(Exception):
    """A stored file could not be read."""


class Attachments:
    """Stored files as attachments. Each message has its own upload: Discord knows no file again."""

    def __init__(self, uploads: Uploads) -> None:
        self._uploads = uploads

    async def of(self, files: Sequence[File]) -> list[discord.File]:
        """Files as attachments, to be used once; raises `UnreadableFile`."""
        return [
            discord.File(io.BytesIO(await self._content(file)), file.name, description=file.alt or None)
            for file in files
        ]

    async def _content(self, file: File) -> bytes:
        try:
            return await self._uploads.content(file)
        except Exception as error:
            raise UnreadableFile(type(error).__name__) from error
