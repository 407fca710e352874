"""Everything that people can tell the bot, on whatever platform."""

import asyncio
import logging
from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from time import perf_counter

import msgspec

from bot.errors import CommitUncertain, NotTypeset, StorageError
from bot.interface.actions import Action
from bot.interface.call import Kinds
from bot.interface.calls import Calls
from bot.interface.command import Command
from bot.interface.files import NOT_NOW, TOO_LARGE_A_PICTURE, UNFIT, Awaited, Fetched, IncomingFile, awaited
from bot.interface.offering.calendars import Calendars
from bot.interface.offering.profile import Profile, organizers, profile
from bot.interface.offering.sharing import Found, shareable
from bot.interface.offering.suggesting import LONGEST, fitting
from bot.interface.options import Suggestion
from bot.interface.places import TITLE, Places
from bot.interface.reachability import Reachability
from bot.interface.rendering import Prepare, Renderer
from bot.interface.request_run import RequestRun
from bot.interface.requests import Answer, Caller, Invoke, Open, PendingAnswer, Press, Request, Say, Update, Upload
from bot.interface.typed.naming import named_chat
from bot.interface.typesetting import Typeset, Typesetting, nothing_typeset
from bot.log_events import request as logged_request
from bot.model.bots import BotProfile
from bot.model.chats import ChatKind
from bot.model.files import MOST_BYTES, MOST_FILES
from bot.model.people.person import Account, Role
from bot.model.pictures import MOST_BYTES as MOST_BYTES_OF_PICTURE
from bot.ports.measures import Measures, Unmeasured
from bot.ports.messenger import Message
from bot.ports.redrawer import Redrawer
from bot.ports.store import Store, Unit
from bot.text.checks import mended
from bot.text.compose import compose
from bot.text.locales import SOURCE, Speech, primary
from bot.text.text import Text, t

SOUGHT = 256
"""So many characters are looked at of what somebody wants to share."""

AGAIN_SECONDS = (0.5, 1.0, 2.0)
"""After each of these it is tried to find out what is not known: whether something is on disk."""

NOT_RECORDED = t(
    "This could not be recorded: the bot can't write to its storage at the moment. What you just sent was not kept. "
    "Please try again later."
)
PERHAPS_RECORDED = t(
    "It is not known whether this was recorded: the bot's storage failed in the middle of it. Please look later "
    "whether it is there, and send it again only if it is not."
)

logger = logging.getLogger(__name__)


class Interface:
    """Everything that people can tell the bot, on whatever platform."""

    def __init__(
        self,
        commands: Sequence[Command],
        store: Store,
        speeches: Mapping[str, Speech],
        checks: Mapping[str, Prepare],
        kinds: Kinds | None = None,
    ) -> None:
        self.commands = tuple(commands)
        self.speeches = speeches
        self.places = Places(store, frozenset(speeches))
        self.calendars = Calendars(store)
        self.reachability = Reachability(store)
        self.typesetting = Typesetting(store)
        self.redrawer: Redrawer | None = None
        """Who draws pictures anew that people send; without one none is taken."""
        self.answered: Callable[[], None] = lambda: None
        """Told whenever something may have come into the queue."""
        self.renderer = Renderer(speeches, {command.name: command for command in commands}, checks, kinds or {})
        self.mails = False
        """Whether mail is sent."""
        self.web = ""
        """The public address of the pages, without a slash at its end; empty where there are none."""
        self.links = dict[str, Callable[[str], str]]()
        """The link that performs an action in private, by the names of the platforms that are connected."""
        self.bots = dict[str, Callable[[], BotProfile | None]]()
        """The bot as people find it on each platform, by the names of those; nothing where it is not connected."""
        self.measures: Measures = Unmeasured()
        """Told how long each request took."""
        self._store = store

    def command(self, name: str) -> Command | None:
        """The command of this name."""
        return self.renderer.commands.get(name)

    def label(self, text: Text, language: str) -> str:
        """A short text for a menu, in a language, else in the source's."""
        return self.renderer.label(text, language)

    async def answer(self, caller: Caller, request: Request, update: Update | None = None) -> Answer | None:
        """Do what is asked, on disk when this returns, and say what came of it; or that it could not be recorded.

        Nothing comes back for a repeated update, and for a line that is meant for others.
        """
        begun = perf_counter()
        with logged_request():
            try:
                return await self._answered(caller, request, update)
            except StorageError as failed:
                return await self._not_recorded(caller, request, failed)
            finally:
                self.measures.replied(caller.account.platform, perf_counter() - begun)

    async def _answered(self, caller: Caller, request: Request, update: Update | None) -> Answer | None:
        caller = replace(caller, title=mended(caller.title)[:TITLE])
        manages = await caller.manages() if self._asks_for_manager(request) else False
        request, elsewhere = await named_chat(self._store, self.renderer.commands, caller, request, manages)
        named = request.chat if isinstance(request, Invoke) and request.chat else elsewhere
        if named:
            caller = replace(
                caller,
                address=named.address,
                kind=named.kind,
                title=mended(named.title)[:TITLE],
                writable=named.writable,
                lacks=named.lacks,
                public=named.public,
                whole=named.whole,
                beside=(),
            )
            manages = named.manages
        await self._check(caller, request)
        sent = await self._fetch(caller, request)
        try:
            return await self.typesetting.within(
                lambda typeset: self._recorded(
                    lambda unit: self._run(unit, caller, manages, sent, typeset).answer(request, update), update
                )
            )
        except StorageError:
            raise
        except Exception:
            logger.exception("a request failed")
            return await self._recorded(lambda unit: self._run(unit, caller, manages).apologize(update), update)

    async def _recorded(self, unit: Callable[[Unit], Answer | None], update: Update | None) -> Answer | None:
        """What comes of a unit that takes an update's number first: where it is not known whether that is on disk,
        doing it once more tells, and changes nothing where it is."""
        answers, stirs = list[Answer | None](), False

        def noting(this: Unit) -> Answer | None:
            nonlocal stirs
            answers.append(unit(this))
            stirs = stirs or this.stirs
            return answers[-1]

        try:
            return await self._store.write(noting)
        except CommitUncertain as failed:
            if update is None:
                raise
            uncertain = failed
        finally:
            if stirs:
                self.answered()
        for pause in AGAIN_SECONDS:
            await asyncio.sleep(pause)
            with suppress(StorageError):
                await self._store.write(noting)  # gives nothing where an earlier time is on disk
                return next((each for each in reversed(answers) if each is not None), None)
        raise uncertain

    async def _not_recorded(self, caller: Caller, request: Request, failed: StorageError) -> Message | None:
        """What somebody is told of whose request nothing could be recorded; nothing for a line meant for others."""
        text = PERHAPS_RECORDED if isinstance(failed, CommitUncertain) else NOT_RECORDED

        def unit(unit: Unit) -> Message | None:
            run = self._run(unit, caller)
            return run.calls.say(text) if run.is_meant(request) else None

        try:
            said = await self._store.read(unit)
        except StorageError:
            if isinstance(request, Say) and not caller.confidential:
                return None
            said = self._said(self._spoken(caller), text)
        return replace(said, on_disk=False) if said else None

    async def say(self, caller: Caller, *texts: Text) -> Message:
        """What a platform has to tell somebody by itself, in their language, as far as that is known."""
        try:
            speech = await self._store.read(lambda unit: self._calls(unit, caller).speech(private=True))
        except StorageError:
            speech = self._spoken(caller)
        return self._said(speech, *texts)

    def _spoken(self, caller: Caller) -> Speech:
        """The language that the platform says somebody speaks, else the source's."""
        return self.speeches.get(primary(caller.language), self.speeches[SOURCE])

    def _said(self, speech: Speech, *texts: Text) -> Message:
        return Message(compose(texts, speech), private=True, language=speech.tag)

    async def _check(self, caller: Caller, request: Request) -> None:
        """Ask the platforms which chats can be reached, where the command that is meant wants to know."""
        command, action = self._meant(request), Action.read(request.action) if isinstance(request, Press) else None
        if command is None or command.reachability is None or action is None:
            return
        raw = command.filled(action.values)
        if raw is None:
            return
        await self.reachability.check(
            await self._store.read(lambda unit: self._run(unit, caller).reached(command, raw))
        )

    async def _fetch(self, caller: Caller, request: Request) -> Sequence[Fetched]:
        """The files that came along, where they are asked for: nobody else makes the bot fetch anything."""
        if isinstance(request, Press | Open) or request.upload is None:
            return ()
        found = await self._store.read(lambda unit: awaited(request, self._calls(unit, caller)))
        if found is Awaited.NOTHING:
            return ()
        fetched = [await self._fetched(each) for each in (request.upload, *request.more)[:MOST_FILES]]
        return [await self._redrawn(each) for each in fetched] if found is Awaited.PICTURE else fetched

    async def _fetched(self, upload: Upload) -> Fetched:
        try:
            content = await upload.fetch() if upload.size <= MOST_BYTES else None
        except Exception:
            logger.exception("a file could not be fetched")
            return Fetched(upload.name, upload.mime, None)
        fits = content is not None and len(content) <= MOST_BYTES
        return Fetched(mended(upload.name)[-TITLE:], upload.mime[:100], content if fits else None, too_large=not fits)

    async def _redrawn(self, sent: Fetched) -> Fetched:
        """A picture, drawn anew before a unit of work begins: nothing else of its file is ever kept."""
        if sent.content is None:
            return sent
        if len(sent.content) > MOST_BYTES_OF_PICTURE:
            return replace(sent, content=None, unfit=TOO_LARGE_A_PICTURE)
        try:
            drawn = await self.redrawer.redraw(sent.content) if self.redrawer else None
        except NotTypeset as error:
            logger.warning("a picture was not drawn anew: %s", error)
            drawn = None
        if isinstance(drawn, bytes):
            return Fetched("picture.png", "image/png", drawn)
        return replace(sent, content=None, unfit=UNFIT[drawn] if drawn else NOT_NOW)

    async def leaving(self, platform: str, numbers: Sequence[int]) -> Sequence[bool]:
        """The answers to these updates are about to leave; false where one began to before, and must not leave
        again."""
        return await self._store.write(lambda unit: [unit.updates.leaving(platform, each) for each in numbers])

    async def stays(self, platform: str, number: int, kept: PendingAnswer) -> None:
        """The answer to an update surely did not leave, or its rest did not: it is on disk until it does."""
        text = msgspec.json.encode(kept).decode()
        await self._store.write(lambda unit: unit.updates.keep_answer(platform, number, text))

    async def unanswered(self, platform: str, besides: Collection[int] = ()) -> Sequence[tuple[int, PendingAnswer]]:
        """The answers to updates that did not begin to leave, besides those to these, which are about to."""
        waiting = await self._store.read(lambda unit: unit.updates.unanswered(platform, besides))
        return [(number, msgspec.json.decode(kept, type=PendingAnswer)) for number, kept in waiting]

    async def remembered(self, platform: str) -> Mapping[str, str]:
        """What a platform's adapter has to find again at its next start; raises `StorageError`."""
        return await self._store.read(lambda unit: unit.updates.remembered(platform))

    async def remember(self, platform: str, values: Mapping[str, str]) -> None:
        """Keep some of that on disk; what is empty is kept no more. Raises `StorageError`."""
        await self._store.write(lambda unit: unit.updates.remember(platform, values))

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

        try:
            return await self._store.read(unit)
        except StorageError:
            return ()

    async def share(self, caller: Caller, typed: str) -> Found:
        """What somebody may take into any chat, by what they have typed of it: public facts, whoever they are."""
        public = replace(caller, kind=ChatKind.GROUP, confidential=False)

        def unit(unit: Unit) -> Found:
            return shareable(unit, self._calls(unit, public), self.renderer, mended(typed)[:SOUGHT])

        try:
            return await self._store.read(unit)
        except StorageError:
            return Found()

    async def profiles(self) -> Mapping[str, Profile]:
        """What the bot is, by language; nothing where that can't be read."""

        def unit(unit: Unit) -> Mapping[str, Profile]:
            said = {tag: profile(unit, speech) for tag, speech in self.speeches.items()}
            return {tag: each for tag, each in said.items() if each}

        try:
            return await self._store.read(unit)
        except StorageError:
            return {}

    async def organizers(self, platform: str) -> Mapping[str, frozenset[Role]] | None:
        """The roles of everybody on a platform who has any, by their accounts; nothing where that can't be read."""
        try:
            return await self._store.read(lambda unit: organizers(unit, platform))
        except StorageError:
            return None

    async def menus(self, platform: str) -> Sequence[str] | None:
        """The accounts on a platform whose private chats were given an organizer's menu; nothing where that can't be
        read."""
        try:
            return await self._store.read(lambda unit: unit.menus.of(platform))
        except StorageError:
            return None

    async def menu_given(self, account: Account, has: bool) -> None:
        """A private chat is about to have an organizer's menu, or has none any more; raises `StorageError`."""
        await self._store.write(lambda unit: unit.menus.give(account) if has else unit.menus.take(account))

    def private(self, request: Request) -> bool:
        """Whether nobody but its caller sees the answer to a request, unless it is a public command's."""
        command = self._meant(request)
        return command is None or command.private

    def for_owners(self, request: Request) -> bool:
        """Whether a request is a command for owners alone: what they set may change what people are shown."""
        command = self._meant(request)
        return command is not None and command.roles == frozenset({Role.OWNER})

    def for_hosts(self, request: Request) -> bool:
        """Whether a request is a command for who manages a place: what they set may change what is shown there."""
        command = self._meant(request)
        return command is not None and command.manager

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

    def _run(
        self,
        unit: Unit,
        caller: Caller,
        manages: bool = False,
        sent: Sequence[Fetched] = (),
        typeset: Typeset = nothing_typeset,
    ) -> RequestRun:
        calls = self._calls(unit, caller, manages)
        calls.typesetting = typeset
        return RequestRun(unit, caller, calls, self.renderer, IncomingFile(calls, sent))

    def _calls(self, unit: Unit, caller: Caller, manages: bool = False) -> Calls:
        return Calls(
            unit,
            caller,
            manages,
            self.renderer,
            self.mails,
            self.links,
            posted_at=self.reachability.posted_at,
            lacking=self.reachability.lacking,
            web=self.web,
        )  # fmt: skip
