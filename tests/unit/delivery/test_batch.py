"""Things that come one by one and are worked on together."""

import asyncio
from collections.abc import Sequence

import pytest

from bot.delivery.batch import Batch


class Work:
    """Work that takes as long as it is told to, and remembers what it was given together."""

    def __init__(self) -> None:
        self.batches: list[list[int]] = []
        self.goes_on = asyncio.Event()
        self.goes_on.set()
        self.fails = 0

    async def __call__(self, things: Sequence[int]) -> Sequence[int]:
        self.batches.append(list(things))
        await self.goes_on.wait()
        if self.fails:
            self.fails -= 1
            raise OSError("the disk is full")
        return [2 * thing for thing in things]


async def test_what_comes_together_is_worked_on_together_and_everybody_gets_their_own() -> None:
    work = Work()
    batch = Batch(work)
    assert await asyncio.gather(*(batch.do(number) for number in range(50))) == [2 * n for n in range(50)]
    assert work.batches == [list(range(50))]


async def test_what_comes_meanwhile_is_the_next_batch() -> None:
    work = Work()
    work.goes_on.clear()
    batch = Batch(work)
    first = asyncio.create_task(batch.do(1))
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    rest = [asyncio.create_task(batch.do(number)) for number in (2, 3)]
    await asyncio.sleep(0)
    work.goes_on.set()
    assert await asyncio.gather(first, *rest) == [2, 4, 6]
    assert work.batches == [[1], [2, 3]]


async def test_everybody_in_a_batch_that_fails_is_told_and_the_next_one_is_worked_on() -> None:
    work = Work()
    work.fails = 1
    batch = Batch(work)
    results = await asyncio.gather(*(batch.do(number) for number in range(3)), return_exceptions=True)
    assert [type(result) for result in results] == [OSError] * 3
    assert await batch.do(4) == 8


async def test_who_stops_waiting_hurts_nobody_else() -> None:
    work = Work()
    work.goes_on.clear()
    batch = Batch(work)
    tasks = [asyncio.create_task(batch.do(number)) for number in range(3)]
    await asyncio.sleep(0)
    tasks[1].cancel()
    await asyncio.sleep(0)
    work.goes_on.set()
    results = await asyncio.gather(*tasks, return_exceptions=True)
    assert results[0::2] == [0, 4]
    assert isinstance(results[1], asyncio.CancelledError)
    with pytest.raises(asyncio.CancelledError):
        await tasks[1]
