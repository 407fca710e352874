"""Announcements: as they are kept, and on their way to every chat that follows."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.model.announcements.announcement import EVERYBODY, MOVES, Announcement, Audience, Content, Made, Stage
from bot.model.chats import Topic, Unreachable
from bot.model.deliveries import DeliveryState, Subject, Tally
from bot.ports.store import Store, Unit
from tests.conftest import Clock
from tests.storage.examples import announce, chat, person, publish

QUEUED = DeliveryState.QUEUED


def queue(unit: Unit, announcement: Announcement) -> int:
    """Queue an announcement for everybody: for how many."""
    return unit.queue.put_to_audience(announcement, 1000)[0]


def tally(unit: Unit, announcement: Announcement) -> Tally:
    return unit.results.tally(announcement)


async def test_a_draft_comes_back_as_it_was_made_and_as_it_was_changed(store: Store, clock: Clock) -> None:
    night = (await store.write(publish)).letter_id
    ada = await store.write(person)
    grace = await store.write(lambda unit: person(unit, "grace"))
    there = await store.write(chat)
    draft = await store.write(
        lambda unit: unit.announcements.add(
            night, Content({"en": "On **Monday** — à midi"}), audience=EVERYBODY, person_id=ada.id
        )
    )
    assert draft == Announcement(
        draft.id, night, Stage.DRAFT, Content({"en": "On **Monday** — à midi"}), EVERYBODY, ada.id, clock.now
    )
    content = Content(
        {"fr": "«\U0001f41d»", "en": "x"}, (1, 2), True, False, True, True, False, Made("digest", 1, 2, (3,))
    )
    changed = replace(
        draft, stage=Stage.WAITING, content=content, audience=Audience(("telegram",), ("fr",), ("group",), (4,), (5,)),
        at=clock.now + timedelta(days=1), zone="America/Toronto", second=True, second_id=grace.id,
        starts=clock.now + timedelta(days=2), started_at=clock.now, ended_at=clock.now, version=3, queued_to=7,
        report_to=there.id, origin="digest:3", proposed=content, proposed_by=ada.id,
    )  # fmt: skip
    await store.write(lambda unit: unit.announcements.save(changed))
    assert await store.read(lambda unit: unit.announcements.get(draft.id)) == changed
    assert list(content.texts) == ["fr", "en"]
    assert await store.read(lambda unit: unit.announcements.get(draft.id + 1)) is None


@pytest.mark.parametrize("before", Stage)
async def test_a_stage_becomes_only_what_it_can(store: Store, before: Stage) -> None:
    def come(unit: Unit) -> list[Stage]:
        draft = unit.announcements.add(publish(unit).letter_id, Content(), audience=EVERYBODY, person_id=None)
        path = {Stage.DRAFT: [], Stage.WAITING: [Stage.WAITING], Stage.CANCELLED: [Stage.CANCELLED]}
        running = [Stage.WAITING, Stage.RUNNING]
        for stage in path.get(before, [*running, *([before] if before is not Stage.RUNNING else [])]):
            unit.announcements.save(replace(draft, stage=stage))
        become = list[Stage]()
        for stage in Stage:
            try:
                with unit.savepoint():
                    unit.announcements.save(replace(draft, stage=stage))
                    become.append(stage)
                    raise LookupError
            except (ValueError, LookupError):
                continue
        return become

    assert set(await store.write(come)) == {before, *MOVES[before]}


async def test_what_does_not_exist_can_t_be_changed(store: Store) -> None:
    night = (await store.write(publish)).letter_id
    draft = await store.write(lambda unit: unit.announcements.add(night, Content(), audience=EVERYBODY, person_id=None))
    with pytest.raises(ValueError, match="can't become"):
        await store.write(lambda unit: unit.announcements.save(replace(draft, id=99)))


async def test_the_latest_announcements_of_a_letter_come_first(store: Store) -> None:
    night = (await store.write(publish)).letter_id
    river = (await store.write(lambda unit: publish(unit, "clean-river"))).letter_id
    released = await store.write(lambda unit: [announce(unit, night, text) for text in ("one", "two", "three")])
    await store.write(lambda unit: announce(unit, river))
    assert await store.read(lambda unit: unit.announcements.recent(night, 2)) == released[:0:-1]


async def test_what_is_open_and_what_is_live_is_told_apart(store: Store) -> None:
    def make(unit: Unit) -> list[int]:
        night = publish(unit).letter_id
        draft = unit.announcements.add(night, Content(), audience=EVERYBODY, person_id=None)
        waiting = unit.announcements.add(night, Content(), audience=EVERYBODY, person_id=None)
        unit.announcements.save(replace(waiting, stage=Stage.WAITING))
        running, done = announce(unit, night), announce(unit, night)
        unit.announcements.save(replace(done, stage=Stage.DONE))
        unit.announcements.mark_active(running.id, False)
        return [draft.id, waiting.id, running.id, done.id]

    _, waiting, running, done = await store.write(make)
    assert [each.id for each in await store.read(lambda unit: unit.announcements.open())] == [waiting, running]
    assert [each.id for each in await store.read(lambda unit: unit.announcements.live())] == [done]


async def test_what_a_letter_made_by_itself_is_found_by_what_made_it(store: Store) -> None:
    def make(unit: Unit) -> tuple[int, list[int]]:
        night, river = publish(unit).letter_id, publish(unit, "clean-river").letter_id
        made = [
            unit.announcements.add(letter, Content(), audience=EVERYBODY, person_id=None, origin=origin).id
            for letter, origin in ((night, "event:1"), (night, "event:1"), (night, "events:2"), (river, "event:1"))
        ]
        return night, made

    night, made = await store.write(make)
    latest = await store.read(lambda unit: unit.announcements.made(night, "event:1"))
    assert latest is not None
    assert latest.id == made[1]
    assert [each.id for each in await store.read(lambda unit: unit.announcements.telling(night, "event"))] == made[:2]
    assert await store.read(lambda unit: unit.announcements.made(night, "event:2")) is None


async def test_an_announcement_is_queued_once_to_every_open_chat_that_follows_the_news(store: Store) -> None:
    def put(unit: Unit) -> tuple[Announcement, int]:
        night, river = publish(unit).letter_id, publish(unit, "clean-river").letter_id
        chat(unit, "1", follows=night)
        chat(unit, "2", "discord", follows=night)
        chat(unit, "3", follows=river)
        chat(unit, "4")
        unit.chats.follow(chat(unit, "5").id, night, Topic.REVIEWS)
        unit.chats.close(chat(unit, "6", follows=night).id, Unreachable.REMOVED)
        announcement = announce(unit, night)
        return announcement, queue(unit, announcement)

    announcement, number = await store.write(put)
    on_telegram = await store.read(lambda unit: unit.outbox.due("telegram", 10))
    on_discord = await store.read(lambda unit: unit.outbox.due("discord", 10))
    assert number == 2
    assert [(each.address.place) for each in (*on_telegram, *on_discord)] == ["1", "2"]
    for each in (*on_telegram, *on_discord):
        assert (each.subject, each.subject_id) == (Subject.ANNOUNCEMENT, announcement.id)
        assert (each.state, each.attempt, each.wanted, each.shown) == (QUEUED, 0, 1, 0)


@pytest.mark.parametrize(("limit", "chunks"), [(1, [1, 1, 1, 1, 1, 0]), (2, [2, 2, 1]), (5, [5, 0]), (6, [5])])
async def test_an_announcement_is_queued_in_chunks_that_reach_everybody_once(
    store: Store, limit: int, chunks: list[int]
) -> None:
    def put(unit: Unit) -> list[int]:
        night, numbers = publish(unit).letter_id, list[int]()
        for place in "12345":
            chat(unit, place, follows=night)
        announcement = announce(unit, night)
        while announcement.queued_to is not None:
            number, last = unit.queue.put_to_audience(announcement, limit)
            announcement = replace(announcement, queued_to=last)
            numbers.append(number)
        return numbers

    assert await store.write(put) == chunks
    due = await store.read(lambda unit: unit.outbox.due("telegram", 99))
    assert [each.address.place for each in due] == list("12345")


async def test_who_follows_only_after_it_began_is_not_reached_by_a_later_chunk(store: Store, clock: Clock) -> None:
    night = (await store.write(publish)).letter_id
    await store.write(lambda unit: [chat(unit, place, follows=night) for place in "123"])
    announcement = await store.write(lambda unit: announce(unit, night))
    _, last = await store.write(lambda unit: unit.queue.put_to_audience(announcement, 1))
    clock.forward(seconds=1)
    await store.write(lambda unit: chat(unit, "4", follows=night))
    rest = replace(announcement, queued_to=last)
    assert await store.write(lambda unit: unit.queue.put_to_audience(rest, 100)) == (2, None)


async def test_an_announcement_that_nobody_follows_is_queued_nowhere(store: Store) -> None:
    night = (await store.write(publish)).letter_id
    announcement = await store.write(lambda unit: announce(unit, night))
    assert await store.write(lambda unit: unit.queue.put_to_audience(announcement, 100)) == (0, None)
    assert await store.read(lambda unit: tally(unit, announcement)) == Tally()


async def test_who_announced_is_known_to_the_journal_by_a_random_id(store: Store) -> None:
    night = (await store.write(publish)).letter_id
    await store.write(lambda unit: announce(unit, night))
    await store.write(lambda unit: person(unit, "grace"))
    bodies = [link.body for link in await store.read(lambda unit: unit.journal.links(night))]
    assert '"act":"announcement.released"' in bodies[-1]
    assert '"actor":""' not in bodies[-1]
