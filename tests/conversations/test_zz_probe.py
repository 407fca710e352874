import asyncio
from datetime import datetime, timedelta
from tests.conversations.announcements import *
from tests.conversations.test_schedules import planned
from tests.conversations.conftest import *

async def test_probe(bot):
    (town,) = await followers(bot, "Town")
    await planned(bot)
    if bot.owner.last and "Stop it" in bot.owner.last.labels:
        await bot.owner.press("Stop it")
    t0 = asyncio.get_running_loop().time()
    for _ in range(60):
        await asyncio.sleep(0.5)
        try:
            await asyncio.wait_for(bot.owner.told("was stopped"), 0.2)
            break
        except (AssertionError, TimeoutError): pass
    open("/tmp/probe.txt","a").write(f"{type(bot).__name__} {asyncio.get_running_loop().time() - t0}\n")
