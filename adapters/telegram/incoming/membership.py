"""The bot is let into chats, thrown out, silenced, and groups become supergroups."""

from telegram import ChatMemberUpdated, Message
from telegram.constants import ChatType

from adapters.telegram.addresses import PLATFORM, place
from adapters.telegram.sending.probing import barred, present
from bot.interface.places import Places
from bot.model.chats import Address, Unreachable


def joined(change: ChatMemberUpdated) -> bool:
    """Whether the bot came into a chat by this change."""
    return present(change.new_chat_member) and not present(change.old_chat_member)


async def changed(change: ChatMemberUpdated, places: Places) -> None:
    """Remember whether the bot can speak in a chat, and why it can't."""
    here, lost = [place(change.chat.id)], _lost(change)
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
