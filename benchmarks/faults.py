"""An announcement, its correction and its recall, while a share of all requests fails on both platforms.

`python -m benchmarks.faults`. The servers keep the limits, 40 ms away; what they do to a request is what real ones do:
429, 500, 502, a connection that breaks before or after the request was handled, an answer that comes too late. For each
step: how long it took, how it went, what was doubled, and in how many chats the bot believes what is not so.
"""

import argparse
import asyncio
import random
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from pathlib import Path

from benchmarks.servers import LATENCY
from tests.journeys.crowd import gathered
from tests.journeys.process import BotProcess
from tests.journeys.steering import announce, correct, ended, recall
from tests.journeys.truth import lies, told
from tests.platforms.discord import DiscordServer
from tests.platforms.telegram import TelegramServer

MARK = "The hearing"
SEED = 5
HEAD = (
    "| step | took | sent | failed | uncertain | recalled | not changed | doubled | not true |\n"
    "| --- | --- | --- | --- | --- | --- | --- | --- | --- |"
)


async def measure(chats: int, channels: int, share: float, within: float) -> None:
    """Print a line for each step."""
    chance = random.Random(SEED)
    with tempfile.TemporaryDirectory() as folder:
        async with TelegramServer(latency=LATENCY) as telegram, DiscordServer(latency=LATENCY) as discord:
            bot = BotProcess(Path(folder), telegram, discord)
            crowd = await gathered(bot, telegram, discord, chats, channels, apart=False)
            await bot.start()

            async def step(name: str, act: Callable[[], Awaitable[None]]) -> None:
                await act()
                begun = time.monotonic()
                telegram.faults_at_random(share, chance)
                discord.faults_at_random(share, chance)
                try:
                    found = await ended(bot, 1, within)
                except TimeoutError:
                    found = None
                took = time.monotonic() - begun
                telegram.faults_at_random(0)
                discord.faults_at_random(0, chance)
                every = await told(bot, telegram, discord, 1, MARK)
                doubled = sum(len(each.standing) > 1 for each in every)
                if found is None:
                    print(f"| {name} | > {within:.0f} s | | | | | | {doubled} | |", flush=True)
                    return
                tally, untrue = found.tally, lies(every)
                print(
                    f"| {name} | {took:.0f} s | {tally.sent} | {tally.failed} | {tally.uncertain} | {tally.recalled} "
                    f"| {tally.stale} | {doubled} | {len(untrue)} |",
                    flush=True,
                )

            try:
                await step("announcement", lambda: announce(crowd.owner, f"{MARK} is on Monday."))
                await step("correction", lambda: correct(crowd.owner, 1, f"{MARK} is on Tuesday."))
                await step("recall", lambda: recall(crowd.owner, 1))
            finally:
                await bot.stop()
                sys.stderr.write(bot.complaints())


def main() -> None:
    """Read the options, and measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--telegram", type=int, default=300, help="how many chats on Telegram")
    parser.add_argument("--discord", type=int, default=300, help="how many channels on Discord")
    parser.add_argument("--share", type=float, default=0.2, help="of all requests, so many fail")
    parser.add_argument("--within", type=float, default=600.0, help="seconds for which a step is waited for")
    chosen = parser.parse_args()
    print(HEAD, flush=True)
    asyncio.run(measure(chosen.telegram, chosen.discord, chosen.share, chosen.within))


if __name__ == "__main__":
    main()
