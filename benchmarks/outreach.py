"""This project is killed again and again while four editors ask 300 organizations to sign, two on each platform.

`make bench-outreach`. The process is killed (SIGKILL) a random time after it was connected, and started again, until
the editors are through. They do as people do: they take what is next, say that they have asked, perhaps once again, and
what came of it; who sees no answer looks again, and presses again what was not done. Some organizations sign on
meanwhile. In the end each was asked by one editor, as often as that one has asked, and on disk stands what that one saw
last.
"""

import argparse
import asyncio
import logging
import random
import re
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from adapters.host.letters import read_letters
from benchmarks.ours import busy
from bot.model.endorsements.endorsement import State
from bot.model.outreach import Answer, Contact, Prospect
from bot.model.people.person import Account, Role
from bot.ports.store import Unit
from bot.service import starting
from bot.service.journal.verification import verify
from tests.journeys.crowd import acquainted
from tests.journeys.people import sign_on_discord
from tests.journeys.process import BotProcess
from tests.platforms import discord, telegram
from tests.platforms.discord import DiscordServer
from tests.platforms.discord.errors import ClientRefused
from tests.platforms.telegram import TelegramServer

LETTER = 1
MANY = 300
SIGN = 10
"""So many organizations sign on by themselves, those that come last in the list."""

TAKE, ASKED, AGAIN = "Take it: I ask them", "Asked", "Asked once again"
ENDS = {"They think about it": Answer.THINKING, "They say no": Answer.NO}
WITHIN = 8.0
"""Seconds after which somebody who sees no answer looks again."""

BETWEEN = (0.2, 4.0)
"""Seconds between a start and the next kill, at the least and at the most."""


class NothingCame(Exception):
    """Nobody answered, or not what was to be expected: it is looked at again."""


@dataclass(frozen=True)
class Screen:
    """A message as its reader sees it: what it says, and its buttons."""

    there: object
    text: str
    labels: Sequence[str]


class Phone(Protocol):
    """Somebody's private chat with the bot."""

    account: Account

    async def outreach(self) -> Screen:
        """Give the command. Raises `NothingCame`."""

    async def press(self, screen: Screen, label: str) -> Screen:
        """Press a button: what came of it. Raises `NothingCame`."""


class TelegramPhone:
    """A private chat on Telegram."""

    def __init__(self, person: telegram.Person) -> None:
        self.account = Account("telegram", str(person.id))
        self._person = person

    async def outreach(self) -> Screen:
        try:
            await self._person.write("/outreach")
            return _on_telegram(await self._person.expect("Whom to ask to sign", WITHIN))
        except AssertionError as nothing:
            raise NothingCame from nothing

    async def press(self, screen: Screen, label: str) -> Screen:
        assert isinstance(screen.there, telegram.Message)
        try:
            await self._person.press(screen.there, label, WITHIN)
            return _on_telegram(await self._person.expect(None, WITHIN))
        except (AssertionError, ValueError) as nothing:
            raise NothingCame from nothing


def _on_telegram(message: telegram.Message) -> Screen:
    rows = message.markup.rows if message.markup else ()
    return Screen(message, message.text, [each.text for row in rows for each in row])


class DiscordPhone:
    """Direct messages with the bot on Discord."""

    def __init__(self, person: discord.Person) -> None:
        self.account = Account("discord", str(person.id))
        self._person = person

    async def outreach(self) -> Screen:
        try:
            return _on_discord(await (await self._person.command(self._person.dm, "outreach")).message(WITHIN))
        except (AssertionError, ClientRefused, TimeoutError) as nothing:
            raise NothingCame from nothing

    async def press(self, screen: Screen, label: str) -> Screen:
        assert isinstance(screen.there, discord.Message)
        try:
            return _on_discord(await (await self._person.press(screen.there, label)).message(WITHIN))
        except (AssertionError, ClientRefused, TimeoutError) as nothing:
            raise NothingCame from nothing


def _on_discord(message: discord.Message) -> Screen:
    return Screen(message, message.text, [each.label or "" for each in message.buttons])


@dataclass
class Asked:
    """What an editor has made of an organization, as far as they saw: how often it was asked, and what it said."""

    times: int
    said: Answer


@dataclass
class Editor:
    """An editor, and what they have brought to its end. `doubts`: how often nothing came."""

    phone: Phone
    chance: random.Random
    up: asyncio.Event
    asked: dict[str, Asked] = field(default_factory=dict)
    left: set[str] = field(default_factory=set)
    doubts: int = 0

    async def works(self) -> None:
        """Ask until nobody is left to be asked."""
        while True:
            try:
                overview = await self.phone.outreach()
                names = [each.removeprefix("Open: ") for each in overview.labels if each.startswith("Open: ")]
                open_still = [each for each in names if each not in self.left]
                if not open_still:
                    return
                await self._ask(overview, self.chance.choice(open_still))
            except NothingCame:
                await self._doubts()

    async def _doubts(self) -> None:
        """Nothing came: they look again once the bot is there."""
        self.doubts += 1
        await self.up.wait()

    async def _ask(self, overview: Screen, name: str) -> None:
        """Take an organization, ask it once or twice, and say what came of it. Whatever is pressed is looked at anew
        where nothing came: it may have been done."""
        times, end = self.chance.choice((1, 2)), self.chance.choice(list(ENDS))
        while True:
            try:
                card = await self._card(overview, name)
                if not await self._brought(card, times, end, name):
                    self.left.add(name)
                    return
                self.asked[name] = Asked(times, ENDS[end])
                return
            except NothingCame:
                await self._doubts()

    async def _card(self, overview: Screen, name: str) -> Screen:
        card = await self.phone.press(overview, f"Open: {name}")
        if name not in card.text or "Where it stands" not in card.text:
            raise NothingCame
        return card

    async def _brought(self, card: Screen, times: int, end: str, name: str) -> bool:
        """Press what is still to be pressed, by what the card says; whether it is theirs."""
        for _ in range(2 * len(ENDS) + 2):
            if TAKE in card.labels:
                label = TAKE
            elif "Give it back" not in card.labels:
                return False
            elif (asked := _times(card.text)) < times:
                label = AGAIN if asked else ASKED
            elif not _stands(card.text, ENDS[end]):
                label = end
            else:
                return True
            if label not in card.labels:
                return False
            card = await self.phone.press(card, label)
            if name not in card.text or "Where it stands" not in card.text:
                raise NothingCame
        raise NothingCame


def _times(text: str) -> int:
    found = re.search(r"Asked (\d+) time", text)
    return int(found[1]) if found else 0


def _stands(text: str, answer: Answer) -> bool:
    return {Answer.THINKING: "thinking about it", Answer.NO: "Where it stands: no"}[answer] in text


@dataclass
class Outcome:
    """What came of it."""

    kills: int = 0
    doubts: int = 0
    seconds: float = 0.0
    processor: float = 0.0
    stands: Counter[Answer] = field(default_factory=Counter)
    untrue: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        stands = ", ".join(f"{count} {answer.value}" for answer, count in sorted(self.stands.items()))
        return (
            f"{self.kills} kills, {sum(self.stands.values())} organizations ({stands}), {self.doubts} presses to which "
            f"nothing came, {self.seconds:.0f} s, {self.processor:.0f} s of CPU; not true: {len(self.untrue)}"
        )


class Campaign:
    """A process that is killed, and those who ask meanwhile."""

    def __init__(self, bot: BotProcess, there: TelegramServer, here: DiscordServer, many: int, seed: int) -> None:
        self._bot = bot
        self._chance = random.Random(seed)
        self._many = many
        guild = here.guild("Example Server", here.person("Mio"))
        self._place = guild.channel("news")
        self._people = [here.person(name) for name in ("Otto", "Ozan")]
        self._signers = [here.person(f"Signer {number}") for number in range(SIGN)]
        for each in (*self._people, *self._signers):
            guild.join(each)
        phones: list[Phone] = [
            *(TelegramPhone(acquainted(there, name)) for name in ("Olga", "Omar")),
            *map(DiscordPhone, self._people),
        ]
        self._up = asyncio.Event()
        self.editors = [Editor(each, random.Random(seed + number), self._up) for number, each in enumerate(phones)]
        self.outcome = Outcome()

    def prepare(self, unit: Unit) -> None:
        """A letter with its editors, and whom to ask."""
        starting.publish_new(unit, read_letters(""))
        for each in self.editors:
            unit.people.grant(unit.people.ensure(each.phone.account).id, LETTER, Role.EDITOR)
        for number in range(self._many):
            contact = Contact(f"Jo {number}", "chair", f"jo{number}@example.org")
            unit.prospects.add(Prospect(0, LETTER, _name(number), contact=contact))

    async def run(self, signing: int, kills: int | None = None) -> None:
        """Let everybody work, and kill, until all are through; at the most so often where that is said."""
        await self._bot.write(self.prepare)
        await self._bot.start()
        self._up.set()
        work = asyncio.gather(*(each.works() for each in self.editors), self._signs(signing))
        while not work.done() and (kills is None or self.outcome.kills < kills):
            await asyncio.wait([work], timeout=self._chance.uniform(*BETWEEN))
            if not work.done():
                self._up.clear()
                self.outcome.processor += busy(self._bot.pid)
                await self._bot.kill()
                self.outcome.kills += 1
                through = [len(each.asked) for each in self.editors]
                print(f"{self.outcome.kills} kills, brought to an end: {through}", file=sys.stderr, flush=True)
                await self._bot.start()
                self._up.set()
        await work
        self.outcome.processor += busy(self._bot.pid)
        await self._bot.stop()
        self.outcome.doubts = sum(each.doubts for each in self.editors)
        await self._bot.on_disk(lambda unit: self._compare(unit, signing))

    async def _signs(self, signing: int) -> None:
        """The last of the organizations sign on, one after another, each until it has its receipt."""
        for signer, number in zip(self._signers, range(self._many - signing, self._many), strict=False):
            while not await self._has_signed(signer):
                with suppress(AssertionError, ClientRefused, TimeoutError):
                    await sign_on_discord(signer, self._place, _name(number), f"club{number}.example.org")

    async def _has_signed(self, signer: discord.Person) -> bool:
        await self._up.wait()
        with suppress(AssertionError, ClientRefused, TimeoutError):
            stands = await (await signer.command(self._place, "endorsement")).message(WITHIN)
            return "Receipt" in stands.text
        return False

    def _compare(self, unit: Unit, signing: int) -> None:
        """Hold what is on disk against what everybody saw."""
        untrue, account = self.outcome.untrue, {}
        for editor in self.editors:
            person = unit.people.find(editor.phone.account)
            account.update({name: (person and person.id, each) for name, each in editor.asked.items()})
        seen = Counter(name for editor in self.editors for name in editor.asked)
        untrue.extend(f"{name}: asked by {count} editors" for name, count in seen.items() if count > 1)
        signed = {_name(number) for number in range(self._many - signing, self._many)}
        for each in unit.prospects.all(LETTER, limit=self._many + 1):
            self.outcome.stands[each.answer] += 1
            name, (who, saw) = each.organization, account.get(each.organization, (None, None))
            if each.signed is not (name in signed):
                untrue.append(f"{name}: signed {each.signed}")
            if saw is None and name not in signed:
                untrue.append(f"{name}: nobody has brought it to its end; on disk it was asked {each.asked} times")
            if saw and (each.asked, each.said, each.taken_by) != (saw.times, saw.said, who):
                untrue.append(f"{name}: {each.asked} times, {each.said}, by {each.taken_by}; seen {saw} by {who}")
        if sum(self.outcome.stands.values()) != self._many:
            untrue.append(f"{sum(self.outcome.stands.values())} organizations of {self._many}")
        if (there := unit.endorsements.count(LETTER, State.SUBMITTED)) != signing:
            untrue.append(f"{there} sign-ons of {signing}")
        if fault := verify(unit, LETTER).fault:
            untrue.append(f"the journal: {fault}")


def _name(number: int) -> str:
    """Names that nobody takes for one another."""
    return f"Example Club {number:03} of {chr(65 + number % 26)}{chr(65 + number // 26)}burg"


async def measure(many: int, signing: int, seed: int) -> Outcome:
    """What came of it."""
    started = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        async with TelegramServer() as there, DiscordServer() as here:
            bot = BotProcess(Path(folder), there, here)
            campaign = Campaign(bot, there, here, many, seed)
            try:
                await campaign.run(signing)
            finally:
                await bot.kill()
                if (Path(folder) / "errors.txt").exists():
                    sys.stderr.write(bot.complaints())
    campaign.outcome.seconds = time.monotonic() - started
    return campaign.outcome


def main() -> int:
    """Read the options, and print what came of it; 1 where something is not as it has to be."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--many", type=int, default=MANY)
    parser.add_argument("--sign", type=int, default=SIGN)
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args()
    logging.getLogger("aiohttp.server").disabled = True  # it tells of each connection that a kill breaks
    outcome = asyncio.run(measure(chosen.many, chosen.sign, chosen.seed))
    print(outcome)
    for each in outcome.untrue:
        print(each)
    return 1 if outcome.untrue else 0


if __name__ == "__main__":
    sys.exit(main())
