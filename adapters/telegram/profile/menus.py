"""The menus of commands, per language, kind of chat and organizer (Bot API, setMyCommands), and what the bot is.

Telegram keeps all of it: it is told only what has changed.
"""

import asyncio
import logging
from collections.abc import Mapping, Sequence

from cachetools import LRUCache
from telegram import (
    BotCommand,
    BotCommandScope,
    BotCommandScopeAllChatAdministrators,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
    BotCommandScopeDefault,
)
from telegram.error import BadRequest, Forbidden, TelegramError

from adapters.telegram.addresses import PLATFORM
from adapters.telegram.api.pacing import Bot
from bot.errors import StorageError
from bot.interface.command import Command
from bot.interface.conversation import Interface
from bot.interface.offering.profile import Profile, offered
from bot.model.people.person import Account, Role
from bot.text.locales import SOURCE

logger = logging.getLogger(__name__)

FEW = 7
"""So many commands are offered to the members of a group: the first, in the order of the help."""

PRESENT = 10_000
"""So many people at the most, those who have written last, are known to have a private chat."""

LOOK_SECONDS = 10.0
"""So often it is looked whether somebody's roles, or the letters, have changed."""

DESCRIPTION, SHORT = 512, 120
"""Characters of what the bot says of itself (Bot API, setMyDescription, setMyShortDescription)."""


class Menus:
    """Tells Telegram what the bot is, and which commands who is offered."""

    def __init__(self, bot: Bot, interface: Interface) -> None:
        self._bot = bot
        self._interface = interface
        self._roles: Mapping[str, frozenset[Role]] = {}
        self._present: LRUCache[str, bool] = LRUCache(PRESENT)
        self._shown = dict[str, frozenset[Role]]()
        self._said: Mapping[str, Profile] = {}
        self._heard = asyncio.Event()

    def heard(self, account: str) -> None:
        """Somebody has written in their private chat: if they have a role, or get one, that can have a menu."""
        if account in self._roles and account not in self._present:
            self._heard.set()
        self._present[account] = True

    async def run(self) -> None:
        """Keep everything up to date, until cancelled."""
        while True:
            self._heard.clear()
            await self.look()
            try:
                async with asyncio.timeout(LOOK_SECONDS):
                    await self._heard.wait()
            except TimeoutError:
                continue

    async def begin(self) -> None:
        """Tell Telegram the menus that are alike for all of a kind. Raises `TelegramError`."""
        everybody = [each for each in self._interface.commands if each.menu and not each.roles and not each.manager]
        managers = [each for each in self._interface.commands if each.menu and not each.roles]
        await self._offer(BotCommandScopeDefault(), everybody)
        await self._offer(BotCommandScopeAllPrivateChats(), managers)
        await self._offer(BotCommandScopeAllGroupChats(), everybody[:FEW], shared=True)
        await self._offer(BotCommandScopeAllChatAdministrators(), managers, shared=True)

    async def look(self) -> None:
        """Bring up to date what has changed; what Telegram does not take now is tried again."""
        roles, given = await self._interface.organizers(PLATFORM), await self._interface.menus(PLATFORM)
        self._roles = self._roles if roles is None else roles
        given = given or ()
        try:
            await self._describe(await self._interface.profiles())
            for account in {*given, *self._shown} - self._roles.keys():
                await self._withdraw(account)
            for account in self._roles.keys() & {*given, *self._present}:
                if self._roles[account] != self._shown.get(account):
                    await self._give(account, self._roles[account])
        except TelegramError as error:
            logger.warning("Telegram did not take a menu: %s", type(error).__name__)
        except StorageError as error:
            logger.warning("it could not be kept who has a menu: %s", error.fault)

    async def _give(self, account: str, roles: frozenset[Role]) -> None:
        await self._interface.menu_given(Account(PLATFORM, account), has=True)
        try:
            await self._offer(
                BotCommandScopeChat(int(account)), [each for each in self._interface.commands if offered(each, roles)]
            )
            self._shown[account] = roles
        except (BadRequest, Forbidden):  # they are heard again when they write
            await self._gone(account)

    async def _withdraw(self, account: str) -> None:
        try:
            for language in self._interface.speeches:
                await self._bot.delete_my_commands(BotCommandScopeChat(int(account)), _code(language))
        except (BadRequest, Forbidden):
            logger.info("the menu of somebody who is no organizer any more could not be taken away")
        await self._gone(account)

    async def _gone(self, account: str) -> None:
        await self._interface.menu_given(Account(PLATFORM, account), has=False)
        self._present.pop(account, None)
        self._shown.pop(account, None)

    async def _offer(self, scope: BotCommandScope, commands: Sequence[Command], shared: bool = False) -> None:
        for language in self._interface.speeches:
            described = [self._described(command, language, shared) for command in commands]
            await self._bot.set_my_commands(described, scope=scope, language_code=_code(language))

    def _described(self, command: Command, language: str, shared: bool) -> BotCommand:
        """A command in a menu. In a group, one that changes nothing there is given so that the others do not see it,
        where an app can do that (Bot API 10.2)."""
        alone = shared and not command.manager and not command.asks_manager
        return BotCommand(
            command.name,
            self._interface.label(command.help, language)[:256],
            api_kwargs={"is_ephemeral": True} if alone else None,
        )

    async def _describe(self, said: Mapping[str, Profile]) -> None:
        """Say what the bot is, in each language in which Telegram does not say it so already."""
        for language, each in said.items():
            if self._said.get(language) == each:
                continue
            code, whole, short = _code(language), _cut(each.description, DESCRIPTION), _cut(each.short, SHORT)
            if (await self._bot.get_my_description(code)).description != whole:
                await self._bot.set_my_description(whole, code)
            if (await self._bot.get_my_short_description(code)).short_description != short:
                await self._bot.set_my_short_description(short, code)
            self._said = {**self._said, language: each}


def _code(language: str) -> str | None:
    """How Telegram names a language; none for what it shows where it has nothing in somebody's own."""
    return None if language == SOURCE else language


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 1]}…"
