"""Methods that change what stands."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from . import wire
from .access import standing_message, writable
from .bodies import read_caption, read_preview, read_reply_markup, read_text
from .errors import bad_request
from .markup import Markup
from .media import read_media
from .params import Params

if TYPE_CHECKING:
    from .chats import Chat
    from .messages import Message
    from .text import Formatted
    from .world import World


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


async def edit_message_media(world: World, params: Params) -> Any:
    """editMessageMedia; a text becomes a file, and an item of an album stays of its kind."""
    content = read_media(world, params, params.json("media"))
    chat, message, markup = _to_edit(world, params)
    if message.album is not None and message.file is not None and content.what != f"{message.file.kind}s":
        raise bad_request("message content type can't be used in an album")
    return _edit(world, chat, message, content.body, markup, file=content.file, preview={})


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
    if markup is not None and (markup.kind != "inline" or markup.asks):
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
