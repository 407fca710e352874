"""The pace of Telegram, as python-telegram-bot asks for it; and the documented limits (Bots FAQ)."""

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from enum import Enum
from typing import Any

from telegram.error import RetryAfter
from telegram.ext import BaseRateLimiter, ExtBot

from adapters.telegram.addresses import place
from adapters.telegram.library import JSONDict
from bot.delivery.pace import Pace, bounded
from bot.delivery.windows import Limits, Window
from bot.model.deliveries import Lane

_CHAT, _SHARED = Window(1, 1.005), Window(20, 60.05)

LIMITS = Limits(overall=Window(30, 1.004), chat=_CHAT, shared=_SHARED)
"""30 messages a second, one a second in a chat, 20 a minute in a group or channel; longer by what clocks are off."""

PAID_LIMITS = Limits(overall=Window(1000, 1.005), chat=_CHAT, shared=_SHARED)
"""With paid broadcasts it is 1,000 a second (Bot API, `allow_paid_broadcast`)."""

COUNTED = frozenset(
    {
        "sendmessage",
        "sendphoto",
        "senddocument",
        "sendmediagroup",
        "editmessagetext",
        "editmessagecaption",
        "editmessagemedia",
        "editmessagereplymarkup",
    }
)
"""The methods that count, in lower case: the Bot API does not tell cases apart."""


class Taken(Enum):
    """What python-telegram-bot hands on with a request (`rate_limit_args`): nothing where it has to wait for its turn,
    and `TAKEN` where whoever makes it has waited."""

    TAKEN = "taken"


TAKEN = Taken.TAKEN
Bot = ExtBot[Taken]


def seconds(error: RetryAfter) -> float:
    """How long Telegram asks to wait: a second at the least, as whoever comes back at once is asked again."""
    wait = error.retry_after
    return bounded(max(1.0, float(wait) if isinstance(wait, int) else wait.total_seconds()))


class PaceLimiter(BaseRateLimiter[Taken]):
    """Lets each request that Telegram counts wait for its turn, unless it has had it, and obeys Telegram.

    `paid`: announcements are paid broadcasts, for which the pace is that of `PAID_LIMITS`.
    """

    def __init__(self, pace: Pace, paid: bool = False) -> None:
        self._pace = pace
        self._paid = paid
        self._next_album = 0.0

    async def initialize(self) -> None:
        """Nothing has to be prepared."""

    async def shutdown(self) -> None:
        """Nothing has to be released."""

    async def process_request(
        self,
        callback: Callable[..., Coroutine[Any, Any, bool | JSONDict | list[JSONDict]]],
        args: Any,
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: Taken | None,
    ) -> bool | JSONDict | list[JSONDict]:
        method = endpoint.casefold()
        if "chat_id" not in data:
            return await callback(*args, **kwargs)
        chat = place(data["chat_id"])
        shared = not chat.startswith("@")
        try:
            if method not in COUNTED and rate_limit_args is not TAKEN:
                return await callback(*args, **kwargs)
            if method == "sendmediagroup":
                async with self._album(chat, shared, len(data["media"]), rate_limit_args):
                    return await callback(*args, **kwargs)
            if rate_limit_args is TAKEN:
                return await callback(*args, **kwargs)
            async with self._pace.turn(chat, shared, Lane.ANSWER):
                return await callback(*args, **kwargs)
        except RetryAfter as error:
            # What is not paid for has met the lower limit of what is free, and holds up nothing that is paid for.
            free = self._paid and not data.get("allow_paid_broadcast")
            obey = self._pace.cool_down if free else self._pace.cool_down_somewhere
            obey(chat, shared, seconds(error))
            raise

    @asynccontextmanager
    async def _album(self, chat: str, shared: bool, items: int, taken: Taken | None) -> AsyncIterator[None]:
        """An album counts as many times as it has items (observed), and had the turn of one: albums leave one after
        another, and everything else waits for as long as the other items take."""
        if taken is not TAKEN:
            async with self._pace.turn(chat, shared, Lane.ANSWER), self._album(chat, shared, items, TAKEN):
                yield
            return
        each = 1.0 / self._pace.within(1.0)
        now = self._pace.clock()
        begins = max(now, self._next_album)
        self._next_album = begins + (items + 1) * each
        await asyncio.sleep(begins - now)
        try:
            yield
        finally:
            self._pace.close("", False, items * each)
            self._pace.close(chat, shared, items * _CHAT.seconds)
