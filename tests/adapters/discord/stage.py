"""A stage for the parts of Discord's adapter: the loopback server, files in memory, and a core that is scripted."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from typing import cast

from adapters.discord.platform import DiscordPlatform
from adapters.discord.sending.messenger import DiscordMessenger
from adapters.discord.sending.tracing import traced
from bot.delivery.pace import Pace
from bot.delivery.windows import Limits, Window
from bot.interface.command import Command
from bot.interface.conversation import Interface
from bot.interface.places import Places
from bot.interface.requests import Answer, Caller, Request, Update
from bot.model.chats import Address, ChatKind, Unreachable
from bot.model.deliveries import Lane
from bot.model.files import File
from bot.model.people.person import Account
from bot.ports.messenger import Destination, Message, Uploads
from bot.ports.store import Store
from bot.text.blocks import Block, Span
from bot.text.text import Text
from tests.platforms.discord import Channel, DirectChannel, DiscordServer
from tests.platforms.discord.library import discord, pointed_at

FREE = Limits(Window(1000, 1.0), Window(1000, 1.0), refused=Window(1000, 600.0))
PRESS = File(1, "press.pdf", "application/pdf", 3)
PICTURE = File(2, "picture.png", "image/png", 5)
CONTENTS = {PRESS: b"pdf", PICTURE: b"image"}


class Memory(Uploads):
    """Files in memory."""

    async def content(self, file: File) -> bytes:
        return CONTENTS[file]

    async def reference(self, platform: str, file: File) -> str:
        return ""

    async def remember(self, platform: str, file: File, reference: str) -> None:
        raise AssertionError("Discord knows no file again")


class Stage:
    """A server, a messenger that is logged in to it, and its pace."""

    def __init__(self, server: DiscordServer, pace: Pace, messenger: DiscordMessenger, uploads: Memory) -> None:
        self.server = server
        self.pace = pace
        self.messenger = messenger
        self.uploads = uploads
        self.client: discord.Client

    def posted(self) -> int:
        """How many messages and posts were asked for."""
        return len(self.server.calls("POST", "/(messages|threads)$"))


def says(text: str, *files: File, silent: bool = False, previews: bool = False) -> Message:
    """A message of a paragraph for each line."""
    blocks = tuple(Block("paragraph", (Span(line),)) for line in text.split("\n") if line)
    return Message(blocks, files=files, silent=silent, previews=previews)


def going_to(channel: Channel, kind: ChatKind = ChatKind.GROUP) -> Destination:
    """A channel as an announcement's destination."""
    if isinstance(channel, DirectChannel):
        return Destination(Address("discord", f"@{channel.person.id}"), ChatKind.PRIVATE, Lane.ANNOUNCEMENT)
    return Destination(Address("discord", str(channel.id)), kind, Lane.ANNOUNCEMENT)


@asynccontextmanager
async def staged(
    server: DiscordServer, limits: Limits = FREE, clock: Callable[[], float] = time.monotonic
) -> AsyncIterator[Stage]:
    """A messenger whose client is logged in and knows its servers."""
    pace, uploads = Pace(limits, time.monotonic), Memory()
    stage = Stage(server, pace, DiscordMessenger(pace, uploads, clock), uploads)
    with pointed_at(server):
        intents = discord.Intents(guilds=True, dm_messages=True)
        trace = traced(pace)
        async with discord.Client(intents=intents, guild_ready_timeout=0.05, http_trace=trace) as stage.client:
            await stage.client.login(server.token)
            stage.messenger.use(stage.client)
            connection = asyncio.create_task(stage.client.connect())
            await stage.client.wait_until_ready()
            yield stage
        await connection


class Seen(Places):
    """Remembers which places were lost, and which came back."""

    def __init__(self) -> None:
        super().__init__(cast("Store", None))
        object.__setattr__(self, "lost", [])
        object.__setattr__(self, "back", [])
        object.__setattr__(self, "came", [])

    came: list[tuple[str, str, str]]
    lost: list[tuple[str, Unreachable]]
    back: list[str]

    async def workplaces(self, platform: str) -> Sequence[str]:
        return ()

    async def arrived(self, address: Address, kind: ChatKind, title: str, by: Account | None, language: str) -> None:
        assert by is None, "Discord does not tell who it was"
        self.came.append((address.place, title, language))

    async def left(self, platform: str, places: Sequence[str], cause: Unreachable) -> None:
        self.lost.extend((place, cause) for place in places)

    async def returned(self, platform: str, places: Sequence[str]) -> None:
        self.back.extend(places)


class Scripted(Interface):
    """A core that remembers what it is asked, and answers what it was told to."""

    def __init__(self, commands: Sequence[Command], answer: Answer | None) -> None:
        super().__init__((), cast("Store", None), {}, {})
        self.commands = tuple(commands)
        self.places = self.seen = Seen()
        self.says = answer
        self.asked: list[tuple[Caller, Request]] = []
        self.takes = 0.0

    def label(self, text: Text, language: str) -> str:
        return text.template

    def command(self, name: str) -> Command | None:
        return next((each for each in self.commands if each.name == name), None)

    def private(self, request: Request) -> bool:
        return True

    async def answer(self, caller: Caller, request: Request, update: Update | None = None) -> Answer | None:
        await asyncio.sleep(self.takes)
        self.asked.append((caller, request))
        return self.says


@asynccontextmanager
async def serving(server: DiscordServer, core: Scripted) -> AsyncIterator[DiscordPlatform]:
    """The platform's whole adapter before a scripted core."""
    with pointed_at(server):
        pace = Pace(FREE, time.monotonic)
        platform = DiscordPlatform(
            server.token,
            api_url=server.api_url,
            gateway_url=server.gateway_url,
            interface=core,
            pace=pace,
            uploads=Memory(),
        )
        running = asyncio.create_task(platform.run())
        await platform.ready.wait()
        yield platform
        running.cancel()
        with suppress(asyncio.CancelledError):
            await running
