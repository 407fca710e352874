"""How announcements advance: one at a time for a letter, in the order of their moments, until everything has ended."""

from datetime import timedelta
from functools import partial

import pytest

from bot.model.announcements.announcement import Stage
from bot.model.chats import Address, ChatKind, Topic
from bot.model.deliveries import DeliveryState, Subject
from bot.ports.store import Store, Unit
from bot.service.announcements import dispatch, drafts
from tests.conftest import Clock
from tests.unit.announcements.newsroom import Newsroom

WAITING, RUNNING, PAUSED, DONE = Stage.WAITING, Stage.RUNNING, Stage.PAUSED, Stage.DONE


@pytest.fixture
def room(store: Store, clock: Clock) -> Newsroom:
    return Newsroom(store, clock)


async def test_a_release_leaves_comes_to_its_end_and_is_left_alone(room: Newsroom) -> None:
    await room.open(chats=3)
    news = await room.released()
    assert await room.store.read(dispatch.waits)
    assert [await room.stage(news), await room.live()] == [WAITING, []]
    await room.advance(2)
    assert [await room.stage(news), await room.live()] == [RUNNING, [news.id]]
    assert await room.arrive() == 3
    await room.advance()
    assert await room.stage(news) is DONE
    await room.advance()
    assert await room.live() == []
    assert not await room.store.read(dispatch.waits)


async def test_advancing_again_changes_nothing(room: Newsroom) -> None:
    await room.open(chats=3)
    news = await room.released()
    await room.advance(5)
    before = await room.now(news)
    await room.advance(5)
    assert await room.now(news) == before
    assert await room.arrive() == 3
    await room.advance(5)
    done = await room.now(news)
    room.clock.forward(days=1)
    await room.advance(5)
    assert await room.now(news) == done
    assert done.ended_at is not None


async def test_it_is_done_only_when_everything_came_to_an_end(room: Newsroom) -> None:
    await room.open(chats=3)
    news = await room.released()
    await room.advance(2)

    def one(unit: Unit, state: DeliveryState) -> None:
        each = next(each for each in unit.outbox.due("test", 10) if each.subject is Subject.ANNOUNCEMENT)
        unit.outbox.begin([each.id])
        if state is not DeliveryState.SENDING:
            unit.outbox.end(each.id, state)

    for state in (DeliveryState.FAILED, DeliveryState.UNCERTAIN, DeliveryState.SENDING):
        await room.do(partial(one, state=state))
        await room.advance(2)
        assert await room.stage(news) is RUNNING
    await room.do(lambda unit: unit.outbox.interrupted("test", {}))
    await room.advance(2)
    assert await room.stage(news) is DONE


async def test_one_at_a_time_leaves_in_the_order_of_their_moments(room: Newsroom) -> None:
    await room.open()
    later, sooner = await room.draft(text="later"), await room.draft(text="sooner")
    for each, hours in ((later, 2), (sooner, 1)):
        at = room.clock.now + timedelta(hours=hours)
        await room.do(partial(drafts.plan, letter_id=room.letter, announcement_id=each.id, at=at))
        await room.act("release", each)
    await room.advance(3)
    assert [await room.stage(each) for each in (later, sooner)] == [WAITING, WAITING]
    room.clock.forward(hours=3)
    await room.advance(3)
    assert [await room.stage(each) for each in (later, sooner)] == [WAITING, RUNNING]
    await room.arrive()
    await room.advance(2)
    assert [await room.stage(each) for each in (later, sooner)] == [RUNNING, DONE]


async def test_a_paused_one_holds_the_next_up_and_a_stopped_one_does_not(room: Newsroom) -> None:
    await room.open()
    first, second = await room.released(), await room.released()
    await room.advance(2)
    await room.act("pause", first)
    await room.advance(3)
    assert [await room.stage(each) for each in (first, second)] == [PAUSED, WAITING]
    await room.act("stop", first)
    await room.advance(3)
    assert [await room.stage(each) for each in (first, second)] == [Stage.CANCELLED, RUNNING]


async def test_one_that_is_not_queued_for_everybody_holds_the_next_up(
    room: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dispatch, "CHUNK", 1)
    await room.open(chats=3)
    first, second = await room.released(), await room.released()
    for _ in range(2):
        await room.advance()
        assert await room.arrive() == 1
        assert [await room.stage(each) for each in (first, second)] == [RUNNING, WAITING]


async def test_its_report_is_edited_at_once_when_it_begins_is_paused_and_is_done(
    room: Newsroom,
) -> None:
    def reported(unit: Unit) -> int:
        due = [each for each in unit.outbox.due("test", 10) if each.subject is Subject.PROGRESS]
        for each in due:
            if each.state is DeliveryState.QUEUED:
                unit.outbox.begin([each.id])
            unit.outbox.sent([(each, "report", each.wanted)])
        return len(due)

    await room.open()
    news = await room.released()
    assert [await room.do(reported), await room.do(reported)] == [1, 0]
    await room.advance()
    assert [await room.do(reported), await room.do(reported)] == [1, 0]
    for act in ("pause", "resume"):
        await room.act(act, news)
        assert [await room.do(reported), await room.do(reported)] == [1, 0]
    await room.arrive()
    await room.advance()
    assert await room.do(reported) == 1


@pytest.mark.parametrize(("seconds", "stage"), [(59, WAITING), (61, RUNNING)])
async def test_a_straggler_does_not_hold_the_next_up(room: Newsroom, seconds: int, stage: Stage) -> None:
    await room.open()
    first, second = await room.released(), await room.released()
    await room.advance(2)

    def straggle(unit: Unit) -> None:
        (each,) = [each for each in unit.outbox.due("test", 10) if each.subject_id == first.id and each.chat.title]
        unit.outbox.begin([each.id])
        unit.outbox.again(each, seconds, perhaps=False)

    await room.do(straggle)
    await room.advance(3)
    assert [await room.stage(each) for each in (first, second)] == [RUNNING, stage]


async def test_letters_do_not_hold_up_one_another(room: Newsroom) -> None:
    other = await Newsroom(room.store, room.clock).open(slug="other")
    await room.open()
    first, second, elsewhere = await room.released(), await room.released(), await other.released()
    await room.advance(3)
    stages = [await room.stage(each) for each in (first, second, elsewhere)]
    assert stages == [RUNNING, WAITING, RUNNING]


async def test_what_waits_for_a_second_organizer_or_for_its_moment_holds_nobody_up(room: Newsroom) -> None:
    await room.open("ada bea")
    await room.do(lambda unit: unit.settings.set(room.letter, "second", "on"))
    unagreed = await room.released()
    await room.do(lambda unit: unit.settings.set(room.letter, "second", "off"))
    planned, plain = await room.draft(), await room.draft()
    at = room.clock.now + timedelta(days=1)
    await room.do(lambda unit: drafts.plan(unit, room.letter, planned.id, at))
    for each in (planned, plain):
        await room.act("release", each)
    room.clock.forward(hours=2)
    await room.advance(3)
    assert [await room.stage(each) for each in (unagreed, planned, plain)] == [WAITING, WAITING, RUNNING]


async def test_an_audience_that_left_meanwhile_is_an_announcement_that_is_done(room: Newsroom) -> None:
    await room.open()
    news = await room.released()
    (chat,) = await room.chats()
    await room.do(lambda unit: unit.chats.unfollow(chat.id, room.letter, Topic.NEWS))
    await room.advance(3)
    assert [await room.stage(news), await room.live()] == [DONE, []]


async def test_everybody_gets_it_once_in_chunks_also_while_chats_join_and_leave(
    room: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dispatch, "CHUNK", 100)
    await room.open(chats=350)
    await room.released()
    chats = await room.chats()

    def change(unit: Unit, number: int) -> None:
        unit.chats.unfollow(chats[number].id, room.letter, Topic.NEWS)
        joined = unit.chats.ensure(Address("test", f"-late-{number}"), ChatKind.GROUP, "late")
        unit.chats.follow(joined.id, room.letter, Topic.NEWS)

    more, gone = True, 349
    await room.advance()
    while more:
        room.clock.forward(seconds=1)
        await room.do(partial(change, number=gone))
        gone -= 1
        more = await room.do(dispatch.send_next)
    due = await room.do(lambda unit: unit.outbox.due("test", 1000))
    queued = [each.chat.id for each in due if each.subject is Subject.ANNOUNCEMENT]
    stayed = [chat.id for chat in chats[: gone + 1]]
    assert len(set(queued)) == len(queued)
    assert set(stayed) <= set(queued) <= {chat.id for chat in chats}


async def test_a_correction_of_many_is_spread_over_several_steps(
    room: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dispatch, "CHUNK", 10)
    monkeypatch.setattr("bot.service.announcements.running.CHUNK", 10)
    await room.open(chats=35)
    news = await room.released()
    while await room.do(dispatch.send_next):
        pass
    await room.arrive()
    await room.act("correct", news)
    assert [await room.do(dispatch.send_next) for _ in range(3)] == [True, True, False]
    assert await room.arrive() == 35
    await room.advance(2)
    assert await room.live() == []


async def test_a_stop_of_many_is_spread_over_several_steps(room: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.service.announcements.running.CHUNK", 10)
    await room.open(chats=35)
    news = await room.released()
    await room.advance(2)
    monkeypatch.setattr(dispatch, "CHUNK", 10)
    stopped = await room.act("stop", news)
    while await room.do(dispatch.send_next):
        pass
    tally = await room.do(lambda unit: unit.results.tally(stopped))
    assert (tally.queued, tally.cancelled) == (0, 35)
    await room.advance()
    assert await room.live() == []
