"""Whether chats can be reached, as their platforms say before anything is sent."""

import asyncio
from collections.abc import Sequence
from contextlib import suppress

from bot.model.chats import Address, Chat, Unreachable
from bot.model.deliveries import Lane
from bot.ports.messenger import Destination, Gone, Messenger, Moved, Outcome, Permission, Sent
from bot.ports.store import Store, Unit
from bot.service.people import missed

MOST_CHATS = 300
"""So many chats at the most are asked for."""

AT_ONCE = 6
SECONDS = 8.0
"""So long at the most it takes; what was not answered by then is not told."""


class Reachability:
    """Asks the platforms, and keeps what they say."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.messengers: dict[str, Messenger] = {}

    def posted_at(self, chat: Address, message: str) -> str:
        """The address at which a message can be looked at; empty where none leads to it."""
        messenger = self.messengers.get(chat.platform)
        return messenger.address(chat, message) if messenger else ""

    def lacking(self, chat: Address, needed: frozenset[Permission]) -> tuple[str, ...]:
        """What the bot may not do in a chat of what a message needs, as far as its platform has said."""
        messenger = self.messengers.get(chat.platform)
        return messenger.lacking(chat, needed) if messenger else ()

    async def check(self, chats: Sequence[Chat]) -> None:
        """Close the chats that can't be reached any more, and open those that can be again."""
        answers: dict[int, tuple[Chat, Outcome | None]] = {}
        together = asyncio.Semaphore(AT_ONCE)

        async def ask(chat: Chat) -> None:
            messenger = self.messengers.get(chat.address.platform)
            if messenger is None:
                return
            async with together:
                to = Destination(chat.address, chat.kind, Lane.CARD)
                answers[chat.id] = chat, await messenger.probe(to, files=False)

        with suppress(TimeoutError):
            async with asyncio.timeout(SECONDS):
                await asyncio.gather(*(ask(chat) for chat in chats[:MOST_CHATS]))
        if answers:
            await self._store.write(lambda unit: _keep(unit, list(answers.values())))


def _keep(unit: Unit, answers: Sequence[tuple[Chat, Outcome | None]]) -> None:
    for chat, answer in answers:
        match answer:
            case Gone(cause) if not chat.closed:
                missed.close(unit, chat, cause)
            case Moved(address):
                unit.chats.move(chat.id, address)
            case Sent() if chat.closed in (Unreachable.FORBIDDEN, Unreachable.ARCHIVED, Unreachable.REMOVED):
                unit.chats.ensure(chat.address, chat.kind, chat.title)
