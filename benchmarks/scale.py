"""What becomes of every command as lists grow: with a hundred sign-ons, with 20,000 and with 100,000.

`make bench-scale`. In databases with so many sign-ons, a fifth as many organizations of an imported list and ten times
as many chats that follow, an owner of every letter gives each command, and what else people do often is done as they do
it: completion, a sign-on from its first question to its last button, the reviewers' queue, the list by pages, files.
For each: the 95th percentile of the CPU that an answer of the core takes, and of how long it takes, on disk and without
any network. Beside it what the index of names finds of what looking through all of them finds, how long a start takes,
and the memory.
"""

import argparse
import asyncio
import os
import resource
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from adapters.host.letters import read_letters
from benchmarks import filling, ours
from benchmarks.acts import Act, People
from benchmarks.names import names
from benchmarks.recall import recall
from benchmarks.servers import ROOT, milliseconds, percentile
from bot.model.lists.order import Order
from bot.model.organizations.organization import normalize
from bot.model.people.person import Account, Person, Role
from bot.ports.store import Unit
from bot.service import starting
from bot.service.journal.verification import verify

SIZES = (100, 20_000, 100_000)
FOLLOWERS = 10
"""For each sign-on so many chats follow the letter."""

PIECE, MANY = 2000, 20_000
"""So many sign-ons are made by one unit, and so many chats."""

IMPORTED = 6
"""One organization of so many stands in an imported list, and the others sign."""

NAMES = 90
"""So many names of the list are asked for."""

ROUNDS = 10
SECONDS = 2.0
"""For so long at the most one thing is done again and again, but thrice in any case."""

AIM = 2.0
"""So many times the CPU that it takes with a hundred an answer may take."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What something took, in seconds: the 95th percentiles of how long, and of CPU."""

    wall: float
    busy: float


def organizations(count: int) -> Sequence[str]:
    """The names of those that sign, and of the imported list, of which no two are one organization's."""
    return list({normalize(name): name for name in names(count + count // (IMPORTED - 1))}.values())


async def filled(url: str, count: int) -> None:
    """Fill a database with so many sign-ons."""
    store = await ours.opened(url)

    def begin(unit: Unit) -> Person:
        starting.publish_new(unit, read_letters(""))
        person = unit.people.ensure(Account("test", "owner"))
        unit.people.grant(person.id, None, Role.OWNER)
        return person

    person, found = await store.write(begin), organizations(count)
    for start in range(0, len(found), PIECE):

        def unit(unit: Unit, some: Sequence[str] = found[start : start + PIECE]) -> None:
            sign = [name for index, name in enumerate(some) if index % IMPORTED]
            filling.sign(unit, person, filling.record(unit, sign, imported=False), "Exampleton")
            filling.record(unit, some[::IMPORTED], imported=True)

        await store.write(unit)
    for start in range(0, count * FOLLOWERS, MANY):
        more = min(MANY, count * FOLLOWERS - start)
        await store.write(partial(filling.follow, count=more))
    await store.close()


async def taken(act: Act) -> Taken:
    """What something takes, done again and again."""
    walls, busy, ends = list[float](), list[float](), time.perf_counter() + SECONDS
    await act()
    while len(walls) < 3 or (len(walls) < ROUNDS and time.perf_counter() < ends):
        began, used = time.perf_counter(), time.process_time()
        await act()
        walls.append(time.perf_counter() - began)
        busy.append(time.process_time() - used)
    return Taken(percentile(walls, 0.95), percentile(busy, 0.95))


async def measured(url: str) -> Mapping[str, Taken]:
    """What each act takes."""
    store = await ours.opened(url)
    some = await store.read(lambda unit: unit.endorsements.listed(1, Order.ARRIVAL, offset=0, limit=NAMES))
    acts = People(store, [each.entry.organization for each in some]).acts()
    found = {name: await taken(act) for name, act in acts.items()}
    await store.close()
    return found


async def started(url: str) -> tuple[float, float, int]:
    """How long a start takes until a command is answered, in seconds, and in seconds of CPU; and the memory then, in
    megabytes."""
    began = time.perf_counter()
    settings = {"DATABASE_URL": url, "SECRET_KEY": ours.SECRET, "LOG_LEVEL": "WARNING", "WEB_ADDRESS": "127.0.0.1:0"}
    running = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "adapters.host", "run", cwd=ROOT, env={**os.environ, **settings},
        stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE,
    )  # fmt: skip
    assert running.stdin
    assert running.stdout
    running.stdin.write(b"/progress\n")
    while line := await running.stdout.readline():
        if b"signed" in line:
            break
    took = time.perf_counter() - began
    used, memory = ours.busy(running.pid), ours.held(running.pid)
    running.stdin.close()
    await running.wait()
    return took, used, memory


async def checked(url: str) -> str:
    """What is wrong with the journal, if anything is."""
    store = await ours.opened(url)
    verdict = await store.read(lambda unit: verify(unit, 1))
    await store.close()
    return verdict.fault


async def print_recall(url: str, count: int) -> None:
    """Print how much the index finds of what looking through all names finds."""
    store = await ours.opened(url)
    print("| names, as they are typed | found | CPU: median / 95th |\n| --- | --- | --- |")
    known = await store.read(lambda unit: unit.organizations.known(range(1, 2 * count)))  # none that waits for review
    for kind, found in (await recall(store, [each.name for each in known])).items():
        cpu = f"{milliseconds(found.median)} / {milliseconds(found.late)}"
        print(f"| {kind} | {found.share:.3f} of {found.alike} | {cpu} |", flush=True)
    await store.close()


def print_acts(results: Mapping[int, Mapping[str, Taken]]) -> None:
    """Print what people do most, and what takes more with most than it may; and how much does not."""
    few, many = results[min(results)], results[max(results)]
    print(
        f"\n| an answer, 95th percentile: CPU, wall | {' | '.join(f'{count:,}' for count in results)} | times the CPU |"
    )
    print(f"| --- |{' --- |' * (len(results) + 1)}")
    times = {name: many[name].busy / few[name].busy for name in few}
    for name in sorted(times, key=lambda name: -times[name]):
        if times[name] > AIM or not name.startswith("/"):
            each = [found[name] for found in results.values()]
            cells = " | ".join(f"{milliseconds(one.busy)}, {milliseconds(one.wall)}" for one in each)
            print(f"| {name} | {cells} | {times[name]:.1f} |")
    within = sum(each <= AIM for each in times.values())
    print(
        f"\n{within} of {len(times)} take at most {AIM:g} times the CPU with {max(results):,} as with {min(results):,}."
    )


def megabytes() -> int:
    """The most memory that this process has held so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


async def main(sizes: Sequence[int]) -> int:
    """Print tables."""
    results = dict[int, Mapping[str, Taken]]()
    with tempfile.TemporaryDirectory() as folder:
        for count in sizes:
            url, used = f"sqlite:///{folder}/{count}.db", time.process_time()
            await filled(url, count)
            print(f"\n{count:,} sign-ons, made with {time.process_time() - used:.0f} s of CPU", flush=True)
            took, busy, memory = await started(url)
            print(f"a start: {took:.1f} s, {busy:.1f} s of CPU, {memory} MB", flush=True)
            print(f"the journal: {await checked(url) or 'as it was'}\n")
            await print_recall(url, count)
            results[count] = await measured(url)
            print(f"the most memory of this benchmark so far: {megabytes()} MB", flush=True)
    print_acts(results)
    return 0


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES)
    sys.exit(asyncio.run(main(parser.parse_args().sizes)))
