"""Two processes serve one PostgreSQL; whichever sends is killed, stopped or cut off, in broadcast after broadcast.

`make bench-failover`. Each time the one that sends to a platform, while a broadcast runs to 400 Telegram chats and 400
Discord channels at the true pace: killed (SIGKILL), stopped (SIGSTOP, and told to go on once the other has taken over),
or cut off from the database (its connections swallow everything, and new ones lead nowhere until the other has taken
over). In the end of each broadcast: on Discord it stands in every channel once; on Telegram in no chat twice, and once
where it counts as sent; what may have been on its way is uncertain.

In the table: how long it took until the other process had taken over what that one did, and until a message left again.
The times hang on the leases in `storage/duties.py`, little on the machine.
"""

import argparse
import asyncio
import logging
import random
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from benchmarks.kills import why_too_many
from benchmarks.servers import LATENCY
from bot.model.announcements.announcement import Stage
from bot.model.deliveries import DeliveryState
from tests.journeys.crowd import Crowd, gathered
from tests.journeys.process import BotProcess
from tests.journeys.steering import announce, ended
from tests.journeys.truth import lies, state, told
from tests.platforms.discord import DiscordServer
from tests.platforms.telegram import TelegramServer
from tests.storage.postgres import Postgres, postgres_server
from tests.storage.way import Way

CHATS = CHANNELS = 400
WAYS = ("killed", "stopped", "cut off")
PLATFORMS = ("telegram", "discord")
WITHIN = 10.0
SETTLED_SECONDS = 5.0
PATIENCE = 120.0


@dataclass
class Serving:
    """One of the processes, the way by which it reaches the database, and what it does."""

    name: str
    bot: BotProcess
    way: Way
    read: int = 0
    duties: set[str] = field(default_factory=set)

    def look(self) -> set[str]:
        """What it has taken, and not lost or left, by its log."""
        lines = self.bot.log().splitlines()
        for line in lines[self.read :]:
            if "this process does" in line:
                self.duties.add(line.partition("this process does ")[2].split()[0])
            elif "another process may do" in line:
                self.duties.discard(line.partition("another process may do ")[2].split()[0])
        self.read = len(lines)
        return self.duties


@dataclass
class Count:
    """What all came to."""

    taken_over: dict[str, list[float]] = field(default_factory=lambda: {way: [] for way in WAYS})
    sent_again: dict[str, list[float]] = field(default_factory=lambda: {way: [] for way in WAYS})
    broadcasts: int = 0
    doubled: int = 0
    lost: int = 0
    uncertain: int = 0
    too_many: int = 0
    untrue: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        rows = [
            f"| {way} | {len(times)} | {median(times):.1f} | {max(times):.1f} "
            f"| {median(again):.1f} | {max(again):.1f} |"
            for way, times in self.taken_over.items()
            if times and (again := self.sent_again[way])
        ]
        return "\n".join(
            (
                "| how | times | taken over, s | most | sent again, s | most |\n| --- | --- | --- | --- | --- | --- |",
                *rows,
                f"{self.broadcasts} broadcasts: {self.doubled} doubled, {self.lost} lost, {self.uncertain} uncertain "
                f"on Telegram, {len(self.untrue)} not true, {self.too_many} times 429",
            )
        )


class Failover:
    """Two processes, of which one is put out again and again."""

    def __init__(
        self, both: Sequence[Serving], telegram: TelegramServer, discord: DiscordServer, crowd: Crowd, seed: int
    ) -> None:
        self._both = both
        self._telegram = telegram
        self._discord = discord
        self._crowd = crowd
        self._chance = random.Random(seed)
        self.count = Count()
        self._times = 0

    async def run(self, times: int) -> None:
        """Broadcast, and put one out, until that was done so often."""
        while self._times < times:
            self.count.broadcasts += 1
            await self._broadcast(self.count.broadcasts, times)
            print(f"{self._times} times, {self.count.broadcasts} broadcasts", file=sys.stderr, flush=True)
        self.count.too_many = self._telegram.too_many + self._discord.too_many
        self.count.untrue.extend(why_too_many(self._telegram, self._discord))

    async def _broadcast(self, number: int, times: int) -> None:
        mark, bot = f"Hearing {number} ", self._both[0].bot
        await _until(self.served, PATIENCE)
        await asyncio.sleep(SETTLED_SECONDS)
        await announce(self._crowd.owner, f"{mark}is on Monday.")
        while self._times < times and (await state(bot, number)).stage is not Stage.DONE:
            await asyncio.sleep(self._chance.uniform(0.5, 2.0))
            await self._put_out(
                WAYS[self._times % len(WAYS)],
                self._chance.choice(PLATFORMS),
            )
            self._times += 1
        await ended(bot, number, PATIENCE)
        every = await told(bot, self._telegram, self._discord, number, mark)
        states = Counter(each.state for each in every)
        self.count.doubled += sum(len(each.standing) > 1 for each in every)
        self.count.lost += self._crowd.size - states[DeliveryState.SENT] - states[DeliveryState.UNCERTAIN]
        self.count.uncertain += states[DeliveryState.UNCERTAIN]
        self.count.untrue.extend(lies(every))
        self.count.untrue.extend(
            f"discord {each.place}: {each.state.value}, {len(each.standing)} there"
            for each in every
            if each.platform == "discord" and (each.state is not DeliveryState.SENT or len(each.standing) != 1)
        )

    async def _put_out(self, way: str, platform: str) -> None:
        """Put out whoever serves a platform, wait until the other does, and let it come back."""
        await _until(self.served, PATIENCE)
        one = next(each for each in self._both if platform in each.look())
        other = next(each for each in self._both if each is not one)
        had, clock = set(one.look()), asyncio.get_running_loop().time
        began = clock()
        match way:
            case "killed":
                await one.bot.kill()
                one.duties.clear()
            case "stopped":
                one.bot.hang()
            case _:
                one.way.swallow()
        await _until(lambda: had <= other.look(), PATIENCE)
        taken_over, sent = clock() - began, self._messages(platform)
        await _until(lambda: self._messages(platform) > sent, 2 * WITHIN)
        self.count.taken_over[way].append(taken_over)
        self.count.sent_again[way].append(clock() - began)
        if taken_over > WITHIN:
            self.count.untrue.append(f"{way}: taken over after {taken_over:.1f} s")
        match way:
            case "killed":
                await one.bot.start(platforms=0)
            case "stopped":
                one.bot.go_on()
            case _:
                one.way.heal()
        await asyncio.sleep(self._chance.uniform(3.0, 5.0))

    def served(self) -> bool:
        """Whether every platform is served by one of them."""
        return set(PLATFORMS) <= self._both[0].look() | self._both[1].look()

    def _messages(self, platform: str) -> int:
        """How many messages a platform has got."""
        if platform == "telegram":
            return sum(call.method.lower() == "sendmessage" for call in self._telegram.calls)
        return sum(request.path.endswith("/messages") for request in self._discord.requests)


async def _until(true: Callable[[], bool], seconds: float) -> None:
    """Wait until something is true, for so long at the most."""
    loop = asyncio.get_running_loop()
    until = loop.time() + seconds
    while not true() and loop.time() < until:  # noqa: ASYNC110 - other processes make it so
        await asyncio.sleep(0.02)


async def measure(postgres: Postgres, times: int, seed: int) -> Count:
    """What it came to."""
    async with AsyncExitStack() as stack:
        telegram = await stack.enter_async_context(TelegramServer(latency=LATENCY))
        discord = await stack.enter_async_context(DiscordServer(latency=LATENCY))
        both = list[Serving]()
        for name in ("one", "other"):
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
            way = await stack.enter_async_context(Way(postgres.url))
            both.append(Serving(name, BotProcess(folder, telegram, discord, DATABASE_URL=way.url), way))
        crowd = await gathered(both[0].bot, telegram, discord, CHATS, CHANNELS, apart=False)
        failover = Failover(both, telegram, discord, crowd, seed)
        try:
            await asyncio.gather(*(each.bot.start(platforms=0) for each in both))
            await failover.run(times)
        finally:
            for each in both:
                each.bot.go_on()
                await each.bot.stop()
                sys.stderr.write(each.bot.log() if failover.count.untrue else each.bot.complaints())
        return failover.count


def main() -> int:
    """Read the options, and print a table; 1 where something is not as it has to be."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args()
    logging.getLogger("aiohttp.server").disabled = True  # it tells of each connection that a kill breaks
    with postgres_server() as postgres:
        count = asyncio.run(measure(postgres, chosen.times, chosen.seed))
    print(count)
    for each in count.untrue:
        print(each)
    return 1 if count.untrue or count.doubled or count.lost or count.too_many else 0


if __name__ == "__main__":
    sys.exit(main())
