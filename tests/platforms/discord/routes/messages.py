"""Messages of a channel."""

from tests.platforms.discord import posting
from tests.platforms.discord.calls import Call, route
from tests.platforms.discord.channels import KINDS, Channel
from tests.platforms.discord.checks.bodies import checked_body
from tests.platforms.discord.checks.form import Form
from tests.platforms.discord.errors import (
    Json,
    already_crossposted,
    another_author,
    system_message,
    wrong_channel_type,
)
from tests.platforms.discord.message_payloads import message as message_payload
from tests.platforms.discord.messages import Message
from tests.platforms.discord.permissions import Permission
from tests.platforms.discord.routes.access import (
    needed_for,
    refuse_archived,
    refuse_deletion,
    refuse_locked,
    require,
    seen_channel,
    seen_message,
    writable_channel,
)
from tests.platforms.discord.world import World


def create(world: World, call: Call) -> Json:
    """POST /channels/{channel}/messages."""
    channel = writable_channel(world, call.id("channel"))
    body = checked_body(call.object(), call.files)
    require(world, channel, needed_for(body))
    reference = _reference(world, channel, call.object().get("message_reference"))
    if body.nonce is not None and body.enforce_nonce:
        earlier = world.message_with_nonce(world.bot, body.nonce)
        if earlier is not None:
            return message_payload(earlier)
    return message_payload(posting.create(channel, body, reference=reference))


def show(world: World, call: Call) -> Json:
    """GET /channels/{channel}/messages/{message}."""
    channel = seen_channel(world, call.id("channel"))
    require(world, channel, Permission.READ_MESSAGE_HISTORY)
    return message_payload(seen_message(channel, call.id("message")))


def history(world: World, call: Call) -> list[Json]:
    """GET /channels/{channel}/messages: the newest first."""
    channel = seen_channel(world, call.id("channel"))
    limit = int(call.query.get("limit", "50"))
    form = Form()
    form.number(("limit",), limit, 1, 100)
    form.refuse_faults()
    if Permission.READ_MESSAGE_HISTORY not in channel.permissions_of(world.bot):
        return []
    before, after = int(call.query.get("before", 2**63)), int(call.query.get("after", 0))
    kept = [message for message in channel.messages if not message.deleted and after < message.id < before]
    chosen = kept[:limit] if "after" in call.query else kept[-limit:]
    return [message_payload(message) for message in reversed(chosen)]


def edit(world: World, call: Call) -> Json:
    """PATCH /channels/{channel}/messages/{message}."""
    channel = seen_channel(world, call.id("channel"))
    message = seen_message(channel, call.id("message"))
    if message.author is not world.bot:
        raise another_author()
    if message.is_notice:
        raise system_message()
    refuse_archived(channel)
    refuse_locked(world, channel)
    body = checked_body(call.object(), call.files, edited=message)
    require(world, channel, needed_for(body))
    return message_payload(posting.edit(message, body))


def delete(world: World, call: Call) -> None:
    """DELETE /channels/{channel}/messages/{message}."""
    channel = seen_channel(world, call.id("channel"))
    message = seen_message(channel, call.id("message"))
    if message.author is not world.bot:
        require(world, channel, Permission.MANAGE_MESSAGES)
    refuse_deletion(world, channel)
    posting.delete(message)


def crosspost(world: World, call: Call) -> Json:
    """POST /channels/{channel}/messages/{message}/crosspost."""
    channel = seen_channel(world, call.id("channel"))
    message = seen_message(channel, call.id("message"))
    if channel.type != KINDS["announcement"]:
        raise wrong_channel_type()
    own = message.author is world.bot
    require(world, channel, Permission.SEND_MESSAGES if own else Permission.MANAGE_MESSAGES)
    if message.is_notice:
        raise system_message()
    if message.published:
        raise already_crossposted()
    posting.publish(message)
    return message_payload(message)


def _reference(world: World, channel: Channel, raw: Json | None) -> Message | None:
    if raw is None:
        return None
    found = world.messages.get(int(raw.get("message_id") or 0))
    if found is not None and found.channel is channel and not found.deleted and not found.ephemeral:
        require(world, channel, Permission.READ_MESSAGE_HISTORY)
        if found.is_notice:
            form = Form()
            message = "Cannot reply to a system message"
            form.fault(("message_reference",), "REPLIES_CANNOT_REPLY_TO_SYSTEM_MESSAGE", message)
            form.refuse_faults()
        return found
    if raw.get("fail_if_not_exists") is not False:
        form = Form()
        form.fault(("message_reference",), "MESSAGE_REFERENCE_UNKNOWN_MESSAGE", "Unknown message")
        form.refuse_faults()
    return None


MESSAGES = "/channels/{channel}/messages"

ROUTES = (
    route("POST", MESSAGES, create),
    route("GET", MESSAGES, history),
    route("GET", f"{MESSAGES}/{{message}}", show),
    route("PATCH", f"{MESSAGES}/{{message}}", edit),
    route("DELETE", f"{MESSAGES}/{{message}}", delete),
    route("POST", f"{MESSAGES}/{{message}}/crosspost", crosspost),
)
