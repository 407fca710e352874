"""Requests to the Bot API with prepared parameters, and their answers as they come: no objects are built."""

from collections.abc import Mapping
from typing import Any

import msgspec
from telegram.error import BadRequest

from adapters.telegram.api.pacing import TAKEN, Bot

_UNKNOWN_STYLE = "can't parse messageentity: unsupported type"

UPLOAD_SECONDS = 120.0
"""So long a file may take to be written, and Telegram to answer."""


async def ask(bot: Bot, method: str, fields: Mapping[str, Any], taken: bool, uploads: bool = False) -> Any:
    """Make a request, whose turn it is already if `taken`; raises `TelegramError`.

    The method's name goes in lower case: python-telegram-bot warns of those that it has methods for, and the Bot API
    does not tell cases apart.
    """
    try:
        return await _ask(bot, method, fields, taken, uploads)
    except BadRequest as error:
        older = _UNKNOWN_STYLE in error.message.casefold()
        simpler = {**fields, **_without_moments(fields)} if older else fields
        if simpler == fields:
            raise
    return await _ask(bot, method, simpler, taken, uploads)


async def _ask(bot: Bot, method: str, fields: Mapping[str, Any], taken: bool, uploads: bool) -> Any:
    turn, asked = TAKEN if taken else None, dict(fields)
    if uploads:
        return await bot.do_api_request(
            method.lower(), asked, write_timeout=UPLOAD_SECONDS, read_timeout=UPLOAD_SECONDS, rate_limit_args=turn
        )
    return await bot.do_api_request(method.lower(), asked, rate_limit_args=turn)


def _without_moments(fields: Mapping[str, Any]) -> dict[str, str]:
    """The styles of a request without those that a server of the host's own does not know which is older than they."""
    styles = {name: fields[name] for name in ("entities", "caption_entities") if "date_time" in fields.get(name, "")}
    return {
        name: msgspec.json.encode([each for each in msgspec.json.decode(text) if each["type"] != "date_time"]).decode()
        for name, text in styles.items()
    }
