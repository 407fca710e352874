"""Matrix is examined: what the host learns of the homeserver, the login and every room."""

import asyncio
import time
from collections.abc import Mapping, Sequence

import pytest

from adapters.matrix.declaration import MATRIX
from bot.delivery.pace import Pace
from bot.model.chats import Address, Chat, ChatKind
from bot.model.diagnostics import Examined, Level
from tests.drivers.matrix import PINNING
from tests.drivers.running import FREE
from tests.platforms.matrix import Person, homeserver

ENCRYPTION = {"type": "m.room.encryption", "state_key": "", "content": {"algorithm": "m.megolm.v1.aes-sha2"}}


async def examined(given: Mapping[str, str], *rooms: str) -> Sequence[str]:
    """What is found, a line each."""
    chats = [Chat(number, Address("matrix", room), ChatKind.GROUP, "") for number, room in enumerate(rooms, 1)]
    found = await MATRIX.examine(given, Pace(FREE, time.monotonic), Examined(chats))
    assert all(each.mend for each in found if each.level is Level.MEND)
    return [f"{each.level.value} {each.about}: {each.said}" for each in found]


async def test_of_each_room_it_is_said_whether_messages_would_reach_it() -> None:
    server = await asyncio.to_thread(homeserver)
    account, token = server.account("Examined")
    ada, bot = server.person("Ada"), Person(server.url, account, token)
    made = {"preset": "private_chat", "invite": [account]}
    free = await ada.create({**made, "power_level_content_override": PINNING})
    plain = await ada.create(made)
    mute = await ada.create({**made, "power_level_content_override": {"events_default": 50}})
    encrypted = await ada.create({**made, "initial_state": [ENCRYPTION]})
    for room in (free, plain, mute, encrypted):
        await bot.call("POST", f"/join/{room}", {})
    given = {"MATRIX_URL": server.url, "MATRIX_TOKEN": token}
    first, *rest = await examined(given, free, plain, mute, encrypted, "!other")
    assert first.startswith("good matrix: the homeserver speaks the specification's v1.")
    assert [each.partition(" (")[0] for each in rest] == [
        f"good matrix: the token is {account}'s, which is in 4 rooms",
        "good matrix: nothing personal is asked for in chat: who signs does so on the page",
        "good matrix: ten messages may leave at once, and then one in five seconds",
        "good matrix, chat 1: messages can be sent, with all that belongs to them",
        "look matrix, chat 2: messages can be sent, and the bot may not: pin messages",
        "mend matrix, chat 3: nothing can be sent there: the bot may not write",
        "mend matrix, chat 4: the room is encrypted, so that the bot leaves it",
        "mend matrix, chat 5: nothing can be sent there: the bot is not in this room",
    ]
    ours = {**given, "MATRIX_SERVER_IS_OURS": "yes", "MATRIX_MESSAGES_A_SECOND": "50"}
    said = await examined(ours)
    assert "look matrix: names, roles and addresses are asked of accounts at example.org in private" in said[2]
    assert "unknown matrix: the settings say that 50 messages a second may leave" in said[3]
    many = await examined(given, *[free] * 40)
    assert "look matrix: ten messages may leave at once" in many[3]
    assert many[3].endswith("news in 40 rooms take 2 minutes")
    for person in (ada, bot):
        await person.close()


@pytest.mark.parametrize(
    ("path", "token", "said"),
    [
        ("", "bad", "mend matrix: the token is refused"),
        ("/elsewhere", "bad", "mend matrix: "),
        (":1", "bad", "mend matrix: no homeserver answers there (ClientConnectorError)"),
    ],
)
async def test_a_token_that_is_refused_and_a_server_that_is_not_there_are_told_apart(
    path: str, token: str, said: str
) -> None:
    server = await asyncio.to_thread(homeserver)
    url = "http://127.0.0.1:1" if path == ":1" else f"{server.url}{path}"
    found = await examined({"MATRIX_URL": url, "MATRIX_TOKEN": token})
    assert found[-1].startswith(said), found


async def test_without_an_address_nothing_is_asked_and_one_that_is_open_to_others_is_said() -> None:
    assert await examined({"MATRIX_TOKEN": "t"}) == ["mend matrix: MATRIX_URL is not set"]
