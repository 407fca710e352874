"""Rooms that are encrypted from end to end, in which the bot can read nothing: it says so, and leaves."""

from adapters.matrix.addresses import room_address
from adapters.matrix.drawing.messages import contents
from adapters.matrix.rooms.room import Room
from adapters.matrix.rooms.rooms import Rooms
from adapters.matrix.sending.posting import Posting
from bot.delivery.pace import Pace
from bot.interface.conversation import Interface
from bot.model.deliveries import Lane
from bot.ports.messenger import Message
from bot.text.blocks import Block, Span
from bot.text.text import t

SHARED = t(
    "This room is encrypted from end to end, and I can read nothing here: so I leave. Invite me into a room without "
    "encryption, where it is to be read by many in any case."
)
PRIVATE = t(
    "This room is encrypted from end to end, and I can read nothing here: so I leave. I have invited you into another "
    "one without encryption, in which I ask for nothing personal."
)


class Encrypted:
    """Leaves rooms that are encrypted."""

    def __init__(self, interface: Interface, posting: Posting, rooms: Rooms, pace: Pace) -> None:
        self._interface = interface
        self._posting = posting
        self._rooms = rooms
        self._pace = pace

    async def leave(self, room: Room) -> str:
        """Leave a room, and say why: the person for whom another private chat is to be opened, if it was theirs. None
        is for who would get one that their homeserver encrypts by itself."""
        people = [] if room.made_by == self._rooms.account else self._rooms.people(room.id)
        text = self._interface.label(PRIVATE if people else SHARED, "")
        said = Message((Block("paragraph", (Span(text),)),))
        async with self._pace.turn(room_address(room.id).place, True, Lane.ANSWER):
            await self._posting.put(room, contents(said, notice=True)[0], f"encrypted{room.id}")
        async with self._pace.turn(room_address(room.id).place, True, Lane.ANSWER):
            await self._posting.leave(room)
        return people[0] if people else ""
