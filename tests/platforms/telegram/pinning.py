"""Methods that pin messages and unpin them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from . import wire
from .access import standing_message, writable
from .errors import bad_request
from .params import Params

if TYPE_CHECKING:
    from .chats import Chat
    from .messages import Message
    from .world import World


async def pin_chat_message(world: World, params: Params) -> Any:
    """pinChatMessage; every chat shows it as a service message, which the bot gets too, though it is its own."""
    chat = writable(world, params)
    message = standing_message(chat, params.integer("message_id"), "message to pin")
    _check_right(chat)
    if message.service:
        raise bad_request("service messages can't be pinned")
    pinned = _mark(chat, message, pinned=True)
    channel = chat.kind == "channel"
    notice = world.store(
        chat,
        user_id=None if channel else world.bot_id,
        sender_chat_id=chat.id if channel else None,
        silent=params.boolean("disable_notification") or chat.kind in ("channel", "private"),
        service={"pinned_message": wire.message(world, pinned, nested=True)},
    )
    world.deliver(notice, "channel_post" if channel else "message")
    world.wake()
    return True


async def unpin_chat_message(world: World, params: Params) -> Any:
    """unpinChatMessage; without a message it is the pinned one that was sent last."""
    chat = writable(world, params)
    if message_id := params.integer("message_id"):
        message = standing_message(chat, message_id, "message to unpin")
        _check_right(chat)
    elif chat.pinned:
        message = chat.pinned[-1]
        _check_right(chat)
    else:
        raise bad_request("message to unpin not found")
    _mark(chat, message, pinned=False)
    world.wake()
    return True


async def unpin_all_chat_messages(world: World, params: Params) -> Any:
    """unpinAllChatMessages; there need not be any."""
    chat = writable(world, params)
    _check_right(chat)
    for message in chat.pinned:
        _mark(chat, message, pinned=False)
    world.wake()
    return True


def _mark(chat: Chat, message: Message, *, pinned: bool) -> Message:
    chat.history[message.id] = marked = replace(message, pinned=pinned)
    return marked


def _check_right(chat: Chat) -> None:
    """An administrator of a basic group pins without a right of its own (TDLib)."""
    may = {
        "private": True,
        "group": chat.bot.leads,
        "supergroup": chat.bot.may("can_pin_messages"),
        "channel": chat.bot.may("can_edit_messages"),
    }
    if not may[chat.kind]:
        raise bad_request("not enough rights to manage pinned messages in the chat")
