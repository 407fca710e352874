"""The pace of Telegram, as python-telegram-bot asks for it; and the documented limits (Bots FAQ)."""

from collections.abc import Callable, Coroutine
from typing import Any

from telegram._utils.types import JSONDict
from telegram.error import RetryAfter
from telegram.ext import BaseRateLimiter

from bot.delivery.pace import Limits, Pace, Window
from bot.ports.messenger import Lane

LIMITS = Limits(overall=Window(30, 1.05), chat=Window(1, 1.02), shared=Window(20, 60.5))
"""30 messages a second, one a second in a chat, 20 a minute in a group or channel; a little slower, for jitter."""

_COUNTED = frozenset({"sendMessage", "editMessageText", "editMessageReplyMarkup"})


def place(chat_id: int | str) -> str:
    """A chat's number as the place of an address: a private chat has its person's number, after `@`."""
    return f"@{chat_id}" if int(chat_id) > 0 else str(chat_id)


def seconds(error: RetryAfter) -> float:
    """How long Telegram asks to wait."""
    wait = error.retry_after
    return float(wait) if isinstance(wait, int) else wait.total_seconds()


class PaceLimiter(BaseRateLimiter[Lane]):
    """Lets each request that Telegram counts wait for its turn."""

    def __init__(self, pace: Pace) -> None:
        self._pace = pace

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
        rate_limit_args: Lane | None,
    ) -> bool | JSONDict | list[JSONDict]:
        if endpoint not in _COUNTED:
            return await callback(*args, **kwargs)
        chat = place(data["chat_id"])
        shared = not chat.startswith("@")
        await self._pace.turn(chat, shared, Lane.ANSWER if rate_limit_args is None else rate_limit_args)
        try:
            return await callback(*args, **kwargs)
        except RetryAfter as error:
            # A private chat has no limit but its own pace, which was kept: there it is the bot that is told to wait.
            self._pace.halt(chat if shared else "", shared, seconds(error))
            raise
