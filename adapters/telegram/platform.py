"""The bot on Telegram: updates are fetched or brought, handled, on disk, and only then acknowledged."""

import asyncio
import logging
import os
from collections.abc import Collection, Mapping
from itertools import count

from telegram.error import BadRequest, InvalidToken, TelegramError
from telegram.ext import ExtBot

from adapters.telegram.addresses import PLATFORM
from adapters.telegram.api.http import AiohttpRequest
from adapters.telegram.api.pacing import Bot, PaceLimiter
from adapters.telegram.drawing.keyboard import deep_link
from adapters.telegram.handling import Handling
from adapters.telegram.incoming.polling import Polling, token_refused, unreachable
from adapters.telegram.incoming.webhook import Webhook, checked
from adapters.telegram.profile.menus import Menus
from adapters.telegram.sending.messenger import TelegramMessenger
from bot.delivery.backoff import Backoff
from bot.delivery.pace import Pace
from bot.delivery.waking import Waking
from bot.errors import SetupError
from bot.interface.conversation import Interface
from bot.log_events import log_event
from bot.model.bots import BotProfile
from bot.model.health import Ailment, Pulse
from bot.ports.messenger import Uploads

logger = logging.getLogger(__name__)

REFUSED = "Telegram refuses TELEGRAM_TOKEN. Copy it again from @BotFather."
OFFICIAL = "https://api.telegram.org"
CONNECTIONS = 100
POOL_SECONDS = 10.0
GIVE_SECONDS = 60.0
"""So often it is looked for answers of a process that was gone before it could tell of them."""

RECONNECTING = Backoff(3.0, 60.0)


class TelegramPlatform:
    """Telegram: its messenger, its updates, and its links."""

    name = "Telegram"

    def __init__(
        self,
        token: str,
        *,
        api_url: str,
        interface: Interface,
        pace: Pace,
        uploads: Uploads,
        paid: bool = False,
        hooked: bool = False,
    ) -> None:
        """`hooked`: Telegram brings the updates, instead of their being fetched."""
        os.environ.setdefault("PTB_TIMEDELTA", "1")  # else the library warns at each 429
        server = api_url or OFFICIAL
        self._requests = (
            AiohttpRequest(connection_pool_size=CONNECTIONS, pool_timeout=POOL_SECONDS, on_request=pace.asked),
            AiohttpRequest(connection_pool_size=1, on_request=pace.asked),
        )
        self._bot: Bot = ExtBot(
            token,
            base_url=f"{server}/bot",
            base_file_url=f"{server}/file/bot",
            request=self._requests[0],
            get_updates_request=self._requests[1],
            rate_limiter=PaceLimiter(pace, paid),
        )
        self._pace = pace
        self.messenger = TelegramMessenger(self._bot, interface, uploads, paid)
        self._menus = Menus(self._bot, interface)
        self._handling = Handling(self._bot, interface, pace, self.messenger, self._menus.heard)
        self._pulse = Pulse()
        webhook = Webhook(self._bot, self._handling.take, seen=self._handling.seen, pulse=self._pulse)
        self._webhook = webhook if hooked else None
        self._url = ""
        self._others = Waking()
        self.ready = asyncio.Event()

    def link(self, action: str) -> str:
        """The link that performs an action in the private chat."""
        return deep_link(self._bot.username, action)

    @property
    def bot(self) -> BotProfile | None:
        """The bot as people find it, by its name."""
        if not self.ready.is_set():
            return None
        return BotProfile(self.name, f"@{self._bot.username}", f"https://t.me/{self._bot.username}", self.link)

    @property
    def ailments(self) -> Collection[Ailment]:
        """Why nothing is heard from Telegram, if it isn't."""
        return self._pulse.ailments

    def stands_at(self, url: str) -> None:
        """Telegram brings updates to this address, where the host wants it; raises `SetupError` where it can't."""
        self._url = checked(url) if self._webhook else ""

    def admits(self, headers: Mapping[str, str]) -> bool:
        """Whether Telegram brings something, by the secret that it was told."""
        return self._webhook is not None and self._webhook.admits(headers)

    async def take(self, body: bytes) -> bool:
        """Handle what Telegram brings, on disk when this returns; false where nothing is taken now."""
        if self._webhook is None or not self.ready.is_set():
            return False
        await self._handling.room()
        await self._webhook.take(body)
        return True

    async def run(self) -> None:
        """Serve Telegram until cancelled; raises `SetupError` where it refuses the token."""
        await self._connect()
        log_event(logger, logging.INFO, "platform.started", "%(platform)s is served", platform=PLATFORM)
        besides = list[asyncio.Task[None]]()
        try:
            await self._begin_menus()
            besides += [asyncio.create_task(each) for each in (self._menus.run(), self._give())]
            await self._handling.give()
            self.ready.set()
            if self._webhook:
                await self._webhook.keep(self._url)
            else:
                polling = Polling(self._bot, self._handling.take, self._pace, self._handling.seen, self._pulse)
                while await polling.step():
                    await self._handling.room()
        finally:
            self.ready.clear()
            for each in besides:
                each.cancel()
            await self._handling.end()
            await self._bot.shutdown()
            log_event(logger, logging.INFO, "platform.stopped", "%(platform)s is served no more", platform=PLATFORM)
        raise SetupError(REFUSED)

    async def _begin_menus(self) -> None:
        try:
            await self._menus.begin()
        except TelegramError as error:
            logger.warning("Telegram did not take the menus: %s", type(error).__name__)

    async def _give(self) -> None:
        """Give the answers that other processes have put on disk, to which Telegram brought what they answer."""
        while self._webhook:
            await self._others.rest(GIVE_SECONDS)
            await self._handling.give()

    def others_answered(self) -> None:
        """Another process may have put an answer on disk."""
        self._others.wake()

    async def stand_by(self) -> None:
        """Handle what Telegram brings to this process; the answers are given by who serves it, at one pace."""
        self._handling.hands_over = True
        await self._connect(alone=False)
        try:
            self.ready.set()
            await asyncio.Event().wait()
        finally:
            self.ready.clear()
            await self._handling.end()
            await self._bot.shutdown()

    async def _connect(self, alone: bool = True) -> None:
        """Connect, and leave no connection open where that is refused or cancelled."""
        try:
            await self._try_to_connect(alone)
        except BaseException:
            for request in self._requests:
                await request.shutdown()
            raise

    async def _try_to_connect(self, alone: bool) -> None:
        """Connect, and say where updates are brought, where one process does that alone."""
        for tries in count(1):
            try:
                await self._bot.initialize()
                if alone:
                    await (self._webhook.set(self._url) if self._webhook else self._bot.delete_webhook())
            except InvalidToken:
                token_refused()
                raise SetupError(REFUSED) from None
            except BadRequest as error:
                raise SetupError(f"Telegram does not take PUBLIC_URL for its webhook: {error.message}.") from None
            except TelegramError as error:
                self._pulse.ailment = Ailment.UNREACHABLE
                unreachable(error)
                await asyncio.sleep(RECONNECTING.seconds(tries))
            else:
                self._pulse.well()
                return
