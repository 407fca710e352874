"""Everything of discord.py that is not documented, in one place; `tests/unit/test_private_parts.py` tells when it
breaks with another version."""

from typing import Any

import discord
import yarl


def point_at(api_url: str, gateway_url: str) -> None:
    """Let every client of this process speak to another server; an empty address stays as it is. That what is needed to
    speak by voice is missing is no news: nobody does."""
    discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False
    if api_url:
        discord.http.Route.BASE = api_url
    if gateway_url:
        discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(gateway_url)


def api() -> str:
    """The address of the API to which clients speak."""
    return discord.http.Route.BASE


def attachment(interaction: discord.Interaction[Any], data: Any) -> discord.Attachment:
    """A file that came with a form, as the library has those of messages."""
    return discord.Attachment(data=data, state=interaction._state)


async def who_am_i(client: discord.Client) -> None:
    """Ask Discord whether it knows the bot; raises `HTTPException` where it does not."""
    await client.http.request(discord.http.Route("GET", "/users/@me"))


async def recommended_shards(client: discord.Client) -> int:
    """Ask Discord by how many shards it would have the bot connect."""
    shards, *_ = await client.http.get_bot_gateway()
    return shards


async def edit(client: discord.Client, there: discord.PartialMessage, **fields: Any) -> None:
    """Edit a message by whatever Discord takes: the documented way fetches it where views are taken away."""
    with discord.http.handle_message_parameters(**fields) as parameters:
        await client.http.edit_message(there.channel.id, there.id, params=parameters)
