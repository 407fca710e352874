"""Once a day a letter names the organizations that are new in its list."""

from dataclasses import replace

import pytest

from bot.model.announcements.announcement import Stage
from bot.model.endorsements.endorsement import State
from bot.model.journal.acts import Act
from bot.ports.store import Store, Unit
from bot.service.announcements import news
from tests.conftest import Clock
from tests.interface.announcements.test_news_helpers import Newsroom

DONE = Stage.DONE


@pytest.fixture
async def newsroom(store: Store, clock: Clock) -> Newsroom:
    """A letter with an organization of the past, which names new ones once a day."""
    room = await Newsroom(store, clock).opens()
    await room.lists("Example Past")
    await room.switches("digest")
    return room


async def test_a_digest_names_who_is_new_at_six_in_the_evening(newsroom: Newsroom) -> None:
    await newsroom.lists("Example Bakers", "Example Riders")
    await newsroom.at("2026-03-01 17:59:59")
    assert await newsroom.made() == []
    await newsroom.at("2026-03-01 18:00:00")
    await newsroom.leave()
    assert await newsroom.made() == [("digest:2026-03-01", DONE)]
    said = await newsroom.says()
    assert "2 organizations have newly signed on to Night buses for all:" in said
    assert "Example Bakers, Toronto · https://bakers.example" in said
    assert "Example Riders" in said
    assert "Example Past" not in said
    assert "Bread needs buses." not in said


async def test_there_is_one_digest_a_day_and_none_where_nobody_is_new(newsroom: Newsroom) -> None:
    await newsroom.lists("Example Bakers")
    await newsroom.at("2026-03-01 18:00")
    await newsroom.leave()
    await newsroom.lists("Example Riders")
    for moment in ("2026-03-01 18:01", "2026-03-01 23:59", "2026-03-02 17:59"):
        await newsroom.at(moment)
    assert await newsroom.origins() == ["digest:2026-03-01"]
    await newsroom.at("2026-03-02 18:00")
    assert await newsroom.origins() == ["digest:2026-03-01", "digest:2026-03-02"]
    said = await newsroom.says()
    assert "Example Riders" in said
    assert "Example Bakers" not in said
    await newsroom.leave()
    for day in range(3, 8):
        await newsroom.at(f"2026-03-0{day} 18:30")
    assert len(await newsroom.made()) == 2


async def test_six_in_the_evening_is_the_letter_s_in_summer_and_in_winter(newsroom: Newsroom, clock: Clock) -> None:
    starts = list[str]()
    for day in (7, 8):  # on the eighth the clocks in Toronto go forward
        await newsroom.lists(f"Example {day}")
        await newsroom.at(f"2026-03-0{day} 17:59:59")
        await newsroom.at(f"2026-03-0{day} 18:00:00")
        last = (await newsroom.every())[-1]
        starts.append(f"{last.starts:%d %H:%M}")
        await newsroom.leave()
    assert starts == ["07 23:00", "08 22:00"]


async def test_a_bot_that_was_down_tells_it_on_the_same_evening_or_with_the_next_digest(newsroom: Newsroom) -> None:
    await newsroom.lists("Example Bakers")
    await newsroom.at("2026-03-01 22:30")
    await newsroom.leave()
    assert await newsroom.origins() == ["digest:2026-03-01"]
    await newsroom.lists("Example Riders")
    await newsroom.at("2026-03-03 09:00")
    assert len(await newsroom.made()) == 1
    await newsroom.at("2026-03-03 18:00")
    assert await newsroom.origins() == ["digest:2026-03-01", "digest:2026-03-03"]


async def test_advancing_again_makes_no_second_digest(newsroom: Newsroom) -> None:
    await newsroom.lists("Example Bakers")
    await newsroom.at("2026-03-01 18:00")
    for _ in range(3):
        await newsroom.advances()
    assert await newsroom.origins() == ["digest:2026-03-01"]


async def test_one_that_was_withdrawn_before_is_not_named(newsroom: Newsroom) -> None:
    bakers, _ = await newsroom.lists("Example Bakers", "Example Riders")
    await newsroom.moves(bakers, State.WITHDRAWN)
    await newsroom.at("2026-03-01 18:00")
    said = await newsroom.says()
    assert "1 organization has newly signed on" in said
    assert "Example Bakers" not in said


async def test_one_that_leaves_the_list_later_is_silently_not_named_any_more(newsroom: Newsroom) -> None:
    bakers, _ = await newsroom.lists("Example Bakers", "Example Riders")
    await newsroom.at("2026-03-01 18:00")
    await newsroom.leave()
    before = (await newsroom.every())[-1]
    await newsroom.moves(bakers, State.WITHDRAWN)
    after = (await newsroom.every())[-1]
    assert (after.version, after.stage) == (before.version + 1, DONE)
    assert "Example Bakers" not in await newsroom.says()
    assert "1 organization has newly signed on" in await newsroom.says()
    pending = await newsroom.store.read(lambda unit: unit.outbox.due("telegram", 10))
    assert [(each.subject_id, each.wanted, each.shown) for each in pending] == [(after.id, 2, 1)]
    assert len(await newsroom.made()) == 1


async def test_what_a_digest_did_not_name_changes_no_digest(newsroom: Newsroom) -> None:
    await newsroom.lists("Example Bakers")
    await newsroom.at("2026-03-01 18:00")
    await newsroom.leave()
    (riders,) = await newsroom.lists("Example Riders")
    await newsroom.moves(riders, State.WITHDRAWN)
    assert (await newsroom.every())[-1].version == 1


async def test_where_nobody_is_left_nothing_is_told(newsroom: Newsroom) -> None:
    (bakers,) = await newsroom.lists("Example Bakers")
    await newsroom.at("2026-03-01 18:00")
    await newsroom.moves(bakers, State.WITHDRAWN)
    assert await newsroom.says() == ""
    await newsroom.advances()
    assert await newsroom.made() == [("digest:2026-03-01:dropped", Stage.CANCELLED)]


async def test_one_that_was_reviewed_anew_is_not_new_again(newsroom: Newsroom, store: Store) -> None:
    past = await store.read(lambda unit: unit.endorsements.get(1))
    assert past
    (bakers,) = await newsroom.lists("Example Bakers")
    await newsroom.at("2026-03-01 18:00")
    await newsroom.leave()
    for endorsement in (past, bakers):
        await newsroom.moves(endorsement, State.SUBMITTED)
        await newsroom.later(minutes=1)
        await newsroom.moves(endorsement, State.LISTED)
    await newsroom.at("2026-03-02 18:00")
    assert await newsroom.origins() == ["digest:2026-03-01"]
    assert "Example Bakers" in await newsroom.says()


async def test_one_whose_listing_was_undone_before_a_digest_is_named_by_the_next_one(newsroom: Newsroom) -> None:
    (bakers,) = await newsroom.lists("Example Bakers")
    await newsroom.moves(bakers, State.SUBMITTED)
    await newsroom.at("2026-03-01 18:00")
    assert await newsroom.made() == []
    await newsroom.moves(bakers, State.LISTED)
    await newsroom.at("2026-03-02 18:00")
    assert "Example Bakers" in await newsroom.says()


async def test_many_are_named_in_part(newsroom: Newsroom) -> None:
    await newsroom.lists(count=45)
    await newsroom.at("2026-03-01 18:00")
    said = await newsroom.says()
    assert "45 organizations have newly signed on" in said
    assert said.count("Example Union") == 20
    assert "and 25 more" in said


async def test_long_names_leave_room_for_fewer(newsroom: Newsroom) -> None:
    await newsroom.lists(*(f"{'Example Association of the Long Name ' * 4}{number}" for number in range(30)))
    await newsroom.at("2026-03-01 18:00")
    said = await newsroom.says()
    named = said.count("Toronto")
    assert 5 <= named < 20
    assert f"and {30 - named} more" in said
    assert len(said) <= 1500


async def test_switched_on_in_the_evening_it_begins_the_next_day(store: Store, clock: Clock) -> None:
    room = await Newsroom(store, clock).opens()
    await room.at("2026-03-01 19:00")
    await room.switches("digest")
    await room.lists("Example Bakers")
    await room.at("2026-03-01 19:01")
    assert await room.made() == []
    await room.at("2026-03-02 18:00")
    assert await room.origins() == ["digest:2026-03-02"]


async def test_switched_off_and_on_again_what_came_in_between_is_the_past(newsroom: Newsroom) -> None:
    await newsroom.switches("digest", on=False)
    await newsroom.lists("Example Bakers")
    await newsroom.switches("digest")
    await newsroom.lists("Example Riders")
    await newsroom.at("2026-03-01 18:00")
    said = await newsroom.says()
    assert "Example Riders" in said
    assert "Example Bakers" not in said


async def test_who_follows_later_is_told_nobody_who_came_before(store: Store, clock: Clock) -> None:
    room = await Newsroom(store, clock).opens(followed=False)
    await room.switches("digest")
    await room.lists("Example Bakers")
    await room.at("2026-03-01 18:00")
    await room.follow()
    await room.lists("Example Riders")
    await room.at("2026-03-02 18:00")
    assert await room.origins() == ["digest:2026-03-02"]
    assert "Example Bakers" not in await room.says()


async def test_a_name_that_is_corrected_afterwards_comes_into_no_digest_that_stands_already(
    newsroom: Newsroom,
) -> None:
    bakers, _ = await newsroom.lists("Example Bakers", "Example Riders")
    await newsroom.at("2026-03-01 18:00")
    await newsroom.leave()
    renamed = replace(bakers, entry=replace(bakers.entry, organization="Claim your grant"), state=State.SUBMITTED)

    def unit(unit: Unit) -> None:
        unit.endorsements.save(renamed, Act.ENDORSEMENT_CORRECTED, bakers.person_id)
        news.list_changed(unit, renamed)

    await newsroom.store.write(unit)
    assert "1 organization has newly signed on" in await newsroom.says()
    await newsroom.moves(renamed, State.LISTED)
    said = await newsroom.says()
    assert "2 organizations have newly signed on" in said
    assert "Example Riders" in said
    assert "and 1 more" in said
    assert "Claim your grant" not in said
    assert "Example Bakers" not in said


async def test_one_that_was_listed_again_as_it_was_is_named_again(newsroom: Newsroom) -> None:
    bakers, _ = await newsroom.lists("Example Bakers", "Example Riders")
    await newsroom.at("2026-03-01 18:00")
    await newsroom.leave()
    await newsroom.moves(bakers, State.SUBMITTED)
    assert "Example Bakers" not in await newsroom.says()
    await newsroom.moves(bakers, State.LISTED)
    assert "Example Bakers" in await newsroom.says()
