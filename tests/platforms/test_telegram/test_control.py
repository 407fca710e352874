"""The server in a process of its own, and the door through which a benchmark reaches it."""

import asyncio
import json
import signal
import sys
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest
from telegram import Update
from telegram.ext import ExtBot

from tests.platforms.telegram import Control, TelegramServer
from tests.platforms.test_telegram.asking import button


class Door:
    """A client of the door."""

    def __init__(self, session: aiohttp.ClientSession, url: str) -> None:
        self.session = session
        self.url = url

    async def do(self, action: str, **fields: Any) -> Any:
        async with self.session.post(f"{self.url}/control", json={"do": action, **fields}) as response:
            return await response.json()

    async def state(self) -> Any:
        async with self.session.get(f"{self.url}/control/state") as response:
            return await response.json()


@pytest.fixture
async def door(server: TelegramServer) -> AsyncIterator[Door]:
    async with Control(server) as control, aiohttp.ClientSession() as session:
        yield Door(session, control.url)


async def test_chats_are_made_in_numbers_and_counted(door: Door, server: TelegramServer, bot: ExtBot[None]) -> None:
    people = (await door.do("person", count=3))["ids"]
    quiet = (await door.do("person", count=2, quiet=True))["ids"]
    assert len(server.pending_updates) == 3
    chats = [(await door.do(kind, count=2, admin=True, quiet=True))["ids"] for kind in ("group", "supergroup")]
    channels = await door.do("channel", owner=people[0])
    for chat_id in [*people, *quiet, *chats[0], *chats[1], *channels["ids"]]:
        await bot.send_message(chat_id, "Hello")
    await bot.send_message(people[0], "Hello")
    state = await door.state()
    assert (state["sent"], state["doubled"], state["too_many"], state["paid"]) == (11, 1, 0, 0)
    assert state["chats"][str(people[0])] == 2
    assert state["first_sent"] <= state["last_sent"]
    assert channels["owner"] == people[0]


async def answering(bot: ExtBot[None]) -> None:
    """A bot that answers everything."""
    offset = 0
    while True:
        for update in await bot.get_updates(offset=offset, timeout=5, allowed_updates=Update.ALL_TYPES):
            offset = update.update_id + 1
            if update.callback_query is not None:
                await update.callback_query.answer("Thank you")
            elif update.message is not None:
                keyboard = button(callback_data="sign")
                await bot.send_message(update.message.chat_id, f"You said {update.message.text}", reply_markup=keyboard)


async def test_a_person_writes_and_presses_and_the_latency_is_told(door: Door, bot: ExtBot[None]) -> None:
    task = asyncio.create_task(answering(bot))
    (ada,) = (await door.do("person", quiet=True))["ids"]
    answer = await door.do("write", person=ada, text="/sign", match="You said /sign")
    assert 0 < answer["seconds"] < 5
    assert answer["buttons"] == [[["Sign", "sign"]]]
    pressed = await door.do("press", person=ada, button="Sign")
    assert pressed["alert"] == "Thank you"
    assert 0 < pressed["pressed"] < 5
    assert "no button" in (await door.do("press", person=ada, button="Leave"))["error"]
    assert "nothing matched" in (await door.do("write", person=ada, text="Hi", match="Bye", within=0.05))["error"]
    task.cancel()


async def test_the_server_runs_in_a_process_of_its_own() -> None:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.platforms.telegram", "--rates", "on", "--paid", stdout=asyncio.subprocess.PIPE
    )
    assert process.stdout is not None
    ready = json.loads(await process.stdout.readline())
    async with aiohttp.ClientSession() as session:
        door = Door(session, ready["control"])
        (ada,) = (await door.do("person"))["ids"]
        await door.do("faults", share=1)
        await door.do("faults", share=0)
        method = f"{ready['url']}/bot{ready['token']}/sendMessage"
        fields = {"chat_id": ada, "text": "Hello", "allow_paid_broadcast": True}
        for status in (200, 429):
            async with session.post(method, json=fields) as response:
                assert response.status == status
        state = await door.state()
        assert (state["sent"], state["too_many"], state["waiting_updates"]) == (1, 1, 1)
    process.send_signal(signal.SIGTERM)
    assert await process.wait() == 0
