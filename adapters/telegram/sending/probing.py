"""Whether a message would reach a chat, by what the bot may do there (Bot API, getChatMember, ChatPermissions)."""

from telegram import ChatMember, ChatMemberAdministrator, ChatMemberRestricted, ChatPermissions
from telegram.error import TelegramError

from adapters.telegram.addresses import PLATFORM, chat_id
from adapters.telegram.api.outcomes import outcome
from adapters.telegram.api.pacing import Bot
from bot.model.chats import ChatKind, Unreachable
from bot.ports.messenger import Destination, Gone, Moved, Outcome, Sent


def present(member: ChatMember) -> bool:
    """Whether somebody with this status is in the chat."""
    if isinstance(member, ChatMemberRestricted):
        return member.is_member
    return member.status not in (ChatMember.LEFT, ChatMember.BANNED)


def barred(member: ChatMember, channel: bool, files: bool = False) -> Unreachable | None:
    """Why the bot can't send messages, perhaps with files, to a group or channel in which it is this member."""
    if not present(member):
        return Unreachable.REMOVED
    if channel:
        posts = member.status == ChatMember.OWNER or (
            isinstance(member, ChatMemberAdministrator) and bool(member.can_post_messages)
        )
        return None if posts else Unreachable.FORBIDDEN
    if isinstance(member, ChatMemberRestricted) and not _allowed(member, files):
        return Unreachable.FORBIDDEN
    return None


async def probe(bot: Bot, to: Destination, files: bool) -> Outcome | None:
    """Whether a message would reach a chat, as `Messenger` has it. Nothing tells it of a private chat or a topic."""
    if to.kind is ChatKind.PRIVATE:
        return None
    try:
        member = await bot.get_chat_member(chat_id(to.address), bot.id)
        lost = barred(member, to.kind is ChatKind.CHANNEL, files)
        if lost is None and to.kind is not ChatKind.CHANNEL and member.status == ChatMember.MEMBER:
            permissions = (await bot.get_chat(chat_id(to.address))).permissions  # those of every plain member
            lost = None if permissions is None or _allowed(permissions, files) else Unreachable.FORBIDDEN
    except TelegramError as error:
        end = outcome(error, PLATFORM)
        return end if isinstance(end, Gone | Moved) else None
    if lost is None and to.address.thread:
        return None
    return Gone(lost, f"the bot is there as: {member.status}") if lost else Sent("")


def _allowed(rights: ChatMemberRestricted | ChatPermissions, files: bool) -> bool:
    """Whether messages may be sent; where a right to send files is not stated, it is that of messages."""
    needed = (rights.can_send_messages, *((rights.can_send_documents, rights.can_send_photos) if files else ()))
    return all(right is not False for right in needed)
