"""Methods that change, delete or pin what stands."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from . import wire
from .access import standing_message, writable
from .bodies import read_caption, read_preview, read_reply_markup, read_text
from .errors import bad_request
from .markup import Markup
from .params import Params

if TYPE_CHECKING:
    from .chats import Chat
    from .messages import Message
    from .text import Formatted
    from .world import World

DELETABLE_FOR = 48 * 3600
"""Seconds (Bot API, deleteMessage)."""


async def edit_message_text(world: World, params: Params) -> Any:
    """editMessageText; without a keyboard in the request the message loses its own."""
    body = read_text(params)
    chat, message, markup = _to_edit(world, params)
    if message.file is not None:
        raise bad_request("there is no text in the message to edit")
    return _edit(world, chat, message, body, markup, preview=read_preview(params))


async def edit_message_caption(world: World, params: Params) -> Any:
    """editMessageCaption."""
    body = read_caption(params)
    chat, message, markup = _to_edit(world, params)
    if message.file is None:
        raise bad_request("there is no caption in the message to edit")
    return _edit(world, chat, message, body, markup)


async def edit_message_reply_markup(world: World, params: Params) -> Any:
    """editMessageReplyMarkup; without a keyboard in the request it takes the keyboard away."""
    chat, message, markup = _to_edit(world, params)
    return _edit(world, chat, message, None, markup)


def _to_edit(world: World, params: Params) -> tuple[Chat, Message, Markup | None]:
    markup = read_reply_markup(params)
    chat = writable(world, params)
    if not (message_id := params.integer("message_id")):
        raise bad_request("message identifier is not specified")
    message = standing_message(chat, message_id, "message to edit")
    foreign = not message.from_bot and not (chat.kind == "channel" and chat.bot.may("can_edit_messages"))
    keyboard = message.markup is not None and message.markup.kind != "inline"
    powerless = chat.kind == "channel" and not (chat.bot.may("can_post_messages") or chat.bot.may("can_edit_messages"))
    if foreign or keyboard or powerless or message.service:
        raise bad_request("message can't be edited")
    if markup is not None and markup.kind != "inline":
        raise bad_request("inline keyboard expected")
    return chat, message, markup if markup is not None and markup.rows else None


def _edit(
    world: World, chat: Chat, message: Message, body: Formatted | None, markup: Markup | None, **fields: Any
) -> dict[str, Any]:
    text, entities = (message.text, message.entities) if body is None else (body.text, body.entities)
    edited = replace(message, text=text, entities=entities, markup=markup, **fields)
    if edited == replace(message, markup=message.markup if message.markup and message.markup.rows else None):
        raise bad_request(
            "message is not modified: specified new message content and reply markup are exactly the same"
            " as a current content and reply markup of the message"
        )
    changed = world.change(chat, message, text=text, entities=entities, markup=markup, **fields)
    return wire.message(world, changed)


async def delete_message(world: World, params: Params) -> Any:
    """deleteMessage."""
    chat = writable(world, params)
    if not (message_id := params.integer("message_id")):
        raise bad_request("message identifier is not specified")
    message = standing_message(chat, message_id, "message to delete")
    if world.now() - message.date >= DELETABLE_FOR or not _may_delete(chat, message):
        raise bad_request("message can't be deleted")
    world.delete(chat, message)
    return True


def _may_delete(chat: Chat, message: Message) -> bool:
    if chat.kind == "private" or chat.bot.may("can_delete_messages"):
        return True
    return message.from_bot and (chat.kind != "channel" or chat.bot.may("can_post_messages"))


async def pin_chat_message(world: World, params: Params) -> Any:
    """pinChatMessage; a group shows it as a service message, which the bot gets too."""
    chat = writable(world, params)
    message = standing_message(chat, params.integer("message_id"), "message to pin")
    right = "can_edit_messages" if chat.kind == "channel" else "can_pin_messages"
    if chat.kind != "private" and not chat.bot.may(right):
        raise bad_request("not enough rights to manage pinned messages in the chat")
    chat.history[message.id] = pinned = replace(message, pinned=True)
    if chat.kind in ("group", "supergroup"):
        shown = wire.message(world, pinned, nested=True)
        notice = world.store(chat, user_id=world.bot_id, service={"pinned_message": shown})
        world.deliver(notice)
    world.wake()
    return True
