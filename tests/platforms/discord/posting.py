"""Creating, editing and deleting messages in the world; the gateway tells of each."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, cast
from urllib.parse import quote

from .checks.bodies import Body, Upload, refuse_emptiness
from .checks.form import Form
from .clock import iso
from .errors import Json
from .mentions import pings_of
from .message_payloads import gateway_message, snapshot
from .messages import COMPONENTS_V2, CROSSPOSTED, LOADING, SUPPRESS_EMBEDS, Attachment, Message
from .stored import media_of, stored_components, stored_embeds, visible_text, walk
from .world import Intent

if TYPE_CHECKING:
    from .channels import Channel
    from .interactions import Interaction
    from .threads import Thread
    from .users import User
    from .world import World


def attachment(world: World, channel: Channel, upload: Upload, description: str | None = None) -> Attachment:
    """A file of this channel, with the address at which the server keeps it."""
    number = world.ids.next()
    url = f"{world.base_url}/attachments/{channel.id}/{number}/{quote(upload.filename)}"
    kept = Attachment(number, upload.filename, upload.data, url, description)
    world.attachments[number] = kept
    return kept


def write(
    channel: Channel, author: User, text: str, files: Iterable[Upload] = (), reference: Message | None = None
) -> Message:
    """A message of a person, perhaps a reply, which pings whose message it is."""
    message = Message(channel.world.ids.next(), channel, author, channel.world.clock.now(), content=text)
    message.attachments = [attachment(channel.world, channel, file) for file in files]
    message.reference = reference
    message.pings = pings_of(text, None, author, channel, reference.author if reference else None)
    return _placed(message)


def forward(channel: Channel, author: User, original: Message) -> Message:
    """A person forwards a message: it holds what that said at this moment, and nothing of their own."""
    message = Message(channel.world.ids.next(), channel, author, channel.world.clock.now())
    message.reference, message.forwarded = original, snapshot(original)
    return _placed(message)


def rewrite(message: Message, text: str) -> None:
    """A person changes what they wrote; the gateway tells."""
    message.content, message.edited = text, message.channel.world.clock.now()
    message.edits += 1
    _tell("MESSAGE_UPDATE", message)


def create(
    channel: Channel,
    body: Body,
    *,
    reference: Message | None = None,
    interaction: Interaction | None = None,
    viewer: User | None = None,
    flags: int = 0,
    number: int | None = None,
) -> Message:
    """A message of the bot; an answer to an interaction names it, an ephemeral one has a viewer, a post a number."""
    world = channel.world
    message = Message(number or world.ids.next(), channel, world.bot, world.clock.now())
    message.reference, message.interaction, message.viewer = reference, interaction, viewer
    message.flags = body.flags | flags
    message.nonce = body.nonce
    _fill(message, body)
    if not message.loading:
        _refuse_if_empty(message)
    world.remember_nonce(message)
    return _placed(message)


def edit(message: Message, body: Body) -> Message:
    """Change what the body gives; what it leaves out stays."""
    before = (message.content, message.embeds, message.components, message.attachments, message.flags, message.pings)
    try:
        if body.v2:
            message.flags |= COMPONENTS_V2
        if body.flags_given:
            message.flags = (message.flags & ~SUPPRESS_EMBEDS) | (body.flags & SUPPRESS_EMBEDS)
        message.flags &= ~LOADING
        _fill(message, body)
        _refuse_if_empty(message)
    except Exception:
        message.content, message.embeds, message.components, message.attachments, message.flags, message.pings = before
        raise
    message.edited = message.channel.world.clock.now()
    message.edits += 1
    _tell("MESSAGE_UPDATE", message)
    return message


def delete(message: Message) -> None:
    """Delete it; it stays in the channel's list, marked so."""
    message.deleted, message.pinned = True, None
    guild = message.channel.guild
    data: Json = {"id": str(message.id), "channel_id": str(message.channel.id)}
    if guild is not None:
        data["guild_id"] = str(guild.id)
    _emit("MESSAGE_DELETE", message, data)
    message.channel.world.changes.tell()


def _fill(message: Message, body: Body) -> None:
    if body.content is not None:
        message.content = body.content
    if body.embeds is not None:
        message.embeds = stored_embeds(body.embeds)
    if body.components is not None:
        message.components = stored_components(body.components, message.channel.world.ids.next)
    if body.attachments is not None or body.files:
        message.attachments = _attached(message, body)
    replied_to = message.reference.author if message.reference else None
    text = visible_text(message.content, message.components)
    message.pings = pings_of(text, body.allowed_mentions, message.author, message.channel, replied_to)


def _attached(message: Message, body: Body) -> list[Attachment]:
    """New files by their number in the request, earlier ones by their identifier (reference: Uploading Files).

    Where the request lists none, its files are added to the earlier ones.
    """
    listed = body.attachments
    if listed is None:
        listed = [{"id": file.id} for file in message.attachments]
        listed += [{"id": number, "filename": file.filename} for number, file in body.files.items()]
    return [_one_attached(message, body, entry) for entry in listed]


def _one_attached(message: Message, body: Body, entry: Json) -> Attachment:
    number = int(entry["id"])
    for earlier in message.attachments:
        if earlier.id == number:
            return replace(earlier, description=entry.get("description", earlier.description))
    upload = body.files[number]
    named = Upload(entry.get("filename") or upload.filename, upload.data)
    return attachment(message.channel.world, message.channel, named, entry.get("description"))


def pin(message: Message) -> None:
    """Pin it: the gateway tells, and a notice in the bot's name says so in the channel."""
    world = message.channel.world
    message.pinned = world.clock.now()
    _tell_pins(message.channel)
    notice = Message(world.ids.next(), message.channel, world.bot, world.clock.now(), is_notice=True)
    notice.reference = message
    _placed(notice)


def unpin(message: Message) -> None:
    """Take it from the pins; the gateway tells."""
    message.pinned = None
    _tell_pins(message.channel)


def publish(message: Message) -> None:
    """Crosspost it to the channels that follow; the gateway tells of an update."""
    message.flags |= CROSSPOSTED
    _tell("MESSAGE_UPDATE", message)


def _tell_pins(channel: Channel) -> None:
    pins = channel.pins
    data: Json = {"channel_id": str(channel.id), "last_pin_timestamp": iso(pins[0].pinned or 0) if pins else None}
    if channel.guild is None:
        channel.world.emit("CHANNEL_PINS_UPDATE", data, Intent.DIRECT_MESSAGES, None)
    else:
        channel.guild.tell("CHANNEL_PINS_UPDATE", data | {"guild_id": str(channel.guild.id)})
    channel.world.changes.tell()


def _refuse_if_empty(message: Message) -> None:
    v2 = bool(message.flags & COMPONENTS_V2)
    _refuse_unknown_files(message)
    refuse_emptiness(message.content, message.embeds, message.components, len(message.attachments), v2=v2)


def _refuse_unknown_files(message: Message) -> None:
    """A component may name a file of its message alone (reference: Component Reference, Unfurled Media Item)."""
    scheme, names = "attachment://", {file.filename for file in message.attachments}
    form = Form()
    for media in (one for component in walk(message.components) for one in media_of(component)):
        url = str(media["url"])
        if url.startswith(scheme) and url.removeprefix(scheme) not in names:
            code = "UNFURLED_MEDIA_ITEM_REFERENCED_ATTACHMENT_NOT_FOUND"
            form.fault(("components",), code, "The referenced attachment was not found")
    form.refuse_faults()


def _placed(message: Message) -> Message:
    channel = message.channel
    if channel.is_thread and not message.ephemeral:
        thread = cast("Thread", channel)
        if thread.archived and not message.is_notice:
            thread.unarchive()
    channel.everything.append(message)
    channel.world.messages[message.id] = message
    _tell("MESSAGE_CREATE", message)
    return message


def _tell(event: str, message: Message) -> None:
    _emit(event, message, gateway_message(message))
    message.channel.world.changes.tell()


def _emit(event: str, message: Message, data: Json) -> None:
    guild = message.channel.guild
    if message.ephemeral:
        return
    if guild is None:
        message.channel.world.emit(event, data, Intent.DIRECT_MESSAGES, None)
    elif message.channel.permissions_of(message.channel.world.bot):
        guild.tell(event, data, Intent.GUILD_MESSAGES)
