"""A stage for Telegram's messenger alone: python-telegram-bot, the loopback server, and files in memory."""

import struct
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import cast

from telegram.ext import ExtBot

from adapters.telegram.addresses import PLATFORM, place
from adapters.telegram.api.http import AiohttpRequest
from adapters.telegram.api.pacing import Bot, PaceLimiter
from adapters.telegram.sending.messenger import TelegramMessenger
from bot.delivery.pace import Pace
from bot.delivery.windows import Limits, Window
from bot.interface.conversation import Interface
from bot.model.chats import Address, ChatKind
from bot.model.deliveries import Lane
from bot.model.files import File
from bot.ports.messenger import Destination, Key, Message, Outcome, Sent, Uploads
from bot.ports.store import Store
from bot.text.blocks import Block, Span
from bot.text.locales import load
from tests.platforms.telegram import Chat, Person, Rates, TelegramServer
from tests.platforms.telegram import Message as Shown

FREE = Limits(Window(1000, 1.0), Window(1000, 1.0))
PICTURE = b"\x89PNG\r\n\x1a\n" + b"\0\0\0\rIHDR" + struct.pack(">II", 640, 480)
WIDE = b"\x89PNG\r\n\x1a\n" + b"\0\0\0\rIHDR" + struct.pack(">II", 9000, 100)
LINK = Key("The site", url="https://example.org/")


class Shelf(Uploads):
    """Files in memory, what is known of them, and how often each was looked into."""

    def __init__(self) -> None:
        self.contents: dict[int, bytes] = {}
        self.references: dict[int, str] = {}
        self.looked: list[int] = []

    def file(self, name: str, content: bytes = b"content", mime: str = "application/pdf", size: int = 0) -> File:
        """A new file; one that says that it is larger than its content where a size is given."""
        number = len(self.contents) + 1
        self.contents[number] = content
        return File(number, name, mime, size or len(content))

    def picture(self, name: str, content: bytes = PICTURE, size: int = 0) -> File:
        """A new picture."""
        return self.file(name, content, "image/png", size)

    async def content(self, file: File) -> bytes:
        self.looked.append(file.id)
        return self.contents[file.id]

    async def reference(self, platform: str, file: File) -> str:
        assert platform == PLATFORM
        return self.references.get(file.id, "")

    async def remember(self, platform: str, file: File, reference: str) -> None:
        assert platform == PLATFORM
        self.references[file.id] = reference


class Stage:
    """The server, a bot that talks to it, and its messenger."""

    def __init__(self, server: TelegramServer, bot: Bot, shelf: Shelf, paid: bool) -> None:
        self.server = server
        self.bot = bot
        self.shelf = shelf
        interface = Interface((), cast("Store", None), load(), {})
        self.messenger = TelegramMessenger(bot, interface, shelf, paid)

    async def person(self, name: str = "Ada") -> Person:
        """Somebody who has started the bot."""
        person = self.server.person(name)
        await person.start()
        return person

    async def send(self, chat: Chat, message: Message, lane: Lane = Lane.ANNOUNCEMENT) -> Outcome:
        """Send a message of the queue."""
        return await self.messenger.send("key", to(chat, lane), message)

    async def stands(self, chat: Chat, message: Message) -> str:
        """Send a message that arrives: its number."""
        end = await self.send(chat, message)
        assert isinstance(end, Sent), end
        return end.message

    @property
    def asked(self) -> list[str]:
        """The methods of the requests that were made since the bot has introduced itself, in lower case."""
        return [call.method.lower() for call in self.server.calls if call.method.lower() != "getme"]


@asynccontextmanager
async def stage(paid: bool = False, upload_limit: int = 50 * 1024 * 1024, inline: bool = True) -> AsyncIterator[Stage]:
    """A stage whose pace holds nothing up."""
    async with TelegramServer(rates=Rates.off(), upload_limit=upload_limit, inline=inline) as server:
        request, polling = AiohttpRequest(), AiohttpRequest(connection_pool_size=1)
        limiter = PaceLimiter(Pace(FREE, time.monotonic))
        bot: Bot = ExtBot(
            server.token,
            base_url=f"{server.url}/bot",
            base_file_url=f"{server.url}/file/bot",
            request=request,
            get_updates_request=polling,
            rate_limiter=limiter,
        )
        async with bot:
            yield Stage(server, bot, Shelf(), paid)


def to(chat: Chat, lane: Lane = Lane.ANNOUNCEMENT, thread: int = 0) -> Destination:
    """Where a message to a chat, or to one of its topics, goes."""
    kinds = {"private": ChatKind.PRIVATE, "channel": ChatKind.CHANNEL}
    return Destination(
        Address(PLATFORM, place(chat.id), str(thread) if thread else ""), kinds.get(chat.kind, ChatKind.GROUP), lane
    )


def says(text: str, *files: File, keys: tuple[Key, ...] = (LINK,), silent: bool = False) -> Message:
    """A message of one paragraph."""
    return Message((Block("paragraph", (Span(text, bold=True),)),), keys, files=files, silent=silent)


def last(chat: Chat) -> Shown:
    """The last message that stands in a chat."""
    return chat.standing[-1]
