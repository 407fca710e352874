"""What rooms say of themselves: who leads in them, and who reads there."""

import time
from collections.abc import Sequence
from typing import Any

import pytest

from adapters.matrix.addresses import is_account
from adapters.matrix.api.http import Content, Homeserver, MatrixError, NeverLeft, Unanswered
from adapters.matrix.api.outcomes import outcome
from adapters.matrix.rooms.posts import Posts
from adapters.matrix.rooms.room import Room
from adapters.matrix.rooms.rooms import Encrypting, Rooms
from adapters.matrix.sending.posting import Posting
from bot.delivery.pace import Pace
from bot.model.chats import Address, Unreachable
from bot.ports.messenger import Gone, Missing, Outcome, Refused, RetryAfter, Unknown
from tests.drivers.running import FREE

ADA = "@ada:example.org"
NOT_THERE, NO_TOKEN = "User @bot:x not in room !y", "the homeserver refused the token"


def room(*events: dict[str, Any]) -> Room:
    """A room with these state events."""
    made = Room("!room")
    for event in events:
        made.take({"state_key": "", "sender": ADA, **event})
    return made


def levels(**content: Any) -> dict[str, Any]:
    return {"type": "m.room.power_levels", "content": content}


@pytest.mark.parametrize(
    ("content", "manages"),
    [
        ({"users": {ADA: 50}}, True),
        ({"users": {ADA: "50"}}, True),
        ({"users": {ADA: 49}}, False),
        ({"users_default": 50}, True),
        ({"users": {ADA: 60}, "events": {"m.room.name": 70}}, False),
        ({"users": [], "events": "broken"}, False),
    ],
)
def test_who_may_change_what_a_room_is_called_manages_it(content: dict[str, Any], manages: bool) -> None:
    assert room(levels(**content)).manages(ADA) is manages


def test_who_made_a_room_leads_there_without_any_level() -> None:
    assert room({"type": "m.room.create", "content": {"room_version": "12"}}, levels(users={})).manages(ADA)
    assert not room({"type": "m.room.create", "content": {"room_version": "11"}}, levels(users={})).manages(ADA)


def test_what_is_no_state_of_the_room_itself_is_not_believed() -> None:
    made = room({"type": "m.room.encryption", "state_key": "other", "content": {}})
    assert not made.encrypted
    assert room({"type": "m.room.history_visibility", "content": {"history_visibility": "world_readable"}}).public


@pytest.mark.parametrize(
    ("error", "end"),
    [
        (MatrixError(429, "M_LIMIT_EXCEEDED", "slow", 2.5), RetryAfter(2.5, "the homeserver asked to wait")),
        (MatrixError(403, "M_FORBIDDEN", NOT_THERE), Gone(Unreachable.REMOVED, NOT_THERE)),
        (MatrixError(403, "M_FORBIDDEN", "power level"), Gone(Unreachable.FORBIDDEN, "power level")),
        (MatrixError(404, "M_NOT_FOUND", "no event"), Missing("no event")),
        (MatrixError(413, "M_TOO_LARGE", "too large"), Refused("too large")),
        (MatrixError(401, "M_UNKNOWN_TOKEN", ""), RetryAfter(60.0, NO_TOKEN, everything=True)),
        (NeverLeft("gone"), RetryAfter(3.0, "the homeserver could not be reached", everything=True)),
        (Unanswered("status 502"), Unknown("status 502")),
    ],
)  # fmt: skip
def test_what_may_have_arrived_is_unknown_and_what_did_not_leaves_again(error: Exception, end: Outcome) -> None:
    assert outcome(error) == end


@pytest.mark.parametrize(
    ("text", "good"), [(ADA, True), ("ada:example.org", False), ("@a b:x", False), ("@a:" + "x" * 300, False)]
)
def test_owners_are_named_as_accounts_are_written(text: str, good: bool) -> None:
    assert is_account(text) is good


class Encrypts(Homeserver):
    """A homeserver that encrypts private rooms by itself; what it was asked to do."""

    def __init__(self) -> None:
        super().__init__("http://127.0.0.1:1", "", lambda: lambda date: None)
        self.asked = list[str]()

    async def post(self, *path: str, content: Content) -> dict[str, Any]:
        self.asked.append("/".join(path))
        return {"room_id": "!made"}

    async def state(self, room_id: str) -> Sequence[Content]:
        return [{"type": "m.room.encryption", "state_key": "", "content": {}}]


async def test_where_the_homeserver_encrypts_by_itself_nothing_is_said_in_private_and_no_room_is_made_again() -> None:
    there = Encrypts()
    rooms = Rooms(there, ours=True)
    rooms.account = "@bot:example.org"
    for _ in range(2):
        with pytest.raises(Encrypting):
            await rooms.open(ADA)
    assert there.asked == ["createRoom", "rooms/!made/kick", "rooms/!made/leave"]


async def test_nothing_but_why_it_leaves_is_said_in_a_room_that_is_encrypted() -> None:
    there = Encrypts()
    rooms, pace = Rooms(there, ours=True), Pace(FREE, time.monotonic)
    rooms.room("!town").take({"type": "m.room.encryption", "state_key": "", "content": {}})
    end = await Posting(there, rooms, Posts(there), pace).room(Address("matrix", "!town"))
    assert end == Gone(Unreachable.UNREACHABLE, "the room is encrypted")
