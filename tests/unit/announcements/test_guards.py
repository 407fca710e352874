"""What one organizer alone can't send to many, however it is tried; and deliveries that end whatever happens."""

from collections.abc import Sequence
from datetime import timedelta

import pytest

from bot.delivery.backoff import Backoff
from bot.delivery.leaving import Result
from bot.errors import Conflict, NotAllowed
from bot.model.announcements.announcement import Audience, Stage
from bot.model.chats import Address, ChatKind, Topic, Unreachable
from bot.model.deliveries import DeliveryState
from bot.model.people.person import Role
from bot.ports.messenger import RetryAfter
from bot.ports.store import Store, Unit
from bot.service.announcements import drafts
from bot.service.chats import groups
from tests.conftest import Clock
from tests.unit.announcements.newsroom import Newsroom
from tests.unit.delivery.delivering import PLATFORM, Scripted
from tests.unit.delivery.delivering import Stage as Platform


@pytest.fixture
def room(store: Store, clock: Clock) -> Newsroom:
    return Newsroom(store, clock)


async def more_chats(room: Newsroom, count: int) -> None:
    def unit(unit: Unit) -> None:
        for number in range(count):
            chat = unit.chats.ensure(Address("test", f"-late-{number}"), ChatKind.GROUP, "")
            unit.chats.follow(chat.id, room.letter, Topic.NEWS)

    await room.do(unit)


async def test_what_was_planned_for_few_waits_for_another_organizer_where_it_would_go_to_many(room: Newsroom) -> None:
    await room.open("ada bea", 3)
    draft, at = await room.draft(), room.clock.now + timedelta(hours=1)
    await room.do(lambda unit: drafts.plan(unit, room.letter, draft.id, at))
    await room.act("release", draft)
    await more_chats(room, 9)
    room.clock.forward(hours=2)
    await room.advance(3)
    waiting = await room.now(draft)
    assert (waiting.stage, waiting.second, waiting.ready) == (Stage.WAITING, True, False)


async def test_no_chat_joins_a_group_for_which_an_announcement_waits(room: Newsroom) -> None:
    await room.open("ada bea", 3)
    first, second, _ = await room.chats()
    group = await room.do(lambda unit: groups.make(unit, room.letter, "Press"))
    await room.do(lambda unit: groups.put(unit, room.letter, first.id, group.id, together=True))
    draft, at = await room.draft(audience=Audience(groups=(group.id,))), room.clock.now + timedelta(hours=1)
    await room.do(lambda unit: drafts.plan(unit, room.letter, draft.id, at))
    await room.act("release", draft)
    with pytest.raises(Conflict, match="still to leave"):
        await room.do(lambda unit: groups.put(unit, room.letter, second.id, group.id, together=True))
    await room.do(lambda unit: groups.put(unit, room.letter, first.id, group.id, together=False))


async def test_small_announcements_of_one_organizer_in_one_day_add_up(room: Newsroom) -> None:
    await room.open("ada bea", 6)
    first = await room.released()
    await room.advance(2)
    await room.arrive()
    await room.advance()
    assert (await room.stage(first), (await room.now(first)).second) == (Stage.DONE, False)
    assert (await room.released()).second
    room.clock.forward(days=2)
    assert not (await room.released()).second


async def test_the_followers_of_every_letter_are_for_those_who_may_announce_for_each(room: Newsroom) -> None:
    other = await Newsroom(room.store, room.clock).open("bea", 2, slug="other")
    await room.open("ada", 2)
    draft = await room.draft(audience=Audience(reach="all"))
    with pytest.raises(NotAllowed, match="followers of every letter"):
        await room.act("release", draft)
    person = await room.person("ada")
    await room.do(lambda unit: unit.people.grant(person.id, other.letter, Role.EDITOR))
    assert (await room.act("release", draft)).stage is Stage.WAITING


async def test_what_is_planned_and_half_a_day_late_is_a_draft_again(room: Newsroom) -> None:
    await room.open("ada", 2)
    draft, at = await room.draft(), room.clock.now + timedelta(hours=1)
    await room.do(lambda unit: drafts.plan(unit, room.letter, draft.id, at))
    await room.act("release", draft)
    room.clock.forward(hours=14)
    await room.advance(2)
    assert await room.stage(draft) is Stage.DRAFT


async def test_what_waits_for_a_chat_that_follows_no_more_does_not_leave(room: Newsroom) -> None:
    await room.open("ada", 2)
    running = await room.released()
    await room.advance()
    leaver, _ = await room.chats()
    await room.do(lambda unit: unit.chats.unfollow(leaver.id, room.letter, Topic.NEWS))
    assert await room.arrive() == 1
    tally = await room.store.read(lambda unit: unit.results.tally(running))
    assert (tally.sent, tally.cancelled) == (1, 1)


async def test_what_was_paused_as_its_last_message_left_is_done(room: Newsroom) -> None:
    await room.open("ada", 1)
    running = await room.released()
    await room.advance()
    await room.act("pause", running)
    await room.do(lambda unit: unit.queue.cancel(running.id, 10))
    await room.advance(2)
    assert await room.stage(running) is Stage.DONE


async def test_a_message_that_was_refused_for_now_has_failed_where_its_chat_is_closed_meanwhile(
    store: Store, clock: Clock
) -> None:
    stage = Platform(store, clock, Scripted(timedelta(0), RetryAfter(5.0, "wait")))
    await stage.announce("one")
    stage.messenger.answers.clear()
    chat = await stage.chat("one")
    await stage.worker.step()
    await store.write(lambda unit: unit.chats.close(chat.id, Unreachable.REMOVED))
    stage.messenger.answers.set()
    await stage.worker.settle()
    assert await stage.states() == {"one": ("failed", "removed")}


async def test_chats_of_a_platform_that_is_not_served_hold_nothing_up_and_come_back_with_it(
    store: Store, clock: Clock
) -> None:
    stage = Platform(store, clock, Scripted())
    announcement = await stage.announce("one")
    await store.write(lambda unit: unit.chats.serve(["another"]))
    assert await stage.states() == {"one": ("failed", "unserved")}
    assert not await store.read(lambda unit: unit.queue.unsent(announcement.id, None))
    await store.write(lambda unit: unit.chats.serve([PLATFORM]))
    assert (await stage.chat("one")).closed == ""


async def test_one_outcome_that_can_not_be_recorded_leaves_the_others_alone(
    store: Store, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage = Platform(store, clock, Scripted())
    monkeypatch.setattr("bot.delivery.worker.PAUSES", Backoff(0.001, 0.001))
    await stage.announce("one", "two", "odd")
    odd = await stage.chat("odd")
    record = stage.worker._record.all

    def fail(unit: Unit, came: Sequence[Result]) -> None:
        record(unit, came)
        for each in came:
            if each.leaving.delivery.chat.id == odd.id and each.outcome.__class__.__name__ == "Sent":
                raise ValueError("a defect")

    monkeypatch.setattr(type(stage.worker._record), "all", lambda self, unit, came: fail(unit, came))
    await stage.work()
    states = await stage.states()
    assert (states["one"][0], states["two"][0]) == ("sent", "sent")
    assert states["odd"] == (DeliveryState.UNCERTAIN.value, "it could not be recorded")
