"""What the core answers, on its way back to a person."""

from dataclasses import dataclass, replace

import msgspec

from adapters.matrix.drawing.messages import Content, buttons, keycap
from adapters.matrix.incoming.reading import Incoming
from adapters.matrix.rooms.room import Room
from adapters.matrix.rooms.rooms import Rooms
from adapters.matrix.sending.messenger import MatrixMessenger
from adapters.matrix.sending.posting import Posting
from bot.delivery.pace import Pace
from bot.model.chats import Address, ChatKind
from bot.model.deliveries import Lane
from bot.ports.messenger import Destination, Message, Moved, Outcome, RetryAfter, Sent, Unknown

TAPPED = 6
"""Under an answer of so many buttons at the most the bot puts the numbers as reactions, so that they can be pressed."""

BRISK = 5
"""It does so where so many messages a second may leave: each is one."""


@dataclass(frozen=True, slots=True)
class Route:
    """Where an answer goes: the chat, what it replies to, the reaction that it is to, and the thread in which it
    stands. `key`: the transaction's; `left`: so many pieces have left already; `person`: who
    is answered."""

    address: Address
    kind: ChatKind
    key: str
    event: str = ""
    reaction: str = ""
    thread: str = ""
    left: int = 0
    person: str = ""

    def text(self) -> str:
        """The route as it is kept with an answer."""
        return msgspec.json.encode(self).decode()


def route_of(incoming: Incoming, number: int) -> Route:
    """The route back to what somebody sent."""
    caller = incoming.caller
    return Route(
        caller.address,
        caller.kind,
        str(number),
        incoming.event,
        incoming.reaction,
        incoming.thread,
        person=caller.account.id,
    )


def read_route(text: str) -> Route:
    """A route that was kept."""
    return msgspec.json.decode(text, type=Route)


@dataclass(frozen=True, slots=True)
class Rest:
    """What of an answer did not leave for sure: the route for it, and after how many seconds it may. Under its key the
    homeserver takes it once, so that what perhaps left may leave again."""

    route: Route
    seconds: float


class Answering:
    """Gives answers to people, ahead of everything else that leaves."""

    def __init__(self, messenger: MatrixMessenger, posting: Posting, rooms: Rooms, pace: Pace) -> None:
        self._messenger = messenger
        self._posting = posting
        self._rooms = rooms
        self._pace = pace

    async def give(self, route: Route, message: Message) -> Rest | None:
        """Give an answer, by the route on which the request came: what is left to be given, if anything."""
        message = message.with_word
        if not (message.blocks or message.files):
            return None
        shared = route.kind is not ChatKind.PRIVATE
        to = Destination(route.address, route.kind, Lane.ANSWER)
        async with self._pace.turn(route.address.place, shared, Lane.ANSWER):
            end, left = await self._messenger.answer(
                to,
                message,
                route.key,
                left=route.left,
                relation=_relation(route),
            )
        rest = self._rest(replace(route, left=left), end)
        if rest is None and self._pace.within(1.0) >= BRISK:
            await self._courtesies(route, message, end)
        return rest

    def _rest(self, route: Route, end: Outcome) -> Rest | None:
        match end:
            case RetryAfter(seconds):
                return Rest(route, seconds)
            case Unknown():
                return Rest(route, 1.0)
            case Moved(address):
                return Rest(replace(route, address=address, event="", thread=""), 0.0)
        return None

    async def _courtesies(self, route: Route, message: Message, end: Outcome) -> None:
        """Put the numbers of an answer's buttons under it, and take away the reaction that it is to, so that the same
        can be pressed again: both wait behind everything else."""
        room, shared = await self._posting.room(route.address), route.kind is not ChatKind.PRIVATE
        if not isinstance(room, Room):
            return
        if route.reaction and room.level(self._rooms.account) >= room.redacting:
            async with self._pace.turn(route.address.place, shared, Lane.ANNOUNCEMENT):
                await self._posting.redact(room, route.reaction)
        numbers = [each.number for each in buttons(message.keys)]
        if message.files or message.expects or not isinstance(end, Sent) or len(numbers) > TAPPED:
            return
        for number in numbers:
            async with self._pace.turn(route.address.place, shared, Lane.ANNOUNCEMENT):
                await self._posting.react(room, end.message, keycap(number))


def _relation(route: Route) -> Content | None:
    if route.kind is ChatKind.PRIVATE or not route.event:
        return None
    there = {"m.in_reply_to": {"event_id": route.event}}
    if route.thread:
        return {"rel_type": "m.thread", "event_id": route.thread, "is_falling_back": False, **there}
    return there
