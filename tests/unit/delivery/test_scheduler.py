"""What advances announcements: as long as there is something to do, again after a failure, and at once when woken."""

import asyncio
from typing import Any

import pytest

from bot.delivery.scheduler import Scheduler
from bot.ports.store import Store
from tests.unit.delivery.simulated import simulated


class NoStore(Store):
    """A store without anything, whose units are still run."""

    async def write(self, unit: Any) -> Any:
        return unit(None)

    async def read(self, unit: Any) -> Any:
        return unit(None)


class Work:
    """So many steps of work, of which the first ones fail."""

    def __init__(self, steps: int, failures: int = 0) -> None:
        self.steps = steps
        self.failures = failures
        self.advanced = 0
        self.woken = 0
        self.runs = Scheduler(NoStore(), lambda unit: self.steps > 0, self._advance)
        self.runs.wakes([self._wake])

    def _advance(self, unit: object) -> bool:
        if self.failures:
            self.failures -= 1
            raise OSError("the disk is full")
        self.steps -= 1
        self.advanced += 1
        return self.steps > 0

    def _wake(self) -> None:
        self.woken += 1


def ran(work: Work, seconds: float, more: int = 0) -> float:
    """Run for so long, with more work after half of it: how long the first steps took."""

    async def main() -> float:
        ended, loop = asyncio.Event(), asyncio.get_running_loop()
        began = loop.time()
        running = asyncio.create_task(work.runs.run(ended))
        while work.steps:
            await asyncio.sleep(0.001)
        took = loop.time() - began
        await asyncio.sleep(seconds / 2)
        if more:
            work.steps = more
            work.runs.wake()
            await asyncio.sleep(0.01)
            assert work.steps == 0
        await asyncio.sleep(seconds / 2)
        ended.set()
        await running
        return took

    return simulated(main())


def test_what_there_is_to_do_is_done_without_a_pause_and_workers_are_woken_each_time() -> None:
    work = Work(50)
    assert ran(work, 5) < 0.1
    assert (work.advanced, work.woken) == (50, 50)


def test_nothing_to_do_is_no_work_and_wakes_nobody() -> None:
    work = Work(0)
    ran(work, 60)
    assert (work.advanced, work.woken) == (0, 0)


def test_who_is_woken_does_what_there_is_to_do_at_once_and_wakes_the_workers() -> None:
    work = Work(0)
    ran(work, 60, more=3)
    assert work.advanced == 3
    assert work.woken == 4


def test_a_failure_is_told_and_everything_is_tried_again(caplog: pytest.LogCaptureFixture) -> None:
    work = Work(3, failures=3)
    assert ran(work, 5) >= 3.0 + 6.0 + 12.0
    assert work.advanced == 3
    assert caplog.text.count("could not be advanced") == 3
