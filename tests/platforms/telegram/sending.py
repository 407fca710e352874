"""Methods that send."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from . import wire
from .access import check_may_send, check_open, find_chat, standing_message, thread, writable
from .bodies import read_caption, read_preview, read_reply_markup, read_text
from .errors import bad_request, stricter
from .files import file_to_send
from .members import LEFT
from .params import Params
from .text import Formatted

if TYPE_CHECKING:
    from .chats import Chat
    from .messages import StoredFile
    from .world import World

_ACTION_NAMES = """
    typing upload_photo record_video upload_video record_voice upload_voice upload_document choose_sticker
    find_location record_video_note upload_video_note"""
ALONE_SECONDS = 15
ACTIONS = frozenset(_ACTION_NAMES.split())


@dataclass(frozen=True, slots=True)
class Content:
    """What one message holds: a text, or a file with its caption."""

    body: Formatted
    file: StoredFile | None = None
    preview: Mapping[str, Any] = field(default_factory=dict)

    @property
    def what(self) -> str:
        """As refusals call it."""
        return "text messages" if self.file is None else self.file.kind + "s"


async def send_message(world: World, params: Params) -> Any:
    """sendMessage."""
    return _send_one(world, params, Content(read_text(params), preview=read_preview(params)))


async def send_document(world: World, params: Params) -> Any:
    """sendDocument."""
    return _send_one(world, params, Content(read_caption(params), file_to_send(world, params, "document")))


async def send_photo(world: World, params: Params) -> Any:
    """sendPhoto."""
    return _send_one(world, params, Content(read_caption(params), file_to_send(world, params, "photo")))


async def send_chat_action(world: World, params: Params) -> Any:
    """sendChatAction."""
    if params.text("action") not in ACTIONS:
        raise bad_request("wrong parameter action in request")
    chat = writable(world, params)
    thread_id = thread(chat, params)
    check_may_send(chat, "text messages")
    check_open(chat, thread_id)
    return True


def _send_one(world: World, params: Params, content: Content) -> dict[str, Any]:
    return send(world, params, [content])[0]


def send(world: World, params: Params, contents: Sequence[Content], album: str | None = None) -> list[dict[str, Any]]:
    """Put the contents into the chat of a request, all of them or none."""
    markup = read_reply_markup(params)
    chat = writable(world, params)
    if markup is not None and markup.kind != "inline" and chat.kind == "channel":
        raise bad_request("inline keyboard expected")
    thread_id = thread(chat, params)
    reply_to = _reply_to(world, chat, params)
    alone = _receiver(world, chat, params)
    for content in contents:
        check_may_send(chat, content.what)
    check_open(chat, thread_id)
    channel = chat.kind == "channel"
    sent = []
    for content in contents:
        message = world.store(
            chat,
            text=content.body.text,
            entities=content.body.entities,
            markup=markup,
            from_bot=True,
            user_id=None if channel else world.bot_id,
            sender_chat_id=chat.id if channel else None,
            thread_id=thread_id,
            reply_to=reply_to,
            file=content.file,
            album=album,
            preview=content.preview,
            silent=params.boolean("disable_notification"),
            protected=params.boolean("protect_content"),
            alone=alone,
        )
        sent.append(wire.message(world, message))
    return sent


def _receiver(world: World, chat: Chat, params: Params) -> int | None:
    """Who alone is to see a message (Bot API 10.2, in the form of 10.3). A bot that is no administrator may send one
    for 15 seconds after a press, or after a message that only it has seen."""
    given = params.json("ephemeral_message_parameters") if world.ephemeral else None
    if given is None:
        return None
    if not isinstance(given, dict) or set(given) - {"receiver_user_id", "callback_query_id"}:
        raise stricter("ephemeral_message_parameters has a receiver_user_id, and may have a callback_query_id")
    if chat.kind != "supergroup":
        raise bad_request("ephemeral messages can be sent only in supergroups")
    receiver = given.get("receiver_user_id")
    if not isinstance(receiver, int) or not chat.members.get(receiver, LEFT).present:
        raise bad_request("PARTICIPANT_ID_INVALID")
    since = world.clock.now() - ALONE_SECONDS
    pressed = world.pressed.get(str(given.get("callback_query_id", "")))
    said = any(m.user_id == receiver and m.alone == world.bot_id and m.date >= since for m in chat.history.values())
    if not (chat.bot.leads or said or (pressed is not None and pressed[0] == receiver and pressed[1] >= since)):
        raise bad_request("CALLBACK_QUERY_INVALID")
    return receiver


def _reply_to(world: World, chat: Chat, params: Params) -> int | None:
    given = params.json("reply_parameters")
    if not given:
        return None
    if not isinstance(given, dict):
        raise bad_request("object expected as reply parameters")
    if not isinstance(message_id := given.get("message_id"), int):
        raise bad_request('can\'t find field "message_id"')
    if "chat_id" in given and find_chat(world, str(given["chat_id"])) is not chat:
        raise bad_request("message to be replied not found")
    message = chat.history.get(message_id)
    if message is not None and not message.deleted:
        return message_id
    if given.get("allow_sending_without_reply"):
        return None
    return standing_message(chat, message_id, "message to be replied").id
