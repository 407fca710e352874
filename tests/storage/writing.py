"""A process that releases announcements and prints each one that is on disk, until it is killed or has released enough.

python -m tests.storage.writing DATABASE_URL NAME NUMBER
"""

import asyncio
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import partial

from bot.ports.store import Store, Unit
from storage.cipher import Cipher
from storage.database import open_store
from tests.letters import LETTER
from tests.memory import SECRET
from tests.storage.examples import announce, publish

TOGETHER = 4
"""So many units wait at a time, so that some share a commit."""


async def write(url: str, name: str, number: int) -> None:
    store = await open_store(url, Cipher(SECRET), lambda: datetime.now(UTC))
    await store.write(_publish_once)
    texts = iter(f"{name}-{each}" for each in range(number))
    await asyncio.gather(*[_release(store, texts) for _ in range(TOGETHER)])
    await store.close()


def _publish_once(unit: Unit) -> None:
    if unit.letters.named("night-buses") is None:
        publish(unit)


async def _release(store: Store, texts: Iterator[str]) -> None:
    for text in texts:
        await store.write(partial(announce, letter_id=LETTER, text=text))
        print(text, flush=True)  # noqa: T201 - this is what the process is for


if __name__ == "__main__":
    asyncio.run(write(sys.argv[1], sys.argv[2], int(sys.argv[3])))
