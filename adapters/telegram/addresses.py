"""Where messages go on Telegram: chats' numbers as the places of addresses, and back."""

from typing import Any

from bot.model.chats import Address
from bot.ports.messenger import Destination

PLATFORM = "telegram"


def place(chat_id: int | str) -> str:
    """A chat's number as the place of an address: a private chat has its person's number, after `@`."""
    return f"@{chat_id}" if int(chat_id) > 0 else str(chat_id)


def chat_id(address: Address) -> int:
    """The number that Telegram knows a chat by."""
    return int(address.place.removeprefix("@"))


def target(to: Destination) -> dict[str, Any]:
    """The parameters that name a chat, and its topic if it is one."""
    where: dict[str, Any] = {"chat_id": chat_id(to.address)}
    if to.address.thread:
        where["message_thread_id"] = int(to.address.thread)
    return where


def message_link(address: Address, message_id: str) -> str:
    """Where who is in a supergroup or channel looks at a message; other chats' messages have no address."""
    number = address.place.removeprefix("-100")
    if number == address.place or not number:
        return ""
    return "/".join(filter(None, ("https://t.me/c", number, address.thread, message_id)))
