"""This project is killed at random moments of broadcasts to 150 Telegram chats and 150 Discord channels.

`make bench-kills`. The servers keep the limits, 40 ms away. The process is killed (SIGKILL) a random time after it was
started or connected, and started again, until there were so many kills and the last broadcast has ended. In the end of
each broadcast: on Discord it stands in every channel once; on Telegram in no chat twice, and once where it counts as
sent. What was leaving for Telegram at a kill is uncertain, and nothing else is.

In the table, `on the way` are the requests that Telegram had got and not answered at the kills, `marked` those that the
process had on disk as leaving, which is up to 50 ms ahead; each of these is an uncertain one.
"""

import argparse
import asyncio
import logging
import random
import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from aiohttp import web

from benchmarks.servers import LATENCY
from bot.model.announcements.announcement import Stage
from bot.model.deliveries import DeliveryState
from bot.ports.store import Unit
from tests.journeys.crowd import Crowd, gathered
from tests.journeys.process import BotProcess
from tests.journeys.steering import announce, ended
from tests.journeys.truth import lies, state, told
from tests.platforms.discord import DiscordServer
from tests.platforms.telegram import TelegramServer

CHATS = CHANNELS = 150
LOGIN = "/users/@me"
SENDING = ("sendmessage", "editmessagetext")
STARTING = 0.15
"""So many of the kills, by their share, come while the process is starting."""

PATIENCE = 90.0


class Watched(TelegramServer):
    """Telegram, which knows how many messages it has got and not answered."""

    on_the_way = 0

    async def _handle(self, request: web.Request) -> web.StreamResponse:
        sending = request.match_info["method"].lower() == "sendmessage"
        self.on_the_way += sending
        try:
            return await super()._handle(request)
        finally:
            self.on_the_way -= sending


@dataclass
class Count:
    """What all broadcasts came to."""

    kills: int = 0
    broadcasts: int = 0
    doubled: int = 0
    lost: int = 0
    untrue: list[str] = field(default_factory=list)
    uncertain: int = 0
    on_the_way: int = 0
    marked: list[int] = field(default_factory=list)
    too_many: int = 0

    def __str__(self) -> str:
        kills = max(1, self.kills)
        return (
            "| kills | broadcasts | doubled | lost | not true | uncertain | a kill | marked, a kill | most "
            "| on the way, a kill | 429s |\n| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |\n"
            f"| {self.kills} | {self.broadcasts} | {self.doubled} | {self.lost} | {len(self.untrue)} "
            f"| {self.uncertain} | {self.uncertain / kills:.2f} | {sum(self.marked) / kills:.2f} "
            f"| {max(self.marked, default=0)} | {self.on_the_way / kills:.2f} | {self.too_many} |"
        )


def why_too_many(telegram: TelegramServer, discord: DiscordServer) -> Sequence[str]:
    """Which requests were answered with 429, and how many messages the platform had got in the second before."""
    why = list[str]()
    sent = [call.time for call in telegram.calls if call.ok and call.method.lower() in SENDING]
    for call in telegram.refusals:
        if call.refusal and call.refusal.code == 429:
            before = sum(call.time - 1 <= at <= call.time for at in sent)
            where = f"chat {call.params.get('chat_id')}, after {before} messages in a second"
            why.append(f"429: {call.method}, {where}: {call.refusal.description}")
    requests = list(discord.requests)
    for request in requests:
        if request.status == 429:
            before = sum(request.time - 1 <= each.time <= request.time for each in requests)
            login = max(each.time for each in requests if each.path == LOGIN and each.time <= request.time)
            when = f"{request.time - login:.2f} s after a login, with {before} requests in a second"
            why.append(f"429: {request.method} {request.path}, {when}")
    return why


class Killing:
    """One process, killed in broadcast after broadcast."""

    def __init__(self, bot: BotProcess, telegram: Watched, discord: DiscordServer, crowd: Crowd, seed: int) -> None:
        self._bot = bot
        self._telegram = telegram
        self._discord = discord
        self._crowd = crowd
        self._chance = random.Random(seed)
        self._marked = set[int]()
        self.count = Count()

    async def run(self, kills: int) -> None:
        """Broadcast, and kill, until there were so many kills."""
        await self._bot.start()
        while self.count.kills < kills:
            self.count.broadcasts += 1
            await self._broadcast(self.count.broadcasts, kills)
            print(f"{self.count.kills} kills, {self.count.broadcasts} broadcasts", file=sys.stderr, flush=True)
        await self._bot.stop()
        self.count.too_many = self._telegram.too_many + self._discord.too_many
        self.count.untrue.extend(why_too_many(self._telegram, self._discord))

    async def _broadcast(self, number: int, kills: int) -> None:
        mark = f"Hearing {number} "
        await announce(self._crowd.owner, f"{mark}is on Monday.")
        self._marked.clear()
        while self.count.kills < kills and not await self._done(number):
            await self._kill(number)
        with suppress(TimeoutError):
            await ended(self._bot, number, PATIENCE)
        every = await told(self._bot, self._telegram, self._discord, number, mark)
        states = Counter(each.state for each in every)
        self.count.doubled += sum(len(each.standing) > 1 for each in every)
        self.count.lost += self._crowd.size - states[DeliveryState.SENT] - states[DeliveryState.UNCERTAIN]
        self.count.untrue.extend(lies(every))
        self.count.untrue.extend(
            f"discord {each.place}: {each.state.value}, {len(each.standing)} there"
            for each in every
            if each.platform == "discord" and (each.state is not DeliveryState.SENT or len(each.standing) != 1)
        )
        self.count.uncertain += states[DeliveryState.UNCERTAIN]
        if states[DeliveryState.UNCERTAIN] != len(self._marked):
            said = f"{states[DeliveryState.UNCERTAIN]} uncertain, {len(self._marked)} were leaving"
            self.count.untrue.append(f"broadcast {number}: {said}")

    async def _done(self, number: int) -> bool:
        return (await state(self._bot, number)).stage is Stage.DONE

    async def _kill(self, number: int) -> None:
        """Let it run for a while, kill it, and start it again; sometimes it is killed once more as it starts."""
        await asyncio.sleep(self._chance.uniform(0.0, 1.0))
        await self._end(number)
        while self._chance.random() < STARTING:
            await self._bot.start(platforms=0)
            await asyncio.sleep(self._chance.uniform(0.0, 2.0))
            await self._end(number)
        await self._bot.start()

    async def _end(self, number: int) -> None:
        """Kill it, and note what was on its way."""
        self.count.on_the_way += self._telegram.on_the_way
        await self._bot.kill()
        self.count.kills += 1

        def leaving(unit: Unit) -> set[int]:
            rows = unit.results.rows(number, 0, self._crowd.size)
            sending = [row for row in rows if row.state is DeliveryState.SENDING]
            return {row.delivery_id for row in sending if row.chat.address.platform == "telegram"}

        marked = await self._bot.on_disk(leaving) - self._marked
        self._marked |= marked
        self.count.marked.append(len(marked))


async def measure(kills: int, seed: int) -> Count:
    """What the kills came to."""
    with tempfile.TemporaryDirectory() as folder:
        async with Watched(latency=LATENCY) as telegram, DiscordServer(latency=LATENCY) as discord:
            bot = BotProcess(Path(folder), telegram, discord)
            crowd = await gathered(bot, telegram, discord, CHATS, CHANNELS, apart=False)
            killing = Killing(bot, telegram, discord, crowd, seed)
            try:
                await killing.run(kills)
            finally:
                await bot.kill()
                sys.stderr.write(bot.complaints())
            return killing.count


def main() -> int:
    """Read the options, and print a table; 1 where something is not as it has to be."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args()
    logging.getLogger("aiohttp.server").disabled = True  # it tells of each connection that a kill breaks
    count = asyncio.run(measure(chosen.kills, chosen.seed))
    print(count)
    for each in count.untrue:
        print(each)
    return 1 if count.untrue or count.doubled or count.lost or count.too_many else 0


if __name__ == "__main__":
    sys.exit(main())
