"""The bot on a Synapse that encrypts private rooms by itself: whoever goes on in private reads where, and no dead end.

`make stories-matrix` runs it: it takes a homeserver of its own.
"""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from adapters.matrix.addresses import link_to
from tests.drivers.driver import Shown
from tests.drivers.matrix import MatrixDriver, MatrixPerson, on_matrix, standing_in
from tests.platforms.matrix import Synapse


@pytest.fixture
async def driver(tmp_path: Path) -> AsyncIterator[MatrixDriver]:
    """The bot there, with pages of its own."""
    server = await asyncio.to_thread(lambda: Synapse(encryption_enabled_by_default_for_room_type="invite"))
    try:
        async with on_matrix(tmp_path, server=server) as driver:
            yield driver
    finally:
        await asyncio.to_thread(server.stop)


async def test_whoever_would_go_on_in_private_is_told_where_and_is_answered_where_rooms_are_not_encrypted(
    driver: MatrixDriver, caplog: pytest.LogCaptureFixture
) -> None:
    ada = driver.somebody("Ada")
    own = await ada.person.begin(driver.account)
    said = await standing_in(ada.person, own, driver.account, "encrypted from end to end")
    assert "I can't open another one without encryption for you" in said
    assert "On this page the letter can be read and signed: http" in said
    town = await ada.person.create({"preset": "public_chat", "invite": [driver.account]})
    await standing_in(ada.person, town, driver.account, "I am the bot")
    for command in ("sign", "endorsement", "privacy"):
        answer = await told(ada, town, driver.account, command, "This goes on in private")
        assert "I can't open a private chat with you here." in answer, command
        assert "On this page the letter can be read and signed: http" in answer, command
        assert link_to("") not in answer.raw, command
    assert "UNRWA" in await told(ada, town, driver.account, "demand 2", "Demand 2")
    assert ada.person.rooms[own].members[driver.account] == "leave"
    assert await joined(ada) == {own, town}
    assert await joined(driver.owner) == {await driver.owner.private()}, "nobody stays invited into what the bot leaves"
    assert await driver.joined() == {town}
    told_host = [each for each in caplog.get_records("setup") if "encrypts private rooms by itself" in each.message]
    assert len(told_host) == 1
    assert "encrypts private rooms by itself" not in caplog.text, "the host is told once"


async def told(person: MatrixPerson, room: str, bot: str, command: str, text: str) -> Shown:
    """What the bot says newly in a room when somebody gives a command there."""
    timeline = person.person.rooms[room]
    before = {(post.id, post.edits) for post in timeline.posts.values()}
    await person.person.send(room, {"msgtype": "m.text", "body": f"!{command}"})
    return await standing_in(person.person, room, bot, text, before)


async def joined(person: MatrixPerson) -> set[str]:
    """The rooms in which somebody is, or into which they are invited."""
    rooms = (await person.person.call("GET", "/sync"))["rooms"]
    return {*rooms.get("join", {}), *rooms.get("invite", {})}
