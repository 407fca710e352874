"""Nothing leaves by a process that may not send any more, whatever it is and however far it had come."""

import time
from collections.abc import Awaitable, Callable
from typing import cast

import aiohttp.web
import pytest
from telegram.ext import ExtBot

from adapters.matrix.api.http import Homeserver
from adapters.matrix.api.http import NeverLeft as NeverLeftForMatrix
from adapters.telegram.api.http import AiohttpRequest
from adapters.telegram.api.pacing import Bot, PaceLimiter
from adapters.telegram.sending.messenger import TelegramMessenger
from bot.delivery.pace import Pace, TermOver
from bot.interface.conversation import Interface
from bot.ports.messenger import Destination, Message, Messenger, Outcome, RetryAfter, Sent
from bot.ports.store import Store
from bot.text.locales import load
from tests.adapters.discord import stage as on_discord
from tests.adapters.telegram import stage as on_telegram
from tests.platforms.discord import DiscordServer
from tests.platforms.discord import Rates as DiscordRates
from tests.platforms.telegram import Rates, TelegramServer

Act = Callable[[Messenger, Destination, str, Message], Awaitable[Outcome]]
ACTS: dict[str, Act] = {
    "send": lambda messenger, to, number, message: messenger.send("other", to, message),
    "edit": lambda messenger, to, number, message: messenger.edit(to, number, message),
    "pin": lambda messenger, to, number, message: messenger.pin(to, number, silent=True),
    "delete": lambda messenger, to, number, message: messenger.delete(to, number),
    "leave": lambda messenger, to, number, message: messenger.leave(to),
}


def not_held() -> bool:
    """Another process may have the duty."""
    return False


async def nothing_leaves(
    pace: Pace, messenger: Messenger, to: Destination, message: Message, requests: Callable[[], int]
) -> None:
    """A message is sent; then, as the term is over, nothing is done to it, and nothing else is sent."""
    end = await messenger.send("key", to, message)
    assert isinstance(end, Sent)
    pace.holds, before = not_held, requests()
    for name, act in ACTS.items():
        held_back = await act(messenger, to, end.message, message)
        assert isinstance(held_back, RetryAfter), name
        assert requests() == before, name


async def test_nothing_leaves_for_discord() -> None:
    async with DiscordServer(rates=DiscordRates().times(1000)) as server:
        channel = server.guild("Town", server.person("Ada")).channel("news")
        async with on_discord.staged(server) as stage:
            to, message = on_discord.going_to(channel), on_discord.says("A letter")
            await nothing_leaves(stage.pace, stage.messenger, to, message, lambda: len(server.requests))
            assert len([each for each in channel.messages if not each.deleted]) == 1


async def test_nothing_leaves_for_telegram() -> None:
    async with TelegramServer(rates=Rates.off()) as server:
        pace = Pace(on_telegram.FREE, time.monotonic)
        bot: Bot = ExtBot(
            server.token,
            base_url=f"{server.url}/bot",
            request=AiohttpRequest(on_request=pace.asked),
            get_updates_request=AiohttpRequest(on_request=pace.asked),
            rate_limiter=PaceLimiter(pace),
        )
        ada = server.person("Ada")
        await ada.start()
        async with bot:
            interface = Interface((), cast("Store", None), load(), {})
            messenger = TelegramMessenger(bot, interface, on_telegram.Shelf(), paid=False)
            to, message = on_telegram.to(ada.chat), on_telegram.says("A letter")
            await nothing_leaves(pace, messenger, to, message, lambda: len(server.calls))
            assert len(ada.chat.standing) == 1


async def test_nothing_leaves_for_a_homeserver() -> None:
    heard = list[str]()

    async def hear(request: aiohttp.web.Request) -> aiohttp.web.Response:
        heard.append(request.path)
        return aiohttp.web.json_response({})

    app = aiohttp.web.Application()
    app.router.add_route("*", "/{tail:.*}", hear)
    runner = aiohttp.web.AppRunner(app)
    await runner.setup()
    site = aiohttp.web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    pace = Pace(on_telegram.FREE, time.monotonic)
    homeserver = Homeserver(f"http://127.0.0.1:{runner.addresses[0][1]}", "token", pace.asked)
    homeserver.open()
    try:
        await homeserver.put("rooms", "!a:example.org", content={})
        assert len(heard) == 1
        pace.holds = not_held
        with pytest.raises(NeverLeftForMatrix):
            await homeserver.put("rooms", "!a:example.org", content={})
        assert len(heard) == 1
    finally:
        await homeserver.close()
        await runner.cleanup()


async def test_an_interaction_is_answered_by_whoever_heard_it() -> None:
    pace = Pace(on_telegram.FREE, time.monotonic)
    pace.holds = not_held
    with pytest.raises(TermOver):
        pace.asked()
    pace.asked_by_anyone()("")
