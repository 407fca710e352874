"""Endorsements: how many a second are on disk, and how long it takes when a thousand representatives sign at once.

`make bench-endorsements`. First the rate beside raw aiosqlite (`durable.py`), then the storm (`storm.py`), at last the
same storm with the process killed in the middle, and started again.
"""

import argparse
import asyncio
import logging
import sys

from benchmarks.durable import rates
from benchmarks.storm import storm


async def main(given: argparse.Namespace) -> int:
    """Print everything."""
    await rates(given.endorsements)
    return max(await storm(given.people, killed=False), await storm(given.people, killed=True))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--endorsements", type=int, default=2000)
    parser.add_argument("--people", type=int, default=1000)
    logging.getLogger("aiohttp.server").disabled = True  # it tells of each connection that a kill breaks
    sys.exit(asyncio.run(main(parser.parse_args())))
