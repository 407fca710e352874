"""What stands where a broadcast goes, on each platform: both loopback servers, and rooms of a real Synapse."""

import asyncio
import re
from collections.abc import Mapping, Sequence
from typing import Protocol

from bot.model.chats import Address, ChatKind, Topic
from bot.ports.store import Unit
from tests.journeys.process import HostProcess
from tests.journeys.truth import on_discord, on_telegram
from tests.letters import LETTER
from tests.platforms.discord import DiscordServer
from tests.platforms.matrix import Person, Synapse
from tests.platforms.telegram import TelegramServer

_SENT = re.compile(r'B 200 "PUT (?P<path>\S+/send/m\.room\.message/\S+) HTTP')
AT_A_TIME = 4
"""So many rooms are made at once."""


class Audience(Protocol):
    """The chats of one platform that follow."""

    name: str
    size: int

    def messages(self) -> int:
        """How many messages have come there so far."""

    async def standing(self, mark: str) -> Mapping[str, Sequence[str]]:
        """The texts with a mark that stand in each chat where one does."""

    @property
    def too_many(self) -> int:
        """How many requests were refused for being too many."""


class OnTelegram:
    """Chats on Telegram."""

    name = "telegram"

    def __init__(self, server: TelegramServer, size: int) -> None:
        self._server = server
        self.size = size

    def messages(self) -> int:
        return sum(len(chat.messages) for chat in self._server.world.chats.values())

    async def standing(self, mark: str) -> Mapping[str, Sequence[str]]:
        return on_telegram(self._server, mark)

    @property
    def too_many(self) -> int:
        return self._server.too_many


class OnDiscord:
    """Channels on Discord."""

    name = "discord"

    def __init__(self, server: DiscordServer, size: int) -> None:
        self._server = server
        self.size = size

    def messages(self) -> int:
        return sum(len(channel.messages) for channel in self._server.world.channels.values())

    async def standing(self, mark: str) -> Mapping[str, Sequence[str]]:
        return on_discord(self._server, mark)

    @property
    def too_many(self) -> int:
        return self._server.too_many


class OnMatrix:
    """Rooms on Synapse, which somebody made who reads them. A message counts once, however often it is sent under one
    transaction."""

    name = "matrix"

    def __init__(self, server: Synapse, account: str, owner: Person, rooms: Sequence[str]) -> None:
        self._server = server
        self._account = account
        self._owner = owner
        self.rooms = rooms
        self._transactions = set[str]()
        self._read = 0
        self.size = len(rooms)

    def messages(self) -> int:
        with (self._server.folder / "log").open("rb") as log:
            log.seek(self._read)
            whole, end, _ = log.read().rpartition(b"\n")
        self._read += len(whole) + len(end)
        for line in whole.decode(errors="replace").splitlines():
            found = _SENT.search(line)
            if found and f"{{{self._account}}}" in line:
                self._transactions.add(found["path"])
        return len(self._transactions)

    async def standing(self, mark: str) -> Mapping[str, Sequence[str]]:
        await self._owner.sync()
        texts = {
            room: [
                body
                for post in self._owner.rooms[room].posts.values()
                if post.sender == self._account and not post.gone and mark in (body := str(post.content.get("body")))
            ]
            for room in self.rooms
        }
        return {room: found for room, found in texts.items() if found}

    async def close(self) -> None:
        """Put the client of whoever reads them away."""
        await self._owner.close()

    @property
    def too_many(self) -> int:
        return sum(each.startswith("429") for each in self._server.refused(self._account))


async def on_matrix(server: Synapse, account: str, token: str, size: int) -> OnMatrix:
    """So many rooms in which the bot's account is already."""
    owner, bot = server.person("Olga"), Person(server.url, account, token)

    async def made() -> str:
        room = await owner.create({"preset": "private_chat", "invite": [account]})
        await bot.call("POST", f"/join/{room}", {})
        return room

    rooms = list[str]()
    while len(rooms) < size:
        rooms += await asyncio.gather(*(made() for _ in range(min(AT_A_TIME, size - len(rooms)))))
    await bot.close()
    return OnMatrix(server, account, owner, rooms)


async def follow(bot: HostProcess, there: OnMatrix) -> None:
    """Its rooms follow the letter from the start on."""

    def unit(unit: Unit) -> None:
        for room in there.rooms:
            chat = unit.chats.ensure(Address(there.name, room), ChatKind.GROUP, "")
            unit.chats.follow(chat.id, LETTER, Topic.NEWS)

    await bot.write(unit)
