"""This project is killed at random moments of broadcasts to 60 rooms of a real Synapse, while people ask it things.

`make bench-kills-on-matrix`. The process is killed (SIGKILL) at a random time after it was started or connected, and
started again, until there were so many kills and the last broadcast has ended. In the end of each: it stands in every
room once, and counts as sent there; everybody was answered as often as they asked. Nothing is uncertain, as the
homeserver knows each transaction of the bot's login again.

In the table, `marked` are the deliveries that the process had on disk as leaving at a kill.
"""

import argparse
import asyncio
import logging
import random
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

from bot.model.deliveries import DeliveryState
from bot.ports.store import Unit
from tests.adapters.matrix.killed import ROWS, Town, town
from tests.platforms.matrix import Synapse, homeserver

ROOMS, PEOPLE, A_SECOND = 60, 4, 30
LINE, ANSWER = "!demand 2", "Demand 2:"
STARTING = 0.15
"""So many of the kills, by their share, come while the process is starting."""

PATIENCE = 120.0


@dataclass
class Count:
    """What all broadcasts and questions came to."""

    kills: int = 0
    broadcasts: int = 0
    doubled: int = 0
    lost: int = 0
    uncertain: int = 0
    asked: int = 0
    unanswered: int = 0
    answered_twice: int = 0
    marked: list[int] = field(default_factory=list)
    too_many: int = 0

    def __str__(self) -> str:
        marked = sum(self.marked) / max(1, self.kills)
        return (
            "| kills | broadcasts | doubled | lost | uncertain | asked | not answered | answered twice "
            "| marked, a kill | 429s |\n| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |\n"
            f"| {self.kills} | {self.broadcasts} | {self.doubled} | {self.lost} | {self.uncertain} | {self.asked} "
            f"| {self.unanswered} | {self.answered_twice} | {marked:.2f} | {self.too_many} |"
        )

    @property
    def holds(self) -> bool:
        """Whether nothing is missing, doubled or uncertain."""
        return not any((self.doubled, self.lost, self.uncertain, self.unanswered, self.answered_twice, self.too_many))


class Killing:
    """One process, killed in broadcast after broadcast."""

    def __init__(self, there: Town, server: Synapse, chance: random.Random) -> None:
        self._there = there
        self._server = server
        self._chance = chance
        self.count = Count()

    async def run(self, kills: int) -> None:
        """Broadcast, and kill, until there were so many kills."""
        await self._there.bot.start(platforms=1)
        await self._there.bot.kill()
        while self.count.kills < kills:
            self.count.broadcasts += 1
            await self._broadcast(self.count.broadcasts, kills)
            print(f"{self.count.kills} kills, {self.count.broadcasts} broadcasts", file=sys.stderr, flush=True)
        await self._answered()
        await self._there.bot.stop()
        refused = self._server.refused(self._there.account)
        self.count.too_many = sum(each.startswith("429") for each in refused)

    async def _broadcast(self, number: int, kills: int) -> None:
        text = f"Hearing {number} is on Monday."
        await self._there.announces(text)
        while self.count.kills < kills and not await self._there.is_done(number):
            await self._kill(number)
        await self._there.bot.start(platforms=1)
        ends = await self._there.ends(number, PATIENCE)
        if self.count.kills < kills:
            await self._there.bot.kill()
        heard = self._there.heard(text)
        self.count.doubled += sum(each > 1 for each in heard)
        self.count.lost += heard.count(0)
        self.count.uncertain += len(ends) - ends.count(DeliveryState.SENT)

    async def _kill(self, number: int) -> None:
        if self._chance.random() < STARTING:
            await self._there.bot.start(platforms=0)
            await asyncio.sleep(self._chance.uniform(0.0, 2.0))
        else:
            await self._there.bot.start(platforms=1)
            if self._chance.random() < 0.5:
                await self._there.ask(LINE)
                self.count.asked += PEOPLE
            await asyncio.sleep(self._chance.uniform(0.0, 1.0))
        await self._there.bot.kill()
        self.count.kills += 1
        self.count.marked.append(await self._there.bot.on_disk(lambda unit: _leaving(unit, number)))

    async def _answered(self) -> None:
        """Wait until everybody is answered, for a while."""
        wanted = self.count.asked // PEOPLE
        for _ in range(int(PATIENCE)):
            found = self._there.answered(ANSWER)
            if min(found) >= wanted:
                break
            await asyncio.sleep(1.0)
        self.count.unanswered = sum(max(0, wanted - each) for each in found)
        self.count.answered_twice = sum(max(0, each - wanted) for each in found)


def _leaving(unit: Unit, number: int) -> int:
    return sum(row.state is DeliveryState.SENDING for row in unit.results.rows(number, 0, ROWS))


async def measure(kills: int, seed: int) -> int:
    """Kill it so often, and print the table: 1 where anything is missing, doubled or uncertain."""
    server = await asyncio.to_thread(homeserver)
    with tempfile.TemporaryDirectory() as folder:
        async with town(server, Path(folder), ROOMS, PEOPLE, A_SECOND) as there:
            killing = Killing(there, server, random.Random(seed))
            await killing.run(kills)
    print(killing.count)
    return 0 if killing.count.holds else 1


def main() -> int:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    logging.disable(logging.CRITICAL)
    return asyncio.run(measure(given.kills, given.seed))


if __name__ == "__main__":
    sys.exit(main())
