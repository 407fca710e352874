"""The bot is invited, comes into rooms, is put out of them, and rooms move."""

from collections.abc import Mapping
from typing import Any

from adapters.matrix.addresses import PLATFORM, room_address
from adapters.matrix.incoming.callers import account
from adapters.matrix.rooms.room import Room
from bot.interface.places import Places
from bot.model.chats import Address, ChatKind, Unreachable, private_chat
from bot.model.people.person import Account

MEMBER = "m.room.member"


def member(event: Mapping[str, Any]) -> str:
    """Whose membership an event is about; empty where it is about none."""
    return str(event.get("state_key", "")) if event.get("type") == MEMBER else ""


def invitation(events: object, me: str) -> Mapping[str, Any] | None:
    """The event by which the bot was invited, among what an invitation shows of its room."""
    found = [each for each in events if isinstance(each, Mapping)] if isinstance(events, list) else []
    for event in found:
        content = event.get("content", {})
        if event.get("type") == MEMBER and event.get("state_key") == me and content.get("membership") == "invite":
            return event
    return None


async def arrived(places: Places, room: Room, inviter: str) -> None:
    """The core hears of a room into which the bot was let."""
    by = account(room, inviter) if inviter else None
    await places.arrived(room_address(room.id), ChatKind.GROUP, room.title, by, "")


async def put_out(places: Places, room_id: str, people: list[str], banned: bool) -> None:
    """The bot is not in a room any more: neither there, nor in the private chats that it was, can anything be said."""
    cause = Unreachable.BLOCKED if banned else Unreachable.REMOVED
    await places.left(PLATFORM, [room_id], Unreachable.REMOVED)
    if people:
        await places.left(PLATFORM, [private_chat(Account(PLATFORM, each)).place for each in people], cause)


async def person_left(places: Places, user: str) -> None:
    """A person has left their private chat with the bot: they want to hear no more."""
    await places.left(PLATFORM, [private_chat(Account(PLATFORM, user)).place], Unreachable.BLOCKED)


async def moved(places: Places, old: str, new: str) -> None:
    """A room was upgraded."""
    await places.moved(Address(PLATFORM, old), Address(PLATFORM, new))
