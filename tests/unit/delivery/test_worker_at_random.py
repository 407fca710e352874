"""Whatever the platform answers, each message ends in a state that is true, against what the platform really has."""

import asyncio
from dataclasses import dataclass
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.delivery.pace import Pace
from bot.delivery.windows import Limits, Window
from bot.delivery.worker import Worker
from bot.model.chats import ChatKind, Unreachable
from bot.model.people.person import Account
from bot.ports.messenger import Destination, Gone, Message, Missing, Outcome, Refused, RetryAfter, Sent, Unknown
from bot.ports.store import Unit
from bot.service.announcements import corrections, dispatch
from bot.text.blocks import plain
from storage import tables
from storage.unit import ConnectionUnit
from tests.corrections import correct
from tests.unit.delivery.delivering import PLATFORM, Scripted, says
from tests.unit.delivery.instant import InstantStore, announce
from tests.unit.delivery.simulated import simulated

MEMORY = timedelta(minutes=2)
FINE = "fine"
ENDS = ("arrived", "lost", "later", "unreached", "refused", "gone")
"""What may come of a request besides that it is done: an answer that is lost after or before it was done, …"""

fates = st.lists(st.sampled_from([FINE] * 24 + list(ENDS)), max_size=60)
"""A fifth of all requests come to no good end."""


@dataclass
class Post:
    """What stands in a chat."""

    place: str
    key: str
    text: str
    since: float


class Real(Scripted):
    """A platform that keeps what it was sent, and knows a key again for as long as it remembers."""

    def __init__(self, memory: timedelta, fates: list[str]) -> None:
        super().__init__(memory)
        self.fates = fates
        self.posts: dict[str, Post] = {}
        self.most: dict[str, int] = {}

    def _fate(self) -> str:
        return self.fates.pop(0) if self.fates else FINE

    def _put(self, key: str, place: str, text: str) -> str:
        now = asyncio.get_running_loop().time()
        for number, post in self.posts.items():
            if post.key == key and now - post.since < self._memory.total_seconds():
                return number
        number = f"m{len(self.most)}-{len(self.posts)}-{key}"
        self.posts[number] = Post(place, key, text, now)
        there = [post for post in self.posts.values() if post.place == place]
        self.most[place] = max(self.most.get(place, 0), len(there))
        return number

    async def send(self, key: str, to: Destination, message: Message) -> Outcome:
        await asyncio.sleep(0.04)
        place, text = to.address.place, plain(message.blocks)
        known = any(post.key == key for post in self.posts.values())
        match self._fate():
            case "arrived":
                self._put(key, place, text)
                return Unknown("timed out")
            case "refused" if not known:
                return Refused("odd")
            case "gone":
                return Gone(Unreachable.REMOVED)
            case fate if fate in ("lost", "later", "unreached"):
                return _in_vain(fate)
        return Sent(self._put(key, place, text))

    async def edit(self, to: Destination, message_id: str, message: Message) -> Outcome:
        await asyncio.sleep(0.04)
        fate, post = self._fate(), self.posts.get(message_id)
        if fate in ("lost", "later", "unreached"):
            return _in_vain(fate)
        if post is None:
            return Missing("it is not there")
        if fate == "refused":
            return Refused("odd")
        post.text = plain(message.blocks)
        return Unknown("timed out") if fate == "arrived" else Sent(message_id)

    async def delete(self, to: Destination, message_id: str) -> Outcome:
        await asyncio.sleep(0.04)
        fate = self._fate()
        if fate in ("lost", "later", "unreached"):
            return _in_vain(fate)
        if message_id not in self.posts:
            return Missing("it is not there")
        if fate == "refused":
            return Refused("too old")
        del self.posts[message_id]
        return Unknown("timed out") if fate == "arrived" else Sent(message_id)


def _in_vain(fate: str) -> Outcome:
    if fate == "lost":
        return Unknown("timed out")
    return RetryAfter(4, "slow down") if fate == "later" else RetryAfter(3, "no route", everything=True)


@pytest.mark.parametrize("then", ["nothing", "correct", "recall"])
@pytest.mark.parametrize("memory", [timedelta(0), MEMORY], ids=["forgets", "remembers"])
@settings(max_examples=25, deadline=None)
@given(fates=fates, chats=st.integers(1, 12), after=st.integers(0, 6))
def test_every_message_ends_in_a_state_that_is_true(
    memory: timedelta, then: str, fates: list[str], chats: int, after: int
) -> None:
    async def main() -> tuple[Real, list[tuple[str, str, str]]]:
        loop = asyncio.get_running_loop()
        store, real = InstantStore(loop.time), Real(memory, list(fates))
        pace = Pace(Limits(Window(1000, 1.0), Window(1000, 1.0)), loop.time)
        worker = Worker(store, real, pace, lambda unit: lambda delivery: says(unit, delivery))
        places = [f"-{number}" for number in range(chats)]
        news = await store.write(lambda unit: announce(unit, places, ChatKind.GROUP))

        def act(unit: Unit) -> None:
            person = unit.people.ensure(Account(PLATFORM, "1"))
            if then == "correct":
                correct(unit, person, letter_id=news.letter_id, announcement_id=news.id, language="en", text="Other")
            else:
                corrections.recall(unit, person, news.letter_id, news.id)

        await store.write(lambda unit: unit.settings.set(news.letter_id, "second", "off"))
        step, live = 0, True
        while step <= after or live:
            assert step < 70
            if step == after and then != "nothing":
                await store.write(act)
            await worker.step()
            if step > after:
                await worker.settle()
            await store.write(dispatch.send_next)
            await asyncio.sleep(1.0 if step < 30 else 400.0)
            live = await store.read(lambda unit: bool(unit.announcements.live()))
            step += 1
        assert await worker.step() == 0

        def look(unit: Unit) -> list[tuple[str, str, str]]:
            assert isinstance(unit, ConnectionUnit)
            rows, there = tables.deliveries, tables.chats
            joined = rows.join(there, there.c.id == rows.c.chat_id).select().where(rows.c.subject == "announcement")
            return [(row.place, row.state, row.reason) for row in unit.connection.execute(joined)]

        found = await store.read(look)
        store.close()
        return real, found

    real, found = simulated(main())
    assert len(found) == chats
    assert max(real.most.values(), default=0) <= 1
    for place, state, reason in found:
        there = [post.text for post in real.posts.values() if post.place == place]
        assert state in ("sent", "failed", "uncertain", "cancelled", "recalled")
        assert state != "sent" or len(there) == 1 or reason == "missing", (place, state, reason, there)
        assert state not in ("failed", "cancelled", "recalled") or not there, (place, state, reason, there)
        if state == "sent" and not reason:
            assert there == [{"nothing": "announcement News", "correct": "announcement Other"}[then]]
