"""Telegram is connected to, and nothing stays open where that is given up."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import cast

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


async def nothing_comes(there: Wire, connection: asyncio.StreamWriter) -> None:
    """No answer."""


@pytest.mark.parametrize("way", WAYS)
async def test_what_is_cancelled_while_it_connects_leaves_no_connection_open(way: str) -> None:
    async with wire(nothing_comes) as (there, address):
        platform = TelegramPlatform(
            TOKEN,
            api_url=f"http://{address}",
            interface=Interface((), cast("Store", None), load(), {}),
            pace=Pace(stage.FREE, time.monotonic),
            uploads=stage.Shelf(),
        )
        connecting = asyncio.ensure_future(WAYS[way](platform))
        async with asyncio.timeout(PATIENCE):
            while not there.heads:
                await asyncio.sleep(0.01)
            connecting.cancel()
            await asyncio.wait([connecting])
            while not all(each.is_closing() for each in there.connections):
                await asyncio.sleep(0.01)
        assert connecting.cancelled()
