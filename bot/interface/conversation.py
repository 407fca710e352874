"""Everything that people can tell the bot, on whatever platform."""

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

import msgspec

from bot.interface.actions import Action
from bot.interface.calls import Calls
from bot.interface.command import Command
from bot.interface.files import Fetched, IncomingFile, asked_for
from bot.interface.options import Suggestion
from bot.interface.places import Places
from bot.interface.reachability import Reachability
from bot.interface.rendering import Prepare, Renderer
from bot.interface.request_run import RequestRun
from bot.interface.requests import Answer, Caller, Invoke, Open, PendingAnswer, Press, Request, Update
from bot.interface.suggesting import LONGEST, fitting
from bot.model.files import MOST_BYTES
from bot.ports.store import Store, Unit
from bot.text.checks import mended
from bot.text.locales import Speech
from bot.text.text import Text

TITLE = 200
"""So many characters of a chat's title are kept."""

logger = logging.getLogger(__name__)


class Interface:
    """Everything that people can tell the bot, on whatever platform."""

    def __init__(
        self, commands: Sequence[Command], store: Store, speeches: Mapping[str, Speech], checks: Mapping[str, Prepare]
    ) -> None:
        self.commands = tuple(commands)
        self.speeches = speeches
        self.places = Places(store)
        self.reachability = Reachability(store)
        self.answered: Callable[[], None] = lambda: None
        """Told whenever something may have come into the queue."""
        self.renderer = Renderer(speeches, {command.name: command for command in commands}, checks)
        self.mails = False
        """Whether mail is sent."""
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
        if isinstance(request, Invoke) and request.chat:
            named = request.chat
            caller = replace(
                caller,
                address=named.address,
                kind=named.kind,
                title=mended(named.title)[:TITLE],
                writable=named.writable,
            )
            manages = named.manages
        await self._check(caller, request)
        sent = await self._fetch(caller, request)
        try:
            return await self._store.write(lambda unit: self._run(unit, caller, manages, sent).answer(request, update))
        except Exception:
            logger.exception("a request failed")
            return await self._store.write(lambda unit: self._run(unit, caller, manages).apologize(update))
        finally:
            self.answered()

    async def _check(self, caller: Caller, request: Request) -> None:
        """Ask the platforms which chats can be reached, where the command that is meant wants to know."""
        command, action = self._meant(request), Action.read(request.action) if isinstance(request, Press) else None
        if command is None or command.reachability is None or action is None:
            return
        raw = {name: value for name, value in zip(command.names, action.values, strict=False) if value}
        await self.reachability.check(
            await self._store.read(lambda unit: self._run(unit, caller).reached(command, raw))
        )

    async def _fetch(self, caller: Caller, request: Request) -> Fetched | None:
        """The file that came along, where it is asked for: nobody else makes the bot fetch anything."""
        upload = None if isinstance(request, Press | Open) else request.upload
        if upload is None or not await self._store.read(lambda unit: asked_for(request, self._calls(unit, caller))):
            return None
        try:
            content = await upload.fetch() if upload.size <= MOST_BYTES else None
        except Exception:
            logger.exception("a file could not be fetched")
            return Fetched(upload.name, upload.mime, None)
        fits = content is not None and len(content) <= MOST_BYTES
        return Fetched(mended(upload.name)[-TITLE:], upload.mime[:100], content if fits else None, too_large=not fits)

    async def leaving(self, platform: str, number: int) -> bool:
        """The answer to an update is about to leave; false where it began to before, and must not leave again."""
        return await self._store.write(lambda unit: unit.updates.leaving(platform, number))

    async def stays(self, platform: str, number: int, kept: PendingAnswer) -> None:
        """The answer to an update surely did not leave, or its rest did not: it is on disk until it does."""
        text = msgspec.json.encode(kept).decode()
        await self._store.write(lambda unit: unit.updates.keep_answer(platform, number, text))

    async def unanswered(self, platform: str) -> Sequence[tuple[int, PendingAnswer]]:
        """The answers to updates that did not begin to leave when the process last ended."""
        waiting = await self._store.read(lambda unit: unit.updates.unanswered(platform))
        return [(number, msgspec.json.decode(kept, type=PendingAnswer)) for number, kept in waiting]

    async def suggest(
        self, caller: Caller, command: str, option: str, typed: str, most: int = LONGEST
    ) -> Sequence[Suggestion]:  # fmt: skip
        """What somebody who is typing an option of a command may mean, in labels and values of at most `most`
        characters."""
        declared = self.command(command)
        wanted = declared.option(option) if declared else None
        if declared is None or wanted is None or wanted.suggest is None:
            return ()
        suggest = wanted.suggest

        def unit(unit: Unit) -> Sequence[Suggestion]:
            calls = self._calls(unit, caller)
            call = calls.call(declared, {})
            return fitting(suggest(call, mended(typed)[:200]), most) if calls.allowed(declared, call) else ()

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

    def _run(self, unit: Unit, caller: Caller, manages: bool = False, sent: Fetched | None = None) -> RequestRun:
        calls = self._calls(unit, caller, manages)
        return RequestRun(unit, caller, calls, self.renderer, IncomingFile(calls, sent))

    def _calls(self, unit: Unit, caller: Caller, manages: bool = False) -> Calls:
        return Calls(unit, caller, manages, self.renderer, self.mails)
