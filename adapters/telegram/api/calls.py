"""Requests to the Bot API with prepared parameters, and their answers as they come: no objects are built."""

from collections.abc import Mapping
from typing import Any

from adapters.telegram.api.pacing import TAKEN, Bot

UPLOAD_SECONDS = 120.0
"""So long a file may take to be written, and Telegram to answer."""


async def ask(bot: Bot, method: str, fields: Mapping[str, Any], taken: bool, uploads: bool = False) -> Any:
    """Make a request, whose turn it is already if `taken`; raises `TelegramError`.

    The method's name goes in lower case: python-telegram-bot warns of those that it has methods for, and the Bot API
    does not tell cases apart.
    """
    turn, asked = TAKEN if taken else None, dict(fields)
    if uploads:
        return await bot.do_api_request(
            method.lower(), asked, write_timeout=UPLOAD_SECONDS, read_timeout=UPLOAD_SECONDS, rate_limit_args=turn
        )
    return await bot.do_api_request(method.lower(), asked, rate_limit_args=turn)
