"""Work on things that come one by one, done together: what comes while a batch is worked on is the next one."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import Generic, TypeVar

Thing = TypeVar("Thing")
Result = TypeVar("Result")


class Batch(Generic[Thing, Result]):
    """Does `work` on everything that waits, in one go, as often as something waits."""

    def __init__(self, work: Callable[[Sequence[Thing]], Awaitable[Sequence[Result]]]) -> None:
        self._work = work
        self._waiting: list[tuple[Thing, asyncio.Future[Result]]] = []
        self._working: asyncio.Task[None] | None = None

    async def do(self, thing: Thing) -> Result:
        """What the work gives for a thing; raises what it raises."""
        done: asyncio.Future[Result] = asyncio.get_running_loop().create_future()
        self._waiting.append((thing, done))
        if self._working is None:
            self._working = asyncio.create_task(self._work_all())
        return await done

    async def _work_all(self) -> None:
        try:
            while self._waiting:
                batch, self._waiting = self._waiting, []
                await self._work_on(batch)
        finally:
            self._working = None

    async def _work_on(self, batch: Sequence[tuple[Thing, "asyncio.Future[Result]"]]) -> None:
        try:
            results = await self._work([thing for thing, _ in batch])
            if len(results) != len(batch):
                raise ValueError("the work gave another number of results than there were things")
        except Exception as error:  # noqa: BLE001 - whoever waits gets it
            for _, done in batch:
                if not done.done():
                    done.set_exception(error)
            return
        for (_, done), result in zip(batch, results, strict=True):
            if not done.done():
                done.set_result(result)
