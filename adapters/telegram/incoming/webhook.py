"""Updates that Telegram brings by itself, each answered only when it is on disk (Bot API, setWebhook)."""

import asyncio
import hmac
import json
import logging
from collections.abc import Awaitable, Callable, Mapping
from weakref import WeakValueDictionary

import msgspec
from telegram import Update
from telegram.error import InvalidToken, TelegramError

from adapters.telegram.api.pacing import Bot
from adapters.telegram.incoming.polling import KINDS, token_refused, unreachable
from adapters.telegram.incoming.updates import built
from bot.errors import SetupError
from bot.model.health import Ailment, Pulse

logger = logging.getLogger(__name__)

HEADER = "X-Telegram-Bot-Api-Secret-Token"
PORTS = (None, 80, 88, 443, 8443)
"""Telegram knocks at these ports alone, where one is written."""

LOOK_SECONDS = 60.0
"""So often it is looked whether Telegram still knows the address, and whether it has met an error there."""

CONNECTIONS = 100
"""So many updates at the most come at once; those of one chat one after another (the Bot API server's source)."""


def checked(url: str) -> str:
    """The address at which Telegram knocks; raises `SetupError` where it would not."""
    if not url:
        raise SetupError("PUBLIC_URL is not set. Where TELEGRAM_WEBHOOK is yes, Telegram comes to an address below it.")
    if not url.startswith("https://"):
        raise SetupError("PUBLIC_URL is not written as https://host. Telegram's webhook comes by https alone.")
    return url


class Webhook:
    """Takes updates, each person's in order. Only who knows the secret is heard: it comes from the token, so that every
    process of the bot knows it and nobody else does."""

    def __init__(
        self,
        bot: Bot,
        handle: Callable[[Update], Awaitable[None]],
        seen: Callable[[Update], None] = lambda update: None,
        pulse: Pulse | None = None,
    ) -> None:
        """`seen` is told of an update before its turn comes; `pulse` shows why nothing is brought."""
        self._pulse = pulse or Pulse()
        self._bot = bot
        self._handle = handle
        self._seen = seen
        self._secret = hmac.digest(bot.token.encode(), b"countersign webhook", "sha256").hex()
        self._alone: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    async def set(self, url: str) -> None:
        """Tell Telegram where to knock, and by which secret; raises `TelegramError`."""
        await self._bot.set_webhook(
            url, max_connections=CONNECTIONS, allowed_updates=KINDS, secret_token=self._secret
        )  # fmt: skip

    async def keep(self, url: str) -> None:
        """See to it that Telegram goes on knocking there until it refuses the token, and tell the host why it can't."""
        told = None
        while True:
            await asyncio.sleep(LOOK_SECONDS)
            try:
                known = await self._bot.get_webhook_info()
                failed = known.last_error_date if known.last_error_date != told else None
                if failed:
                    logger.warning("Telegram could not bring an update: %s", known.last_error_message)
                    told = failed
                unbrought = known.last_error_date is not None and bool(known.pending_update_count)
                self._pulse.ailment = Ailment.WEBHOOK if unbrought else None
                if failed or known.url != url:
                    await self.set(url)
            except InvalidToken:
                token_refused()
                return
            except TelegramError as error:
                self._pulse.ailment = Ailment.UNREACHABLE
                unreachable(error)

    def admits(self, headers: Mapping[str, str]) -> bool:
        """Whether Telegram makes a request with these headers; how long this takes tells nothing of the secret."""
        return hmac.compare_digest(headers.get(HEADER, "").encode(errors="replace"), self._secret.encode())

    async def take(self, body: bytes) -> None:
        """Handle an update once the person's one before it is; what is none is left, as it would come again and again.
        Whatever handling raises comes from here too."""
        try:
            update = built(_decoded(body), self._bot)
        except Exception:
            logger.exception("an update could not be read")
            return
        self._seen(update)
        who = update.effective_user or update.effective_chat
        async with self._alone.setdefault(str(who.id) if who else "", asyncio.Lock()):
            await self._handle(update)


def _decoded(body: bytes) -> dict[str, object]:
    try:
        found: dict[str, object] = msgspec.json.decode(body, type=dict)
    except ValueError:  # half a surrogate pair, which msgspec takes for an error
        found = json.loads(body)
    return found
