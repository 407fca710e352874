"""Waiting for what the bot does in a chat, with a failure that says what it did instead."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from .messages import ChatEvent, Message

if TYPE_CHECKING:
    from .chats import Chat
    from .world import World

Match = str | Callable[[Message], bool] | None
"""A part of the text, a condition on the message, or None for any message."""


def matches(match: Match, message: Message) -> bool:
    """Whether a message is the one that is waited for."""
    if match is None:
        return True
    return match in message.text if isinstance(match, str) else match(message)


async def next_message(world: World, chat: Chat, match: Match, within: float) -> Message:
    """The next message or edit of the bot that matches; what came before it is passed over."""
    start = chat.seen

    def probe() -> Message | None:
        for index, event in enumerate(chat.events[start:], start):
            if event.action != "deleted" and matches(match, event.message):
                chat.seen = index + 1
                return event.message
        return None

    try:
        return await world.wait_until(probe, within)
    except TimeoutError:
        wanted = "any message" if match is None else repr(match) if isinstance(match, str) else "the condition"
        raise AssertionError(_failure(chat, f"nothing matched {wanted}", chat.events[start:], within)) from None


async def message_count(world: World, chat: Chat, number: int, within: float) -> list[Message]:
    """The messages of the bot that stand in the chat, once there are so many."""

    def probe() -> list[Message] | None:
        standing = [message for message in chat.messages if not message.deleted]
        return standing if len(standing) >= number else None

    try:
        return await world.wait_until(probe, within)
    except TimeoutError:
        raise AssertionError(_failure(chat, f"fewer than {number} messages", chat.events, within)) from None


async def deletion(world: World, chat: Chat, message: Message, within: float) -> None:
    """Until a message is gone."""
    try:
        await world.wait_until(lambda: True if chat.history[message.id].deleted else None, within)
    except TimeoutError:
        raise AssertionError(_failure(chat, f"{message} still stands", chat.events, within)) from None


def _failure(chat: Chat, what: str, events: list[ChatEvent], within: float) -> str:
    done = "\n".join(f"  {event}" for event in events[-10:]) or "  nothing"
    return f"{chat}: {what} within {within} s. The bot did:\n{done}"
