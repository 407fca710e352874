"""What goes on in private does so after a kill too, and where no private chat can be opened people are told a way."""

import time
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Any

import pytest

from adapters.host.letters import read_letters
from adapters.matrix.api.http import Content, Homeserver, Unanswered
from adapters.matrix.incoming.callers import caller
from adapters.matrix.incoming.encryption import Encrypted
from adapters.matrix.rooms.posts import Posts
from adapters.matrix.rooms.room import Room
from adapters.matrix.rooms.rooms import Rooms
from adapters.matrix.sending.answering import Answering, Route
from adapters.matrix.sending.media import Media
from adapters.matrix.sending.messenger import MatrixMessenger
from adapters.matrix.sending.outbox import Outbox
from adapters.matrix.sending.posting import Posting
from bot.commands import COMMANDS
from bot.delivery.pace import Pace
from bot.interface.conversation import Interface
from bot.interface.requests import ContinueInPrivate, Invoke, Update
from bot.model.people.person import Account
from bot.service import starting
from bot.text.locales import load
from tests.adapters.matrix.nothing import NoUploads
from tests.drivers.running import FREE
from tests.memory import MemoryStore
from tests.waiting import until

ADA, BOT, TOWN, NUMBER = "@ada:example.org", "@bot:example.org", "!town", 7
ENCRYPTION = {"type": "m.room.encryption", "state_key": "", "content": {"algorithm": "m.megolm.v1.aes-sha2"}}


class There(Homeserver):
    """A homeserver that keeps what is put there under its transaction, once. `encrypts`: it encrypts private rooms by
    itself; `unanswered`: of what is put into this room nothing is heard."""

    def __init__(self, encrypts: bool = False) -> None:
        super().__init__("http://127.0.0.1:1", "", lambda: lambda date: None)
        self.encrypts = encrypts
        self.unanswered = ""
        self.made_with: Content = {}
        self.put_there: dict[tuple[str, str], Content] = {}
        self.asked = list[str]()

    async def post(self, *path: str, content: Content) -> dict[str, Any]:
        self.asked.append("/".join(path))
        self.made_with = content.get("creation_content", self.made_with)
        return {"room_id": "!private"}

    async def state(self, room_id: str) -> Sequence[Content]:
        made = {"type": "m.room.create", "state_key": "", "sender": BOT, "content": self.made_with}
        return [made, ENCRYPTION] if self.encrypts else [made]

    async def put(self, *path: str, content: Content) -> dict[str, Any]:
        if path[0] == "rooms" and path[3] == "m.room.message":
            self.put_there.setdefault((path[1], path[4]), content)
        if self.unanswered and self.unanswered in path:
            raise Unanswered("nothing is heard")
        return {"event_id": f"${path[-1]}"}

    @property
    def said(self) -> Mapping[tuple[str, str], str]:
        """What was said, by the room and the transaction."""
        return {at: str(content["body"]) for at, content in self.put_there.items()}


class Process:
    """A process of the bot, as far as it answers on Matrix. `rooms`: what it knows of them."""

    def __init__(self, there: There, interface: Interface) -> None:
        pace = Pace(FREE, time.monotonic)
        self.rooms, posts = Rooms(there, ours=True), Posts(there)
        self.rooms.account = BOT
        posting = Posting(there, self.rooms, posts, pace)
        messenger = MatrixMessenger(posting, self.rooms, posts, Media(there, NoUploads()))
        self.encrypted = Encrypted(interface, posting, self.rooms, pace)
        self.outbox = Outbox(interface, Answering(messenger, posting, self.rooms, pace), self.rooms, pace)
        self.town = self.rooms.room(TOWN)
        self.town.members = {ADA, BOT, "@others:example.org"}

    def knows_private(self) -> None:
        """Learn of the private chat that an earlier process has opened."""
        self.rooms.directs({ADA: ["!private"]})
        self.rooms.room("!private").members = {ADA, BOT}

    @asynccontextmanager
    async def begun(self) -> AsyncIterator[None]:
        """It lets what is on disk leave, and ends."""
        await self.outbox.begin()
        yield
        await self.outbox.end()


@pytest.fixture(scope="module")
def interface() -> Interface:
    store = MemoryStore(lambda: datetime.now(UTC))
    store.do(lambda unit: starting.publish_new(unit, read_letters("")))
    found = Interface(COMMANDS, store, load(), {"matrix": lambda message: None})
    found.web = "https://letters.example.org"
    return found


async def asked(interface: Interface, rooms: Rooms, number: int) -> None:
    """Ada wants to sign, in a room with others; the process dies as soon as that is on disk."""
    here = caller(rooms, rooms.room(TOWN), ADA, private=False)
    route = Route(here.address, here.kind, str(number), event="$sign", person=ADA)
    answer = await interface.answer(here, Invoke("sign", {}), Update("matrix", number, route.text()))
    assert isinstance(answer, ContinueInPrivate)


async def test_what_goes_on_in_private_does_so_after_a_kill_wherever_that_comes(interface: Interface) -> None:
    there = There()
    first = Process(there, interface)
    await asked(interface, first.rooms, NUMBER)
    there.unanswered = TOWN
    second = Process(there, interface)
    await second.outbox.begin()
    await until(lambda: (TOWN, f"{NUMBER}.0") in there.said)
    await second.outbox._chat_queue.empty(0.0)
    assert "Which one applies to you?" in there.said["!private", f"{NUMBER}p.0"]
    before, there.unanswered = dict(there.put_there), ""
    third = Process(there, interface)
    third.knows_private()
    async with third.begun():
        pass
    assert there.put_there == before, "under its key each came once"
    assert "This goes on in private" in there.said[TOWN, f"{NUMBER}.0"]
    assert there.asked == ["createRoom"]
    assert await interface.unanswered("matrix") == []


@pytest.mark.parametrize("user", [ADA, "@eve:example.org"])
async def test_a_private_chat_that_was_made_before_a_kill_is_gone_on_in_by_whom_it_was_for(
    interface: Interface, user: str
) -> None:
    there = There()
    await Process(there, interface).rooms.open(ADA)
    after = Process(there, interface)
    private = after.rooms.room("!private")
    for event in await there.state(private.id):
        private.take(event)
    private.members = {ADA, BOT}
    await after.rooms.open(user)
    assert there.asked == ["createRoom"] * (1 if user == ADA else 2)


async def test_where_no_private_chat_can_be_opened_it_is_said_where_it_was_asked(interface: Interface) -> None:
    there = There(encrypts=True)
    process = Process(there, interface)
    await asked(interface, process.rooms, NUMBER + 1)
    async with process.begun():
        pass
    assert list(there.said) == [(TOWN, f"{NUMBER + 1}.0")]
    assert "I can't open a private chat with you here" in there.said[TOWN, f"{NUMBER + 1}.0"]
    assert "https://letters.example.org" in there.said[TOWN, f"{NUMBER + 1}.0"]
    assert await interface.unanswered("matrix") == []


@pytest.mark.parametrize("encrypts", [True, False])
async def test_an_encrypted_private_chat_is_left_with_a_way_that_works(interface: Interface, encrypts: bool) -> None:
    there = There(encrypts)
    process = Process(there, interface)
    room = process.rooms.room("!encrypted")
    room.take(ENCRYPTION)
    process.rooms.directs({ADA: [room.id]})
    person = await process.encrypted.leave(room)
    said = there.said["!encrypted", "encrypted!encrypted"]
    assert "I can read nothing here: so I leave." in said
    if encrypts:
        assert person == ""
        assert "I can't open another one" in said
        assert "https://letters.example.org" in said
        assert there.asked == ["createRoom", "rooms/!private/kick", "rooms/!private/leave", "rooms/!encrypted/leave"]
    else:
        assert person == ADA
        assert "I have invited you into another" in said


async def test_whoever_is_told_is_told_in_their_language(interface: Interface) -> None:
    await interface._store.write(lambda unit: unit.people.speak(unit.people.ensure(Account("matrix", ADA)).id, "fr"))
    there = There()
    process = Process(there, interface)
    room: Room = process.rooms.room("!encrypted")
    room.take(ENCRYPTION)
    process.rooms.directs({ADA: [room.id]})
    await process.encrypted.leave(room)
    assert "chiffré" in there.said["!encrypted", "encrypted!encrypted"]
