"""Everything that can come in the place of an answer, against every question that can be open, on every platform.

Prints how many of each kind were tried and how many landed in a field, were lost or were left without an answer.
"""

import argparse
import asyncio
import sys
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime

from adapters.host.letters import read_letters
from bot.commands import COMMANDS
from bot.interface.conversation import Interface
from bot.service import starting
from bot.text.locales import load
from tests.interface.matrix import PLATFORMS, Matrix, intruders, questions
from tests.memory import MemoryStore


async def run() -> int:
    """Try all of it; how many faults were found."""
    store = MemoryStore(lambda: datetime.now(UTC))
    sample = read_letters("")[0]
    store.do(lambda unit: starting.publish_new(unit, [sample, replace(sample, slug="second")]))
    matrix = Matrix(Interface(COMMANDS, store, load(), {"console": lambda message: None}), store)
    await matrix.prepare()
    asked, coming = questions(), list(intruders())
    tried, faults = Counter[tuple[str, str]](), list[str]()
    for platform in PLATFORMS:
        for intruder in coming:
            for question in asked:
                fault = await matrix.fault(question, intruder, platform)
                tried[intruder.kind, platform] += 1
                if fault:
                    faults.append(f"{question} against {intruder.name} on {platform}: {fault}")
    kinds = list(dict.fromkeys(kind for kind, _ in tried))
    print(f"{len(coming)} things that come, {len(asked)} open questions, {len(PLATFORMS)} platforms")
    for kind in kinds:
        print(f"  {kind:<14}", *(f"{platform}: {tried[kind, platform]:>6}" for platform in PLATFORMS))
    print(f"{sum(tried.values())} tried, {len(faults)} swallowed or lost")
    print(*faults[:50], sep="\n")
    return len(faults)


if __name__ == "__main__":
    argparse.ArgumentParser(description=__doc__).parse_args()
    sys.exit(bool(asyncio.run(run())))
