"""What is searched inline, `@name words` in any chat, and the messages from which whoever searches chooses one.

Nobody can be answered under such a message, as a press there tells of no chat: all its buttons are links.
"""

from typing import Any

import msgspec
from telegram import InlineQuery
from telegram.error import TelegramError

from adapters.telegram.addresses import PLATFORM
from adapters.telegram.api.calls import ask
from adapters.telegram.api.pacing import Bot
from adapters.telegram.drawing.messages import shared
from bot.interface.conversation import Interface
from bot.interface.offering.sharing import Shareable
from bot.interface.requests import Caller
from bot.model.chats import ChatKind, private_chat
from bot.model.people.person import Account

LABEL = 64
"""Characters that a button above what was found can show (observed)."""


class Inline:
    """Answers what is searched inline."""

    def __init__(self, bot: Bot, interface: Interface) -> None:
        self._bot = bot
        self._interface = interface

    async def answer(self, query: InlineQuery) -> None:
        """Show what was found. Whoever has typed on by then asks again, so nothing comes of what comes too late."""
        account = Account(PLATFORM, str(query.from_user.id), query.from_user.full_name)
        caller = Caller(account, private_chat(account), ChatKind.PRIVATE, language=query.from_user.language_code or "")
        found = await self._interface.share(caller, query.query)
        fields: dict[str, Any] = {
            "inline_query_id": query.id,
            "results": _json([self._result(each) for each in found.results]),
            "cache_time": found.seconds,
            "is_personal": True,  # it is in their language
        }
        if found.onward:
            label, action = found.onward
            fields["button"] = _json({"text": label[:LABEL], "start_parameter": action})
        try:
            await ask(self._bot, "answerInlineQuery", fields, taken=True)
        except TelegramError:
            return

    def _result(self, each: Shareable) -> dict[str, Any]:
        content, under = shared(each.message, self._bot, self._interface)
        return {
            "type": "article",
            "id": each.key,
            "title": each.name,
            "description": each.about,
            "input_message_content": content,
            **({"reply_markup": under} if under else {}),
        }


def _json(value: object) -> str:
    return msgspec.json.encode(value).decode()
