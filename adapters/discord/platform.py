"""The bot on Discord: its connection, its commands and what people send."""

import asyncio
import logging
from collections.abc import Awaitable, Collection, Sequence
from dataclasses import replace
from itertools import count
from typing import Any

import aiohttp
import discord

from adapters.discord.answering import Drawing, respond
from adapters.discord.client import Client
from adapters.discord.drawing.pieces import UnreadableFile
from adapters.discord.hearing import commands, incoming, menus
from adapters.discord.library import point_at
from adapters.discord.lines import Lines
from adapters.discord.refusals import refused
from adapters.discord.sending.messenger import DiscordMessenger
from adapters.discord.servers.gatherings import Gatherings
from adapters.discord.servers.growth import is_crowded
from adapters.discord.servers.places import Servers
from adapters.discord.servers.workplaces import Built, Workplaces
from bot.delivery.backoff import Backoff
from bot.delivery.pace import Pace
from bot.errors import SetupError
from bot.interface.command import Command
from bot.interface.conversation import Interface
from bot.interface.options import Option
from bot.interface.requests import Answer, Page, Request
from bot.log_events import log_event
from bot.model.bots import BotProfile
from bot.model.health import Ailment, Pulse
from bot.platforms import WHOLE, Part
from bot.ports.messenger import Message, Uploads

logger = logging.getLogger(__name__)

Interaction = discord.Interaction[Any]
RECONNECTING = Backoff(5.0, 60.0)
PARTING_SECONDS = 2.0
AGAIN = "Another is taken by itself where it stands in a file or in .env; at SIGHUP this one is tried again"
_TYPED = discord.AppCommandType.chat_input


def _tell(level: int, what: str, sentence: str, **values: str) -> None:
    log_event(logger, level, f"platform.{what}", sentence, platform=incoming.PLATFORM, **values)


async def _unseen(work: Awaitable[Answer | None]) -> Answer | None:
    """An answer that nobody but its person sees, whatever it is."""
    answer = await work
    if isinstance(answer, Page):
        return replace(answer, onward=replace(answer.onward, private=True))
    return replace(answer, private=True) if isinstance(answer, Message) else answer


class DiscordPlatform:
    """Discord: its messenger, its interactions, and its links (it has none into a private chat)."""

    name = "Discord"

    def __init__(
        self,
        token: str,
        *,
        api_url: str,
        gateway_url: str,
        interface: Interface,
        pace: Pace,
        uploads: Uploads,
        part: Part = WHOLE,
    ) -> None:
        """`part`: the shard whose servers it hears; the first hears direct messages too, and declares the commands."""
        point_at(api_url, gateway_url)
        self._token = token
        self._interface = interface
        self._pace = pace
        self._part = part
        self.messenger = DiscordMessenger(pace, uploads)
        self.servers = Servers(interface.places)
        self._gatherings = Gatherings(interface.calendars, pace)
        self._workplaces = Workplaces(interface.places, lambda: self._built(organizers=True))
        self._answering: set[asyncio.Task[None]] = set()
        self.lines = Lines(interface, self.messenger, lambda: self.messenger.account)
        self.ready = asyncio.Event()
        self._lost = False
        self._pulse = Pulse()
        self._client: Client | None = None

    def link(self, action: str) -> str:
        """Nothing: no link performs an action on Discord."""
        return ""

    @property
    def bot(self) -> BotProfile | None:
        """The bot as people find it: by the link with which it is added to a server, or to an account."""
        user = self.messenger.user if self.ready.is_set() else None
        return BotProfile(self.name, user.name, discord.utils.oauth_url(user.id, scopes=())) if user else None

    @property
    def ailments(self) -> Collection[Ailment]:
        """Why the connection is lost, if it is; and that Discord will soon let the bot into no more servers."""
        crowded = self._part.sends and self._client is not None and is_crowded(self._client)
        return (*self._pulse.ailments, *([Ailment.CROWDED] if crowded else []))

    async def run(self) -> None:
        """Serve Discord until cancelled; raises `SetupError` where it refuses the token."""
        failures = 0
        try:
            while True:
                self.ready.clear()
                await self._serve()
                failures = 1 if self.ready.is_set() else failures + 1
                await asyncio.sleep(RECONNECTING.seconds(failures))
        finally:
            if self.ready.is_set():
                _tell(logging.INFO, "stopped", "%(platform)s is served no more")

    async def stand_by(self) -> None:
        """Ask Discord, and send, by a client that hears nothing; raises `SetupError` where it refuses the token."""
        for tries in count(1):
            client = Client(self, self._pace, hears=False)
            try:
                await client.login(self._token)
                self.messenger.use(client)
                self.ready.set()
                await asyncio.Event().wait()
            except (discord.DiscordException, aiohttp.ClientError, OSError) as error:
                if isinstance(error, discord.DiscordException) and (refusal := refused(error)):
                    raise SetupError(f"Discord {refusal.said}") from None
                self._unreachable(error)
            finally:
                self.ready.clear()
                await client.close()
            await asyncio.sleep(RECONNECTING.seconds(tries))

    def others_answered(self) -> None:
        """Nothing: who hears an interaction answers it."""

    async def _serve(self) -> None:
        """Serve Discord by a client of its own, until the connection is lost in a way that the library can't mend."""
        client = self._client = Client(self, self._pace, self._part)
        gathering = asyncio.create_task(self._gatherings.keep(client)) if self._part.sends else None
        try:
            await client.login(self._token)
            self.messenger.use(client)
            await client.connect()
        except discord.DiscordException as error:
            if refusal := refused(error):
                _tell(logging.ERROR, "refused", f"%(platform)s {refusal.told}. {AGAIN}", setting=refusal.setting)
                raise SetupError(f"Discord {refusal.said}") from None
            self._unreachable(error)
        except (aiohttp.ClientError, OSError) as error:
            self._unreachable(error)
        except Exception:
            self._pulse.ailment = Ailment.UNREACHABLE
            logger.exception("Discord can't be reached; trying again")
        finally:
            if gathering:
                gathering.cancel()
            if self._answering:
                await asyncio.wait(self._answering, timeout=PARTING_SECONDS)
            await client.close()

    def _unreachable(self, error: Exception) -> None:
        kind, self._pulse.ailment = type(error).__name__, Ailment.UNREACHABLE
        _tell(logging.WARNING, "unreachable", "%(platform)s can't be reached (%(error)s); trying again", error=kind)

    def connected(self) -> None:
        """The client is connected, in a session of its own; the one before it may have been somebody else's."""
        if self.ready.is_set():
            _tell(
                logging.WARNING,
                "taken_over",
                "%(platform)s has ended the session, or another process took it over; a new one has begun",
            )
        else:
            _tell(logging.INFO, "started", "%(platform)s is served")
        self._lost = False
        self._pulse.well()
        self.ready.set()

    def disconnected(self) -> None:
        """The connection was lost; the library takes it up again."""
        if self.ready.is_set() and not self._lost:
            _tell(logging.INFO, "disconnected", "the connection to %(platform)s was lost; it is taken up again")
        self._lost = True
        self._pulse.ailment = Ailment.UNREACHABLE

    def resumed(self) -> None:
        """The session goes on over another connection."""
        self._lost = False
        self._pulse.well()
        _tell(logging.INFO, "resumed", "the session on %(platform)s goes on")

    async def prepare(self, client: Client) -> None:
        """Declare the commands to Discord, which the first of several shards does for all."""
        await client.tree.set_translator(commands.Translator(self._interface))
        for built in (*self._built(organizers=False), *self._built(organizers=True)):
            client.tree.add_command(built)
        try:
            synced = await (client.tree.sync() if self._part.sends else client.tree.fetch_commands())
            self.messenger.commands = {each.name: each.id for each in synced if each.type is _TYPED}
        except discord.DiscordServerError:
            raise
        except (discord.HTTPException, discord.RateLimited) as error:
            logger.error("Discord did not take the commands: %s", type(error).__name__)
        await self._workplaces.refresh(client.tree)

    def _built(self, organizers: bool) -> Sequence[Built]:
        """The commands and context menus for everybody, or those for organizers."""
        meant = [each for each in self._interface.commands if bool(each.roles) is organizers]
        typed = [commands.build(each, self._interface, self.answer, self._suggested) for each in meant if each.menu]
        pointed = [
            menus.build(each, each.on_message, self._interface, self.answer) for each in meant if each.on_message
        ]
        return [*typed, *pointed]

    async def answer(self, interaction: Interaction, request: Request) -> None:
        """Answer a command, a press or a form that was submitted."""
        self.lines.speaks(interaction.user.id, interaction.locale.value)
        alone = incoming.installed_by_person(interaction)
        work = self._interface.answer(incoming.caller(interaction), request)
        private = alone or self._interface.private(request)
        drawing = Drawing(self.messenger.attachments, self.messenger.commands)
        answering = asyncio.create_task(
            respond(interaction, _unseen(work) if alone else work, private, drawing, len(self._answering))
        )
        self._answering.add(answering)
        answering.add_done_callback(self._answering.discard)
        try:
            await asyncio.shield(answering)
        except (discord.HTTPException, aiohttp.ClientError, OSError, UnreadableFile) as error:
            logger.warning("an answer could not be given: %s", type(error).__name__)
        if self._interface.for_hosts(request):
            self._gatherings.soon()
        if self._interface.for_owners(request) and isinstance(interaction.client, Client):
            await self._workplaces.refresh(interaction.client.tree)

    async def _suggested(
        self, interaction: Interaction, command: Command, option: Option, typed: str
    ) -> Sequence[tuple[str, str]]:
        caller = incoming.caller(interaction)
        found = await self._interface.suggest(caller, command.name, option.name, typed, commands.CHOICE)
        return [(each.value, each.label) for each in found]

    async def joined(self, guild: discord.Guild) -> None:
        """What follows in a server follows again; and the core hears of it, in the channel in which the bot can say
        what it is. Who let it in, Discord tells only whoever reads the server's log."""
        await self.servers.there([guild])
        await self.servers.arrived(guild)
