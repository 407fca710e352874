"""Telegram's updates as requests to the core."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from telegram import Bot, CallbackQuery, MaybeInaccessibleMessage, Message, Update
from telegram.constants import ChatType

from adapters.telegram.incoming import formatting
from adapters.telegram.incoming.callers import person, topic_of, writer
from adapters.telegram.incoming.files import upload
from adapters.telegram.incoming.replying import replied, unnamed
from bot.interface.actions import Action
from bot.interface.command import Command
from bot.interface.places import INTO_CHANNEL
from bot.interface.requests import Caller, Invoke, Open, Press, Request, Say
from bot.interface.typed.arguments import arguments
from bot.model.chats import ChatKind

_COMMAND = re.compile(r"/(?P<name>[A-Za-z0-9_]{1,32})(?:@(?P<bot>\w+))?(?=\s|$)")
_GROUPS = (ChatType.GROUP, ChatType.SUPERGROUP)


@dataclass(frozen=True, slots=True)
class Incoming:
    """What somebody sent: the request, where it came from, and, for a button, the query and its message, and whether
    that is a file. `reply_to`: the message in a group that the answer replies to. `alone`: who may be answered in a
    group so that nobody else sees it."""

    caller: Caller
    request: Request
    query: str = ""
    message_id: str = ""
    on_file: bool = False
    reply_to: str = ""
    alone: str = ""


def read_update(
    update: Update, bot: Bot, command: Callable[[str], Command | None], album: Sequence[Message] = ()
) -> Incoming | None:  # fmt: skip
    """What an update asks of the bot, with what came together with it as an `album`, the message that says something
    first; nothing where it asks nothing."""
    if update.callback_query:
        return _press(update.callback_query, bot, command)
    message = album[0] if album else update.message or update.edited_message or update.channel_post
    more = tuple(each for each in (upload(one, bot) for one in album[1:]) if each)
    caller = writer(bot, message) if message else None
    if message is None or caller is None:
        return None
    request = _said(message, caller, bot, command, edited=update.edited_message is not None)
    if request is None:
        return None
    if more and isinstance(request, Say | Invoke):
        request = replace(request, more=more)
    shared = message.chat.type in _GROUPS
    return Incoming(
        caller,
        request,
        reply_to=_number(message) if shared else "",
        alone=caller.account.id if shared and not message.message_id else "",
    )


def _said(
    message: Message, caller: Caller, bot: Bot, command: Callable[[str], Command | None], edited: bool
) -> Request | None:
    """What a message asks. One that was changed is never a command: what was asked before is done already."""
    private, file, text = (
        message.chat.type == ChatType.PRIVATE,
        upload(message, bot),
        message.text or message.caption or "",
    )
    if private and message.chat_shared:
        return Invoke(INTO_CHANNEL, {"act": "chosen"})
    found = None if edited else _COMMAND.match(text)
    if found is None:
        return _line(message, bot, edited)
    name, addressed, rest = found["name"].casefold(), found["bot"], text[found.end() :]
    if addressed and addressed.casefold() != bot.username.casefold():
        return None
    if name == "start" and rest.strip():
        return Open(rest.strip())
    declared = command(name)
    if declared is None and not private:
        return None
    options = declared.arguments(caller.confidential) if declared else ()
    values = arguments(options, rest)
    brief = command(declared.brief) if declared and caller.kind is ChatKind.GROUP else None
    if brief:
        return Invoke(brief.name, {name: value for name, value in values.items() if brief.option(name)})
    return Invoke(name, values, file, formatted=formatting.reading(message))


def _line(message: Message, bot: Bot, edited: bool) -> Say | None:
    """A line, a file, or what is neither; among others only what is meant for the bot, since it replies to it or names
    it. What happens in a chat by itself, and a place that moves, say nothing."""
    (text, named), file, about = unnamed(message, bot), upload(message, bot), replied(message, bot)
    shared = message.chat.type in _GROUPS
    if about and about.chat and not about.keys and not named:  # a post that leads to the bot nowhere
        about = None
    if message.chat.type == ChatType.CHANNEL or (shared and not named and about is None):
        return None
    if not text and not file and (edited or not named) and not _without_words(message):
        return None
    return Say(
        text,
        file,
        about,
        mentioned=shared and named,
        edited=edited,
        formatted=formatting.reading(message),
        forwarded=message.forward_origin is not None,
        unread=_without_words(message),
    )


def _without_words(message: Message) -> bool:
    """Whether somebody sent a thing that says nothing in words and is no file: a sticker, a place, a poll."""
    return any((message.sticker, message.location, message.contact, message.poll, message.dice, message.venue))


def _number(message: MaybeInaccessibleMessage) -> str:
    """The message's number; none where only its writer and the bot see it (Bot API 10.2: it is 0 there)."""
    return str(message.message_id) if message.message_id else ""


def _press(query: CallbackQuery, bot: Bot, command: Callable[[str], Command | None]) -> Incoming | None:
    message = query.message
    if message is None or not query.data:
        return None
    caller = person(bot, message.chat, query.from_user, topic_of(message))
    on_file = isinstance(message, Message) and upload(message, bot) is not None
    alone = message.chat.type == ChatType.SUPERGROUP and (not message.message_id or _for_one(query.data, command))
    return Incoming(
        caller, Press(query.data), query.id, _number(message), on_file, alone=caller.account.id if alone else ""
    )


def _for_one(text: str, command: Callable[[str], Command | None]) -> bool:
    """Whether what comes of a button that everybody can press is for whoever pressed it: what changes something in a
    chat, or is decided there, is for all."""
    action = Action.read(text)
    pressed = command(action.command) if action and not action.asked else None
    return pressed is not None and not (pressed.manager or pressed.asks_manager or pressed.roles)
