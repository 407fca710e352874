"""How many servers Discord still lets the bot into (its help pages, verification of apps)."""

import discord

WARNED_FROM = 75
"""From so many servers on a bot can be verified, which takes Discord days; unverified it stops at 100."""


def is_crowded(client: discord.Client) -> bool:
    """Whether the bot should be verified by now, and is not."""
    verified = client.user is not None and client.user.public_flags.verified_bot
    return servers(client) >= WARNED_FROM and not verified


def servers(client: discord.Client) -> int:
    """In how many servers the bot is; of several shards, which hold about as many each, this one's are counted."""
    return len(client.guilds) * (client.shard_count or 1)
