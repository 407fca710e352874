"""Endorsements: how many a second are on disk, and how long it takes when a thousand representatives sign at once.

`make bench-endorsements`. First this project's writer, where as many endorsements as wait share a commit, beside raw
aiosqlite that executes the very same statements with the same parameters, recorded before, and a commit for each
endorsement: on the same disk, one after the other. Then the real process with both loopback platforms, 20 ms away:
everybody has filled in the form, and all press the last button at the same moment; a fifth of them, four by four, for
the same organizations. Telegram lets a bot send 30 messages a second, so that the answers there take as long as that.
At last the same with the process killed in the middle, and started again.
"""

import argparse
import asyncio
import contextlib
import logging
import re
import shutil
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

import aiosqlite
from sqlalchemy import event

from benchmarks.ours import SECRET, prepare
from benchmarks.servers import milliseconds, percentile
from bot.host.letters import read_letters
from bot.model.chats import Address, ChatKind, Topic
from bot.model.endorsements import Line, Representative, State
from bot.model.people import Account, Person
from bot.ports.store import Unit
from bot.service import signing, starting
from bot.service.verifying import verify
from storage.cipher import Cipher
from storage.sqlite import SqliteStore
from storage.unit import ConnectionUnit
from tests.journeys.crowd import acquainted
from tests.journeys.people import MAY_SIGN, STATE
from tests.journeys.process import BotProcess
from tests.platforms import discord, telegram
from tests.platforms.discord import DiscordServer
from tests.platforms.telegram import TelegramServer

LATENCY = 0.02
AT_ONCE = 50
"""So many people fill in the form at a time."""

IN_A_CHANNEL = 50
"""So many people sign in a channel on Discord: one has its ceiling for sign-ons, as every chat."""

AGAIN_AFTER = 15.0
"""Who was told nothing for so many seconds presses again, once: more would be another storm."""

LOOKING_SECONDS = 0.01
"""So often it is looked at what everybody sees."""

SHARED = 4
"""So many people sign for the same organization, of a fifth of all."""

WITHIN = 90.0
KILLED_AFTER = 0.4
"""Seconds from the moment when all press until the process is killed."""

Statement = tuple[str, tuple[object, ...]]

WHAT = {"told": "was told that it was taken", "answered": "the answer stood"}
STATE_SHOWN, GO_ON = "public list", "Go on"
RECEIPT = re.compile(r"\b[0-9A-Z]{4}-[0-9A-Z]{4}\b")


def unit_of(person: Person, number: int) -> Callable[[Unit], object]:
    """One endorsement."""
    line = Line(f"Example Organization {number}", f"https://organization-{number}.example.org", "Exampleton")
    who = Representative("Ada Example", "Chair", f"ada@organization-{number}.example.org")

    def unit(unit: Unit) -> object:
        return signing.sign(unit, person, unit.letters.all()[0], line, who, "en", board_decides=False)

    return unit


async def opened(url: str) -> SqliteStore:
    """The database, opened."""
    store = SqliteStore(url, Cipher(SECRET), lambda: datetime.now(UTC))
    await store.open()
    return store


async def signers(store: SqliteStore, count: int) -> Sequence[Person]:
    """People who have an account, and a chat in which their endorsements are reviewed."""

    def unit(unit: Unit) -> Sequence[Person]:
        chat = unit.chats.ensure(Address("telegram", "-1001"), ChatKind.GROUP, "Desk")
        unit.chats.follow(chat.id, unit.letters.all()[0].letter_id, Topic.REVIEWS)
        return [unit.people.ensure(Account("telegram", str(number))) for number in range(1, count + 1)]

    return await store.write(unit)


async def recorded(url: str, units: Sequence[Callable[[Unit], object]]) -> list[list[Statement]]:
    """The statements of each endorsement, one after the other."""
    store, found = await opened(url), list[list[Statement]]()

    def record(unit: Unit, work: Callable[[Unit], object]) -> None:
        assert isinstance(unit, ConnectionUnit)
        statements = list[Statement]()

        def note(
            connection: object, cursor: object, statement: str, parameters: tuple[object, ...], *_: object
        ) -> None:
            statements.append((statement, parameters))

        event.listen(unit.connection, "before_cursor_execute", note)
        work(unit)
        event.remove(unit.connection, "before_cursor_execute", note)
        found.append(statements)

    for each in units:
        await store.write(lambda unit, each=each: record(unit, each))
    await store.close()
    return found


@dataclass(frozen=True)
class Rate:
    """So many endorsements a second, and what each took of the processor."""

    a_second: float
    milliseconds: float


class Stopwatch:
    """Measures from when it was made."""

    def __init__(self) -> None:
        self._began = time.perf_counter(), time.process_time()

    def rate(self, count: int) -> Rate:
        """The rate at which so many endorsements were made since then."""
        took, busy = time.perf_counter() - self._began[0], time.process_time() - self._began[1]
        return Rate(count / took, 1000 * busy / count)


async def ours(url: str, units: Sequence[Callable[[Unit], object]]) -> Rate:
    """The rate where all are asked for at once."""
    store, watch = await opened(url), Stopwatch()
    await asyncio.gather(*(store.write(each) for each in units))
    rate = watch.rate(len(units))
    await store.close()
    return rate


async def raw(path: Path, recorded: Sequence[Sequence[Statement]]) -> Rate:
    """The rate of the same statements through aiosqlite alone, with a commit for each endorsement."""
    async with aiosqlite.connect(path, isolation_level=None) as connection:
        for pragma in ("foreign_keys=ON", "journal_mode=WAL", "synchronous=FULL"):
            await connection.execute(f"PRAGMA {pragma}")
        watch = Stopwatch()
        for statements in recorded:
            await connection.execute("BEGIN IMMEDIATE")
            for statement, parameters in statements:
                await connection.execute_fetchall(statement, parameters)
            await connection.execute("COMMIT")
        return watch.rate(len(recorded))


async def rates(count: int) -> None:
    """Print both rates, and what an endorsement costs in statements."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        base = folder / "base.db"
        await prepare(f"sqlite:///{base}", (), ())
        store = await opened(f"sqlite:///{base}")
        people = await signers(store, count)
        await store.close()
        units = [unit_of(person, number) for number, person in enumerate(people)]
        for each in ("recorded", "ours", "raw"):
            shutil.copy(base, folder / f"{each}.db")
        statements = await recorded(f"sqlite:///{folder / 'recorded.db'}", units)
        here = await ours(f"sqlite:///{folder / 'ours.db'}", units)
        there = await raw(folder / "raw.db", statements)
    print(f"| {count} endorsements | a second | processor, each |\n| --- | --- | --- |")
    for what, rate in (
        ("Countersign, all at once", here),
        ("aiosqlite, the same statements, a commit each", there),
    ):
        print(f"| {what} | {rate.a_second:.0f} | {rate.milliseconds:.2f} ms |")
    print(f"| ratio | {here.a_second / there.a_second:.2f} | {here.milliseconds / there.milliseconds:.2f} |\n")
    print(f"An endorsement is {len(statements[-1])} statements:\n")
    for number, (statement, _) in enumerate(statements[-1], 1):
        print(f"{number}. {' '.join(statement.split())[:110]}")
    print(flush=True)


class Signer(Protocol):
    """Somebody who has filled in the form, up to the last button."""

    platform: str

    async def press(self) -> None:
        """Press the last button."""

    async def told(self) -> str:
        """What they were told so far, if anything: what a pressed button shows, or how the answer begins."""

    async def answer(self) -> str:
        """The answer, once it stands."""


class OnTelegram:
    """Somebody in their private chat on Telegram."""

    platform = "Telegram"

    def __init__(self, person: telegram.Person, shown: telegram.Message) -> None:
        self._person = person
        self._shown = shown
        self._said = ""

    async def press(self) -> None:
        """Press; a button that an answer has replaced meanwhile can't be."""
        with contextlib.suppress(AssertionError, ValueError):
            self._said = (await self._person.press(self._shown, STATE, WITHIN)).text

    async def told(self) -> str:
        return self._said or await self.answer()

    async def answer(self) -> str:
        text = self._person.chat.standing[-1].text
        return text if text != self._shown.text else ""


class OnDiscord:
    """Somebody in a server on Discord."""

    platform = "Discord"

    def __init__(self, person: discord.Person, shown: discord.Message) -> None:
        self._person = person
        self._shown = shown
        self._pressed: discord.Interaction | None = None

    async def press(self) -> None:
        with contextlib.suppress(ValueError):
            self._pressed = await self._person.press(self._shown, STATE)

    async def told(self) -> str:
        return await self.answer()

    async def answer(self) -> str:
        try:
            return (await self._pressed.message(0.0)).text if self._pressed else ""
        except AssertionError:
            return ""


@dataclass
class Seen:
    """What somebody saw: after how many seconds they were told that it was taken, and the answer stood."""

    platform: str
    again: bool = False
    told: float = 0.0
    answered: float = 0.0
    text: str = ""


@dataclass
class Storm:
    """People on both platforms who fill in the form and press the last button at the same moment."""

    bot: BotProcess
    telegram: TelegramServer
    discord: DiscordServer
    people: int
    ready: list[Signer] = field(default_factory=list)

    async def prepare(self) -> None:
        """Let everybody fill in the form, up to the last button."""
        people = [acquainted(self.telegram, f"Person {number}") for number in range(self.people // 2)]
        admin = self.discord.person("Mio")
        guild = self.discord.guild("Example Server", admin)
        owner = Account("discord", str(admin.id))

        def unit(unit: Unit) -> None:
            starting.publish_new(unit, read_letters(""))
            starting.appoint(unit, [owner])

        await self.bot.write(unit)
        await self.bot.start()
        members = [self.discord.person(f"Member {number}") for number in range(self.people - len(people))]
        for member in members:
            guild.join(member)
        channels = [guild.channel(f"signing-{number}") for number in range(len(members) // IN_A_CHANNEL + 1)]
        filling = [self._on_telegram(person, 2 * number) for number, person in enumerate(people)]
        filling += [
            self._on_discord(member, channels[number // IN_A_CHANNEL], 2 * number + 1)
            for number, member in enumerate(members)
        ]
        together = asyncio.Semaphore(AT_ONCE)

        async def one(fill: Awaitable[Signer]) -> None:
            async with together:
                self.ready.append(await fill)

        await asyncio.gather(*(one(each) for each in filling))

    def _organization(self, number: int) -> str:
        """For whom somebody signs: a fifth of all, four by four, for the same."""
        shared = self.people // 5
        return f"Example Alliance {number % max(1, shared // SHARED)}" if number < shared else f"Example Union {number}"

    async def _on_telegram(self, person: telegram.Person, number: int) -> Signer:
        await person.write("/sign")
        await person.press(await person.expect("Which one applies", WITHIN), MAY_SIGN, WITHIN)
        await person.expect("1 of 4", WITHIN)
        typed = (self._organization(number), "Ada Example", "chair", f"ada@union-{number}.example.org")
        for text, then in zip(typed, ("2 of 4", "3 of 4", "4 of 4", STATE_SHOWN), strict=True):
            await person.write(text)
            shown = await person.expect(then, WITHIN)

        return OnTelegram(person, shown)

    async def _on_discord(self, person: discord.Person, channel: discord.Channel, number: int) -> Signer:
        choice = await (await person.command(channel, "sign")).message(WITHIN)
        opened = await (await person.press(choice, MAY_SIGN)).answer(WITHIN)
        if isinstance(opened, discord.Message):  # it came late, so that the form takes one press more
            opened = await (await person.press(opened, GO_ON)).answer(WITHIN)
        assert isinstance(opened, discord.Modal)
        typed = {
            "Organization": self._organization(number),
            "Your name": "Ada Example",
            "Your role there": "chair",
            "Your e-mail address": f"ada@union-{number}.example.org",
        }
        shown = await (await person.submit(opened, typed)).message(WITHIN)

        return OnDiscord(person, shown)

    async def press(self) -> Sequence[Seen]:
        """Let all press at once, and again who was told nothing for long; what each saw."""
        began = time.perf_counter()
        tasks = {asyncio.create_task(signer.press()) for signer in self.ready}
        waiting = {signer: Seen(signer.platform) for signer in self.ready}
        every, now = list(waiting.values()), 0.0
        while waiting and now < WITHIN:
            for signer, seen in list(waiting.items()):
                if not (seen.told or seen.again) and now >= AGAIN_AFTER:
                    tasks.add(asyncio.create_task(signer.press()))
                    seen.again = True
                if not seen.told and await signer.told():
                    seen.told = now
                seen.text = await signer.answer()
                if seen.text:
                    seen.answered = now
                    del waiting[signer]
            await asyncio.sleep(LOOKING_SECONDS)
            now = time.perf_counter() - began
        for task in tasks:
            task.cancel()
        return every

    async def truth(self, seen: Sequence[Seen]) -> tuple[int, int, int, str]:
        """How many receipts were given, how many of these are missing on disk, how many organizations have more than
        one endorsement, and what is wrong with the journal."""
        receipts = {found[0].replace("-", "") for each in seen if (found := RECEIPT.search(each.text))}

        def unit(unit: Unit) -> tuple[int, int, int, str]:
            missing = sum(unit.endorsements.by_receipt(receipt) is None for receipt in receipts)
            every = unit.endorsements.in_state(1, State.SUBMITTED, 0, 2 * self.people)
            doubled = sum(times > 1 for times in Counter(each.line.organization for each in every).values())
            return len(receipts), missing, doubled, verify(unit, 1).fault

        return await self.bot.on_disk(unit)


async def storm(people: int, killed: bool) -> int:
    """Print what a storm came to, with the process killed in the middle or not; 1 where something is not as it has to
    be."""
    with tempfile.TemporaryDirectory() as folder:
        async with TelegramServer(latency=LATENCY) as telegram, DiscordServer(latency=LATENCY) as discord:
            bot = BotProcess(Path(folder), telegram, discord)
            try:
                there = Storm(bot, telegram, discord, people)
                await there.prepare()
                pressing = asyncio.create_task(there.press())
                if killed:
                    await asyncio.sleep(KILLED_AFTER)
                    await bot.kill()
                    await bot.start()
                seen = await pressing
                await bot.stop()
                receipts, missing, doubled, fault = await there.truth(seen)
            finally:
                await bot.kill()
                sys.stderr.write(bot.complaints())
    title = f"{people} press at once" + (f", killed after {KILLED_AFTER} s" if killed else "")
    print(f"| {title} | saw it | median | 95th | max |\n| --- | --- | --- | --- | --- |")
    for platform, what in (("Telegram", "told"), ("Telegram", "answered"), ("Discord", "answered")):
        times = [getattr(each, what) for each in seen if each.platform == platform and getattr(each, what)]
        shares = " | ".join(milliseconds(percentile(times, share)) for share in (0.5, 0.95, 1.0))
        print(f"| {platform}, {WHAT[what]} | {len(times)} | {shares} |")
    print(f"\n{receipts} receipts given, {missing} of them missing on disk; {doubled} organizations recorded twice;")
    print(f"the journal: {fault or 'as it was'}\n", flush=True)
    return int(bool(missing or doubled or fault))


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
