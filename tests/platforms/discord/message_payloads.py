"""A message as JSON (MessageResponse)."""

from __future__ import annotations

import mimetypes
from typing import TYPE_CHECKING

from . import payloads
from .clock import iso
from .errors import Json
from .messages import Attachment, Message

if TYPE_CHECKING:
    from .interactions import Interaction

DEFAULT, PIN_NOTICE, REPLY, COMMAND_REPLY, CONTEXT_MENU_REPLY = 0, 6, 19, 20, 23
POINTED, FORWARD = 0, 1
"""What a reference to a message is for (reference: Message, Message Reference Types)."""

SNAPSHOT = frozenset(
    {"type", "content", "embeds", "attachments", "timestamp", "edited_timestamp", "flags", "mentions", "mention_roles"}
    | {"components"}
)


def message(one: Message) -> Json:
    """The message as the API and interactions carry it."""
    world = one.channel.world
    pinged = [account for user_id in one.pings.users if (account := world.user(user_id)) is not None]
    body: Json = {
        "id": str(one.id),
        "channel_id": str(one.channel.id),
        "type": _type(one),
        "author": payloads.user(one.author),
        "content": one.content,
        "embeds": one.embeds,
        "components": one.components,
        "attachments": [attachment(file, ephemeral=one.ephemeral) for file in one.attachments],
        "timestamp": iso(one.created),
        "edited_timestamp": None if one.edited is None else iso(one.edited),
        "flags": one.flags,
        "pinned": one.pinned is not None,
        "tts": False,
        "mentions": [payloads.user(account) for account in pinged],
        "mention_roles": [str(role) for role in one.pings.roles],
        "mention_everyone": one.pings.everyone,
    }
    if one.nonce is not None:
        body["nonce"] = one.nonce
    if one.reference is not None and one.forwarded is not None:
        body["message_reference"] = _pointer(one.reference, FORWARD)
        body["message_snapshots"] = [{"message": one.forwarded}]
    elif one.reference is not None:
        body["message_reference"] = _pointer(one.reference)
        if not one.is_notice:
            body["referenced_message"] = None if one.reference.deleted else message(one.reference)
    if one.interaction is not None:
        body |= {
            "application_id": str(world.application_id),
            "webhook_id": str(world.application_id),
            "interaction_metadata": metadata(one.interaction),
        }
    return body


def snapshot(one: Message) -> Json:
    """What a forwarded message keeps of the one that it forwards (reference: Message, Message Snapshot Object)."""
    return {key: value for key, value in message(one).items() if key in SNAPSHOT}


def gateway_message(one: Message) -> Json:
    """The message as MESSAGE_CREATE and MESSAGE_UPDATE carry it: with its guild and member.

    Without the MESSAGE_CONTENT intent, a guild message that neither comes from the bot nor mentions it arrives without
    its content, embeds, components and attachments (reference: Gateway, Message Content Intent).
    """
    body = message(one)
    guild, bot = one.channel.guild, one.channel.world.bot
    if guild is None:
        return body
    body["guild_id"] = str(guild.id)
    if one.author.id in guild.members:
        shown = payloads.member(guild.members[one.author.id])
        body["member"] = {key: value for key, value in shown.items() if key != "user"}
    if one.author.id != bot.id and bot.id not in one.pings.users:
        body |= {"content": "", "embeds": [], "components": [], "attachments": []}
    return body


def attachment(file: Attachment, *, ephemeral: bool = False) -> Json:
    """A file (MessageAttachmentResponse)."""
    body: Json = {
        "id": str(file.id),
        "filename": file.filename,
        "size": len(file.data),
        "url": file.url,
        "proxy_url": file.url,
        "content_type": mimetypes.guess_type(file.filename)[0] or "application/octet-stream",
    }
    if file.description is not None:
        body["description"] = file.description
    if ephemeral:
        body["ephemeral"] = True
    return body


def metadata(interaction: Interaction) -> Json:
    """Which interaction a message answers (the interaction metadata responses)."""
    body: Json = {
        "id": str(interaction.id),
        "type": interaction.kind,
        "user": payloads.user(interaction.person),
        "authorizing_integration_owners": interaction.owners(),
    }
    if interaction.kind == 3 and interaction.source is not None:
        body["interacted_message_id"] = str(interaction.source.id)
    if interaction.kind == 5 and interaction.trigger is not None:
        body["triggering_interaction_metadata"] = metadata(interaction.trigger)
    return body


def _type(one: Message) -> int:
    if one.is_notice:
        return PIN_NOTICE
    if one.reference is not None and one.forwarded is None:
        return REPLY
    if one.interaction is None or one.interaction.kind != 2 or one is not one.interaction.original:
        return DEFAULT
    return COMMAND_REPLY if one.interaction.data["type"] == 1 else CONTEXT_MENU_REPLY


def _pointer(earlier: Message, kind: int = POINTED) -> Json:
    guild = earlier.channel.guild
    pointer: Json = {"type": kind, "message_id": str(earlier.id), "channel_id": str(earlier.channel.id)}
    return pointer | ({"guild_id": str(guild.id)} if guild is not None else {})
