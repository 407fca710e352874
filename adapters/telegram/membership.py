"""The bot is let into chats, thrown out, and groups become supergroups."""

from telegram import ChatMember, ChatMemberRestricted, ChatMemberUpdated, Message

from adapters.telegram import pacing
from adapters.telegram.messenger import PLATFORM
from bot.interface.places import Places
from bot.model.chats import Address

_AWAY = (ChatMember.LEFT, ChatMember.BANNED)


def present(member: ChatMember) -> bool:
    """Whether somebody with this status is in the chat."""
    if isinstance(member, ChatMemberRestricted):
        return member.is_member
    return member.status not in _AWAY


def joined(change: ChatMemberUpdated) -> bool:
    """Whether the bot came into a chat by this change."""
    return present(change.new_chat_member) and not present(change.old_chat_member)


async def changed(change: ChatMemberUpdated, places: Places) -> None:
    """Remember whether the bot can speak in a chat."""
    here = [pacing.place(change.chat.id)]
    if present(change.new_chat_member):
        await places.returned(PLATFORM, here)
    else:
        await places.left(PLATFORM, here, "the bot was blocked or removed")


async def moved(message: Message, number: int, places: Places) -> None:
    """Remember a group under the number that it has as a supergroup."""
    old, new = (Address(PLATFORM, pacing.place(each)) for each in (message.chat_id, number))
    await places.moved(old, new)
