"""What discord.py raises, as the ends that sending can have."""

import aiohttp
import discord

from bot.ports.messenger import Gone, Missing, Outcome, Refused, RetryAfter, Unknown

_UNREACHABLE_SECONDS = 3.0
_TOKEN_SECONDS = 60.0


def outcome(error: Exception) -> Outcome:
    """The end that an error is. What may have arrived is unknown; what surely did not may be tried again."""
    match error:
        case discord.RateLimited():
            return RetryAfter(error.retry_after, "Discord asked to wait")
        case discord.DiscordServerError():
            return Unknown(f"Discord answered {error.status}")
        case discord.NotFound(code=10008):
            return Missing("the message was deleted")
        case discord.Forbidden() | discord.NotFound():
            return Gone(error.text or "the channel can't be reached")
        case discord.HTTPException(status=401):
            return RetryAfter(_TOKEN_SECONDS, "Discord refused the token", everything=True)
        case discord.HTTPException(status=429):
            return RetryAfter(_UNREACHABLE_SECONDS, "Discord asked to wait")
        case discord.HTTPException():
            return Refused(error.text)
        case aiohttp.ClientConnectorError():
            return RetryAfter(_UNREACHABLE_SECONDS, "Discord could not be reached", everything=True)
    return Unknown(type(error).__name__)
