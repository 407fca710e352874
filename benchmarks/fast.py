"""A paid broadcast on Telegram at up to 1,000 messages a second: this project on one core, the server on the other.

`make bench-fast`. Beside it python-telegram-bot sending as fast as it can, over its default HTTP layer and over this
project's.
"""

import argparse
import asyncio
import sys
from collections.abc import Callable
from contextlib import AsyncExitStack
from typing import Any

from telegram.ext import ExtBot
from telegram.request import BaseRequest, HTTPXRequest

from adapters.telegram.api.http import AiohttpRequest
from benchmarks import ours
from benchmarks.servers import platform, process
from bot.model.chats import Address
from bot.model.people.person import Account

CHATS, PLAIN = 10_000, 2_000
CEILING = 1000
AT_ONCE = 100
NEWS = "The hearing is on Monday: https://example.org/hearing"
OURS, SERVER = 0, 1


def rate(times: list[float]) -> float:
    """Messages a second, from the first to the last."""
    return (len(times) - 1) / (times[-1] - times[0]) if len(times) > 1 else 0.0


def line(name: str, times: list[float], *more: object) -> str:
    """A line of the table."""
    shown = (name, f"{rate(times):.0f}", f"{rate(times) / CEILING:.2f}", *(*more, *"———")[:3])
    return f"| {' | '.join(map(str, shown))} |"


async def countersign() -> str:
    """This project."""
    async with AsyncExitStack() as stack:
        door = await stack.enter_async_context(platform("telegram", "--paid", "--tolerance", "0", core=SERVER))
        url = await stack.enter_async_context(ours.database())
        owner, *chats = (await door.do("person", count=CHATS + 1, quiet=True))["ids"]
        await ours.prepare(url, [Account("telegram", str(owner))], [Address("telegram", f"@{chat}") for chat in chats])
        settings = {
            "TELEGRAM_TOKEN": door.ready["token"],
            "TELEGRAM_API_URL": door.ready["url"],
            "TELEGRAM_PAID_BROADCASTS": "yes",
        }
        bot = ours.Bot(url, settings, core=OURS)
        await bot.start()
        stack.push_async_callback(bot.stop)
        await door.do("write", person=owner, text=f"/announce {NEWS}", match="will be sent", within=20)
        await asyncio.sleep(1.1)
        before, busy = len((await door.state())["reached"]), bot.busy
        await door.do("press", person=owner, button="Send it now", within=20)
        state: dict[str, Any] = {"reached": []}
        async with asyncio.timeout(120):
            while len(state["reached"]) < before + CHATS:
                await asyncio.sleep(1)
                state = await door.state()
        each = f"{1000 * (bot.busy - busy) / CHATS:.2f} ms"
        return line("Countersign", state["reached"][before:], each, state["too_many"], state["doubled"])


async def plain(name: str) -> str:
    """python-telegram-bot in a process of its own."""
    async with platform("telegram", "--rates", "off", core=SERVER) as door:
        command = (sys.executable, "-m", "benchmarks.fast", "--send", name, "--url", door.ready["url"])
        chats = (await door.do("person", count=PLAIN, quiet=True))["ids"]
        async with process(*command, "--token", door.ready["token"], "--first", str(chats[0]), core=OURS) as running:
            await running.wait()
        return line(f"python-telegram-bot over {name}", (await door.state())["reached"])


async def send(door: argparse.Namespace) -> None:
    """Send to many chats, so many at once."""
    requests: dict[str, Callable[[], BaseRequest]] = {
        "httpx": lambda: HTTPXRequest(connection_pool_size=AT_ONCE, pool_timeout=60.0),
        "aiohttp": lambda: AiohttpRequest(connection_pool_size=AT_ONCE, pool_timeout=60.0),
    }
    together = asyncio.Semaphore(AT_ONCE)
    async with ExtBot(door.token, base_url=f"{door.url}/bot", request=requests[door.send]()) as bot:

        async def one(chat: int) -> None:
            async with together:
                await bot.send_message(chat, NEWS)

        await asyncio.gather(*(one(door.first + number) for number in range(PLAIN)))


async def main(given: argparse.Namespace) -> int:
    """Print a table."""
    if given.send:
        await send(given)
        return 0
    print(
        "| who | messages a second | of the ceiling | core time, each | 429s | doubled |\n"
        "| --- | --- | --- | --- | --- | --- |",
        flush=True,
    )
    for run in (countersign(), plain("aiohttp"), plain("httpx")):
        print(await run, flush=True)
    return 0


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("send", "url", "token"):
        parser.add_argument(f"--{name}", default="")
    parser.add_argument("--first", type=int, default=0)
    sys.exit(asyncio.run(main(parser.parse_args())))
