"""Who speaks on Matrix, and where."""

from adapters.matrix.addresses import PLATFORM, room_address
from adapters.matrix.rooms.room import Room
from adapters.matrix.rooms.rooms import Rooms
from bot.interface.requests import Caller, Rights
from bot.model.chats import Address, ChatKind, private_chat
from bot.model.people.person import Account


def account(room: Room, user: str) -> Account:
    """Somebody's account, with the name that a room knows them by."""
    return Account(PLATFORM, user, room.names.get(user, ""))


def in_private(rooms: Rooms, user: str, place: str) -> Caller:
    """Somebody who has spoken in a room, if that is known still, in the private chat with the bot."""
    return caller(rooms, rooms.joined.get(place) or Room(place), user, private=True)


def lacking(room: Room, me: str) -> tuple[str, ...]:
    """What rooms call that the bot may not do there besides sending."""
    may = room.level(me) >= room.needed("m.room.pinned_events", state=True)
    return () if may else ("pin messages",)


def writable(room: Room, me: str) -> bool:
    """Whether the bot may write there."""
    return room.level(me) >= room.needed("m.room.message", state=False)


def caller(rooms: Rooms, room: Room, user: str, private: bool) -> Caller:
    """Somebody who speaks in a room, which is their private chat or others'."""
    guarded = rooms.guards(user)

    async def manages() -> bool:
        return private or room.manages(user)

    async def rights_at(address: Address) -> Rights:
        there = rooms.joined.get(address.place)
        may = there is not None and there.manages(user)
        return Rights(may, may)

    who = account(room, user)
    if private:
        return Caller(who, private_chat(who), ChatKind.PRIVATE, manages=manages, rights_at=rights_at, guarded=guarded)
    return Caller(
        who,
        room_address(room.id),
        ChatKind.GROUP,
        title=room.title,
        confidential=False,
        manages=manages,
        writable=writable(room, rooms.account),
        lacks=lacking(room, rooms.account),
        public=room.public,
        rights_at=rights_at,
        guarded=guarded,
    )
