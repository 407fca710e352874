"""The bot as a process of its own on Synapse, in rooms that follow the letter, and in private chats, as if that were
long ago."""

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from adapters.host.letters import read_letters
from bot.model.announcements.announcement import EVERYBODY, Content, Stage
from bot.model.chats import Address, ChatKind, Topic
from bot.model.deliveries import DeliveryState
from bot.model.people.person import Account
from bot.ports.store import Unit
from bot.service import starting
from bot.service.announcements import release
from tests.journeys.process import HostProcess
from tests.journeys.truth import state
from tests.letters import LETTER
from tests.platforms.matrix import Person, Synapse

ROWS = 10_000


@dataclass
class Town:
    """The process, the bot's account, who has made the rooms that follow, and people with their private chats."""

    bot: HostProcess
    account: str
    owner: Person
    rooms: Sequence[str]
    private: Mapping[Person, str]

    async def announces(self, text: str) -> None:
        """Announce something while the bot is stopped: it begins to leave at the start."""

        def unit(unit: Unit) -> None:
            person = unit.people.ensure(Account("matrix", self.owner.id))
            draft = unit.announcements.add(LETTER, Content({"en": text}), audience=EVERYBODY, person_id=person.id)
            release.release(unit, person, LETTER, draft.id)

        await self.bot.write(unit)

    async def ask(self, line: str) -> None:
        """Everybody writes this in their private chat."""
        for person, room in self.private.items():
            await person.send(room, {"msgtype": "m.text", "body": line})

    async def ends(self, number: int, within: float) -> Sequence[DeliveryState]:
        """How the deliveries of an announcement stand, as soon as none is to leave any more."""
        async with asyncio.timeout(within):
            while not await self.is_done(number):
                await asyncio.sleep(0.5)
        return await self.bot.on_disk(lambda unit: [row.state for row in unit.results.rows(number, 0, ROWS)])

    async def is_done(self, number: int) -> bool:
        """Whether an announcement has left, as far as it will."""
        found = await state(self.bot, number)
        return found.stage is Stage.DONE and not found.live

    def heard(self, text: str) -> Sequence[int]:
        """How many messages of the bot that hold a text stand in each room that follows."""
        return [self._standing(self.owner, room, text) for room in self.rooms]

    def answered(self, text: str) -> Sequence[int]:
        """How many stand in each private chat."""
        return [self._standing(person, room, text) for person, room in self.private.items()]

    def _standing(self, person: Person, room: str, text: str) -> int:
        posts = person.look(room).posts.values()
        return sum(each.sender == self.account and text in str(each.content.get("body")) for each in posts)


@asynccontextmanager
async def town(
    server: Synapse, folder: Path, rooms: int, people: int, a_second: int, way: str = ""
) -> AsyncIterator[Town]:
    """So many rooms and people, and so many messages a second that may leave; the bot is not started yet. `way`: the
    address by which it gets there, if another."""
    account, token = server.account("Countersign")
    owner, login = server.person("Olga"), Person(server.url, account, token)
    made = [await owner.create({"preset": "private_chat", "invite": [account]}) for _ in range(rooms)]
    private = {person: await person.begin(account) for person in (server.person("Ada") for _ in range(people))}
    for room in (*made, *private.values()):
        await login.call("POST", f"/join/{room}", {})
    directs = {person.id: [room] for person, room in private.items()}
    await login.call("PUT", f"/user/{account}/account_data/m.direct", directs)
    bot = HostProcess(folder, MATRIX_URL=way or server.url, MATRIX_TOKEN=token, MATRIX_MESSAGES_A_SECOND=f"{a_second}")

    def prepare(unit: Unit) -> None:
        starting.publish_new(unit, read_letters(""))
        starting.appoint(unit, (Account("matrix", owner.id),))
        for room in made:
            chat = unit.chats.ensure(Address("matrix", room), ChatKind.GROUP, "")
            unit.chats.follow(chat.id, LETTER, Topic.NEWS)

    await bot.write(prepare)
    try:
        yield Town(bot, account, owner, made, private)
    finally:
        await bot.kill()
        await asyncio.gather(login.close(), owner.close(), *(each.close() for each in private))
