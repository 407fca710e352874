"""The bot is let into a chat, and says once what it is."""

from datetime import timedelta

from bot.model.chats import Chat, ChatKind, private_chat
from bot.model.deliveries import Subject
from bot.model.people.person import Account
from bot.ports.store import Unit

AGAIN_AFTER = timedelta(days=1)
"""Whoever lets it in again before hears nothing."""


def arrive(unit: Unit, chat: Chat, by: Account | None, language: str) -> None:
    """The bot was let into a chat, by somebody whom it can perhaps write to: they are told in private, else the chat.
    `language`: the one that is spoken there, as far as that is known."""
    if language and not chat.language:
        unit.chats.speak(chat.id, language)
    if not unit.hosting.greet(chat.id, AGAIN_AFTER):
        return
    private = unit.chats.find(private_chat(by)) if by else None
    if by is None or (private and private.closed):
        say_there(unit, chat.id)
        return
    told = private or unit.chats.ensure(private_chat(by), ChatKind.PRIVATE, "")
    if language and not told.language:
        unit.chats.speak(told.id, language)
    unit.queue.put(told.id, Subject.ARRIVAL, chat.id)


def say_there(unit: Unit, chat_id: int) -> None:
    """Say in a chat itself what nobody could be told in private; nothing where a channel's subscribers would read
    it."""
    chat = unit.chats.get(chat_id)
    if chat and not chat.closed and chat.kind is not ChatKind.CHANNEL:
        unit.queue.put(chat.id, Subject.ARRIVAL, chat.id)
