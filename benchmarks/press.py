"""What the press of a button costs, beside an empty handler of the same library on the same server.

`make bench-press`. At a trickle one person after the other presses and waits for the answer; in a crowd all press at
the same moment. The figure is what the bot's process used of a core until everybody was answered, divided by the
presses: what it takes by the clock depends on the limits of the platform (Telegram lets 30 messages a second leave) and
on who else uses the machine. The server is a process of its own, with no latency. `--before PATH` runs another checkout
of this project besides, in the same run.
"""

import argparse
import asyncio
import sys
from collections.abc import Awaitable, Callable, Sequence
from contextlib import AsyncExitStack
from pathlib import Path

from benchmarks import ours
from benchmarks.replies import DISCORD, TELEGRAM, an_empty_handler, this_project
from benchmarks.servers import ROOT, Door, milliseconds, percentile, platform

BUTTON, ANSWER = "The demands", "What the letter asks"
"""The button under a letter that is pressed, and what its answer begins with, the empty handler's too."""

PEOPLE = {TELEGRAM: 300, DISCORD: 100}
"""So many press in the crowd, at the same moment: Discord drops what is answered later than in 3 seconds, and here it
is on the same machine."""

TRICKLE = 100
WITHIN = 40.0
HEAD = (
    "| who | CPU a press at a trickle | in a crowd | answered in the crowd: median / last |\n| --- | --- | --- | --- |"
)

Press = Callable[[], Awaitable[float]]
"""Somebody presses, and is answered after so many seconds."""


async def on_telegram(door: Door) -> Sequence[Press]:
    """People on Telegram who look at the letter in their private chats."""
    people = (await door.do("person", count=PEOPLE[TELEGRAM], quiet=True))["ids"]

    async def look(person: int) -> None:
        await door.do("write", person=person, text="/letter", match="", within=WITHIN)

    async def press(person: int) -> float:
        told = await door.do("press", person=person, button=BUTTON, match=ANSWER, within=WITHIN)
        return float(told["seconds"])

    await asyncio.gather(*map(look, people))
    return [lambda person=person: press(person) for person in people]  # type: ignore[misc]


async def on_discord(door: Door) -> Sequence[Press]:
    """Members of a server on Discord who look at the letter in its channels."""
    guild = await door.do("guild", name="Example Server", channels=1)
    channel = guild["channels"][0]
    people = [(await door.do("person", guild=guild["guild"]))["person"] for _ in range(PEOPLE[DISCORD])]

    async def press(person: str) -> float:
        told = await door.do("press", person=person, channel=channel, label=BUTTON, within=WITHIN)
        assert ANSWER in told["text"], told
        return float(told["seconds"])

    for person in people:
        await door.do("command", person=person, channel=channel, name="letter", options={}, within=WITHIN)
    return [lambda person=person: press(person) for person in people]  # type: ignore[misc]


async def measured(kind: str, door: Door, pid: int) -> str:
    """What presses took: one after the other, then all at the same moment."""
    presses = await (on_telegram if kind == TELEGRAM else on_discord)(door)
    busy = ours.busy(pid)
    for press in presses[:TRICKLE]:
        await press()
    trickle = (ours.busy(pid) - busy) / TRICKLE
    busy = ours.busy(pid)
    ends = await asyncio.gather(*(press() for press in presses), return_exceptions=True)
    crowd = (ours.busy(pid) - busy) / len(ends)
    took = [each for each in ends if isinstance(each, float)]
    times = f"{milliseconds(percentile(took, 0.5))} / {milliseconds(max(took))}"
    return f"{1000 * trickle:.2f} ms | {1000 * crowd:.2f} ms | {len(took)} of {len(ends)}: {times}"


async def main() -> int:
    """Print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--before", default="", help="the folder of another checkout, to be run besides")
    parser.add_argument("--times", type=int, default=1, help="so often all are measured, one after the other")
    parser.add_argument("--on", nargs="+", default=[TELEGRAM, DISCORD], choices=[TELEGRAM, DISCORD])
    given = parser.parse_args()
    print(HEAD, flush=True)
    for kind in given.on:
        contenders = {f"an empty handler, {kind}": None, f"Countersign, {kind}": ROOT}
        if given.before:
            contenders[f"Countersign before, {kind}"] = Path(given.before)
        for name, root in list(contenders.items()) * given.times:
            async with AsyncExitStack() as stack:
                door = await stack.enter_async_context(platform(kind, latency=0.0))
                bot = an_empty_handler(kind, door) if root is None else this_project(kind, door, root)
                pid = await stack.enter_async_context(bot)
                print(f"| {name} | {await measured(kind, door, pid)} |", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
