"""Four editors work in a process that is killed again and again, and say before and after each unit what they do.

`python -m tests.storage.outreach.killed URL LETTER KILLS`: a line is `>`, an editor, an organization and what is done
to it, and the same after `=` once it is on disk. The process is forked, so that what it needs is imported once.
"""

import asyncio
import os
import signal
import sys
from datetime import UTC, datetime
from functools import partial
from random import Random
from typing import TextIO

from bot.errors import Refusal
from bot.model.outreach import Step
from bot.model.people.person import Person
from bot.ports.store import Store, Unit
from bot.service.outreach import prospects
from storage.cipher import Cipher
from storage.database import open_store
from tests.memory import SECRET
from tests.storage import examples
from tests.storage.outreach.asking import EDITORS, to_ask

LINES = (15, 60)
"""After so many lines, at the least and at the most, it is killed."""

TAKE = "take"


async def work(url: str, letter_id: int, seed: int, said: TextIO) -> None:
    """All four, until nobody is left who was not asked."""
    store = await open_store(url, Cipher(SECRET), lambda: datetime.now(UTC))
    people = await store.write(lambda unit: [examples.person(unit, each) for each in EDITORS])
    await asyncio.gather(*(_asks(store, letter_id, each, Random(f"{seed}{each.id}"), said) for each in people))
    await store.close()


async def _asks(store: Store, letter_id: int, person: Person, chance: Random, said: TextIO) -> None:
    while found := await store.read(partial(to_ask, letter_id, person.id)):
        number = chance.choice(found)
        acts = (
            TAKE,
            Step.ASKED,
            *chance.choice([(), (Step.AGAIN, Step.AGAIN)]),
            chance.choice([Step.NO, Step.THINKING]),
        )
        for act in acts:
            line = f"{person.id} {number} {act}\n"
            said.write(f"> {line}")
            try:
                await store.write(partial(_does, letter_id, person, number, act))
            except Refusal:
                continue
            said.write(f"= {line}")


def _does(letter_id: int, person: Person, number: int, act: str, unit: Unit) -> None:
    if act == TAKE:
        prospects.take(unit, person, letter_id, number)
    else:
        prospects.step(unit, person, letter_id, number, Step(act))


def main(url: str, letter_id: int, kills: int) -> None:
    """Fork, pass on what is said, and kill; the last one works until it is through."""
    chance = Random(letter_id)
    for nth in range(kills + 1):
        reads, writes = os.pipe()
        child = os.fork()
        if not child:
            os.close(reads)
            with os.fdopen(writes, "w", buffering=1) as said:
                asyncio.run(work(url, letter_id, nth, said))
            os._exit(0)
        os.close(writes)
        left = chance.randint(*LINES) if nth < kills else 0
        with os.fdopen(reads) as lines:
            for line in lines:
                sys.stdout.write(line)
                left -= 1
                if not left:
                    os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
