"""What the press kit of 10,000 organizations takes: the clock, both processes' time of a core, and their memory.

`make bench-paper`. It is composed of what is on disk, as a page asks for it, and set by Typst in a process of its own.
Meanwhile a clock ticks on the event loop: by how much it is late is how long others would wait for theirs. Aimed at:
3 seconds by the clock on a machine with nothing else to do, nobody kept waiting, and the memory given back.
"""

import argparse
import asyncio
import gc
import resource
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from adapters.host.serving.process import SWITCH_SECONDS
from adapters.typst.typesetter import TypstTypesetter
from benchmarks import ours
from benchmarks.servers import milliseconds, percentile
from benchmarks.web import filled
from bot.interface.typesetting import Typesetting
from bot.text.locales import load
from bot.views.press.wanted import wanted_kit

TICK_SECONDS = 0.005


def resident() -> int:
    """How much memory this process holds, in megabytes."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize() // 1024 // 1024


def used(who: int) -> float:
    """The processor's time that was used so far, in seconds."""
    usage = resource.getrusage(who)
    return usage.ru_utime + usage.ru_stime


@asynccontextmanager
async def ticking() -> AsyncIterator[list[float]]:
    """By how many seconds each tick of a clock on the event loop is late."""
    late = list[float]()

    async def tick() -> None:
        while True:
            begun = time.perf_counter()
            await asyncio.sleep(TICK_SECONDS)
            late.append(time.perf_counter() - begun - TICK_SECONDS)

    task = asyncio.create_task(tick())
    yield late
    task.cancel()


async def main() -> None:
    """Print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=3, help="so often it is made, each time anew")
    given = parser.parse_args()
    print(
        "| by the clock | CPU here | CPU of Typst's process | late: median / 99th / most | memory | of Typst's | PDF |"
    )
    print("| --- | --- | --- | --- | --- | --- | --- |")
    sys.setswitchinterval(SWITCH_SECONDS)
    async with ours.database() as url:
        store = await ours.opened(url)
        await filled(store)
        revision = await store.read(lambda unit: unit.letters.all()[0])
        wanted = wanted_kit(revision, load()["en"])
        for _ in range(given.times):
            typesetting = Typesetting(store)
            typesetting.typesetter = TypstTypesetter()
            gc.collect()
            before, begun = resident(), time.perf_counter()
            here, there = used(resource.RUSAGE_SELF), used(resource.RUSAGE_CHILDREN)
            async with ticking() as late:
                made = await typesetting.content(wanted)
            took = time.perf_counter() - begun
            here, there = used(resource.RUSAGE_SELF) - here, used(resource.RUSAGE_CHILDREN) - there
            assert made, "nothing was made"
            size = len(made)
            del typesetting, made
            gc.collect()
            most = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
            waits = " / ".join(
                milliseconds(each) for each in (percentile(late, 0.5), percentile(late, 0.99), max(late))
            )
            print(
                f"| {took:.2f} s | {here:.2f} s | {there:.2f} s | {waits} | {before} → {resident()} MB | {most} MB "
                f"| {size // 1024:,} kB |", flush=True,
            )  # fmt: skip
        await store.close()


if __name__ == "__main__":
    asyncio.run(main())
