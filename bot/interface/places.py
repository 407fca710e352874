"""What becomes of chats: the bot is let in, thrown out, or the chat moves."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.errors import StorageError
from bot.model.chats import Address, ChatKind, Unreachable, private_chat
from bot.model.people.person import Account
from bot.ports.store import Store, Unit
from bot.service.chats import arriving
from bot.service.people import missed
from bot.text.checks import mended
from bot.text.locales import primary

INTO_CHANNEL = "into_channel"
"""The command by which somebody chooses the channel into which they bring the bot, where the platform has that."""

TITLE = 200
"""So many characters of a chat's title are kept."""


@dataclass(frozen=True, slots=True)
class Places:
    """The chats that are known, as adapters see them come and go."""

    store: Store
    languages: frozenset[str] = frozenset()

    async def reachable(self, account: Account) -> bool:
        """Whether an account's person is known to have a private chat with the bot that is open; not, where that can't
        be read."""

        def unit(unit: Unit) -> bool:
            chat = unit.chats.find(private_chat(account))
            return chat is not None and not chat.closed

        try:
            return await self.store.read(unit)
        except StorageError:
            return False

    async def workplaces(self, platform: str) -> Sequence[str]:
        """The ids of the platform's servers that owners have named: there organizers are shown their commands."""
        return await self.store.read(lambda unit: unit.workplaces.servers(platform))

    async def left(self, platform: str, places: Sequence[str], cause: Unreachable) -> None:
        """The bot can't speak in some places any more, in none of their threads."""

        def unit(unit: Unit) -> None:
            for chat in unit.chats.at(platform, places):
                if not chat.closed:
                    missed.close(unit, chat, cause)

        await self.store.write(unit)

    async def returned(self, platform: str, places: Sequence[str]) -> None:
        """The bot can speak in some places again; their chats and threads follow what they followed."""

        def unit(unit: Unit) -> None:
            for chat in unit.chats.at(platform, places):
                if chat.closed:
                    unit.chats.ensure(chat.address, chat.kind, chat.title)

        await self.store.write(unit)

    async def arrived(self, address: Address, kind: ChatKind, title: str, by: Account | None, language: str) -> None:
        """The bot was let into a chat, by an account if that is known, in this language as the platform says."""

        def unit(unit: Unit) -> None:
            chat = unit.chats.ensure(address, kind, mended(title)[:TITLE])
            tag = primary(language)
            arriving.arrive(unit, chat, by, tag if tag in self.languages else "")

        await self.store.write(unit)

    async def moved(self, old: Address, new: Address) -> None:
        """A chat has another address now."""

        def unit(unit: Unit) -> None:
            chat = unit.chats.find(old)
            if chat:
                unit.chats.move(chat.id, new)

        await self.store.write(unit)
