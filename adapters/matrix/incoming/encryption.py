"""Rooms that are encrypted from end to end, in which the bot can read nothing: it says so, and leaves."""

from adapters.matrix.addresses import PLATFORM, room_address
from adapters.matrix.drawing.messages import contents
from adapters.matrix.rooms.room import Room
from adapters.matrix.rooms.rooms import Rooms
from adapters.matrix.sending.posting import Posting
from bot.delivery.pace import Pace
from bot.interface.conversation import Interface
from bot.interface.requests import Caller
from bot.model.chats import ChatKind, private_chat
from bot.model.deliveries import Lane
from bot.model.people.person import Account
from bot.ports.messenger import Gone
from bot.text.text import Link, Text, t

SHARED = t(
    "This room is encrypted from end to end, and I can read nothing here: so I leave. Invite me into a room without "
    "encryption, where it is to be read by many in any case."
)
PRIVATE = t(
    "This room is encrypted from end to end, and I can read nothing here: so I leave. I have invited you into another "
    "one without encryption, in which I ask for nothing personal."
)


NOWHERE = t(
    "This room is encrypted from end to end, and I can read nothing here: so I leave. I can't open another one without "
    "encryption for you."
)


def elsewhere_than_in_private(page: str) -> Text:
    """Where whoever can't be spoken to in private goes on. `page`: where the letters stand, if anywhere."""
    if page:
        return t("On this page the letter can be read and signed: {page}", page=Link(page))
    return t("What everybody may read I answer in any room without encryption into which I am invited.")


class Encrypted:
    """Leaves rooms that are encrypted."""

    def __init__(self, interface: Interface, posting: Posting, rooms: Rooms, pace: Pace) -> None:
        self._interface = interface
        self._posting = posting
        self._rooms = rooms
        self._pace = pace

    async def leave(self, room: Room) -> str:
        """Leave a room, and say why, and where it goes on: the person for whom another private chat was opened, if it
        was theirs. None is opened for who would get one that the homeserver encrypts by itself."""
        people = [] if room.made_by == self._rooms.account else self._rooms.people(room.id)
        web, person = self._interface.web, next(iter(people), "")
        texts = [SHARED, elsewhere_than_in_private(web)] if web else [SHARED]
        if person and isinstance(await self._posting.room(private_chat(Account(PLATFORM, person))), Gone):
            person, texts = "", [NOWHERE, elsewhere_than_in_private(web)]
        elif person:
            texts = [PRIVATE]
        here = Caller(Account(PLATFORM, next(iter(people), room.made_by)), room_address(room.id), ChatKind.GROUP)
        said = await self._interface.say(here, *texts)
        async with self._pace.turn(room_address(room.id).place, True, Lane.ANSWER):
            await self._posting.put(room, contents(said, notice=True)[0], f"encrypted{room.id}")
        async with self._pace.turn(room_address(room.id).place, True, Lane.ANSWER):
            await self._posting.leave(room)
        return person
