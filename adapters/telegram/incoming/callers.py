"""Who speaks on Telegram, and where."""

from telegram import Bot, Chat, MaybeInaccessibleMessage, Message, User
from telegram.constants import ChatMemberStatus, ChatType
from telegram.error import TelegramError

from adapters.telegram.addresses import PLATFORM, chat_id, place
from bot.interface.requests import Caller, Rights
from bot.model.chats import Address, ChatKind, private_chat
from bot.model.people.person import Account

_ADMINS = (ChatMemberStatus.ADMINISTRATOR, ChatMemberStatus.OWNER)


def anonymous(caller: Caller) -> bool:
    """Whether a chat itself speaks: it has no private chat with the bot."""
    return caller.account.id.startswith("-")


def in_private(caller: Caller) -> Caller:
    """The same person, in the private chat with the bot."""
    return Caller(
        caller.account,
        private_chat(caller.account),
        ChatKind.PRIVATE,
        language=caller.language,
        rights_at=caller.rights_at,
        chooses=True,
    )


def writer(bot: Bot, message: Message) -> Caller | None:
    """Who wrote a message; nobody where somebody writes in a group in the name of another chat."""
    chat, sender, user = message.chat, message.sender_chat, message.from_user
    if chat.type == ChatType.CHANNEL or (sender and sender.id == chat.id):
        return _chat_itself(chat, topic_of(message))
    return person(bot, chat, user, topic_of(message)) if user and sender is None else None


def topic_of(message: MaybeInaccessibleMessage) -> str:
    """The topic in which a message stands."""
    return str(message.message_thread_id) if isinstance(message, Message) and message.is_topic_message else ""


def person(bot: Bot, chat: Chat, user: User, topic: str = "") -> Caller:
    """Somebody who speaks in a chat."""

    async def leads(number: int) -> bool:
        try:
            member = await bot.get_chat_member(number, user.id)
        except TelegramError:
            return False
        return member.status in _ADMINS

    async def manages() -> bool:
        return chat.type == ChatType.PRIVATE or await leads(chat.id)

    async def rights_at(address: Address) -> Rights:
        there = await leads(chat_id(address))
        return Rights(there, there)

    return Caller(
        Account(PLATFORM, str(user.id), user.full_name),
        Address(PLATFORM, place(chat.id), topic),
        KINDS[ChatType(chat.type)],
        title=chat.title or "",
        language=user.language_code or "",
        confidential=chat.type == ChatType.PRIVATE,
        manages=manages,
        public=_public(chat),
        rights_at=rights_at,
        pictures=_shows_pictures(chat),
        chooses=chat.type == ChatType.PRIVATE,
    )


def _chat_itself(chat: Chat, topic: str) -> Caller:
    """A chat that speaks: as it do anonymous admins and a channel's authors appear, and nobody else."""

    async def manages() -> bool:
        return True

    return Caller(
        Account(PLATFORM, str(chat.id)),
        Address(PLATFORM, place(chat.id), topic),
        KINDS[ChatType(chat.type)],
        title=chat.title or "",
        confidential=False,
        manages=manages,
        public=_public(chat),
        pictures=_shows_pictures(chat),
    )


def _shows_pictures(chat: Chat) -> bool:
    """Whether an answer there may come with a picture: a group can forbid them, and then nothing of it would come."""
    return chat.type == ChatType.PRIVATE


def _public(chat: Chat) -> bool:
    """Whether everybody can read a chat: a channel has subscribers, and a group with a name is found by whoever looks
    for it."""
    return chat.type == ChatType.CHANNEL or (chat.type != ChatType.PRIVATE and bool(chat.username))


KINDS = {
    ChatType.PRIVATE: ChatKind.PRIVATE,
    ChatType.GROUP: ChatKind.GROUP,
    ChatType.SUPERGROUP: ChatKind.GROUP,
    ChatType.CHANNEL: ChatKind.CHANNEL,
}
