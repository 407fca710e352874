"""Answers in a group that nobody but who asked sees (Bot API 10.2 and 10.3, ephemeral messages).

They go away by themselves, and nobody knows whether one was seen: nothing is sent so that has to be kept, such as a
code or a receipt, and nothing that others may not read, since an older server shows them to everybody.
"""

import logging
from collections.abc import Mapping
from typing import Any

import msgspec
from telegram.error import RetryAfter, TelegramError

from adapters.telegram.addresses import PLATFORM, chat_id, target
from adapters.telegram.api.calls import ask
from adapters.telegram.api.outcomes import outcome
from adapters.telegram.api.pacing import Bot
from adapters.telegram.drawing.messages import Drawn
from bot.ports.messenger import Destination, Outcome, Refused, Sent

logger = logging.getLogger(__name__)

_NOT_HERE = Refused("it can't be shown to one person alone")


class Alone:
    """Sends to one member of a group. `works`: whether the server does that, as far as it is known."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot
        self.works = True

    async def send(self, to: Destination, drawn: Drawn, receiver: str, query: str) -> Outcome:
        """Send a text to who has asked for it, by the button of this query or by words that others do not see;
        `Refused` where that can't be, and then nothing stands there. Waits for its turn as an answer does."""
        if not self.works or len(drawn.texts) != 1:
            return _NOT_HERE
        only = {"receiver_user_id": int(receiver), **({"callback_query_id": query} if query else {})}
        fields = {**target(to), **drawn.manner, **drawn.texts[0], **drawn.buttons}
        try:
            there = await ask(
                self._bot,
                "sendMessage",
                {**fields, "ephemeral_message_parameters": msgspec.json.encode(only).decode()},
                taken=False,
            )
        except RetryAfter as error:
            return outcome(error, PLATFORM)
        except TelegramError:  # such as of a press that is older than 15 seconds
            return _NOT_HERE
        if _confirmed(there, int(receiver)):
            return Sent("")
        self.works = False
        logger.warning("this Bot API server shows everybody what is for one alone; answers in groups are seen by all")
        try:
            await ask(
                self._bot,
                "deleteMessage",
                {"chat_id": chat_id(to.address), "message_id": int(there["message_id"])},
                taken=True,
            )
        except TelegramError:
            return Sent(str(there["message_id"]))
        return _NOT_HERE


def _confirmed(there: Mapping[str, Any], receiver: int) -> bool:
    """Whether a message is seen by who was meant, and by nobody else."""
    return bool(there.get("ephemeral_message_id")) and there.get("receiver_user", {}).get("id") == receiver
