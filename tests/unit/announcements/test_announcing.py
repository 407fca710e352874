"""What may be done with an announcement in each stage, and who may: the second organizer, the time to undo."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial

import pytest

from bot.errors import Conflict, NotAllowed, NotFound
from bot.model.announcements.announcement import EVERYBODY, Announcement, Audience, Stage
from bot.model.chats import Unreachable
from bot.model.deliveries import DeliveryState, Subject
from bot.model.people.person import Account, Role
from bot.model.people.settings import GUARDED_FROM
from bot.ports.store import Store, Unit
from bot.service.announcements import corrections, drafts, running
from tests.conftest import Clock
from tests.unit.announcements.newsroom import ACTS, Newsroom

MANY = GUARDED_FROM


@pytest.fixture
def room(store: Store, clock: Clock) -> Newsroom:
    return Newsroom(store, clock)


async def brought(room: Newsroom, stage: Stage) -> Announcement:
    """An announcement in a stage."""
    draft = await room.draft()
    if stage is Stage.DRAFT:
        return draft
    await room.act("release", draft)
    if stage is Stage.WAITING:
        return draft
    await room.advance(2)
    if stage is Stage.DONE:
        await room.arrive()
        await room.advance(2)
    act = {Stage.PAUSED: "pause", Stage.CANCELLED: "stop", Stage.RECALLED: "recall"}.get(stage)
    if act:
        await room.act(act, draft)
    assert await room.stage(draft) is stage
    return draft


ALLOWED = {
    "release": {Stage.DRAFT: Stage.WAITING},
    "agree": {},
    "pause": {Stage.RUNNING: Stage.PAUSED},
    "resume": {Stage.PAUSED: Stage.RUNNING},
    "stop": dict.fromkeys((Stage.DRAFT, Stage.WAITING, Stage.RUNNING, Stage.PAUSED), Stage.CANCELLED),
    "refuse": dict.fromkeys((Stage.DRAFT, Stage.WAITING, Stage.RUNNING, Stage.PAUSED), Stage.CANCELLED),
    "recall": dict.fromkeys((Stage.RUNNING, Stage.PAUSED, Stage.DONE, Stage.CANCELLED), Stage.RECALLED),
    "correct": {each: each for each in (Stage.RUNNING, Stage.PAUSED, Stage.DONE, Stage.CANCELLED)},
}


@pytest.mark.parametrize("stage", Stage)
@pytest.mark.parametrize("act", ACTS)
async def test_each_act_is_done_in_some_stages_and_refused_in_the_others(
    room: Newsroom, stage: Stage, act: str
) -> None:
    await room.open()
    announcement = await brought(room, stage)
    before = await room.now(announcement)
    if stage in ALLOWED[act]:
        await room.act(act, announcement)
        assert await room.stage(announcement) is ALLOWED[act][stage]
    else:
        with pytest.raises(Conflict):
            await room.act(act, announcement)
        assert await room.now(announcement) == before


@pytest.mark.parametrize("act", ACTS)
async def test_an_announcement_of_another_letter_is_not_found(room: Newsroom, act: str) -> None:
    other = await Newsroom(room.store, room.clock).open(slug="other")
    await room.open()
    theirs = await other.draft()
    with pytest.raises(NotFound):
        await room.act(act, theirs)


@pytest.mark.parametrize("stage", [each for each in Stage if each is not Stage.DRAFT])
async def test_nothing_about_it_can_be_changed_after_its_release(room: Newsroom, stage: Stage) -> None:
    await room.open()
    number = (await brought(room, stage)).id
    changes: list[Callable[..., object]] = [
        partial(drafts.write, language="en", text="Other"),
        partial(drafts.switch, name="silent"),
        lambda unit, letter_id, announcement_id: drafts.attach(unit, letter_id, announcement_id, 1),
        partial(drafts.detach, file_id=1),
        partial(drafts.address, audience=Audience(platforms=("test",))),
        partial(drafts.plan, at=room.clock.now + timedelta(days=1)),
        drafts.discard,
    ]
    for change in changes:
        with pytest.raises(Conflict):
            await room.do(partial(change, letter_id=room.letter, announcement_id=number))


@pytest.mark.parametrize(
    ("organizers", "chats", "setting", "second"),
    [
        ("ada bea", MANY, "", True),
        ("ada bea", MANY - 1, "", False),
        ("ada", MANY, "", False),
        ("ada bea", 1, "on", True),
        ("ada", 1, "on", True),
        ("ada bea", MANY, "off", False),
    ],
)
async def test_a_second_organizer_is_needed_from_ten_chats_on_where_there_are_two_or_as_is_set(
    room: Newsroom, organizers: str, chats: int, setting: str, second: bool
) -> None:
    await room.open(organizers, chats)
    await room.do(lambda unit: unit.settings.set(room.letter, "second", setting))
    news = await room.released()
    room.clock.forward(hours=1)
    await room.advance(2)
    assert news.second is second
    assert await room.stage(news) is (Stage.WAITING if second else Stage.RUNNING)


async def test_a_reviewer_is_no_second_organizer(room: Newsroom) -> None:
    await room.open("ada", MANY)
    rex = await room.person("rex")
    await room.do(lambda unit: unit.people.grant(rex.id, room.letter, Role.REVIEWER))
    assert not (await room.released()).second


async def test_only_another_organizer_releases_it_a_second_time(room: Newsroom) -> None:
    await room.open("ada bea", MANY)
    news = await room.released()
    with pytest.raises(NotAllowed):
        await room.act("agree", news, "ada")
    await room.act("agree", news, "bea")
    with pytest.raises(Conflict):
        await room.act("agree", news, "bea")
    room.clock.forward(seconds=61)
    await room.advance(2)
    assert await room.stage(news) is Stage.RUNNING


async def test_a_person_with_two_accounts_is_one_organizer(room: Newsroom) -> None:
    await room.open("ada bea", MANY)
    news, ada = await room.released(), await room.person("ada")
    await room.do(lambda unit: unit.people.attach(Account("test", "ada at home"), ada.id))
    with pytest.raises(NotAllowed):
        await room.act("agree", news, "ada at home")


async def test_the_other_organizers_are_asked_and_nobody_else(room: Newsroom) -> None:
    await room.open("ada bea cleo", MANY)
    await room.released()
    asked = [
        each for each in await room.do(lambda unit: unit.outbox.due("test", 99)) if each.subject is Subject.RELEASE
    ]
    assert [each.address.place for each in asked] == ["@bea", "@cleo"]


@pytest.mark.parametrize(
    ("undo", "guarded", "seconds"),
    [("", False, 0), ("", True, 60), ("0", True, 0), ("300", False, 300), ("300", True, 300)],
)
async def test_a_release_can_be_undone_for_as_long_as_is_set_or_a_minute_where_it_is_guarded(
    room: Newsroom, undo: str, guarded: bool, seconds: int
) -> None:
    await room.open("ada bea")
    await room.do(lambda unit: unit.settings.set(room.letter, "undo", undo))
    await room.do(lambda unit: unit.settings.set(room.letter, "second", "on" if guarded else "off"))
    news = await room.released()
    if guarded:
        room.clock.forward(hours=1)
        news = await room.act("agree", news, "bea")
    assert news.starts == room.clock.now + timedelta(seconds=seconds)
    if seconds:
        room.clock.forward(seconds=seconds - 1)
        await room.advance(2)
        assert await room.stage(news) is Stage.WAITING
        await room.act("stop", news)
        room.clock.forward(seconds=9)
        await room.advance(2)
        assert await room.stage(news) is Stage.CANCELLED


async def test_a_planned_one_leaves_at_its_moment_or_after_the_time_to_undo_where_that_ends_later(
    room: Newsroom,
) -> None:
    await room.open()
    await room.do(lambda unit: unit.settings.set(room.letter, "undo", "300"))
    for ahead, seconds in ((3600, 3600), (100, 300)):
        draft, at = await room.draft(), room.clock.now + timedelta(seconds=ahead)
        await room.do(partial(drafts.plan, letter_id=room.letter, announcement_id=draft.id, at=at))
        assert (await room.act("release", draft)).starts == room.clock.now + timedelta(seconds=seconds)


async def test_what_was_planned_for_a_moment_that_has_passed_is_not_released(room: Newsroom) -> None:
    await room.open()
    draft, at = await room.draft(), room.clock.now + timedelta(hours=1)
    await room.do(lambda unit: drafts.plan(unit, room.letter, draft.id, at))
    room.clock.forward(hours=1)
    with pytest.raises(Conflict):
        await room.act("release", draft)
    await room.do(lambda unit: drafts.plan(unit, room.letter, draft.id, None))
    await room.act("release", draft)
    await room.advance(2)
    assert await room.stage(draft) is Stage.RUNNING


async def test_a_second_organizer_can_not_release_what_was_planned_for_a_moment_that_has_passed(
    room: Newsroom,
) -> None:
    await room.open("ada bea", MANY)
    draft, at = await room.draft(), room.clock.now + timedelta(hours=1)
    await room.do(lambda unit: drafts.plan(unit, room.letter, draft.id, at))
    await room.act("release", draft)
    room.clock.forward(hours=5)
    with pytest.raises(Conflict, match="has passed"):
        await room.act("agree", draft, "bea")


@pytest.mark.parametrize("audience", [EVERYBODY, Audience(languages=("eo",))])
async def test_nothing_is_released_to_nobody(room: Newsroom, audience: Audience) -> None:
    await room.open(chats=0 if audience == EVERYBODY else 3)
    draft = await room.draft(audience=audience)
    with pytest.raises(Conflict):
        await room.act("release", draft)
    assert await room.stage(draft) is Stage.DRAFT


async def test_a_follow_up_goes_to_the_open_chats_where_it_could_not_be_changed(room: Newsroom) -> None:
    await room.open(chats=4)
    news = await room.released()
    await room.advance(2)
    await room.arrive()
    await room.advance(2)
    corrected = await room.act("correct", news)

    def end(unit: Unit) -> list[int]:
        due = [each for each in unit.outbox.due("test", 10) if each.subject is Subject.ANNOUNCEMENT]
        for each, reason in zip(due, ("too_old", "missing", "odd", ""), strict=True):
            unit.outbox.showing(each.id, each.wanted, reason)
        unit.chats.close(due[1].chat.id, Unreachable.REMOVED)
        return [each.chat.id for each in due]

    ids = await room.do(end)
    audience = await room.do(lambda unit: corrections.stale(unit, corrected))
    assert audience == Audience(chats=(ids[0], ids[2]), reach="all")


async def test_a_repeat_where_nothing_failed_is_refused(room: Newsroom) -> None:
    await room.open()
    news, ada = await room.released(), await room.person("ada")
    await room.advance(2)
    await room.arrive(DeliveryState.FAILED)
    await room.advance(2)

    def repeat(unit: Unit, state: DeliveryState) -> int:
        return running.repeat(unit, ada, room.letter, news.id, state)

    with pytest.raises(Conflict):
        await room.do(partial(repeat, state=DeliveryState.UNCERTAIN))
    assert await room.stage(news) is Stage.DONE
    assert await room.do(partial(repeat, state=DeliveryState.FAILED)) == 1
    assert [await room.stage(news), await room.live()] == [Stage.RUNNING, [news.id]]


async def test_a_moment_within_a_minute_means_as_soon_as_it_is_released(room: Newsroom, clock: Clock) -> None:
    await room.open()
    draft, at = await room.draft(), clock.now + timedelta(minutes=1)
    assert (await room.do(lambda unit: drafts.plan(unit, room.letter, draft.id, at))).at is None
    later = at + timedelta(seconds=1)
    assert (await room.do(lambda unit: drafts.plan(unit, room.letter, draft.id, later))).at == later
