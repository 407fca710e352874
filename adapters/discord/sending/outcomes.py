"""What discord.py raises, as the ends that sending can have."""

import aiohttp
import discord

from bot.delivery.pace import TermOver
from bot.model.chats import ChatKind, Unreachable
from bot.ports.messenger import Gone, Missing, Outcome, Refused, RetryAfter, Unknown

_UNREACHABLE_SECONDS = 3.0
_REFUSED_SECONDS = 60.0

_CAUSES = {
    10003: Unreachable.DELETED,  # unknown channel
    10004: Unreachable.DELETED,  # unknown guild
    10013: Unreachable.UNREACHABLE,  # unknown user
    50001: Unreachable.REMOVED,  # missing access
    50007: Unreachable.BLOCKED,  # cannot send messages to this user
    50008: Unreachable.FORBIDDEN,  # cannot send messages in this channel
    50013: Unreachable.FORBIDDEN,  # missing permissions
    50033: Unreachable.UNREACHABLE,  # invalid recipients
    50083: Unreachable.ARCHIVED,  # the thread is archived
    50278: Unreachable.UNREACHABLE,  # no server in common; observed by others, not in the reference
    160005: Unreachable.ARCHIVED,  # the thread is locked
}
"""Why a chat can't be reached, by the code of the error (Discord's reference, JSON error codes)."""

OF_THE_PROXY = (0, 40333)
"""A refusal without a code, or with that of the proxy, says nothing of the chat: nothing gets through."""


_MALFORMED = 50035
"""Discord's code for a body with faults, each of which it names (its reference, JSON error codes)."""


def is_card(error: discord.HTTPException) -> bool:
    """Whether an edit was refused because what stands there is a card, which holds no content."""
    return error.code == _MALFORMED and "IS_COMPONENTS_V2" in error.text


def outcome(error: Exception) -> Outcome:
    """The end that an error is. What may have arrived is unknown; what surely did not may be tried again."""
    match error:
        case discord.RateLimited():
            return RetryAfter(error.retry_after, "Discord asked to wait")
        case discord.DiscordServerError():
            return Unknown(f"Discord answered {error.status}")
        case discord.NotFound(code=10008):
            return Missing("the message was deleted")
        case discord.HTTPException(status=401):
            return RetryAfter(_REFUSED_SECONDS, "Discord refused the token", everything=True)
        case discord.HTTPException(status=429):
            return RetryAfter(_UNREACHABLE_SECONDS, "Discord asked to wait")
        case discord.HTTPException(status=413) | discord.HTTPException(code=40005):
            return Refused("the files are too large for Discord")
        case discord.Forbidden() if error.code in OF_THE_PROXY:
            return RetryAfter(_REFUSED_SECONDS, "Discord refuses everything", everything=True)
        case discord.HTTPException() if error.code in _CAUSES:
            return Gone(_CAUSES[error.code], error.text)
        case discord.Forbidden():
            return Gone(Unreachable.FORBIDDEN, error.text)
        case discord.NotFound():
            return Gone(Unreachable.DELETED, error.text or "the channel can't be reached")
        case discord.HTTPException():
            return Refused(error.text)
        case TermOver():
            return RetryAfter(0.0, "another process sends")
        case aiohttp.ClientConnectorError():
            return RetryAfter(_UNREACHABLE_SECONDS, "Discord could not be reached", everything=True)
    return Unknown(type(error).__name__)


def change(error: Exception, kind: ChatKind) -> Outcome:
    """The end of changing a message that is there.

    An archived thread keeps its messages as they are, but takes new ones; a forum outlives each of its posts.
    """
    end = outcome(error)
    match end:
        case Gone(Unreachable.ARCHIVED, reason):
            return Refused(reason)
        case Gone(Unreachable.DELETED, reason) if kind is ChatKind.FORUM:
            return Missing(reason)
    return end
