"""Asks the public data for whatever can be asked for, and holds the answers against their own description: by
Schemathesis, which is fetched into an environment of its own."""

import argparse
import asyncio
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from adapters.web.server import serving
from adapters.web.site import Site
from adapters.web.throttle import Throttle
from bot.model.endorsements.endorsement import State
from bot.pages import PAGES
from bot.ports.store import Unit
from bot.text.locales import load
from tests.conftest import Clock
from tests.memory import MemoryStore
from tests.storage import examples

SCANNER = "schemathesis>=4.32,<5"
ASKED = 100
"""So many requests at the most for each address and kind of trial."""

UNLIMITED = 1e9


def fill(unit: Unit) -> None:
    """Two letters, and who has signed one of them."""
    letter_id = examples.publish(unit).letter_id
    examples.publish(unit, "second")
    for number in range(20):
        examples.sign(unit, letter_id, f"Example Organization {number}", State.LISTED)


async def scanned() -> int:
    """The status with which the scanner ends: 0 where it has found nothing."""
    store = MemoryStore(Clock())
    store.do(fill)
    throttle = Throttle(time.monotonic, UNLIMITED, UNLIMITED, (UNLIMITED, UNLIMITED))
    site = Site(store, PAGES, speeches=load(), public_url="", throttle=throttle)
    with TemporaryDirectory() as folder:
        async with serving(site, "127.0.0.1:0") as port:
            running = await asyncio.create_subprocess_exec(
                Path(sys.executable).with_name("uv"), "tool", "run", "--from", SCANNER, "schemathesis", "run",
                f"http://127.0.0.1:{port}/api/v1/schema.json", "--checks", "all", "--max-examples", str(ASKED),
                cwd=folder,
            )  # fmt: skip
            status = await running.wait()
    store.close()
    return status


if __name__ == "__main__":
    argparse.ArgumentParser(description=__doc__).parse_args()
    sys.exit(asyncio.run(scanned()))
