"""Everything that people can tell the bot, on whatever platform."""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import replace

import msgspec

from bot.interface.actions import Action
from bot.interface.calls import Calls
from bot.interface.command import Command
from bot.interface.options import Suggestion
from bot.interface.places import Places
from bot.interface.rendering import Prepare, Renderer
from bot.interface.requests import Answer, Caller, Invoke, Kept, Open, Press, Request, Update
from bot.interface.run import Run
from bot.interface.values import mended
from bot.ports.store import Store, Unit
from bot.text.locales import Speech
from bot.text.text import Text

TITLE = 200
"""So many characters of a chat's title are kept."""

logger = logging.getLogger(__name__)


class Interface:
    """Everything that people can tell the bot, on whatever platform."""

    def __init__(
        self, commands: Sequence[Command], store: Store, speeches: Mapping[str, Speech], checks: Sequence[Prepare]
    ) -> None:
        self.commands = tuple(commands)
        self.speeches = speeches
        self.places = Places(store)
        self.renderer = Renderer(speeches, {command.name: command for command in commands}, checks)
        self._store = store

    def command(self, name: str) -> Command | None:
        """The command of this name."""
        return self.renderer.commands.get(name)

    def label(self, text: Text, language: str) -> str:
        """A short text for a menu, in a language, else in the source's."""
        return self.renderer.label(text, language)

    async def answer(self, caller: Caller, request: Request, update: Update | None = None) -> Answer | None:
        """Do what is asked, on disk when this returns, and say what came of it.

        Nothing comes back for a repeated update, and for a line that is meant for others.
        """
        caller = replace(caller, title=mended(caller.title)[:TITLE])
        manages = await caller.manages() if self._asks_for_manager(request) else False
        try:
            return await self._store.write(lambda unit: self._run(unit, caller, manages).answer(request, update))
        except Exception:
            logger.exception("a request failed")
            return await self._store.write(lambda unit: self._run(unit, caller, manages).apologize(update))

    async def leaving(self, platform: str, number: int) -> bool:
        """The answer to an update is about to leave; false where it began to before, and must not leave again."""
        return await self._store.write(lambda unit: unit.updates.leaving(platform, number))

    async def stays(self, platform: str, number: int, kept: Kept) -> None:
        """The answer to an update surely did not leave, or its rest did not: it is on disk until it does."""
        text = msgspec.json.encode(kept).decode()
        await self._store.write(lambda unit: unit.updates.keep_answer(platform, number, text))

    async def unanswered(self, platform: str) -> Sequence[tuple[int, Kept]]:
        """The answers to updates that did not begin to leave when the process last ended."""
        waiting = await self._store.read(lambda unit: unit.updates.unanswered(platform))
        return [(number, msgspec.json.decode(kept, type=Kept)) for number, kept in waiting]

    async def suggest(self, caller: Caller, command: str, option: str, typed: str) -> Sequence[Suggestion]:
        """What somebody who is typing an option of a command may mean."""
        declared = self.command(command)
        wanted = declared.option(option) if declared else None
        if declared is None or wanted is None or wanted.suggest is None:
            return ()
        suggest = wanted.suggest

        def unit(unit: Unit) -> Sequence[Suggestion]:
            calls = Calls(unit, caller, False, self.renderer)
            call = calls.call(declared, {})
            return suggest(call, mended(typed)[:200]) if calls.allowed(declared, call) else ()

        return await self._store.read(unit)

    def private(self, request: Request) -> bool:
        """Whether nobody but its caller sees the answer to a request, unless it is a public command's."""
        command = self._meant(request)
        return command is None or command.private

    def _asks_for_manager(self, request: Request) -> bool:
        command = self._meant(request)
        return command is not None and (command.manager or command.asks_manager)

    def _meant(self, request: Request) -> Command | None:
        match request:
            case Invoke(name, _):
                return self.command(name)
            case Press(text) | Open(text):
                action = Action.read(text)
                return self.command(action.command) if action else None
        return None

    def _run(self, unit: Unit, caller: Caller, manages: bool) -> Run:
        return Run(unit, caller, Calls(unit, caller, manages, self.renderer), self.renderer)
