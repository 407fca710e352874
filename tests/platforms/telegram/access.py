"""Whether the bot may see a chat and send there; the order of the checks is that of the Bot API server."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .errors import bad_request, forbidden, migrated
from .members import KICKED, LEFT, SENDING
from .params import Params

if TYPE_CHECKING:
    from .chats import Chat
    from .messages import Message
    from .world import World


def find_chat(world: World, given: str) -> Chat:
    """The chat that a request names, by id or @username."""
    if not given:
        raise bad_request("chat_id is empty")
    if given.startswith("@"):
        named = (chat for chat in world.chats.values() if (chat.username or "").lower() == given[1:].lower())
        if (chat := next(named, None)) is None or chat.person is not None:
            raise bad_request("chat not found")
        return chat
    try:
        return world.chats[int(given)]
    except (ValueError, KeyError):
        raise bad_request("chat not found") from None


def readable(world: World, params: Params) -> Chat:
    """A chat that the bot may look at."""
    chat = find_chat(world, params.text("chat_id"))
    if chat.person is not None:
        if not chat.person.known:
            raise bad_request("chat not found")
        return chat
    if chat.kind != "group":
        _check_presence(chat)
    return chat


def writable(world: World, params: Params) -> Chat:
    """A chat that the bot may change something in."""
    chat = find_chat(world, params.text("chat_id"))
    if chat.person is not None:
        _check_private(chat)
        return chat
    if chat.migrated_to is not None:
        raise migrated(chat.migrated_to)
    if chat.gone:
        raise forbidden("the group chat was deleted")
    _check_presence(chat)
    return chat


def _check_private(chat: Chat) -> None:
    person = chat.person
    if person is None or not person.known:
        raise bad_request("chat not found")
    if person.deactivated:
        raise forbidden("user is deactivated")
    if chat.bot == KICKED:
        raise forbidden("bot was blocked by the user")
    if chat.bot == LEFT:
        raise forbidden("bot can't initiate conversation with a user")


def _check_presence(chat: Chat) -> None:
    if chat.bot.status == "kicked":
        raise forbidden(f"bot was kicked from the {chat.kind} chat")
    if chat.bot.status == "left":
        raise forbidden(f"bot is not a member of the {chat.kind} chat")


def check_may_send(chat: Chat, what: str) -> None:
    """Refuse where the bot may not send this kind of message."""
    if chat.kind == "channel" and not chat.bot.may("can_post_messages"):
        raise bad_request("need administrator rights in the channel chat")
    right = SENDING[what]
    restricted = chat.bot.status == "restricted" and right not in chat.bot.rights
    if restricted or (right in chat.forbidden and not chat.bot.leads):
        raise bad_request(f"not enough rights to send {what} to the chat")


def thread(chat: Chat, params: Params) -> int | None:
    """The topic of a request, which must exist; the general topic is meant by naming none."""
    if not (thread_id := params.integer("message_thread_id")):
        return None
    if thread_id not in chat.topics:
        raise bad_request("message thread not found")
    return thread_id


def check_open(chat: Chat, thread_id: int | None) -> None:
    """Refuse what goes to a closed topic, unless the bot manages topics."""
    if thread_id is not None and chat.topics[thread_id].closed and not chat.bot.may("can_manage_topics"):
        raise bad_request("TOPIC_CLOSED")


def standing_message(chat: Chat, message_id: int, what: str) -> Message:
    """A message that was not deleted."""
    message = chat.history.get(message_id)
    if message is None or message.deleted:
        raise bad_request(f"{what} not found")
    return message
