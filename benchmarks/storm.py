"""How long it takes when a thousand representatives sign at once.

The real process with both loopback platforms, 20 ms away: everybody has filled in the form, and all press the last
button at the same moment; a fifth of them, four by four, for the same organizations. Telegram lets a bot send 30
messages a second, so that the answers there take as long as that; what a pressed button shows counts against no limit.

Several processes serve one PostgreSQL: Telegram brings each update to the next one, as by a balancer, and each has one
of Discord's shards (`several.py`).
"""

import asyncio
import contextlib
import os
import re
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Awaitable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from adapters.host.letters import read_letters
from benchmarks.ours import busy
from benchmarks.servers import milliseconds, percentile
from benchmarks.several import settings_of, started
from bot.model.endorsements.endorsement import State
from bot.model.people.person import Account
from bot.ports.store import Unit
from bot.service import starting
from bot.service.journal.verification import verify
from tests.journeys.crowd import acquainted
from tests.journeys.people import MAY_SIGN, STATE
from tests.journeys.process import BotProcess
from tests.platforms import discord, telegram
from tests.platforms.discord import Channel, DiscordServer, Guild, GuildChannel, Terms
from tests.platforms.discord import Person as DiscordPerson
from tests.platforms.discord.sharding import shard_of
from tests.platforms.telegram import Person as TelegramPerson
from tests.platforms.telegram import TelegramServer

LATENCY = 0.02
AT_ONCE = 50
"""So many people fill in the form at a time."""

IN_A_CHANNEL = 50
"""So many people sign in a channel on Discord: one has its ceiling for sign-ons, as every chat."""

AGAIN_AFTER = 15.0
"""Who was told nothing for so many seconds presses again, once: more would be another storm."""

LOOKING_SECONDS = 0.1
"""So often it is looked at what everybody sees."""

SOON = 2.0
"""Everybody is to be told within so many seconds."""

LATE = 10
"""So often a form may come too late to be opened at once."""

SHARED = 4
"""So many people sign for the same organization, of a fifth of all."""

WITHIN = 90.0
KILLED_AFTER = 0.4
"""Seconds from the moment when all press until the process is killed."""

WHAT = {"told": "was told that it was taken", "answered": "the answer stood"}
GO_ON = "Go on"
RECEIPT = re.compile(r"\b[0-9A-Z]{4}-[0-9A-Z]{4}\b")


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

    def __init__(self, person: TelegramPerson, shown: telegram.Message) -> None:
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
        last = self._person.chat.standing[-1]
        return "" if STATE in last.labels else last.text


class OnDiscord:
    """Somebody in a server on Discord."""

    platform = "Discord"

    def __init__(self, person: DiscordPerson, shown: discord.Message) -> None:
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

    bots: Sequence[BotProcess]
    telegram: TelegramServer
    discord: DiscordServer
    people: int
    ready: list[Signer] = field(default_factory=list)

    async def prepare(self) -> None:
        """Let everybody fill in the form, up to the last button."""
        people = [acquainted(self.telegram, f"Person {number}") for number in range(self.people // 2)]
        admin = self.discord.person("Mio")
        owner = Account("discord", str(admin.id))

        def unit(unit: Unit) -> None:
            starting.publish_new(unit, read_letters(""))
            starting.appoint(unit, [owner])

        await self.bots[0].write(unit)
        await started(self.bots)
        members = [self.discord.person(f"Member {number}") for number in range(self.people - len(people))]
        channels = await self._channels(admin, len(members) // IN_A_CHANNEL + 1)
        for number, member in enumerate(members):
            guild = channels[number // IN_A_CHANNEL].guild
            if guild:
                guild.join(member)
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

    async def _channels(self, admin: DiscordPerson, count: int) -> Sequence[GuildChannel]:
        """So many channels, of servers of each shard in turn."""
        guilds = dict[int, Guild]()
        while len(guilds) < len(self.bots):
            guild = self.discord.guild("Example Server", admin)
            if guilds.setdefault(shard_of(guild.id, len(self.bots)), guild) is not guild:
                guild.remove_bot()
            await asyncio.sleep(0.001)
        return [guilds[number % len(guilds)].channel(f"signing-{number}") for number in range(count)]

    def _organization(self, number: int) -> tuple[str, str]:
        """For whom somebody signs, and its domain: a fifth of all, four by four, for the same."""
        shared = self.people // 5
        if number < shared:
            which = number % max(1, shared // SHARED)
            return f"Example Alliance {which}", f"alliance-{which}.example"
        return f"Example Union {number}", f"union-{number}.example"

    async def _on_telegram(self, person: TelegramPerson, number: int) -> Signer:
        await person.write("/sign")
        shown = await person.expect("Which one applies", WITHIN)
        with contextlib.suppress(AssertionError):  # what a button shows can come too late; the form comes all the same
            await person.press(shown, MAY_SIGN, AGAIN_AFTER)
        await person.expect("1 of 4", WITHIN)
        name, domain = self._organization(number)
        typed = (name, "Ada Example", "chair", f"ada@{domain}")
        for text, then in zip(typed, ("2 of 4", "3 of 4", "4 of 4"), strict=False):
            await person.write(text)
            await person.expect(then, WITHIN)
        await person.write(typed[-1])
        shown = await person.expect(lambda message: STATE in message.labels, WITHIN)
        return OnTelegram(person, shown)

    async def _on_discord(self, person: DiscordPerson, channel: Channel, number: int) -> Signer:
        choice = await (await person.command(channel, "sign")).message(WITHIN)
        opened = await (await person.press(choice, MAY_SIGN)).answer(WITHIN)
        for _ in range(LATE):
            if isinstance(opened, discord.Message):  # it came late, so that the form takes one press more
                opened = await (await person.press(opened, GO_ON)).answer(WITHIN)
        assert isinstance(opened, discord.Modal)
        name, domain = self._organization(number)
        typed = {
            "Organization": name,
            "Your name": "Ada Example",
            "Your role there": "chair",
            "Your e-mail address": f"ada@{domain}",
        }
        shown = await (await person.submit(opened, typed)).message(WITHIN)

        return OnDiscord(person, shown)

    async def press(self) -> Sequence[Seen]:
        """Let all press at once, and again who was told nothing for long; what each saw."""
        self.discord.world.terms = Terms()
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
        """How many receipts were given, how many of these are missing on disk, how many records of organizations or
        people have more than one endorsement, and what is wrong with the journal. Those who sign for the same one have
        a record each until a reviewer has looked: nobody is told of a sign-on that is not listed yet."""
        receipts = {found[0].replace("-", "") for each in seen if (found := RECEIPT.search(each.text))}

        def unit(unit: Unit) -> tuple[int, int, int, str]:
            missing = sum(unit.endorsements.by_receipt(receipt) is None for receipt in receipts)
            every = unit.endorsements.in_state(1, State.SUBMITTED, 0, 2 * self.people)
            records = Counter(each.organization_id for each in every)
            people = Counter(each.person_id for each in every)
            doubled = sum(times > 1 for times in (*records.values(), *people.values()))
            return len(receipts), missing, doubled, verify(unit, 1).fault

        return await self.bots[0].on_disk(unit)


async def storm(people: int, killed: bool, processes: int = 1) -> int:
    """Print what a storm came to, with the process killed in the middle or not; 1 where something is not as it has to
    be. `processes`: so many serve them."""
    with settings_of(processes) as settings, tempfile.TemporaryDirectory() as folder:
        webhook = " ".join(f"http://{each['WEB_ADDRESS']}" for each in settings if each)
        async with (
            TelegramServer(latency=LATENCY, webhook=webhook) as telegram,
            DiscordServer(latency=LATENCY, terms=Terms(first_answer=WITHIN)) as discord,
        ):
            bots = list[BotProcess]()
            for number, each in enumerate(settings):
                place = Path(tempfile.mkdtemp(prefix=f"{number}-", dir=folder))
                bots.append(BotProcess(place, telegram, discord, **each))
            try:
                there = Storm(bots, telegram, discord, people)
                await there.prepare()
                before = sum(busy(each.pid) for each in bots)
                pressing = asyncio.create_task(there.press())
                if killed:
                    await asyncio.sleep(KILLED_AFTER)
                    await bots[0].kill()
                    await bots[0].start()
                seen = await pressing
                used = sum(busy(each.pid) for each in bots) - (0.0 if killed else before)
                for bot in bots:
                    await bot.stop()
                receipts, missing, doubled, fault = await there.truth(seen)
            finally:
                for bot in bots:
                    await bot.kill()
                    sys.stderr.write(bot.complaints())
    title = f"{people} press at once" + (f", killed after {KILLED_AFTER} s" if killed else "")
    title += f", {processes} processes on PostgreSQL" if processes > 1 else ""
    print(f"| {title} | saw it | median | 95th | max | within {SOON:.0f} s |\n| --- | --- | --- | --- | --- | --- |")
    for platform, what in (("Telegram", "told"), ("Telegram", "answered"), ("Discord", "answered")):
        times = [getattr(each, what) for each in seen if each.platform == platform and getattr(each, what)]
        shares = " | ".join(milliseconds(percentile(times, share)) for share in (0.5, 0.95, 1.0))
        soon = sum(each <= SOON for each in times)
        print(f"| {platform}, {WHAT[what]} | {len(times)} | {shares} | {soon} |")
    load = os.getloadavg()[0]
    print(f"\nUntil all were answered the bot has used {used:.1f} s of CPU: {1000 * used / people:.1f} ms for each.")
    print(f"The load was {load:.1f} in the end, on {os.cpu_count()} cores; people and platforms are a process besides.")
    print(f"{receipts} receipts given, {missing} of them missing on disk; {doubled} records or people doubled;")
    print(f"the journal: {fault or 'as it was'}\n", flush=True)
    return int(bool(missing or doubled or fault))
