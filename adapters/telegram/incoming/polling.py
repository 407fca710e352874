"""Updates fetched from Telegram, and acknowledged once they are handled."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any

from telegram import Update
from telegram.constants import UpdateType
from telegram.error import Conflict, InvalidToken, RetryAfter, TelegramError

from adapters.telegram.addresses import PLATFORM
from adapters.telegram.api.pacing import Bot, seconds
from adapters.telegram.incoming import updates
from bot.delivery.backoff import Backoff
from bot.delivery.pace import Pace
from bot.log_events import log_event
from bot.model.deliveries import UPDATES
from bot.model.health import Ailment, Pulse

logger = logging.getLogger(__name__)

POLL_SECONDS = 25
PAUSES = Backoff(3.0, 30.0)
"""What could not be handled is fetched again after the first of them each time: it holds up everybody's updates."""

SLOW_SECONDS, SLOWEST_SECONDS = 0.02, 0.1
"""What takes longer to handle holds up nobody else: meanwhile it is looked for others so often, and less often the more
there are, as each is fetched again with the others."""

PAGE = 100
"""So many updates at the most are fetched at once, and no others before the first of them is acknowledged (Bot API,
getUpdates)."""

KINDS = [
    UpdateType.MESSAGE,
    UpdateType.EDITED_MESSAGE,
    UpdateType.CHANNEL_POST,
    UpdateType.CALLBACK_QUERY,
    UpdateType.INLINE_QUERY,
    UpdateType.MY_CHAT_MEMBER,
]


def token_refused() -> None:
    """Tell the host that Telegram refuses the token."""
    log_event(
        logger, logging.ERROR, "platform.refused",
        "%(platform)s refuses the token: copy it again from @BotFather into %(setting)s. Another is taken by itself "
        "where it stands in a file or in .env; at SIGHUP this one is tried again",
        platform=PLATFORM, setting="TELEGRAM_TOKEN",
    )  # fmt: skip


def unreachable(error: TelegramError) -> None:
    """Tell the host that Telegram can't be reached."""
    log_event(
        logger, logging.WARNING, "platform.unreachable", "%(platform)s can't be reached (%(error)s); trying again",
        platform=PLATFORM, error=type(error).__name__,
    )  # fmt: skip


def _tell(error: TelegramError) -> None:
    """Tell the host why no updates were fetched."""
    match error:
        case Conflict():
            log_event(
                logger, logging.WARNING, "platform.taken_over",
                "another process fetches this bot's updates from %(platform)s; trying again: if it was not to take "
                "over, stop one of them",
                platform=PLATFORM,
            )  # fmt: skip
        case InvalidToken():
            token_refused()
        case _:
            unreachable(error)


def _ailment(error: TelegramError) -> Ailment | None:
    """What an error means for the host; nothing where Telegram asks to wait, which is over by itself."""
    match error:
        case Conflict():
            return Ailment.TAKEN_OVER
        case InvalidToken() | RetryAfter():
            return None
    return Ailment.UNREACHABLE


class Polling:
    """Fetches updates and has them handled, each person's in order and different persons' together.

    Fetching what comes after an update acknowledges it (Bot API, getUpdates), so that is done when it is on disk; one
    that could not be handled is fetched again, and the person's later ones with it.
    """

    def __init__(
        self,
        bot: Bot,
        handle: Callable[[Update], Awaitable[None]],
        pace: Pace | None = None,
        seen: Callable[[Update], None] = lambda update: None,
        pulse: Pulse | None = None,
    ) -> None:
        """`pace` is told where Telegram asks to wait, and ends that where it is lifted; `seen` is told of an update
        before its turn comes; `pulse` shows why nothing is fetched."""
        self._pace = pace
        self._pulse = pulse or Pulse()
        self._bot = bot
        self._handle = handle
        self._seen = seen
        self._offset: int | None = None
        self._failures = 0
        self._handling: dict[int, asyncio.Task[bool]] = {}
        self._last_of: dict[str, asyncio.Task[bool]] = {}

    async def step(self) -> bool:
        """Fetch once, and wait until all is handled, or what is not takes long; false where the token is refused."""
        try:
            wait = 0 if self._handling else POLL_SECONDS
            found = await updates.fetched(self._bot, self._offset, wait, KINDS)
        except TelegramError as error:
            _tell(error)
            self._pulse.ailment = _ailment(error)
            if isinstance(error, InvalidToken):
                return False
            await self._pause(seconds(error) if isinstance(error, RetryAfter) else 0.0)
            return True
        self._failures = 0
        self._pulse.well()
        self._begin(found)
        if self._handling:
            patience = min(SLOW_SECONDS * len(self._handling), SLOWEST_SECONDS)
            await asyncio.wait(self._handling.values(), timeout=patience)
            if len(self._handling) >= PAGE:
                await asyncio.wait([self._handling[min(self._handling)]])
            await self._acknowledge()
        return True

    async def _pause(self, asked: float) -> None:
        self._failures += 1
        wait = max(asked, PAUSES.seconds(self._failures))
        if self._pace is None or not asked:
            await asyncio.sleep(wait)
        else:
            self._pace.obey(UPDATES, False, asked)
            await self._pace.rest(wait)

    def _begin(self, found: Sequence[Mapping[str, Any]]) -> None:
        for raw in found:
            number = int(raw["update_id"])
            if number in self._handling:
                continue
            try:
                update = updates.built(raw, self._bot)
            except Exception:  # it would come again and again
                logger.exception("an update could not be read")
                self._handling[number] = asyncio.create_task(_passed_over())
                continue
            self._seen(update)
            who = update.effective_user or update.effective_chat
            person = str(who.id) if who else ""
            task = asyncio.create_task(self._in_order(self._last_of.get(person), update))
            self._handling[number] = self._last_of[person] = task

    async def _in_order(self, before: "asyncio.Task[bool] | None", update: Update) -> bool:
        """Handle an update once the person's one before it is; whether it was."""
        if before and not await before:
            return False
        try:
            await self._handle(update)
        except Exception:
            logger.exception("an update could not be handled; it is fetched again")
            return False
        return True

    async def _acknowledge(self) -> None:
        """The next ones are fetched from the first that is not handled, or after the last."""
        ends = {number: task.result() if task.done() else None for number, task in sorted(self._handling.items())}
        unhandled = [number for number, end in ends.items() if not end]
        self._offset = unhandled[0] if unhandled else max(ends) + 1
        failed = {number for number, end in ends.items() if end is False}
        for number in [number for number in ends if number < self._offset or number in failed]:
            del self._handling[number]
        standing = set(self._handling.values())
        self._last_of = {person: task for person, task in self._last_of.items() if task in standing}
        if failed:
            await asyncio.sleep(PAUSES.first)


async def _passed_over() -> bool:
    return True
