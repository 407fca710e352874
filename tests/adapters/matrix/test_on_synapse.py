"""The bot on a real homeserver: what no other platform does."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from adapters.matrix.api.http import Homeserver
from adapters.matrix.rooms.posts import Posts
from adapters.matrix.rooms.rooms import Rooms
from adapters.matrix.sending.media import Media
from adapters.matrix.sending.messenger import MatrixMessenger
from adapters.matrix.sending.posting import Posting
from bot.delivery.pace import Pace
from bot.model.chats import Address, ChatKind, Unreachable
from bot.model.deliveries import Lane
from bot.ports.messenger import Destination, Gone, Message, Missing, RetryAfter, Sent
from bot.text.blocks import Block, Span
from tests.adapters.matrix.nothing import NoUploads
from tests.drivers.driver import Shown
from tests.drivers.matrix import MatrixPerson, MatrixPlace, People, on_matrix, settings, standing_in
from tests.drivers.running import FREE, looking, running
from tests.platforms.matrix import HomeserverRefused, Person, Synapse, homeserver


def saying(text: str) -> Message:
    return Message((Block("paragraph", (Span(text),)),))


@asynccontextmanager
async def messenger(server: Synapse, account: str, token: str) -> AsyncIterator[tuple[MatrixMessenger, Pace, Rooms]]:
    """What sends by an account, without the bot around it."""
    there, pace = Homeserver(server.url, token, lambda: lambda date: None), Pace(FREE, time.monotonic)
    there.open()
    rooms, posts = Rooms(there, ours=False), Posts(there)
    posts.account = account
    await rooms.begin(account)
    try:
        yield MatrixMessenger(Posting(there, rooms, posts, pace), rooms, posts, Media(there, NoUploads())), pace, rooms
    finally:
        await there.close()


async def shared_room(server: Synapse, account: str, token: str) -> tuple[Person, str]:
    """A room that somebody leads, and into which an account has come."""
    ada = server.person("Ada")
    room = await ada.create({"preset": "private_chat", "invite": [account]})
    bot = Person(server.url, account, token)
    await bot.call("POST", f"/join/{room}", {})
    await bot.close()
    return ada, room


async def test_under_one_key_a_message_stands_once_and_is_edited_recalled_and_refused_honestly() -> None:
    server = await asyncio.to_thread(homeserver)
    account, token = server.account("Sender")
    ada, room = await shared_room(server, account, token)
    to = Destination(Address("matrix", room), ChatKind.GROUP, Lane.ANNOUNCEMENT)
    async with messenger(server, account, token) as (sends, _, rooms):
        rooms.room(room)
        first = await sends.send("one", to, saying("News"))
        assert isinstance(first, Sent)
    async with messenger(server, account, token) as (sends, pace, rooms):  # as after a kill: nothing is remembered
        rooms.room(room)
        assert await sends.send("one", to, saying("News")) == first
        assert await sends.send("two", to, saying("News")) != first
        assert await sends.edit(to, first.message, saying("Corrected")) == first
        assert [each.text for each in texts(ada, room)] == ["Corrected", "News"]
        await ada.call("PUT", f"/rooms/{room}/redact/{first.message}/r", {})
        sends._posts.gone(first.message)
        assert isinstance(await sends.edit(to, first.message, saying("Again")), Missing)
        admin = server.admin()
        server.slow_down(admin, account)
        ends = [await sends.send(f"many {n}", to, saying("More")) for n in range(3)]
        waits = [each for each in ends if isinstance(each, RetryAfter)]
        assert waits
        assert waits[0].seconds > 0
        assert pace.too_many
        assert pace.free_in("", False) >= 0
        await ada.call("POST", f"/rooms/{room}/kick", {"user_id": account})
        server.slow_down(admin, account, burst=1000)
        end = await sends.send("late", to, saying("Late"))
        assert isinstance(end, Gone)
        assert end.cause in (Unreachable.REMOVED, Unreachable.FORBIDDEN)
    await ada.close()


def texts(person: Person, room: str) -> list[Shown]:
    """What stands in a room."""
    return [Shown(str(each.content["body"])) for each in person.look(room).posts.values() if not each.gone]


async def test_an_encrypted_room_is_left_with_a_sentence_and_it_goes_on_in_another(tmp_path: Path) -> None:
    async with on_matrix(tmp_path) as driver:
        ada = driver.somebody("Ada")
        encryption = {"type": "m.room.encryption", "state_key": "", "content": {"algorithm": "m.megolm.v1.aes-sha2"}}
        made = {"preset": "trusted_private_chat", "is_direct": True, "invite": [driver.account]}
        room = await ada.person.create({**made, "initial_state": [encryption]})
        await standing_in(ada.person, room, driver.account, "encrypted from end to end")
        await ada.told("I am the bot")
        assert ada.person.rooms[room].members[driver.account] == "leave"
        assert "Demand 2" in await ada.give("demand", demand=2)


async def test_a_room_that_is_encrypted_later_is_left_and_whom_it_was_for_finds_another(tmp_path: Path) -> None:
    async with on_matrix(tmp_path) as driver:
        town, ada = await driver.place("Town", driver.owner), driver.somebody("Ada")
        await driver.owner.give("follow", where=town)
        await ada.give("demand", demand=1)
        first = await ada.private()
        for person, room in ((driver.owner.person, town.room), (ada.person, first)):
            await person.state(room, "m.room.encryption", {"algorithm": "m.megolm.v1.aes-sha2"})
            await standing_in(person, room, driver.account, "encrypted from end to end")
        ada._private = ""
        await ada.told("I am the bot")
        second = await ada.private()
        assert second != first
        with pytest.raises(HomeserverRefused, match="M_FORBIDDEN"):  # what the bot has made stays readable
            await ada.person.state(second, "m.room.encryption", {"algorithm": "m.megolm.v1.aes-sha2"})
        assert "Demand 2" in await ada.give("demand", demand=2)
        chat = await driver.store.read(lambda unit: unit.chats.find(town.address))
        assert chat
        assert chat.closed == Unreachable.REMOVED


async def test_nothing_personal_is_asked_for_where_other_servers_can_read_it(tmp_path: Path) -> None:
    async with on_matrix(tmp_path, ours=False) as driver:
        ada = driver.somebody("Ada")
        for command in ("sign", "endorsement", "dispute"):
            assert "Not here" in await ada.give(command), command
        assert "Demand 2" in await ada.give("demand", demand=2)


async def test_what_was_said_while_the_bot_was_away_is_answered_once_and_an_upgraded_room_is_followed(
    tmp_path: Path,
) -> None:
    server = await asyncio.to_thread(homeserver)
    account, token = server.account("Countersign")
    people = People(server, account, token)
    olga = people.somebody("Olga")
    served = settings(server, token, tmp_path, olga.account)
    async with running(served), looking(tmp_path):
        await olga.private()
        room = await olga.person.create({"preset": "private_chat", "name": "Town", "invite": [account]})
        place = MatrixPlace(room, olga.person, account)
        await olga.told("/host")
        await olga.give("follow", where=place)
    private = await olga.private()
    await olga.person.send(private, {"msgtype": "m.text", "body": "!demand 2"})
    await olga.person.send(private, {"msgtype": "m.notice", "body": "!demand 3"})
    new = (await olga.person.call("POST", f"/rooms/{room}/upgrade", {"new_version": "11"}))["replacement_room"]
    await olga.person.call("POST", f"/rooms/{new}/invite", {"user_id": account})
    async with running(served), looking(tmp_path) as store:
        await standing_in(olga.person, private, account, "Demand 2")
        chat = None
        for _ in range(100):
            chat = await store.read(lambda unit: unit.chats.find(Address("matrix", str(new))))
            if chat:
                break
            await asyncio.sleep(0.05)
        assert chat
        assert not chat.closed
        assert len(told(olga, private, "Demand 2")) == 1
        assert not told(olga, private, "Demand 3:")
    await people.close()


def told(person: MatrixPerson, room: str, text: str) -> list[Shown]:
    """The messages in a private chat that hold a text."""
    return [each for each in texts(person.person, room) if text in each]
