"""Endorsements: how many a second are on disk, and how long it takes when a thousand representatives sign at once.

`make bench-endorsements`. First the rate beside raw aiosqlite (`durable.py`), then the storm (`storm.py`), at last the
same storm with the process killed in the middle, and started again. `make bench-storm` is the storm alone, by one
process and by four on PostgreSQL (`--storm --processes N`). `--before PATH` measures the rate of another checkout of
this project as well, beside the same aiosqlite; `--rate` no more than rates.
"""

import argparse
import asyncio
import logging
import os
import sys
from pathlib import Path

from benchmarks.durable import rates
from benchmarks.storm import storm


async def main(given: argparse.Namespace) -> int:
    """Print everything."""
    if given.storm:
        return await storm(given.people, killed=False, processes=given.processes)
    if given.before:
        print(f"Before, in {given.before}:\n", flush=True)
        await rates_of(Path(given.before), given.endorsements)
    await rates(given.endorsements)
    if given.rate:
        return 0
    killed = 0 if given.unharmed else await storm(given.people, killed=True)
    return max(await storm(given.people, killed=False), killed)


async def rates_of(root: Path, endorsements: int) -> None:
    """Print the rates of another checkout."""
    there = f"import asyncio; from benchmarks.durable import rates; asyncio.run(rates({endorsements}))"
    running = await asyncio.create_subprocess_exec(
        sys.executable, "-c", there, cwd=root, env={**os.environ, "PYTHONPATH": str(root)}
    )
    if await running.wait():
        raise RuntimeError("the other checkout can't be measured")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--endorsements", type=int, default=2000)
    parser.add_argument("--before", default="", help="the folder of another checkout, to be measured besides")
    parser.add_argument("--rate", action="store_true", help="only the rates")
    parser.add_argument("--unharmed", action="store_true", help="without the storm in which the process is killed")
    parser.add_argument("--storm", action="store_true", help="only the storm, unharmed")
    parser.add_argument("--processes", type=int, default=1, help="by so many processes that serve one PostgreSQL")
    parser.add_argument("--people", type=int, default=1000)
    logging.getLogger("aiohttp.server").disabled = True  # it tells of each connection that a kill breaks
    sys.exit(asyncio.run(main(parser.parse_args())))
