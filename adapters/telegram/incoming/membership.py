"""The bot is let into chats, thrown out, silenced, and groups become supergroups."""

from telegram import ChatMemberUpdated, Message
from telegram.constants import ChatType

from adapters.telegram.addresses import PLATFORM, place
from adapters.telegram.incoming.callers import KINDS
from adapters.telegram.sending.probing import barred, present
from bot.interface.places import Places
from bot.model.chats import Address, Unreachable
from bot.model.people.person import Account


def joined(change: ChatMemberUpdated) -> bool:
    """Whether the bot came into a chat by this change."""
    return present(change.new_chat_member) and not present(change.old_chat_member)


async def changed(change: ChatMemberUpdated, places: Places) -> None:
    """Remember whether the bot can speak in a chat, and why it can't; the core hears of one that it came into."""
    here, lost, chat, who = [place(change.chat.id)], _lost(change), change.chat, change.from_user
    if joined(change) and chat.type != ChatType.PRIVATE:
        by = None if who.is_bot else Account(PLATFORM, str(who.id), who.full_name)
        address, kind = Address(PLATFORM, place(chat.id)), KINDS[ChatType(chat.type)]
        await places.arrived(address, kind, chat.title or "", by, who.language_code or "")
    if lost is None:
        await places.returned(PLATFORM, here)
    else:
        await places.left(PLATFORM, here, lost)


def _lost(change: ChatMemberUpdated) -> Unreachable | None:
    member, kind = change.new_chat_member, change.chat.type
    if kind == ChatType.PRIVATE:
        return None if present(member) else Unreachable.BLOCKED
    return barred(member, kind == ChatType.CHANNEL)


async def moved(message: Message, number: int, places: Places) -> None:
    """Remember a group under the number that it has as a supergroup."""
    old, new = (Address(PLATFORM, place(each)) for each in (message.chat_id, number))
    await places.moved(old, new)
