"""Channels, and direct messages."""

from tests.platforms.discord.calls import Call, route
from tests.platforms.discord.channels import DirectChannel, GuildChannel
from tests.platforms.discord.errors import Json, invalid_recipients
from tests.platforms.discord.permissions import Permission
from tests.platforms.discord.routes.access import require, seen_channel, writable_channel
from tests.platforms.discord.threads import Thread
from tests.platforms.discord.world import World


def show(world: World, call: Call) -> Json:
    """GET /channels/{channel}."""
    return seen_channel(world, call.id("channel")).payload()


def delete(world: World, call: Call) -> Json:
    """DELETE /channels/{channel}; direct messages are only closed."""
    channel = seen_channel(world, call.id("channel"))
    if isinstance(channel, Thread):
        require(world, channel, Permission.MANAGE_THREADS)
        channel.delete()
    elif isinstance(channel, GuildChannel):
        require(world, channel, Permission.MANAGE_CHANNELS)
        channel.delete()
    return channel.payload()


def typing(world: World, call: Call) -> None:
    """POST /channels/{channel}/typing."""
    writable_channel(world, call.id("channel"))


def open_direct(world: World, call: Call) -> Json:
    """POST /users/@me/channels: always possible; whether the bot may write shows when it does."""
    recipient = str(call.object().get("recipient_id") or "")
    person = world.people.get(int(recipient)) if recipient.isdecimal() else None
    if person is None:
        raise invalid_recipients()
    channel: DirectChannel = person.dm
    return channel.payload()


ROUTES = (
    route("GET", "/channels/{channel}", show),
    route("DELETE", "/channels/{channel}", delete),
    route("POST", "/channels/{channel}/typing", typing),
    route("POST", "/users/@me/channels", open_direct),
)
