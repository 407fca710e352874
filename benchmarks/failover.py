"""Two processes serve one PostgreSQL; whichever sends is killed, stopped or cut off, in broadcast after broadcast.

`make bench-failover`. Each time it is the one that sends to a platform, while a broadcast runs to 400 Telegram chats
and 400 Discord channels at the true pace, and to 240 rooms of a real Synapse at 20 a second: killed (SIGKILL), stopped
(SIGSTOP, and told to go on once the other has taken over), or cut off from the database (its connections swallow
everything, and new ones lead nowhere until the other has taken over); one way a broadcast, as often as the platforms
have enough to send, the platform on which that was done least often first. In the end of each broadcast: on Discord
and Matrix it stands in every channel and room once; on Telegram in no chat twice, and once where it counts as sent;
what may have been on its way is uncertain.

In the table: how long it took until the other process had taken over what that one did, and until a message left again,
from the moment in which it was put out. The times hang on the leases in `storage/postgres/duties.py`, little on the
machine.
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

from benchmarks.audiences import Audience, OnDiscord, OnTelegram, follow, on_matrix
from benchmarks.kills import why_too_many
from benchmarks.servers import LATENCY
from bot.model.deliveries import DeliveryState
from tests.journeys.crowd import gathered
from tests.journeys.process import BotProcess
from tests.journeys.steering import announce, ended
from tests.journeys.truth import lies, told_in
from tests.platforms.discord import DiscordServer
from tests.platforms.matrix import homeserver
from tests.platforms.telegram import Person, TelegramServer
from tests.storage.postgres import Postgres, postgres_server
from tests.storage.way import Way as ToDatabase

CHATS = CHANNELS = 400
ROOMS, A_SECOND = 240, 20
WAYS = ("killed", "stopped", "cut off")
WITHIN = 10.0
SETTLED_SECONDS = 5.0
ENOUGH = 120
"""So many messages a platform has left to send at the least where one is put out: who is cut off sends what it has
marked for three seconds, some eighty, and nothing may be left then by which to tell that the other sends."""

ONCE = ("discord", "matrix")
"""Where a message that is sent again under its key comes once, so that nothing is uncertain."""

STARTS = "Countersign starts"
"""What a process says as soon as it is there: before that it is not the one that takes over."""

PATIENCE = 120.0


@dataclass
class Serving:
    """One of the processes, the way by which it reaches the database, and what it does."""

    name: str
    bot: BotProcess
    way: ToDatabase
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
class Way:
    """What a way of putting one out came to."""

    taken_over: list[float] = field(default_factory=list)
    sent_again: list[float] = field(default_factory=list)
    broadcasts: int = 0
    doubled: int = 0
    lost: int = 0
    uncertain: int = 0
    too_many: int = 0

    def __str__(self) -> str:
        over, again = self.taken_over, self.sent_again
        times = f"{median(over):.1f} | {max(over):.1f} | {median(again):.1f} | {max(again):.1f}"
        whole = f"{self.broadcasts} | {self.lost} | {self.doubled} | {self.uncertain} | {self.too_many}"
        return f"{len(over)} | {times} | {whole}"


@dataclass
class Count:
    """What all came to."""

    ways: dict[str, Way] = field(default_factory=lambda: {way: Way() for way in WAYS})
    on: Counter[str] = field(default_factory=Counter)
    untrue: list[str] = field(default_factory=list)

    @property
    def times(self) -> int:
        """How often one was put out."""
        return sum(len(each.taken_over) for each in self.ways.values())

    @property
    def missed(self) -> bool:
        """Whether something is not as it has to be."""
        return bool(self.untrue) or any(each.doubled or each.lost or each.too_many for each in self.ways.values())

    def __str__(self) -> str:
        head = (
            "how",
            "times",
            "taken over, s",
            "most",
            "sent again, s",
            "most",
            "broadcasts",
            "lost",
            "doubled",
            "uncertain on Telegram",
            "429",
        )
        rows = [f"| {how} | {way} |" for how, way in self.ways.items() if way.taken_over]
        on = ", ".join(f"{times} times the one that served {platform}" for platform, times in self.on.items())
        return "\n".join((f"| {' | '.join(head)} |", f"|{' --- |' * len(head)}", *rows, on))


class Failover:
    """Two processes, of which one is put out again and again."""

    def __init__(self, both: Sequence[Serving], audiences: Sequence[Audience], owner: Person, seed: int) -> None:
        self._both = both
        self._audiences = {each.name: each for each in audiences}
        self._owner = owner
        self._chance = random.Random(seed)
        self.count = Count()
        self._broadcasts = 0

    async def run(self, times: int) -> None:
        """Broadcast, and put one out, until that was done so often."""
        while self.count.times < times:
            self._broadcasts += 1
            await self._broadcast(self._broadcasts, times)
            print(f"{self.count.times} times, {self._broadcasts} broadcasts", file=sys.stderr, flush=True)

    async def _broadcast(self, number: int, times: int) -> None:
        mark, bot, how = f"Hearing {number} ", self._both[0].bot, WAYS[number % len(WAYS)]
        count, too_many = self.count.ways[how], self._too_many
        await _until(self.served, PATIENCE)
        await asyncio.sleep(SETTLED_SECONDS)
        full = {name: each.messages() + each.size for name, each in self._audiences.items()}
        await announce(self._owner, f"{mark}is on Monday.", PATIENCE)
        while self.count.times < times:
            await asyncio.sleep(self._chance.uniform(0.5, 2.0))
            left = [name for name, each in self._audiences.items() if full[name] - each.messages() > ENOUGH]
            if not left:
                break
            await self._put_out(how, min(left, key=lambda name: (self.count.on[name], self._chance.random())))
        await ended(bot, number, PATIENCE)
        every = await told_in(bot, {name: await each.standing(mark) for name, each in self._audiences.items()}, number)
        states = Counter(each.state for each in every)
        count.broadcasts += 1
        count.doubled += sum(len(each.standing) > 1 for each in every)
        count.lost += (
            sum(each.size for each in self._audiences.values())
            - states[DeliveryState.SENT]
            - states[DeliveryState.UNCERTAIN]
        )
        count.uncertain += states[DeliveryState.UNCERTAIN]
        count.too_many += self._too_many - too_many
        self.count.untrue.extend(lies(every))
        self.count.untrue.extend(
            f"{each.platform} {each.place}: {each.state.value}, {len(each.standing)} there"
            for each in every
            if each.platform in ONCE and (each.state is not DeliveryState.SENT or len(each.standing) != 1)
        )

    @property
    def _too_many(self) -> int:
        return sum(each.too_many for each in self._audiences.values())

    async def _put_out(self, how: str, platform: str) -> None:
        """Put out whoever serves a platform, wait until the other does, and let it come back."""
        await _until(self.served, PATIENCE)
        one = next(each for each in self._both if platform in each.look())
        other = next(each for each in self._both if each is not one)
        had, clock = set(one.look()), asyncio.get_running_loop().time
        began = clock()
        audience = self._audiences[platform]
        match how:
            case "killed":
                await one.bot.kill()
                one.duties.clear()
            case "stopped":
                one.bot.hang()
            case _:
                one.way.swallow()
        await _until(lambda: had <= other.look(), PATIENCE)
        taken_over, sent = clock() - began, audience.messages()
        await _until(lambda: audience.messages() > sent, PATIENCE)
        sent_again, count = clock() - began, self.count.ways[how]
        self.count.on[platform] += 1
        count.taken_over.append(taken_over)
        count.sent_again.append(sent_again)
        if taken_over > WITHIN:
            self.count.untrue.append(f"{how}: taken over after {taken_over:.1f} s")
        print(f"{how} on {platform}: {taken_over:.1f} s, {sent_again:.1f} s", file=sys.stderr, flush=True)
        match how:
            case "killed":
                starts = one.bot.log().count(STARTS)
                await one.bot.start(platforms=0)
                await one.bot.logged(STARTS, starts + 1)
            case "stopped":
                one.bot.go_on()
            case _:
                one.way.heal()
        await asyncio.sleep(self._chance.uniform(3.0, 5.0))

    def served(self) -> bool:
        """Whether every platform is served by one of them."""
        return set(self._audiences) <= self._both[0].look() | self._both[1].look()


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
        server = await asyncio.to_thread(homeserver)
        account, token = server.account("Countersign")
        print(f"making {ROOMS} rooms", file=sys.stderr, flush=True)
        rooms = await on_matrix(server, account, token, ROOMS)
        settings = {"MATRIX_URL": server.url, "MATRIX_TOKEN": token, "MATRIX_MESSAGES_A_SECOND": str(A_SECOND)}
        both = list[Serving]()
        for name in ("one", "other"):
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
            way = await stack.enter_async_context(ToDatabase(postgres.url))
            both.append(Serving(name, BotProcess(folder, telegram, discord, DATABASE_URL=way.url, **settings), way))
        crowd = await gathered(both[0].bot, telegram, discord, CHATS, CHANNELS, apart=False)
        await follow(both[0].bot, rooms)
        audiences = (OnTelegram(telegram, CHATS), OnDiscord(discord, CHANNELS), rooms)
        failover = Failover(both, audiences, crowd.owner, seed)
        try:
            await asyncio.gather(*(each.bot.start(platforms=0) for each in both))
            await failover.run(times)
            failover.count.untrue.extend(why_too_many(telegram, discord))
        finally:
            for each in both:
                each.bot.go_on()
                await each.bot.stop()
                sys.stderr.write(each.bot.log() if failover.count.untrue else each.bot.complaints())
            await rooms.close()
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
    return int(count.missed)


if __name__ == "__main__":
    sys.exit(main())
