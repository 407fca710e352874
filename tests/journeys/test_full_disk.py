"""The disk is full while people sign on: nobody is told of anything that is not on disk, and all goes on by itself."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.model.chats import Address, Topic, private_chat
from bot.model.endorsements.endorsement import State
from bot.model.people.person import Account
from bot.ports.store import Unit
from tests.journeys.people import MAY_SIGN, STATE
from tests.journeys.process import BotProcess, Outcome
from tests.journeys.small_disk import Disk, small_disk
from tests.platforms.discord import DiscordServer
from tests.platforms.telegram import Message, Person, TelegramServer

ROOM = 300_000
PEOPLE = 12
NOT_RECORDED = "could not be recorded"
FAULTS = ("no room is left at ", "the disk of ")


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Disk]:
    """Where the database stands."""
    with small_disk(tmp_path / "disk") as made:
        yield made


async def said(person: Person, then: str) -> Message:
    """What somebody is told next: what they wait for, or that it could not be recorded."""
    return await person.expect(lambda message: then in message.text or NOT_RECORDED in message.text)


async def sign(person: Person, organization: str) -> str:
    """Sign on, as far as that can be recorded: what the bot said last."""
    await person.start()
    shown = await said(person, "open letter")
    for text, then in (
        ("/sign", "Which one applies"),
        (MAY_SIGN, "1 of 4"),
        (organization, "2 of 4"),
        ("Ada Example", "3 of 4"),
        ("chair", "4 of 4"),
        ("ada@bakers.example.org", "how the public list"),
        (STATE, "receipt"),
    ):
        if NOT_RECORDED in shown.text:
            return shown.text
        if text in (MAY_SIGN, STATE):
            answer = await person.press(shown, text)
            if NOT_RECORDED in answer.text:
                return answer.text
        else:
            await person.write(text)
        shown = await said(person, then)
    return shown.text


def following(unit: Unit) -> set[Address]:
    """The chats that follow the letter."""
    return {chat.address for chat in unit.chats.followers(1, Topic.NEWS)}


async def test_nobody_is_told_of_a_sign_on_that_a_full_disk_did_not_take_and_all_goes_on_when_there_is_room(
    tmp_path: Path, disk: Disk, telegram: TelegramServer, discord: DiscordServer
) -> None:
    database = f"sqlite:///{disk.folder / 'bot.db'}"
    bot = BotProcess(tmp_path, telegram, discord, DATABASE_URL=database)
    bot.database = database
    try:
        await bot.start()
        disk.fill(bot.pid, ROOM)
        people = [telegram.person(f"Person {number}") for number in range(PEOPLE)]
        ends = await asyncio.gather(*(sign(each, f"Example {each.first_name}") for each in people))
        refused = [end for end in ends if "receipt" not in end]
        assert refused
        assert all(NOT_RECORDED in end for end in refused)
        for person in people:
            await person.write("/follow")
        told = [each for each in people if NOT_RECORDED not in (await said(each, "follows")).text]

        disk.empty(bot.pid)
        ends.append(await sign(telegram.person("Grace"), "Example Gardeners"))
        assert "receipt" in ends[-1]
        await bot.stop()
        outcome = await bot.on_disk(Outcome)
        assert outcome.states == {State.SUBMITTED: len(ends) - len(refused)}
        assert outcome.fault == ""
        assert await bot.on_disk(following) == {private_chat(Account("telegram", str(each.id))) for each in told}
        errors = [line for line in bot.complaints().splitlines() if " ERROR " in line]
        assert len(errors) == 1, bot.complaints()
        assert any(fault in errors[0] for fault in FAULTS)
        assert "Traceback" not in bot.log()
    finally:
        await bot.kill()
