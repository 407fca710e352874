"""What a reply costs, beside an empty handler of the same library on the same server.

`make bench-replies`. One person after the other gives a command and waits for the answer; the server is a process of
its own, with no latency. For each: the median and the 95th percentile of what an answer takes, and what the process
of the bot used of a core for it. `--before PATH` runs another checkout of this project besides: what was added since is
the difference. All are measured in one run; what a core does in a second differs from machine to machine.
"""

import argparse
import asyncio
import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path

from benchmarks import ours
from benchmarks.servers import ROOT, Door, percentile, platform, process

ASKERS = 40
ROUNDS = 8
TELEGRAM, DISCORD = "telegram", "discord"
HEAD = "| who | an answer: median / 95th | CPU of the bot an answer |\n| --- | --- | --- |"


@asynccontextmanager
async def this_project(kind: str, door: Door, root: Path) -> AsyncIterator[int]:
    """This project, or another checkout of it; its process."""
    settings = {"TELEGRAM_TOKEN": door.ready["token"], "TELEGRAM_API_URL": door.ready.get("url", "")}
    if kind == DISCORD:
        settings = {
            "DISCORD_TOKEN": door.ready["token"],
            "DISCORD_API_URL": door.ready["api_url"],
            "DISCORD_GATEWAY_URL": door.ready["gateway_url"],
        }
    async with ours.database() as url:
        bot = ours.Bot(url, {**settings, "PYTHONPATH": str(root), "LOG_LEVEL": "WARNING"}, root=root)
        await bot.start()
        try:
            yield bot.pid
        finally:
            await bot.stop()


@asynccontextmanager
async def an_empty_handler(kind: str, door: Door) -> AsyncIterator[int]:
    """A bot of the library whose handlers say one sentence; its process."""
    where = [door.ready["url"]] if kind == TELEGRAM else [door.ready["api_url"], door.ready["gateway_url"]]
    name = "telegram-gather-429" if kind == TELEGRAM else "discord-loop"
    with tempfile.NamedTemporaryFile() as nobody:
        command = (sys.executable, "-m", "benchmarks.others", name, *where, door.ready["token"], nobody.name)
        async with process(*command) as running:
            assert running.stdout
            await running.stdout.readline()
            yield running.pid


async def measured(kind: str, door: Door, pid: int) -> str:
    """What answers took: each asker in turn, several times."""
    if kind == TELEGRAM:
        askers = (await door.do("person", count=ASKERS, quiet=True))["ids"]
        where = ""
    else:
        guild = await door.do("guild", name="Example Server", channels=1)
        askers = [(await door.do("person", guild=guild["guild"]))["person"] for _ in range(ASKERS)]
        where = guild["channels"][0]

    async def ask(person: object) -> float:
        if kind == TELEGRAM:
            told = await door.do("write", person=person, text="/demand 2", match="2", within=20)
        else:
            told = await door.do(
                "command", person=person, channel=where, name="demand", options={"demand": 2}, within=20
            )
        return float(told["seconds"])

    for person in askers:
        await ask(person)
    before, taken = ours.busy(pid), list[float]()
    for _ in range(ROUNDS):
        for person in askers:
            taken.append(await ask(person))
    cpu = (ours.busy(pid) - before) / len(taken)
    return f"{1000 * percentile(taken, 0.5):.1f} / {1000 * percentile(taken, 0.95):.1f} ms | {1000 * cpu:.2f} ms"


async def main() -> int:
    """Print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--before", default="", help="the folder of another checkout, to be run besides")
    before = parser.parse_args().before
    print(HEAD, flush=True)
    for kind in (TELEGRAM, DISCORD):
        contenders = {f"an empty handler, {kind}": None, f"Countersign, {kind}": ROOT}
        if before:
            contenders[f"Countersign before, {kind}"] = Path(before)
        for name, root in contenders.items():
            async with AsyncExitStack() as stack:
                door = await stack.enter_async_context(platform(kind, latency=0.0))
                bot = an_empty_handler(kind, door) if root is None else this_project(kind, door, root)
                pid = await stack.enter_async_context(bot)
                print(f"| {name} | {await measured(kind, door, pid)} |", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
