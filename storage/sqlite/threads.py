"""Threads on which the event loop has plain functions run."""

import asyncio
import logging
import os
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from queue import SimpleQueue
from threading import Thread
from typing import Any, TypeVar

Result = TypeVar("Result")

DIED = 70
"""The exit status of a process that a defect of its own has ended (sysexits.h, EX_SOFTWARE)."""

logger = logging.getLogger(__name__)


class Threads:
    """So many threads at the most, which are started when they are needed.

    `ThreadPoolExecutor` does the same and more, at half as much again for each hop; every press is several.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._threads: list[Thread] = []
        self._works: SimpleQueue[Callable[[], None] | None] = SimpleQueue()
        self._closed = False

    async def hop(self, work: Callable[[], Result]) -> Result:
        """What some work gives on one of the threads; raises what it raises, or `RuntimeError` once they are closed.

        Works begin in the order of the hops, and are done though the caller is cancelled.
        """
        if self._closed:
            raise RuntimeError("the threads are closed")
        if len(self._threads) < self._most:
            thread = Thread(target=self._run, name="storage", daemon=True)
            thread.start()
            self._threads.append(thread)
        loop = asyncio.get_running_loop()
        done: asyncio.Future[Result] = loop.create_future()
        self._works.put(partial(_do, work, loop, done))
        return await done

    async def close(self) -> None:
        """Do what waits still, and end."""
        self._closed = True
        for _ in self._threads:
            self._works.put(None)
        for thread in self._threads:
            await asyncio.to_thread(thread.join)

    def _run(self) -> None:
        try:
            while work := self._works.get():
                work()
                del work  # with what it gave, which would be held until the next one comes
        except BaseException:  # whoever waits for it would wait for ever
            logger.critical("a thread of the storage has died", exc_info=True, extra={"event": "process.failed"})
            logging.shutdown()
            os._exit(DIED)


def _do(work: Callable[[], Result], loop: asyncio.AbstractEventLoop, done: "asyncio.Future[Result]") -> None:
    settle: Callable[[], None]
    try:
        settle = partial(done.set_result, work())
    except StopIteration as error:
        carried = RuntimeError("work raised StopIteration, which no future can carry")
        carried.__cause__ = error
        settle = partial(done.set_exception, carried)
    except BaseException as error:  # noqa: BLE001 - it goes to whoever awaits it
        settle = partial(done.set_exception, error)
    with suppress(RuntimeError):  # the loop is closed: nobody awaits anything any more
        loop.call_soon_threadsafe(_settle, done, settle)


def _settle(done: "asyncio.Future[Any]", settle: Callable[[], None]) -> None:
    if not done.done():  # else whoever awaited it was cancelled
        settle()
