"""Telegram's updates as requests to the core."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from telegram import Bot, CallbackQuery, Chat, MaybeInaccessibleMessage, Message, Update, User
from telegram.constants import ChatMemberStatus, ChatType
from telegram.error import TelegramError

from adapters.telegram import membership
from adapters.telegram.addresses import PLATFORM, place
from adapters.telegram.files import upload
from adapters.telegram.formatting import reading
from bot.interface.arguments import arguments
from bot.interface.command import Command
from bot.interface.requests import Caller, Invoke, Open, Press, Request, Say
from bot.model.chats import Address, ChatKind, private_chat
from bot.model.people.person import Account

_COMMAND = re.compile(r"/(?P<name>[A-Za-z0-9_]{1,32})(?:@(?P<bot>\w+))?(?=\s|$)")
_ADMINS = (ChatMemberStatus.ADMINISTRATOR, ChatMemberStatus.OWNER)


@dataclass(frozen=True, slots=True)
class Incoming:
    """What somebody sent: the request, where it came from, and, for a button, the query and its message, and whether
    that is a file."""

    caller: Caller
    request: Request
    query: str = ""
    message_id: str = ""
    on_file: bool = False


def read_update(
    update: Update, bot: Bot, command: Callable[[str], Command | None], album: Sequence[Message] = ()
) -> Incoming | None:  # fmt: skip
    """What an update asks of the bot, with what came together with it as an `album`, the message that says something
    first; nothing where it asks nothing."""
    if update.callback_query:
        return _press(update.callback_query, bot)
    change = update.my_chat_member
    if change and membership.joined(change) and change.chat.type in (ChatType.GROUP, ChatType.SUPERGROUP):
        return Incoming(_person(bot, change.chat, change.from_user), Invoke("start", {}))
    message = album[0] if album else update.message or update.channel_post
    more = tuple(each for each in (upload(one, bot) for one in album[1:]) if each)
    file = upload(message, bot) if message else None
    unread = message is not None and file is None and not message.text and bool(message.effective_attachment)
    if message is None or not (message.text or file or unread):
        return None
    caller = _writer(bot, message)
    if caller is None:
        return None
    private, text = message.chat.type == ChatType.PRIVATE, message.text or message.caption or ""
    found = _COMMAND.match(text)
    if found is None:
        forwarded, form = message.forward_origin is not None, reading(message)
        line = Say(text, file, more=more, formatted=form, forwarded=forwarded, unread=unread)
        return Incoming(caller, line) if private else None
    name, addressed, rest = found["name"].casefold(), found["bot"], text[found.end() :]
    if addressed and addressed.casefold() != bot.username.casefold():
        return None
    if name == "start" and rest.strip():
        return Incoming(caller, Open(rest.strip()))
    declared = command(name)
    if declared is None and not private:
        return None
    options = declared.arguments(caller.confidential) if declared else ()
    return Incoming(caller, Invoke(name, arguments(options, rest), file, more=more, formatted=reading(message)))


def anonymous(caller: Caller) -> bool:
    """Whether a chat itself speaks: it has no private chat with the bot."""
    return caller.account.id.startswith("-")


def in_private(caller: Caller) -> Caller:
    """The same person, in the private chat with the bot."""
    return Caller(caller.account, private_chat(caller.account), ChatKind.PRIVATE, language=caller.language)


def _press(query: CallbackQuery, bot: Bot) -> Incoming | None:
    message = query.message
    if message is None or not query.data:
        return None
    caller = _person(bot, message.chat, query.from_user, _topic(message))
    on_file = isinstance(message, Message) and upload(message, bot) is not None
    return Incoming(caller, Press(query.data), query.id, str(message.message_id), on_file)


def _writer(bot: Bot, message: Message) -> Caller | None:
    """Who wrote a message; nobody where somebody writes in a group in the name of another chat."""
    chat, sender, user = message.chat, message.sender_chat, message.from_user
    if chat.type == ChatType.CHANNEL or (sender and sender.id == chat.id):
        return _chat_itself(chat, _topic(message))
    return _person(bot, chat, user, _topic(message)) if user and sender is None else None


def _topic(message: MaybeInaccessibleMessage) -> str:
    """The topic in which a message stands."""
    return str(message.message_thread_id) if isinstance(message, Message) and message.is_topic_message else ""


def _person(bot: Bot, chat: Chat, user: User, topic: str = "") -> Caller:
    """Somebody who speaks in a chat."""

    async def manages() -> bool:
        if chat.type == ChatType.PRIVATE:
            return True
        try:
            member = await bot.get_chat_member(chat.id, user.id)
        except TelegramError:
            return False
        return member.status in _ADMINS

    return Caller(
        Account(PLATFORM, str(user.id), user.full_name),
        Address(PLATFORM, place(chat.id), topic),
        _KINDS[ChatType(chat.type)],
        title=chat.title or "",
        language=user.language_code or "",
        confidential=chat.type == ChatType.PRIVATE,
        manages=manages,
    )


def _chat_itself(chat: Chat, topic: str) -> Caller:
    """A chat that speaks: as it do anonymous admins and a channel's authors appear, and nobody else."""

    async def manages() -> bool:
        return True

    return Caller(
        Account(PLATFORM, str(chat.id)),
        Address(PLATFORM, place(chat.id), topic),
        _KINDS[ChatType(chat.type)],
        title=chat.title or "",
        confidential=False,
        manages=manages,
    )


_KINDS = {
    ChatType.PRIVATE: ChatKind.PRIVATE,
    ChatType.GROUP: ChatKind.GROUP,
    ChatType.SUPERGROUP: ChatKind.GROUP,
    ChatType.CHANNEL: ChatKind.CHANNEL,
}
