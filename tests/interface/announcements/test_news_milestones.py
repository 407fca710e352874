"""Milestones that a letter announces by itself."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.model.announcements.announcement import Stage
from bot.model.chats import Topic
from bot.model.endorsements.endorsement import State
from bot.model.people.person import Account
from bot.ports.store import Store, Unit
from bot.service.announcements import running
from tests.conftest import Clock
from tests.interface.announcements.test_news_helpers import Newsroom
from tests.storage.examples import letter

WAITING, RUNNING, DONE, CANCELLED = Stage.WAITING, Stage.RUNNING, Stage.DONE, Stage.CANCELLED
FALLEN = ("milestone:10:dropped", CANCELLED)


@pytest.fixture
async def newsroom(store: Store, clock: Clock) -> Newsroom:
    """A letter without a goal that announces milestones."""
    room = await Newsroom(store, clock).opens(replace(letter(), goal=None))
    await room.switches("milestones")
    return room


async def test_nothing_is_announced_that_nobody_has_switched_on(store: Store, clock: Clock) -> None:
    room = await Newsroom(store, clock).opens()
    await room.lists(count=30)
    await room.advances()
    assert await room.made() == []
    assert await store.read(lambda unit: unit.settings.all(room.letter_id)) == {}


async def test_a_milestone_leaves_ten_minutes_after_it_was_reached(newsroom: Newsroom, clock: Clock) -> None:
    await newsroom.lists(count=9)
    await newsroom.advances()
    assert await newsroom.made() == []
    await newsroom.lists(count=1)
    await newsroom.advances()
    (waiting,) = await newsroom.every()
    assert (waiting.origin, waiting.stage, waiting.starts) == (
        "milestone:10", WAITING, clock.now + timedelta(minutes=10),
    )  # fmt: skip
    assert waiting.person_id is None
    await newsroom.later(minutes=9, seconds=59)
    await newsroom.leave()
    assert await newsroom.made() == [("milestone:10", WAITING)]
    await newsroom.later(seconds=1)
    await newsroom.leave()
    assert await newsroom.made() == [("milestone:10", DONE)]
    assert "10 organizations have signed on to Night buses for all." in await newsroom.says()


async def test_the_journal_names_nobody_for_what_the_letter_announces(newsroom: Newsroom, store: Store) -> None:
    await newsroom.lists(count=10)
    await newsroom.advances()
    last = (await store.read(lambda unit: unit.journal.links(newsroom.letter_id)))[-1].body
    assert '"act":"announcement.released"' in last
    assert '"actor":""' in last


async def test_advancing_again_makes_nothing_twice(newsroom: Newsroom) -> None:
    await newsroom.lists(count=10)
    for _ in range(3):
        await newsroom.advances()
        await newsroom.later(minutes=4)
    await newsroom.leave()
    for _ in range(3):
        await newsroom.later(days=1)
    assert await newsroom.made() == [("milestone:10", DONE)]


async def test_of_several_milestones_at_once_the_highest_is_announced(newsroom: Newsroom) -> None:
    await newsroom.lists(count=60)
    await newsroom.advances()
    assert await newsroom.made() == [("milestone:50", WAITING)]


async def test_a_higher_milestone_takes_the_place_of_one_that_waits(newsroom: Newsroom) -> None:
    await newsroom.lists(count=10)
    await newsroom.advances()
    await newsroom.lists(count=15)
    await newsroom.advances()
    assert await newsroom.made() == [FALLEN, ("milestone:25", WAITING)]


async def test_a_count_that_falls_while_a_milestone_waits_takes_it_back_and_it_can_be_reached_again(
    newsroom: Newsroom, clock: Clock
) -> None:
    endorsements = await newsroom.lists(count=10)
    await newsroom.advances()
    await newsroom.moves(endorsements[0], State.WITHDRAWN)
    await newsroom.later(minutes=5)
    assert await newsroom.made() == [FALLEN]
    await newsroom.later(minutes=20)
    await newsroom.leave()
    assert await newsroom.made() == [FALLEN]
    await newsroom.lists(count=1)
    await newsroom.advances()
    assert await newsroom.made() == [FALLEN, ("milestone:10", WAITING)]
    assert (await newsroom.every())[-1].starts == clock.now + timedelta(minutes=10)


async def test_a_count_that_falls_at_the_last_moment_takes_the_milestone_back_at_once(newsroom: Newsroom) -> None:
    endorsements = await newsroom.lists(count=10)
    await newsroom.advances()
    await newsroom.later(minutes=10)
    await newsroom.moves(endorsements[0], State.WITHDRAWN)
    await newsroom.leave()
    assert await newsroom.made() == [FALLEN]


async def test_a_milestone_that_has_left_is_never_announced_again_nor_is_a_lower_one(newsroom: Newsroom) -> None:
    endorsements = await newsroom.lists(count=50)
    await newsroom.advances()
    await newsroom.later(minutes=10)
    await newsroom.leave()
    for endorsement in endorsements[:20]:
        await newsroom.moves(endorsement, State.WITHDRAWN)
    await newsroom.later(hours=1)
    await newsroom.lists(count=20)
    await newsroom.later(hours=1)
    await newsroom.leave()
    assert await newsroom.made() == [("milestone:50", DONE)]


async def test_a_count_that_has_fallen_is_not_put_into_words(newsroom: Newsroom) -> None:
    endorsements = await newsroom.lists(count=10)
    await newsroom.advances()
    await newsroom.moves(endorsements[0], State.DISPUTED)
    assert await newsroom.says() == ""


async def test_switching_on_announces_nothing_of_the_past(store: Store, clock: Clock) -> None:
    room = await Newsroom(store, clock).opens()
    endorsements = await room.lists(count=26)
    await room.switches("milestones")
    await room.advances()
    await room.moves(endorsements[0], State.DISPUTED)
    await room.moves(endorsements[1], State.DISPUTED)
    await room.advances()
    await room.lists(count=10)
    await room.advances()
    assert await room.made() == []
    await room.lists(count=16)
    await room.advances()
    assert await room.made() == [("milestone:50", WAITING)]


async def test_a_setting_that_was_made_otherwise_announces_nothing_of_the_past_either(
    store: Store, clock: Clock
) -> None:
    room = await Newsroom(store, clock).opens()
    await room.lists(count=30)
    await store.write(lambda unit: unit.settings.set(room.letter_id, "milestones", "on"))
    await room.advances()
    assert await room.made() == []


async def test_switching_off_takes_back_what_waits_and_on_again_does_not_bring_it_back(newsroom: Newsroom) -> None:
    await newsroom.lists(count=10)
    await newsroom.advances()
    await newsroom.switches("milestones", on=False)
    assert await newsroom.made() == [FALLEN]
    await newsroom.switches("milestones")
    await newsroom.later(hours=1)
    assert await newsroom.made() == [FALLEN]


async def test_what_an_organizer_has_stopped_is_not_made_again(newsroom: Newsroom, store: Store) -> None:
    await newsroom.lists(count=10)
    await newsroom.advances()

    def stop(unit: Unit) -> None:
        person = unit.people.ensure(Account("console", "olga"))
        running.stop(unit, person, newsroom.letter_id, 1)

    await store.write(stop)
    await newsroom.later(minutes=1)
    assert await newsroom.made() == [("milestone:10", CANCELLED)]


async def test_the_goal_is_told_as_such(store: Store, clock: Clock) -> None:
    room = await Newsroom(store, clock).opens(replace(letter(), goal=12))
    await room.switches("milestones")
    await room.lists(count=10)
    await room.advances()
    assert "The goal is 12." in await room.says()
    await room.lists(count=2)
    await room.advances()
    assert await room.made() == [FALLEN, ("milestone:12", WAITING)]
    assert "That was the goal." in await room.says()


async def test_without_a_follower_nothing_is_made_and_a_later_one_hears_nothing_old(store: Store, clock: Clock) -> None:
    room = await Newsroom(store, clock).opens(followed=False)
    await room.switches("milestones")
    await room.lists(count=10)
    await room.advances()
    await room.follow()
    await room.later(hours=1)
    assert await room.made() == []
    await room.lists(count=15)
    await room.advances()
    assert await room.made() == [("milestone:25", WAITING)]


async def test_the_progress_is_told_where_the_letter_is_reviewed(newsroom: Newsroom) -> None:
    await newsroom.follow(Topic.REVIEWS, "-200")
    await newsroom.lists(count=10)
    await newsroom.advances()
    (waiting,) = await newsroom.every()
    assert waiting.report_to is not None


async def test_each_letter_counts_its_own(newsroom: Newsroom, store: Store) -> None:
    other = await newsroom.store.write(lambda unit: unit.letters.publish(letter("clean-river")).letter_id)
    await store.write(lambda unit: unit.settings.set(other, "milestones", "on"))
    await newsroom.lists(count=10)
    await newsroom.advances()
    assert await newsroom.every(other) == []
    assert await newsroom.made() == [("milestone:10", WAITING)]
