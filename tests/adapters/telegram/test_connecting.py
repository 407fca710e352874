"""Telegram is connected to, and nothing stays open where that is given up."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import cast

import msgspec
import pytest

from adapters.telegram.platform import TelegramPlatform
from bot.delivery.pace import Pace
from bot.interface.conversation import Interface
from bot.ports.store import Store
from bot.text.locales import load
from tests.adapters.telegram import stage
from tests.adapters.telegram.test_http import TOKEN, Wire, wire
from tests.waiting import PATIENCE

WAYS: dict[str, Callable[[TelegramPlatform], Awaitable[None]]] = {
    "served": TelegramPlatform.run,
    "stood by": TelegramPlatform.stand_by,
}


ANSWERS = ({"id": 1, "is_bot": True, "first_name": "Countersign", "username": "countersign_bot"}, True)
"""What Telegram says of the bot, and that it brings updates nowhere; the menus follow."""


@pytest.mark.parametrize(("way", "answered"), [("served", 0), ("served", 1), ("served", 2), ("stood by", 0)])
async def test_what_is_cancelled_while_it_connects_leaves_no_connection_open(way: str, answered: int) -> None:
    async def so_many_come(there: Wire, connection: asyncio.StreamWriter) -> None:
        if len(there.heads) <= answered:
            body = msgspec.json.encode({"ok": True, "result": ANSWERS[len(there.heads) - 1]})
            connection.write(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%b" % (len(body), body))

    async with wire(so_many_come) as (there, address):
        platform = TelegramPlatform(
            TOKEN,
            api_url=f"http://{address}",
            interface=Interface((), cast("Store", None), load(), {}),
            pace=Pace(stage.FREE, time.monotonic),
            uploads=stage.Shelf(),
        )
        connecting = asyncio.ensure_future(WAYS[way](platform))
        async with asyncio.timeout(PATIENCE):
            while len(there.heads) <= answered:
                await asyncio.sleep(0.01)
            connecting.cancel()
            await asyncio.wait([connecting])
            while not all(each.is_closing() for each in there.connections):
                await asyncio.sleep(0.01)
        assert connecting.cancelled()
        assert [each._session for each in platform._requests] == [None, None]
