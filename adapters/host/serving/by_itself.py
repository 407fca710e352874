"""What is done in time, without anybody asking for it."""

import asyncio
from collections.abc import Sequence
from typing import Protocol

from bot.delivery.scheduler import Scheduler
from bot.interface.conversation import Interface
from bot.model.duties import ALWAYS, Term
from bot.ports.bell import SILENT, Bell
from bot.ports.store import Store, Unit
from bot.service import addressees, advancing, forms
from bot.service.announcements import news
from bot.service.chats import hosting
from bot.service.endorsements import boards
from bot.service.journal import heads
from bot.service.letters import ledger
from bot.service.outreach import prospects
from bot.service.people import forgetting
from bot.service.proofs import proving
from bot.service.reviews import queue

BY_ITSELF = (
    news.make_news,
    proving.follow_up,
    queue.remind,
    boards.remind,
    forms.remind,
    prospects.remind,
    hosting.advance,
    ledger.remind,
    addressees.remind,
    heads.publish_heads,
    forgetting.retire,
)


class Wakes(Protocol):
    """What sends something."""

    def wake(self) -> None:
        """Something may have come for it."""


class Runs(Protocol):
    """What works beside the platforms."""

    async def run(self, ended: asyncio.Event) -> None:
        """Work until told to end."""


class Sends(Wakes, Protocol):
    """What sends something beside the platforms: mail, and what servers of others are told."""

    duty: str
    """By which name one process alone does it."""

    async def run(self, ended: asyncio.Event, term: Term = ALWAYS) -> None:
        """Send what is due until told to end."""

    async def step(self) -> bool:
        """Send one: whether there may be more to do at once."""


def what_advances(store: Store, interface: Interface, workers: Sequence[Wakes], bell: Bell = SILENT) -> Scheduler:
    """What advances announcements, and whatever wakes it."""
    runs = Scheduler(store, advancing.waits, advancing.advance, _by_itself)
    runs.wakes([worker.wake for worker in workers], bell.ring)
    interface.answered = runs.wake
    bell.hears(runs.heard)
    return runs


def _by_itself(unit: Unit) -> None:
    """What is done when its time has come, and nobody asks for it."""
    for act in BY_ITSELF:
        act(unit)
