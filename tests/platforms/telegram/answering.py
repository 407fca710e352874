"""answerCallbackQuery."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from .errors import bad_request
from .messages import CallbackAnswer
from .params import Params
from .text import utf16_length

if TYPE_CHECKING:
    from .world import World

ANSWER_LIMIT = 200
"""Characters (Bot API, answerCallbackQuery)."""


async def answer_callback_query(world: World, params: Params) -> Any:
    """Show the person who pressed a button a pop-up, or open a deep link to the bot."""
    text, url = params.text("text"), params.text("url")
    if utf16_length(text) > ANSWER_LIMIT:
        raise bad_request("MESSAGE_TOO_LONG")
    if url and not _is_own_deep_link(world, url):
        raise bad_request("URL_INVALID")
    query = world.queries.pop(params.text("callback_query_id"), None)
    if query is None or world.clock.now() - query.asked > world.query_lifetime:
        raise bad_request("query is too old and response timeout expired or query ID is invalid")
    if not query.answer.done():
        query.answer.set_result(CallbackAnswer(text, params.boolean("show_alert"), url))
    return True


def _is_own_deep_link(world: World, url: str) -> bool:
    name = re.escape(world.bot_username)
    pattern = rf"(https?://)?(t|telegram)\.me/{name}\?start=[A-Za-z0-9_-]{{1,64}}"
    return re.fullmatch(pattern, url, re.IGNORECASE) is not None
