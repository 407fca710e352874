"""Updates as they come from the Bot API, and the library's objects of what of them is looked at: these cost more than
all else that an update does on its way in."""

from collections.abc import Mapping, Sequence
from typing import Any

from telegram import Update
from telegram.error import EndPointNotFound, InvalidToken

from adapters.telegram.api.pacing import Bot

READ_SECONDS = 5.0
"""So long after the time for which it waits for updates Telegram may take to answer."""

_UNSEEN = frozenset({"text", "entities", "caption", "caption_entities", "reply_markup", "link_preview_options"})
"""What is not looked at of the message whose button somebody has pressed: it is the bot's own."""


async def fetched(bot: Bot, offset: int | None, wait: int, kinds: Sequence[str]) -> Sequence[Mapping[str, Any]]:
    """The updates from a number on, for which Telegram waits so many seconds; raises `TelegramError`."""
    fields = {"timeout": wait, "allowed_updates": kinds, **({} if offset is None else {"offset": offset})}
    try:
        found: Sequence[Mapping[str, Any]] = await bot.do_api_request(
            "getupdates", fields, read_timeout=wait + READ_SECONDS
        )
    except EndPointNotFound as error:  # the library can't tell it from a token that was revoked
        raise InvalidToken from error
    return found


def built(raw: Mapping[str, Any], bot: Bot) -> Update:
    """An update as the library's object; raises whatever the library does for what is none."""
    query = raw.get("callback_query")
    message = query.get("message") if isinstance(query, dict) else None
    if isinstance(query, dict) and isinstance(message, dict):
        seen = {name: value for name, value in message.items() if name not in _UNSEEN}
        raw = {**raw, "callback_query": {**query, "message": seen}}
    return Update.de_json(dict(raw), bot)
