"""The bot on Matrix: what happened is fetched, handled, on disk, and only then not asked for again."""

import asyncio
import logging
import time
from collections.abc import Collection, Mapping
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

from adapters.matrix.addresses import PLATFORM, link_to
from adapters.matrix.api.http import Homeserver, MatrixError, NeverLeft, Unanswered
from adapters.matrix.api.outcomes import NO_TOKEN, waits
from adapters.matrix.handling import Handling
from adapters.matrix.incoming.encryption import Encrypted
from adapters.matrix.incoming.syncing import Syncing
from adapters.matrix.rooms.posts import Posts
from adapters.matrix.rooms.rooms import Rooms
from adapters.matrix.sending.answering import Answering
from adapters.matrix.sending.media import Media
from adapters.matrix.sending.messenger import MatrixMessenger
from adapters.matrix.sending.outbox import Outbox
from adapters.matrix.sending.posting import Posting
from bot.delivery.backoff import Backoff
from bot.delivery.pace import Pace
from bot.delivery.recording import until_recorded
from bot.errors import SetupError, StorageError
from bot.interface.conversation import Interface
from bot.log_events import log_event
from bot.model.bots import BotProfile
from bot.model.health import Ailment, Pulse
from bot.ports.messenger import Uploads

logger = logging.getLogger(__name__)

REFUSED = "Matrix refuses MATRIX_TOKEN. Log the bot's account in again, and set the new token."
RECONNECTING = Backoff(3.0, 60.0)
RECORDING = Backoff(3.0, 60.0)

POSITION, DEVICE, SINCE = "position", "device", "since"
"""What is kept of a platform: up to where it was read, by which device, and since when that is in use."""


def _unreachable(error: Exception) -> None:
    kind = error.code if isinstance(error, MatrixError) else type(error).__name__
    sentence = "%(platform)s can't be reached (%(error)s); trying again"
    log_event(logger, logging.WARNING, "platform.unreachable", sentence, platform=PLATFORM, error=kind)


async def _left_alone(synced: Mapping[str, Any], since: str) -> None:
    """What another process handles."""


async def _not_kept(position: str) -> None:
    """How far another process has read is what counts."""


class MatrixPlatform:
    """Matrix: its messenger, its rooms, and its links (it has none that performs an action)."""

    name = "Matrix"

    def __init__(
        self, token: str, *, url: str, interface: Interface, pace: Pace, uploads: Uploads, ours: bool = False
    ) -> None:
        """`ours`: the homeserver is the host's own."""
        self._homeserver = Homeserver(url, token, pace.asked)
        self._url = url
        self._interface = interface
        self._rooms, self._posts = Rooms(self._homeserver, ours), Posts(self._homeserver)
        posting = Posting(self._homeserver, self._rooms, self._posts, pace)
        self.messenger = MatrixMessenger(posting, self._rooms, self._posts, Media(self._homeserver, uploads))
        self._outbox = Outbox(interface, Answering(self.messenger, posting, self._rooms, pace), self._rooms, pace)
        self._handling = Handling(
            homeserver=self._homeserver,
            interface=interface,
            rooms=self._rooms,
            posts=self._posts,
            outbox=self._outbox,
            encrypted=Encrypted(interface, posting, self._rooms, pace),
        )
        self.ready = asyncio.Event()
        self._pulse = Pulse()

    def link(self, action: str) -> str:
        """Nothing: no link performs an action on Matrix."""
        return ""

    @property
    def bot(self) -> BotProfile | None:
        """The bot as people find it, by its account."""
        if not self.ready.is_set():
            return None
        return BotProfile(self.name, self._rooms.account, link_to(self._rooms.account))

    @property
    def ailments(self) -> Collection[Ailment]:
        """Why nothing is heard from the homeserver, if it isn't."""
        return self._pulse.ailments

    async def run(self) -> None:
        """Serve Matrix until cancelled; raises `SetupError` where it refuses the token, or no homeserver is set."""
        self._open()
        try:
            position = await self._connect()
            log_event(logger, logging.INFO, "platform.started", "%(platform)s is served", platform=PLATFORM)
            syncing = Syncing(self._homeserver, position, self._rooms.follow, self._handling.handle, self._keep)
            await self._step(syncing)
            await self._outbox.begin()
            self.ready.set()
            while True:
                await self._step(syncing)
        finally:
            was_ready = self.ready.is_set()
            self.ready.clear()
            await self._outbox.end()
            await self._homeserver.close()
            if was_ready:
                sentence = "%(platform)s is served no more"
                log_event(logger, logging.INFO, "platform.stopped", sentence, platform=PLATFORM)

    def others_answered(self) -> None:
        """Nothing: who reads the rooms answers what is said there."""

    async def stand_by(self) -> None:
        """Know the rooms, so that the homeserver can be asked, and leave what happens there to the process that serves
        it; raises `SetupError` likewise."""
        self._open()
        try:
            await self._connect()
            syncing = Syncing(self._homeserver, "", self._rooms.follow, _left_alone, _not_kept)
            await self._step(syncing)
            self.ready.set()
            while True:
                await self._step(syncing)
        finally:
            self.ready.clear()
            await self._homeserver.close()

    def _open(self) -> None:
        if not self._url:
            raise SetupError("MATRIX_URL is not set. It is the homeserver's address, as https://matrix.example.org.")
        self._homeserver.open()

    async def _keep(self, position: str) -> None:
        await self._interface.remember(PLATFORM, {POSITION: position})

    async def _step(self, syncing: Syncing) -> None:
        """Fetch once, however often it takes; raises `SetupError` where the token is refused."""
        for tries in count(1):
            try:
                await syncing.step()
            except MatrixError as error:
                if error.code in NO_TOKEN:
                    raise self._refused() from None
                self._unreachable(error)
                await asyncio.sleep(max(waits(error), RECONNECTING.seconds(tries)))
            except (NeverLeft, Unanswered, StorageError) as error:
                self._unreachable(error)
                await asyncio.sleep(RECONNECTING.seconds(tries))
            else:
                self._pulse.well()
                return

    def _unreachable(self, error: Exception) -> None:
        self._pulse.ailment = Ailment.UNREACHABLE
        _unreachable(error)

    async def _connect(self) -> str:
        """Learn who the bot is there, and from where to go on."""
        for tries in count(1):
            try:
                who = await self._homeserver.get("account", "whoami")
                await self._rooms.begin(str(who["user_id"]))
            except MatrixError as error:
                if error.code in NO_TOKEN:
                    raise self._refused() from None
                self._unreachable(error)
            except (NeverLeft, Unanswered) as error:
                self._unreachable(error)
            else:
                self._posts.account = self._rooms.account
                return await self._recognized(f"{who['user_id']} {who.get('device_id', '')}")
            await asyncio.sleep(RECONNECTING.seconds(tries))
        raise AssertionError

    async def _recognized(self, device: str) -> str:
        """From where to go on: another account begins anew, and what was on its way from another device is known to no
        homeserver any more."""
        kept = await until_recorded(lambda: self._interface.remembered(PLATFORM), RECORDING)
        position, since = kept.get(POSITION, ""), kept.get(SINCE, "")
        if kept.get(DEVICE) != device:
            same = kept.get(DEVICE, "").partition(" ")[0] == device.partition(" ")[0]
            position, since = position if same else "", datetime.now(UTC).isoformat()
            values = {DEVICE: device, SINCE: since, POSITION: position}
            await until_recorded(lambda: self._interface.remember(PLATFORM, values), RECORDING)
        began, started = datetime.fromisoformat(since), time.monotonic()
        before = max(timedelta(0), datetime.now(UTC) - began)
        self.messenger.in_use = lambda: before + timedelta(seconds=time.monotonic() - started)
        return position

    def _refused(self) -> SetupError:
        sentence = "%(platform)s refuses the token; another is taken by itself where it stands in a file or in .env"
        log_event(logger, logging.ERROR, "platform.refused", sentence, platform=PLATFORM, setting="MATRIX_TOKEN")
        return SetupError(REFUSED)
