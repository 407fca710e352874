"""How fast the queue leaves, in simulated time: near the platform's limit, never over it, whatever else waits."""

import asyncio
import random
import secrets
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import TypeVar

import pytest
from sqlalchemy import create_engine

from adapters.telegram.pacing import LIMITS
from bot.delivery.pace import Pace, Window
from bot.delivery.worker import Worker
from bot.model.chats import Address, ChatKind
from bot.model.deliveries import Subject
from bot.ports.messenger import Destination, Lane, Message, Outcome
from bot.ports.store import Store, Unit
from storage import tables
from storage.cipher import Cipher
from storage.unit import ConnectionUnit
from tests.conftest import SECRET
from tests.unit.delivering import PLATFORM, Scripted, says
from tests.unit.simulated import simulated
from tests.unit.test_pace import never_too_many

CHATS = 300
LONGEST = CHATS / 26.0
"""So many seconds it takes at 26 messages a second."""

Result = TypeVar("Result")


class InstantStore(Store):
    """The real repositories on a database in memory, which takes no time."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._cipher = Cipher(SECRET)
        self._engine = create_engine("sqlite://")
        tables.metadata.create_all(self._engine)

    async def write(self, unit: Callable[[Unit], Result]) -> Result:
        now = datetime(2026, 3, 1, tzinfo=UTC) + timedelta(seconds=self._clock())
        with self._engine.begin() as connection:
            return unit(ConnectionUnit(connection, now, secrets.randbelow, self._cipher))

    async def read(self, unit: Callable[[Unit], Result]) -> Result:
        return await self.write(unit)

    def close(self) -> None:
        self._engine.dispose()


class Far(Scripted):
    """A platform that answers after some time, `jitter` of it uncertain; and that first asks for a chat's number."""

    def __init__(self, pace: Pace, latency: float, jitter: float = 0.0, opening: float = 0.0) -> None:
        super().__init__()
        self._pace = pace
        self._latency, self._jitter, self._opening = latency, jitter, opening
        self._chance = random.Random(3)
        self.arrived: list[float] = []
        self.longest_wait = 0.0

    async def send(self, key: str, to: Destination, message: Message) -> Outcome:
        if self._opening:
            await asyncio.sleep(self._opening)
        began = asyncio.get_running_loop().time()
        await self._pace.turn(to.address.place, to.kind is not ChatKind.PRIVATE, to.lane)
        self.longest_wait = max(self.longest_wait, asyncio.get_running_loop().time() - began)
        await asyncio.sleep(self._chance.uniform(0, self._jitter))
        self.arrived.append(asyncio.get_running_loop().time())
        await asyncio.sleep(self._latency)
        return await super().send(key, to, message)


def put(unit: Unit) -> None:
    for number in range(CHATS):
        chat = unit.chats.ensure(Address(PLATFORM, f"@{number}"), ChatKind.PRIVATE, "")
        unit.queue.put(chat.id, Subject.ANNOUNCEMENT, 1)


async def announced(messenger: Far, pace: Pace) -> list[float]:
    """When an announcement arrived in each of many chats, in seconds since the first."""
    store = InstantStore(asyncio.get_running_loop().time)
    await store.write(put)
    ended = asyncio.Event()
    running = asyncio.create_task(Worker(store, messenger, pace, says).run(ended))
    while len(messenger.arrived) < CHATS:
        await asyncio.sleep(0.1)
    ended.set()
    await running
    store.close()
    assert sorted(messenger.places) == sorted({f"@{number}" for number in range(CHATS)})
    arrived = sorted(messenger.arrived)
    return [at - arrived[0] for at in arrived]


@pytest.mark.parametrize("latency", [0.04, 0.3, 2.0])
def test_the_queue_leaves_near_the_limit_however_far_the_platform_is(latency: float) -> None:
    async def main() -> list[float]:
        pace = Pace(LIMITS, asyncio.get_running_loop().time)
        return await announced(Far(pace, latency), pace)

    assert simulated(main())[-1] <= LONGEST


def test_no_more_is_begun_than_leaves_at_once_also_where_a_chat_must_be_opened_first() -> None:
    async def main() -> float:
        pace = Pace(LIMITS, asyncio.get_running_loop().time)
        messenger = Far(pace, 0.04, opening=0.5)
        await announced(messenger, pace)
        return messenger.longest_wait

    assert simulated(main()) < 0.15


def test_no_more_arrive_than_the_platform_takes_also_where_some_are_slower_than_others() -> None:
    async def main() -> list[float]:
        pace = Pace(LIMITS, asyncio.get_running_loop().time)
        return await announced(Far(pace, 0.04, jitter=0.05), pace)

    arrived = simulated(main())
    assert never_too_many(arrived, Window(30, 1.0))


def test_one_busy_chat_holds_no_announcement_up() -> None:
    async def main() -> list[float]:
        pace = Pace(LIMITS, asyncio.get_running_loop().time)
        busy = [asyncio.create_task(pace.turn("-1", True, Lane.ANSWER)) for _ in range(200)]
        arrived = await announced(Far(pace, 0.04), pace)
        for task in busy:
            task.cancel()
        await asyncio.gather(*busy, return_exceptions=True)
        return arrived

    assert simulated(main())[-1] <= LONGEST + 1
