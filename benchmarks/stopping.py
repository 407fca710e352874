"""How long the bot takes to end when it is told to: idle, in the middle of a broadcast, and while nothing answers it.

`make bench-stop`. Whatever watches a process kills it after a while: containers after 10 seconds, systemd after 90. It
should have ended by then, with what was leaving on disk.
"""

import argparse
import asyncio
import tempfile
import time
from pathlib import Path

from tests.journeys.crowd import gathered
from tests.journeys.process import BotProcess
from tests.journeys.steering import announce
from tests.journeys.truth import state
from tests.platforms.discord import DiscordServer
from tests.platforms.telegram import TelegramServer

CHATS = CHANNELS = 150
LATENCY = 0.04
SILENT_SECONDS = 120.0


async def _stopped(what: str, bot: BotProcess, number: int) -> None:
    """End it, and say how long that took and where the announcement stood then."""
    begun = time.perf_counter()
    await bot.stop()
    seconds = time.perf_counter() - begun
    tally = (await state(bot, number)).tally
    left = f"{tally.sent} sent, {tally.queued} queued, {tally.sending} on their way, {tally.uncertain} uncertain"
    print(f"{what:<40}{seconds:6.2f} s   {left}", flush=True)


async def main() -> None:
    """Measure all three."""
    with tempfile.TemporaryDirectory() as name:
        async with TelegramServer(latency=LATENCY) as telegram, DiscordServer(latency=LATENCY) as discord:
            bot = BotProcess(Path(name), telegram, discord, WEB_ADDRESS="127.0.0.1:0")
            crowd = await gathered(bot, telegram, discord, CHATS, CHANNELS, apart=False)
            await bot.start()
            await announce(crowd.owner, "The hearing is on Monday.")
            await asyncio.sleep(1.0)
            await _stopped("in the middle of a broadcast", bot, 1)
            await bot.start()
            await asyncio.sleep(1.0)
            telegram.latency = discord.latency = SILENT_SECONDS
            await asyncio.sleep(1.0)
            await _stopped("while no request is answered any more", bot, 1)
            telegram.latency = discord.latency = LATENCY
            await bot.start()
            await asyncio.sleep(20.0)
            await _stopped("when it is done", bot, 1)


if __name__ == "__main__":
    argparse.ArgumentParser(description=__doc__).parse_args()
    asyncio.run(main())
