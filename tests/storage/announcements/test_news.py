"""What is new in a letter's list, and what several processes announce by themselves together."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from bot.model.endorsements.endorsement import Endorsement, State
from bot.ports.store import Store, Unit
from bot.service.announcements import news
from tests.acts import LEADS_TO
from tests.conftest import Clock, OpenDatabase
from tests.storage.examples import chat, letter, publish, sign


def move(unit: Unit, endorsement: Endorsement, state: State) -> None:
    unit.endorsements.save(
        replace(endorsement, state=state, changed_at=unit.now), LEADS_TO[state], endorsement.person_id
    )


async def new(store: Store, letter_id: int, after: int, since: int) -> Sequence[str]:
    """The organizations that are new in the list."""
    found = await store.read(lambda unit: unit.endorsements.newly_listed(letter_id, after, since))
    return [each.entry.organization for each in found]


async def test_what_is_new_in_the_list_was_put_there_after_an_entry_of_the_journal(store: Store) -> None:
    night = (await store.write(publish)).letter_id
    river = (await store.write(lambda unit: publish(unit, "clean-river"))).letter_id
    await store.write(lambda unit: sign(unit, night, "Example Past", State.LISTED))
    entry = await store.read(lambda unit: unit.endorsements.latest_entry(night))
    assert entry == len(await store.read(lambda unit: unit.journal.links(night)))
    assert await new(store, night, entry, entry) == []
    await store.write(lambda unit: sign(unit, night, "Example Bakers", State.LISTED))
    await store.write(lambda unit: sign(unit, night, "Example Waiting"))
    await store.write(lambda unit: sign(unit, river, "Example Riders", State.LISTED))
    assert await new(store, night, entry, entry) == ["Example Bakers"]
    assert await new(store, night, 0, 0) == ["Example Past", "Example Bakers"]
    assert await store.read(lambda unit: unit.endorsements.latest_entry(river + 1)) == 0


async def test_what_left_the_list_or_was_in_it_before_is_not_new(store: Store, clock: Clock) -> None:
    night = (await store.write(publish)).letter_id
    past = await store.write(lambda unit: sign(unit, night, "Example Past", State.LISTED))
    entry = await store.read(lambda unit: unit.endorsements.latest_entry(night))
    gone = await store.write(lambda unit: sign(unit, night, "Example Bakers", State.LISTED))
    for state in (State.SUBMITTED, State.LISTED):
        clock.forward(minutes=1)
        await store.write(partial(move, endorsement=past, state=state))
    await store.write(lambda unit: move(unit, gone, State.WITHDRAWN))
    assert await new(store, night, entry, entry) == []
    assert await new(store, night, entry, 0) == ["Example Past"]


async def test_what_is_still_listed_comes_in_the_order_that_was_asked_for(store: Store) -> None:
    night = (await store.write(publish)).letter_id
    one, two, three = await store.write(
        lambda unit: [sign(unit, night, f"Example {name}", State.LISTED) for name in ("One", "Two", "Three")]
    )
    await store.write(lambda unit: move(unit, two, State.DISPUTED))
    asked = [three.id, two.id, one.id, 99]
    still = await store.read(lambda unit: unit.endorsements.still_listed(asked))
    assert [each.id for each in still] == [three.id, one.id]
    assert await store.read(lambda unit: unit.endorsements.still_listed([])) == []


async def test_two_processes_announce_the_same_once(open_database: OpenDatabase, clock: Clock) -> None:
    first, second = await open_database(), await open_database()

    def begin(unit: Unit) -> int:
        night = unit.letters.publish(letter()).letter_id
        chat(unit, follows=night)
        news.switch(unit, night, "milestones", True)
        news.switch(unit, night, "digest", True)
        for number in range(10):
            sign(unit, night, f"Example Union {number}", State.LISTED)
        return night

    night = await first.write(begin)
    clock.forward(hours=11)
    await asyncio.gather(*(store.write(news.make_news) for store in (first, second) for _ in range(3)))
    made = await first.read(lambda unit: unit.announcements.recent(night, 10))
    assert sorted(each.origin for each in made) == ["digest:2026-03-01", "milestone:10"]
