"""A broadcast to 600 Telegram chats and 300 Discord channels, by this project and by what others would use.

`make bench-broadcast`. The servers keep the documented limits exactly, 40 ms away. For each: how many times the ideal
(chats divided by the ceiling) it took, how often it was told to slow down, what was doubled or lost, and what one
person's command took meanwhile and while nothing was sent.
"""

import argparse
import asyncio
import sys
import tempfile
from collections.abc import Awaitable, Callable, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks import ours
from benchmarks.servers import Door, milliseconds, percentile, platform, process
from bot.model.chats import Address
from bot.model.people.person import Account

TELEGRAM_CHATS = {"person": 480, "supergroup": 60, "channel": 60}
TELEGRAM_CEILING, DISCORD_CEILING = 30, 50
DISCORD_CHANNELS = 300
NEWS = "The hearing is on Monday: https://example.org/hearing"
PROBES = 20
PROBE_SECONDS = 1.1
"""A person is answered once a second at the most in a private chat."""

WITHIN = 60.0
"""So many seconds an answer to a command is waited for."""

STILL = 70.0
"""A broadcast that has reached no further chat for so many seconds, more than Telegram's longest window, has ended."""

PATIENCE = 120.0
"""No broadcast is watched for more seconds than this, and one command."""

TELEGRAM_OTHERS = ("telegram-loop", "telegram-gather", "telegram-gather-retry", "telegram-gather-429")
DISCORD_OTHERS = ("discord-loop", "discord-gather")


@dataclass(frozen=True)
class Seen:
    """What was seen of a broadcast: `seconds` from the first chat to the last that was reached; `bounded`: it had not
    come to its end when nobody waited any longer; and what each command took meanwhile."""

    seconds: float
    bounded: bool
    reached: int
    too_many: int
    doubled: int
    busy: Sequence[float]


@dataclass(frozen=True)
class Result:
    """What a broadcast came to."""

    name: str
    ideal: float
    chats: int
    seen: Seen
    idle: Sequence[float]

    def __str__(self) -> str:
        seen = self.seen
        seconds = f"> {PATIENCE:.0f} s" if seen.bounded else f"{seen.seconds:.2f} s"
        times = f"> {PATIENCE / self.ideal:.0f}" if seen.bounded else f"{seen.seconds / self.ideal:.3f}"
        return (
            f"| {self.name} | {seconds} | {times} | {seen.too_many} | {seen.doubled} | {self.chats - seen.reached} "
            f"| {latency(self.idle)} | {latency(seen.busy)} |"
        )


def latency(values: Sequence[float]) -> str:
    """The median and the 95th percentile of what a command takes."""
    if not values:
        return "—"
    return " / ".join(
        f"> {WITHIN:.0f} s" if value > WITHIN else milliseconds(value)
        for value in (percentile(values, 0.5), percentile(values, 0.95))
    )


HEAD = (
    "| who | took | times the ideal | 429s | doubled | lost | a command, idle: median / 95th | during the broadcast |\n"
    "| --- | --- | --- | --- | --- | --- | --- | --- |"
)

Probe = Callable[[], Awaitable[float]]


async def probe_for(probe: Probe, times: int) -> list[float]:
    """What a command takes, several times."""
    taken = []
    for _ in range(times):
        taken.append(await probe())
        await asyncio.sleep(PROBE_SECONDS)
    return taken


async def watch(door: Door, probe: Probe, chats: set[str], begun: float) -> Seen:
    """Ask by commands until every chat is reached, nothing moves any more, or patience is over."""
    busy, moved, before = list[float](), begun, 0
    while True:
        busy.append(await probe())
        state = await door.state()
        told = state.get("chats") or state.get("channels") or {}
        doubled = sum(told[chat] - 1 for chat in chats & told.keys())
        reached, now = len(chats & told.keys()), float(state["now"])
        moved, before = now if reached > before else moved, reached
        bounded = now - begun > PATIENCE
        if reached == len(chats) or now - moved > STILL or bounded:
            times = [at for at in state["reached"] if at >= begun]
            seconds = times[-1] - times[0] if times else 0.0
            return Seen(seconds, bounded and now - moved <= STILL, reached, state["too_many"], doubled, busy)
        await asyncio.sleep(PROBE_SECONDS)


async def asked(door: Door, action: str, **values: Any) -> float:
    """The seconds that a command's answer takes; more than `WITHIN` where none comes."""
    try:
        return float((await door.do(action, **values, within=WITHIN))["seconds"])
    except RuntimeError as error:
        if "no_answer" not in str(error) and "AssertionError" not in str(error):
            raise
        return float("inf")


async def telegram_chats(door: Door) -> list[int]:
    """The chats, mixed."""
    return [
        number
        for kind, count in TELEGRAM_CHATS.items()
        for number in (await door.do(kind, count=count, quiet=True))["ids"]
    ]


async def ours_on_telegram() -> Result:
    """This project on Telegram."""
    async with AsyncExitStack() as stack:
        door = await stack.enter_async_context(platform("telegram", "--tolerance", "0"))
        url = await stack.enter_async_context(ours.database())
        chats = await telegram_chats(door)
        owner, asker = (await door.do("person", count=2, quiet=True))["ids"]
        followers = [Address("telegram", f"@{chat}" if chat > 0 else str(chat)) for chat in chats]
        await ours.prepare(url, [Account("telegram", str(owner))], followers)
        bot = ours.Bot(url, {"TELEGRAM_TOKEN": door.ready["token"], "TELEGRAM_API_URL": door.ready["url"]})
        await bot.start()
        stack.push_async_callback(bot.stop)

        async def probe() -> float:
            return await asked(door, "write", person=asker, text="/demand 2", match="2")

        await probe()
        await asyncio.sleep(1)
        idle = await probe_for(probe, PROBES)
        await door.do("write", person=owner, text=f"/announce {NEWS}", match="will be sent", within=20)
        await asyncio.sleep(2)
        begun = float((await door.state())["now"])
        pressing = asyncio.create_task(door.do("press", person=owner, button="Send it now", within=20))
        seen = await watch(door, probe, {str(chat) for chat in chats}, begun)
        await pressing
        print([round(x * 1000) for x in seen.busy], file=sys.stderr)
        return Result("Countersign, Telegram", len(chats) / TELEGRAM_CEILING, len(chats), seen, idle)


async def ours_on_discord() -> Result:
    """This project on Discord."""
    async with AsyncExitStack() as stack:
        door = await stack.enter_async_context(platform("discord"))
        url = await stack.enter_async_context(ours.database())
        guild = await door.do("guild", name="Example Server", channels=DISCORD_CHANNELS + 1)
        owner = guild["owner"]
        *channels, asking = guild["channels"]
        await ours.prepare(url, [Account("discord", owner)], [Address("discord", each) for each in channels])
        settings = {
            "DISCORD_TOKEN": door.ready["token"],
            "DISCORD_API_URL": door.ready["api_url"],
            "DISCORD_GATEWAY_URL": door.ready["gateway_url"],
        }
        bot = ours.Bot(url, settings)
        await bot.start()
        stack.push_async_callback(bot.stop)
        person = (await door.do("person", guild=guild["guild"]))["person"]

        async def probe() -> float:
            return await asked(door, "command", person=person, channel=asking, name="demand", options={"demand": 2})

        await asyncio.sleep(1)
        idle = await probe_for(probe, PROBES)
        await door.do("command", person=owner, channel=asking, name="announce", within=20)
        await door.do("submit", person=owner, values={"The announcement": NEWS}, within=20)
        await asyncio.sleep(2)
        begun = float((await door.state())["now"])
        pressing = asyncio.create_task(door.do("press", person=owner, channel=asking, label="Send it now", within=20))
        seen = await watch(door, probe, set(channels), begun)
        await pressing
        return Result("Countersign, Discord", len(channels) / DISCORD_CEILING, len(channels), seen, idle)


async def other(name: str) -> Result:
    """One of the others, in a process of its own that answers commands meanwhile."""
    kind = name.partition("-")[0]
    async with AsyncExitStack() as stack:
        options = ("--tolerance", "0") if kind == "telegram" else ()
        door = await stack.enter_async_context(platform(kind, *options))
        if kind == "telegram":
            chats = [str(chat) for chat in await telegram_chats(door)]
            asker = (await door.do("person", quiet=True))["ids"][0]

            async def probe() -> float:
                return await asked(door, "write", person=asker, text="/demand 2", match="2")

            where = [door.ready["url"]]
        else:
            guild = await door.do("guild", name="Example Server", channels=DISCORD_CHANNELS + 1)
            *chats, asking = guild["channels"]

            async def probe() -> float:
                return await asked(
                    door, "command", person=guild["owner"], channel=asking, name="demand", options={"demand": 2}
                )

            where = [door.ready["api_url"], door.ready["gateway_url"]]
        file = Path(stack.enter_context(tempfile.TemporaryDirectory())) / "chats"
        file.write_text("\n".join(chats))
        command = (sys.executable, "-m", "benchmarks.others", name, *where, door.ready["token"], str(file))
        running = await stack.enter_async_context(process(*command))
        assert running.stdout
        await running.stdout.readline()
        await probe()
        await asyncio.sleep(1)
        idle = await probe_for(probe, PROBES)
        begun = float((await door.state())["now"])
        if kind == "telegram":
            await door.do("write", person=asker, text="/go")
        else:
            await door.do("command", person=guild["owner"], channel=asking, name="go", within=60)
        seen = await watch(door, probe, set(chats), begun)
        ideal = len(chats) / (TELEGRAM_CEILING if kind == "telegram" else DISCORD_CEILING)
        return Result(name, ideal, len(chats), seen, idle)


async def main() -> int:
    """Print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", default="", help="only those whose name contains this")
    only = parser.parse_args().only
    contenders: list[tuple[str, Callable[[], Awaitable[Result]]]] = [
        ("ours-telegram", ours_on_telegram),
        *((name, lambda name=name: other(name)) for name in TELEGRAM_OTHERS),
        ("ours-discord", ours_on_discord),
        *((name, lambda name=name: other(name)) for name in DISCORD_OTHERS),
    ]
    print(HEAD, flush=True)
    for name, run in contenders:
        if only in name:
            print(await run(), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
