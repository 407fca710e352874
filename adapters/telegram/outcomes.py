"""What python-telegram-bot raises, as the ends that sending can have."""

import httpx
from telegram.error import BadRequest, ChatMigrated, Forbidden, InvalidToken, RetryAfter, TelegramError

from adapters.telegram import pacing
from bot.model.chats import Address
from bot.ports.messenger import Gone, Missing, Moved, Outcome, Refused, Unknown
from bot.ports.messenger import RetryAfter as Again

_GONE = (
    "chat not found",
    "not enough rights",
    "need administrator rights",
    "have no rights to send",
    "chat_write_forbidden",
    "message thread not found",
    "topic_closed",
    "topic_deleted",
    "user is deactivated",
    "peer_id_invalid",
    "chat_restricted",
)
_MISSING = ("message to edit not found", "message_id_invalid")
_NEVER_LEFT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout)
_UNREACHABLE_SECONDS = 3.0


def outcome(error: TelegramError, platform: str) -> Outcome:
    """The end that an error is. What may have arrived is unknown; what surely did not may be tried again."""
    match error:
        case RetryAfter():
            return Again(pacing.seconds(error), "Telegram asked to wait")
        case ChatMigrated():
            return Moved(Address(platform, pacing.place(error.new_chat_id)))
        case Forbidden():
            return Gone(error.message)
        case BadRequest():
            text = error.message.casefold()
            if any(part in text for part in _MISSING):
                return Missing(error.message)
            return Gone(error.message) if any(part in text for part in _GONE) else Refused(error.message)
        case InvalidToken():
            return Again(60.0, "Telegram refused the token", everything=True)
    if isinstance(error.__cause__, _NEVER_LEFT):
        return Again(_UNREACHABLE_SECONDS, "Telegram could not be reached", everything=True)
    return Unknown(error.message or type(error).__name__)
