"""Methods that delete."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .access import standing_message, writable
from .errors import bad_request
from .params import Params

if TYPE_CHECKING:
    from .chats import Chat
    from .messages import Message
    from .world import World

DELETABLE_FOR = 48 * 3600
"""Seconds (Bot API, deleteMessage)."""
AT_ONCE = 100
"""Messages (Bot API, deleteMessages)."""
_CREATIONS = frozenset({"forum_topic_created", "migrate_from_chat_id"})


async def delete_message(world: World, params: Params) -> Any:
    """deleteMessage."""
    if not (message_id := params.integer("message_id")):
        raise bad_request("message identifier is not specified")
    chat = writable(world, params)
    message = standing_message(chat, message_id, "message to delete")
    _check(world, chat, message)
    world.delete(chat, message)
    return True


async def delete_messages(world: World, params: Params) -> Any:
    """deleteMessages; it skips those that are not there, and deletes nothing where one can't be deleted."""
    message_ids = _message_ids(params)
    chat = writable(world, params)
    found = [chat.history[each] for each in dict.fromkeys(message_ids) if each in chat.history]
    standing = [message for message in found if not message.deleted]
    for message in standing:
        _check(world, chat, message)
    for message in standing:
        world.delete(chat, message)
    return True


def _message_ids(params: Params) -> list[int]:
    given = params.json("message_ids")
    if not given:
        raise bad_request("message identifiers are not specified")
    if not isinstance(given, list):
        raise bad_request("expected an Array of message identifiers")
    if len(given) > AT_ONCE:
        raise bad_request("too many message identifiers specified")
    if not all(isinstance(each, int) for each in given):
        raise bad_request("message identifier must be a Number")
    if not all(each > 0 for each in given):
        raise bad_request("invalid message identifier specified")
    return given


def _check(world: World, chat: Chat, message: Message) -> None:
    """TDLib words it in two ways: of private chats and basic groups it says that it can't be deleted for everyone."""
    recent = world.now() - message.date < DELETABLE_FOR
    if chat.kind in ("private", "group"):
        if not recent or not (chat.kind == "private" or message.from_bot or chat.bot.leads):
            raise bad_request("message can't be deleted for everyone")
        return
    own = message.from_bot and (chat.kind != "channel" or chat.bot.may("can_post_messages"))
    creation = not _CREATIONS.isdisjoint(message.service)
    if not recent or creation or not (own or chat.bot.may("can_delete_messages")):
        raise bad_request("message can't be deleted")
