"""How fast the queue leaves, in simulated time: near the platform's limit, never over it, whatever else waits."""

import asyncio
import random

import pytest

from adapters.telegram.api.pacing import LIMITS
from bot.delivery.pace import Pace
from bot.delivery.worker import Worker
from bot.model.chats import ChatKind
from bot.model.deliveries import Lane
from bot.ports.messenger import Destination, Message, Outcome
from tests.unit.delivery.delivering import Scripted, says
from tests.unit.delivery.instant import InstantStore, announce
from tests.unit.delivery.pacing import never_too_many
from tests.unit.delivery.simulated import simulated

CHATS = 300
LONGEST = CHATS / 28.0
"""So many seconds it takes at 28 messages a second."""


class Far(Scripted):
    """A platform that answers after some time, `jitter` of it uncertain."""

    def __init__(self, latency: float, jitter: float = 0.0) -> None:
        super().__init__()
        self._latency, self._jitter = latency, jitter
        self._chance = random.Random(3)
        self.arrived: list[float] = []

    async def send(self, key: str, to: Destination, message: Message) -> Outcome:
        await asyncio.sleep(self._latency / 2 + self._chance.uniform(0, self._jitter))
        self.arrived.append(asyncio.get_running_loop().time())
        await asyncio.sleep(self._latency / 2)
        return await super().send(key, to, message)


async def announced(messenger: Far, pace: Pace) -> list[float]:
    """When an announcement arrived in each of many chats, in seconds since the first."""
    store = InstantStore(asyncio.get_running_loop().time)
    places = [f"@{number}" for number in range(CHATS)]
    await store.write(lambda unit: announce(unit, places, ChatKind.PRIVATE))
    ended = asyncio.Event()
    worker = Worker(store, messenger, pace, lambda unit: lambda delivery: says(unit, delivery))
    running = asyncio.create_task(worker.run(ended))
    while len(messenger.arrived) < CHATS:
        await asyncio.sleep(0.1)
    ended.set()
    await running
    store.close()
    assert sorted(messenger.places) == sorted(places)
    arrived = sorted(messenger.arrived)
    return [at - arrived[0] for at in arrived]


@pytest.mark.parametrize("latency", [0.04, 0.3])
def test_the_queue_leaves_near_the_limit_however_far_the_platform_is(latency: float) -> None:
    async def main() -> list[float]:
        return await announced(Far(latency), Pace(LIMITS, asyncio.get_running_loop().time))

    arrived = simulated(main())
    assert arrived[-1] <= LONGEST + latency  # the first requests count from their answers
    assert never_too_many(arrived, LIMITS.overall)


def test_no_more_arrive_than_the_platform_takes_also_where_some_are_slower_than_others() -> None:
    async def main() -> list[float]:
        return await announced(Far(0.04, jitter=0.05), Pace(LIMITS, asyncio.get_running_loop().time))

    assert never_too_many(simulated(main()), LIMITS.overall, 0.002)


def test_one_busy_chat_holds_no_announcement_up() -> None:
    async def main() -> list[float]:
        pace = Pace(LIMITS, asyncio.get_running_loop().time)

        async def answer() -> None:
            async with pace.turn("-1", True, Lane.ANSWER):
                await asyncio.sleep(0.04)

        busy = [asyncio.create_task(answer()) for _ in range(200)]
        arrived = await announced(Far(0.04), pace)
        for task in busy:
            task.cancel()
        await asyncio.gather(*busy, return_exceptions=True)
        return arrived

    assert simulated(main())[-1] <= LONGEST + 1
