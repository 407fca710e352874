"""A million chats that follow, a hundred thousand of them in one announcement's audience.

`make bench-audience`. How long until the announcement is queued for all of them, how long until its first message
leaves after the release, how much memory that takes, beside an audience of a thousand; and what another unit of work
waits meanwhile.
"""

import argparse
import asyncio
import resource
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial

from adapters.host.letters import read_letters
from benchmarks import filling, ours
from benchmarks.servers import milliseconds, percentile
from bot.delivery.pace import Pace
from bot.delivery.scheduler import Scheduler
from bot.delivery.windows import Limits, Window
from bot.delivery.worker import Worker
from bot.model.announcements.announcement import Audience, Content
from bot.model.chats import Address, ChatKind
from bot.model.deliveries import Delivery
from bot.model.people.person import Account
from bot.ports.messenger import Destination, Message, Messenger, Outcome, Permission, Refused, Sent
from bot.ports.store import Store, Unit
from bot.service import starting
from bot.service.announcements import dispatch, release, running
from bot.text.blocks import Block, Span

FOLLOWERS, PICKED, AT_ONCE = 1_000_000, 100_000, 10_000
PROBE_SECONDS = 0.05


class Nowhere(Messenger):
    """Takes messages and notes when the first one left."""

    platform, crossposts = "telegram", False

    def __init__(self) -> None:
        self.first = 0.0

    def memory(self, kind: ChatKind) -> timedelta:
        return timedelta(0)

    def prepare(self, message: Message) -> Refused | None:
        return None

    async def send(self, key: str, to: Destination, message: Message) -> Outcome:
        self.first = self.first or time.perf_counter()
        await asyncio.sleep(0.04)
        return Sent("1")

    async def send_files(self, key: str, to: Destination, message: Message) -> Outcome:
        return Sent("1")

    async def edit(self, to: Destination, message_id: str, message: Message) -> Outcome:
        return Sent("1")

    async def delete(self, to: Destination, message_id: str) -> Outcome:
        return Sent("1")

    async def pin(self, to: Destination, message_id: str, silent: bool) -> Outcome:
        return Sent("1")

    async def crosspost(self, to: Destination, message_id: str) -> Outcome:
        return Sent("1")

    async def leave(self, to: Destination) -> Outcome:
        return Sent("")

    def address(self, chat: Address, message_id: str) -> str:
        return ""

    def lacking(self, chat: Address, needed: frozenset[Permission]) -> tuple[str, ...]:
        return ()

    async def probe(self, to: Destination, files: bool) -> Outcome | None:
        return None


def says(unit: Unit) -> Callable[[Delivery], Message]:
    """Every message says the same."""
    message = Message((Block("paragraph", (Span("The hearing is on Monday."),)),))

    def compose(delivery: Delivery) -> Message:
        return message

    return compose


def language(number: int) -> str:
    """That of a chat: those of the audience speak Inuktitut, those of the small one Welsh."""
    return "cy" if number % (FOLLOWERS // 1000) == 1 else "iu" if number % (FOLLOWERS // PICKED) == 0 else "en"


async def fill(store: Store) -> None:
    """Chats that follow."""
    some = partial(filling.follow, count=AT_ONCE, platforms=(Nowhere.platform,), language=language)
    for _ in range(FOLLOWERS // AT_ONCE):
        await store.write(some)


def megabytes() -> int:
    """The most memory that this process has held so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


async def announce(store: Store, language: str) -> None:
    """Announce to the chats of a language, and print what that took."""
    messenger = Nowhere()
    worker = Worker(store, messenger, Pace(Limits(Window(30, 1.0), Window(1, 1.0)), time.monotonic), says)
    runs = Scheduler(store, dispatch.waits, dispatch.send_next)
    runs.wakes([worker.wake])
    ended, before = asyncio.Event(), megabytes()

    def draft(unit: Unit) -> int:
        person = unit.people.ensure(Account("telegram", "0"))
        audience = Audience(languages=(language,))
        return unit.announcements.add(1, Content({"en": "News"}), audience=audience, person_id=person.id).id

    number = await store.write(draft)
    working = [asyncio.create_task(worker.run(ended)), asyncio.create_task(runs.run(ended))]
    waits = list[float]()

    async def others() -> None:
        while True:
            began = time.perf_counter()
            await store.write(lambda unit: unit.chats.speak(1, "en"))
            waits.append(time.perf_counter() - began)
            await asyncio.sleep(PROBE_SECONDS)

    await asyncio.sleep(1)
    probing = asyncio.create_task(others())
    released = time.perf_counter()

    def leave(unit: Unit) -> None:
        release.release(unit, unit.people.ensure(Account("telegram", "0")), 1, number)
        dispatch.send_next(unit)

    await store.write(leave)
    runs.wake()
    while True:
        found = await store.read(lambda unit: unit.announcements.get(number))
        if found and found.started_at and found.queued_to is None:
            break
        await asyncio.sleep(0.02)
    queued = time.perf_counter() - released
    while not messenger.first:  # noqa: ASYNC110
        await asyncio.sleep(0.01)
    probing.cancel()
    tally = await store.read(lambda unit: unit.results.tally(found))
    await store.write(lambda unit: running.stop(unit, unit.people.ensure(Account("telegram", "0")), 1, number) and None)
    ended.set()
    await asyncio.gather(*working)
    print(
        f"| {tally.total:,} | {queued:.2f} s | {messenger.first - released:.2f} s | {megabytes() - before} MB "
        f"| {milliseconds(percentile(waits, 0.5))} / {milliseconds(percentile(waits, 1.0))} |",
        flush=True,
    )


async def main() -> int:
    """Print a table."""
    async with ours.database() as url:
        store = await ours.opened(url)
        await store.write(lambda unit: starting.publish_new(unit, read_letters("")) and None)
        await store.write(lambda unit: starting.appoint(unit, [Account(Nowhere.platform, "0")]))
        await fill(store)
        print(f"{FOLLOWERS:,} chats follow, {datetime.now(UTC):%Y-%m-%d}")
        print("| audience | queued in | first message after | memory more | another unit waits: median / longest |")
        print("| --- | --- | --- | --- | --- |", flush=True)
        for language in ("cy", "iu"):
            await announce(store, language)
        await store.close()
    return 0


if __name__ == "__main__":
    argparse.ArgumentParser(description=__doc__).parse_args()
    sys.exit(asyncio.run(main()))
