"""People of a soak: at a human's pace they look, sign, correct and withdraw, whatever fails and however often.

Whoever gets no answer waits for a while, gives up, and begins anew later. Each remembers what they were told: what was
acknowledged has to be on disk, and what was only tried may be.
"""

import asyncio
import logging
import random
import re
from collections import Counter
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from bot.model.codes import RECEIPT_LENGTH, read_code
from bot.model.endorsements.endorsement import State
from bot.ports.store import Unit
from tests.drivers.discord import DiscordPerson
from tests.drivers.discord import shown as seen_on_discord
from tests.drivers.driver import Shown, Someone
from tests.drivers.telegram import TelegramPerson
from tests.drivers.telegram import shown as seen_on_telegram
from tests.journeys.people import MAY_SIGN, STATE
from tests.platforms import discord, telegram
from tests.platforms.discord.errors import ClientRefused

logger = logging.getLogger(__name__)

RECEIPT = re.compile(r"\b[0-9A-Z]{4}-[0-9A-Z]{4}\b")
PATIENCE = 20.0
"""Seconds for which somebody waits for an answer."""

BETWEEN_STEPS = 2.0, 12.0
"""Seconds between two steps of the same thing."""

STREETS = "Ash", "Birch", "Cedar", "Elm"
"""Somebody signs for so many organizations at the most, one after the other was withdrawn."""

GIVING_UP = AssertionError, TimeoutError, ValueError, ClientRefused
"""What is raised where no answer comes, or a button is not there any more."""

SOMETHING_ELSE = "something else was shown"


class OnTelegram(TelegramPerson):
    """Somebody on Telegram who is patient, and does not care that a button was never answered if the answer comes."""

    async def press(self, label: str, on: Shown | None = None) -> Shown:
        await _pause()
        message: telegram.Message | None = (on or self._last).there
        if message is None:
            raise ValueError("what was said was no message")
        chat = self.person.world.chats[message.chat_id]
        before = max(chat.history)
        with suppress(AssertionError):
            return await super().press(label, on)
        return await self._answered(chat, before, message.id)

    async def _answered(self, chat: telegram.Chat, before: int = 0, pressed: int = 0) -> Shown:
        message = await chat.expect(lambda each: each.id > before or each.id == pressed, PATIENCE)
        self._last = seen_on_telegram(message)
        return self._last


class OnDiscord(DiscordPerson):
    """Somebody on Discord who is patient."""

    async def press(self, label: str, on: Shown | None = None) -> Shown:
        await _pause()
        return await super().press(label, on)

    async def _answered(self, interaction: discord.Interaction) -> Shown:
        self._last = seen_on_discord(await interaction.answer(PATIENCE))
        return self._last


async def _pause() -> None:
    await asyncio.sleep(random.uniform(*BETWEEN_STEPS))


@dataclass
class Acknowledged:
    """A sign-on of which its signer was told: where it may be, and whether it was or may have been withdrawn."""

    organization: str
    places: set[str] = field(default_factory=lambda: {""})
    tried_to_withdraw: bool = False
    withdrawn: bool = False

    def amiss(self, unit: Unit, receipt: str) -> str:
        """What is on disk and ought not to be, or the other way round; nothing where all is well."""
        found = unit.endorsements.by_receipt(receipt)
        if found is None:
            return "is not on disk"
        if found.entry.organization != self.organization:
            return "is another organization's"
        if found.entry.place not in self.places:
            return f"lost its correction: {found.entry.place!r} is none of {self.places}"
        if (found.state is State.WITHDRAWN) != self.withdrawn and not (self.tried_to_withdraw and not self.withdrawn):
            return f"is {found.state.value}, withdrawn: {self.withdrawn}"
        return ""


class Human:
    """Somebody who does one thing or another, now and then, until they are told to end."""

    def __init__(self, number: int, person: Someone, pause: float, counts: Counter[str]) -> None:
        self._number = number
        self._person = person
        self._pause = pause
        self._counts = counts
        self._names = 0
        self.signed: dict[str, Acknowledged] = {}

    async def live(self) -> None:
        """Do things, for ever."""
        await asyncio.sleep(random.uniform(0.0, self._pause))
        while True:
            name, act = self._choose()
            try:
                self._counts[name if await act() else SOMETHING_ELSE] += 1
            except GIVING_UP:
                self._counts[f"no answer on {self._person.account.platform}"] += 1
            except Exception:
                logger.exception("what somebody did ended otherwise than was thought of")
                self._counts["unforeseen"] += 1
            await asyncio.sleep(random.expovariate(1 / self._pause))

    def _choose(self) -> tuple[str, Callable[[], Awaitable[bool]]]:
        standing = [each for each, known in self.signed.items() if not known.tried_to_withdraw]
        chance = random.random()
        if not standing:
            sign = self._names < len(STREETS) and chance < 0.6
            return ("signed", self._sign) if sign else ("looked", self._look)
        if chance < 0.3:
            return "corrected", lambda: self._correct(standing[0])
        if chance < 0.45:
            return "withdrew", lambda: self._withdraw(standing[0])
        return "looked", self._look

    async def _look(self) -> bool:
        looks: list[tuple[str, dict[str, Any]]] = [
            ("letter", {}),
            ("demand", {"demand": random.randint(1, 3)}),
            ("ask", {"question": "Who pays for the night buses?"}),
            ("signatories", {}),
            ("progress", {}),
            ("help", {}),
            ("endorsement", {}),
        ]
        command, values = random.choice(looks)
        return bool((await self._person.give(command, **values)).text)

    async def _sign(self) -> bool:
        person = self._person
        await person.give("sign")
        if MAY_SIGN not in person.last.labels:
            return False
        await person.press(MAY_SIGN)
        self._names += 1
        organization = f"Example Union {self._number} of {STREETS[self._names - 1]} Street"
        await person.fill(
            {
                "Organization": organization,
                "Your name": "Ada Example",
                "Your role there": "Chair",
                "Your e-mail address": f"ada@union-{self._number}-{self._names}.example.org",
            }
        )
        if STATE not in person.last.labels:
            return False
        answer = await person.press(STATE)
        found = RECEIPT.search(answer.text)
        receipt = read_code(found[0], RECEIPT_LENGTH) if found else ""
        if not receipt:
            return False
        self.signed[receipt] = Acknowledged(organization)
        return True

    async def _correct(self, receipt: str) -> bool:
        person, place = self._person, f"Quarter {random.randint(1, 999)}"
        await person.give("endorsement", receipt=receipt)
        if "Correct" not in person.last.labels:
            return False
        await person.press("Correct")
        await person.change({"Place": place})
        if STATE not in person.last.labels:
            return False
        known = self.signed[receipt]
        known.places.add(place)
        if place not in await person.press(STATE):
            return False
        known.places = {place}
        return True

    async def _withdraw(self, receipt: str) -> bool:
        person, known = self._person, self.signed[receipt]
        await person.give("endorsement", receipt=receipt)
        if "Withdraw" not in person.last.labels:
            return False
        await person.press("Withdraw")
        if "Yes, withdraw it" not in person.last.labels:
            return False
        known.tried_to_withdraw = True
        known.withdrawn = "Withdrawn." in await person.press("Yes, withdraw it")
        return known.withdrawn
