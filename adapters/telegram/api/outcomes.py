"""What python-telegram-bot raises, as the ends that sending can have."""

from telegram.error import (
    BadRequest,
    ChatMigrated,
    EndPointNotFound,
    Forbidden,
    InvalidToken,
    RetryAfter,
    TelegramError,
)

from adapters.telegram.addresses import place
from adapters.telegram.api import pacing
from adapters.telegram.api.http import NeverLeft
from bot.model.chats import Address, Unreachable
from bot.ports.messenger import Gone, Missing, Moved, Outcome, Refused, Unknown
from bot.ports.messenger import RetryAfter as Again

_LOST = {
    "blocked by the user": Unreachable.BLOCKED,
    "user is deactivated": Unreachable.DEACTIVATED,
    "kicked": Unreachable.REMOVED,
    "not a member": Unreachable.REMOVED,
    "channel_private": Unreachable.REMOVED,
    "chat not found": Unreachable.DELETED,
    "chat was deleted": Unreachable.DELETED,
    "message thread not found": Unreachable.DELETED,
    "topic_deleted": Unreachable.DELETED,
    "topic_closed": Unreachable.ARCHIVED,
    "not enough rights": Unreachable.FORBIDDEN,
    "need administrator rights": Unreachable.FORBIDDEN,
    "have no rights": Unreachable.FORBIDDEN,
    "chat_write_forbidden": Unreachable.FORBIDDEN,
    "chat_admin_required": Unreachable.FORBIDDEN,
    "chat_restricted": Unreachable.FORBIDDEN,
    "peer_id_invalid": Unreachable.UNREACHABLE,
    "can't initiate conversation": Unreachable.UNREACHABLE,
    "can't send messages to bots": Unreachable.UNREACHABLE,
}
"""What the Bot API server and TDLib under it say of a chat that can't be reached; the first that is found counts."""

_MISSING = (
    "message to edit not found",
    "message to delete not found",
    "message to pin not found",
    "message_id_invalid",
)
_UNCHANGED = ("message is not modified", "chat_not_modified")
_TOO_LARGE = ("request entity too large", "content too large")
_UNREADABLE = ". Parsing the server response"
"""From here on, python-telegram-bot quotes the page that came instead of an answer."""

_UNREACHABLE_SECONDS = 3.0
_NO_TOKEN_SECONDS = 60.0


def outcome(error: TelegramError, platform: str) -> Outcome:
    """The end that an error is. What may have arrived is unknown; what surely did not may be tried again."""
    text = error.message.casefold()
    match error:
        case RetryAfter():
            return Again(pacing.seconds(error), "Telegram asked to wait")
        case ChatMigrated():
            return Moved(Address(platform, place(error.new_chat_id)))
        case Forbidden():
            return Gone(_cause(text) or Unreachable.FORBIDDEN, error.message)
        case BadRequest():
            if any(part in text for part in _MISSING):
                return Missing(error.message)
            cause = _cause(text)
            return Gone(cause, error.message) if cause else Refused(error.message)
        case InvalidToken() | EndPointNotFound():
            return Again(_NO_TOKEN_SECONDS, "Telegram refused the token", everything=True)
        case NeverLeft():
            return Again(_UNREACHABLE_SECONDS, "Telegram could not be reached", everything=True)
    if any(part in text for part in _TOO_LARGE):
        return Refused(error.message)
    return Unknown(error.message.partition(_UNREADABLE)[0] or type(error).__name__)


def unchanged(end: Outcome) -> bool:
    """Whether Telegram has refused a change because it is so already."""
    return isinstance(end, Refused) and any(part in end.reason.casefold() for part in _UNCHANGED)


def _cause(text: str) -> Unreachable | None:
    """Why a chat can't be reached, by the platform's words, if that is what they say."""
    return next((cause for words, cause in _LOST.items() if words in text), None)
