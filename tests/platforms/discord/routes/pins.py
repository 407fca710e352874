"""Pinned messages (reference: Message, Pin Message and its siblings; the deprecated paths do the same)."""

from tests.platforms.discord import posting
from tests.platforms.discord.calls import Call, route
from tests.platforms.discord.channels import Channel
from tests.platforms.discord.checks.form import Form
from tests.platforms.discord.clock import iso
from tests.platforms.discord.errors import Json, system_message, too_many_pins
from tests.platforms.discord.message_payloads import message as message_payload
from tests.platforms.discord.messages import Message
from tests.platforms.discord.permissions import Permission
from tests.platforms.discord.routes.access import (
    refuse_archived,
    refuse_locked,
    require,
    seen_channel,
    seen_message,
)
from tests.platforms.discord.world import World

MOST_PINS = 250
"""How many messages of one channel can be pinned (reference: Opcodes, 30003)."""

SHOWN_AT_ONCE = 50


def pin(world: World, call: Call) -> None:
    """PUT /channels/{channel}/messages/pins/{message}."""
    message = _message(world, call)
    if message.is_notice:
        raise system_message()
    if message.pinned is not None:
        return
    if len(message.channel.pins) >= MOST_PINS:
        raise too_many_pins(MOST_PINS)
    posting.pin(message)


def unpin(world: World, call: Call) -> None:
    """DELETE /channels/{channel}/messages/pins/{message}."""
    message = _message(world, call)
    if message.pinned is not None:
        posting.unpin(message)


def show(world: World, call: Call) -> Json:
    """GET /channels/{channel}/messages/pins."""
    limit = int(call.query.get("limit", SHOWN_AT_ONCE))
    form = Form()
    form.number(("limit",), limit, 1, SHOWN_AT_ONCE)
    form.refuse_faults()
    before = call.query.get("before", "9999")
    items = [
        {"pinned_at": iso(message.pinned), "message": message_payload(message)}
        for message in _readable(world, call)
        if message.pinned is not None and iso(message.pinned) < before
    ]
    return {"items": items[:limit], "has_more": len(items) > limit}


def show_first(world: World, call: Call) -> list[Json]:
    """GET /channels/{channel}/pins (deprecated): the first 50."""
    return [message_payload(message) for message in _readable(world, call)[:SHOWN_AT_ONCE]]


def _readable(world: World, call: Call) -> list[Message]:
    """The pins; none where the bot may not read the history."""
    channel = seen_channel(world, call.id("channel"))
    return channel.pins if Permission.READ_MESSAGE_HISTORY in channel.permissions_of(world.bot) else []


def _message(world: World, call: Call) -> Message:
    channel: Channel = seen_channel(world, call.id("channel"))
    message = seen_message(channel, call.id("message"))
    require(world, channel, Permission.PIN_MESSAGES)
    refuse_archived(channel)
    refuse_locked(world, channel)
    return message


PINS = "/channels/{channel}/messages/pins"
DEPRECATED = "/channels/{channel}/pins"

ROUTES = (
    route("GET", PINS, show),
    route("PUT", f"{PINS}/{{message}}", pin),
    route("DELETE", f"{PINS}/{{message}}", unpin),
    route("GET", DEPRECATED, show_first),
    route("PUT", f"{DEPRECATED}/{{message}}", pin),
    route("DELETE", f"{DEPRECATED}/{{message}}", unpin),
)
