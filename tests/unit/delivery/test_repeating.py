"""What is done again and again ends as soon as it is told to."""

import asyncio
import logging

import pytest

from bot.delivery.backoff import Backoff
from bot.delivery.repeating import Repeating
from bot.delivery.waking import Waking
from tests.waiting import PATIENCE

HOUR = 3600.0


@pytest.mark.parametrize("fails", [False, True])
async def test_whoever_rests_is_not_waited_for(fails: bool) -> None:
    ended, stepped = asyncio.Event(), asyncio.Event()

    async def step() -> bool:
        stepped.set()
        if fails:
            raise OSError
        return False

    repeating = Repeating(logging.getLogger("tests"), "it failed", idle=HOUR, pauses=Backoff(HOUR, HOUR))
    running = asyncio.create_task(repeating.run(step, Waking(), ended))
    await stepped.wait()
    await asyncio.sleep(0)
    ended.set()
    async with asyncio.timeout(PATIENCE):
        await running
