"""What Discord refuses for good: the host has to change something before it is worth trying again."""

from dataclasses import dataclass

import discord

from adapters.discord.sending.outcomes import OF_THE_PROXY


@dataclass(frozen=True, slots=True)
class Refusal:
    """What is refused, as the log tells it and as the host is told it at a start."""

    told: str
    said: str
    setting: str = "DISCORD_TOKEN"


TOKEN = Refusal(
    "refuses the token: copy it again from the developer portal into %(setting)s",
    "refuses DISCORD_TOKEN. Copy it again from the developer portal.",
)
INTENTS = Refusal(
    "refuses the intents, none of which is privileged: look at the bot's page in the developer portal",
    "refuses the bot's intents. Look at its page in the developer portal.",
)
FORBIDDEN = Refusal(
    "forbids the bot to connect: look in the developer portal what became of it",
    "forbids the bot to connect. Look in the developer portal what became of it.",
)
SHARDS = Refusal(
    "takes the bot by more shards only: set %(setting)s as countersign doctor says",
    "takes the bot by more shards only. Set DISCORD_SHARDS to the number that countersign doctor names.",
    "DISCORD_SHARDS",
)

_CLOSED = {4004: TOKEN, 4010: SHARDS, 4011: SHARDS, 4012: FORBIDDEN, 4013: INTENTS, 4014: INTENTS}
"""The codes with which the gateway closes for good (Discord's reference, gateway close event codes)."""


def refused(error: discord.DiscordException) -> Refusal | None:
    """What an error while connecting refuses for good, if it does."""
    match error:
        case discord.LoginFailure():
            return TOKEN
        case discord.PrivilegedIntentsRequired():
            return INTENTS
        case discord.ConnectionClosed():
            return _CLOSED.get(error.code)
        case discord.GatewayNotFound():
            return refused(cause) if isinstance(cause := error.__cause__, discord.DiscordException) else None
        case discord.HTTPException(status=401):
            return TOKEN
        case discord.HTTPException(status=403) if error.code not in OF_THE_PROXY:
            return FORBIDDEN
    return None
