"""Announcements on their way to every chat that follows."""

from datetime import timedelta

from bot.model.announcements import Announcement
from bot.model.chats import Topic
from bot.model.deliveries import DeliveryState, Subject
from bot.ports.store import Store, Unit
from tests.conftest import Clock
from tests.storage.examples import announce, chat, person, publish

QUEUED, SENT, FAILED = DeliveryState.QUEUED, DeliveryState.SENT, DeliveryState.FAILED


async def test_an_announcement_comes_back_as_it_was_released(store: Store, clock: Clock) -> None:
    night = (await store.write(publish)).letter_id
    announcement = await store.write(lambda unit: announce(unit, night, "On **Monday** — à midi"))
    assert announcement == Announcement(announcement.id, night, "On **Monday** — à midi", "en", clock.now)
    assert await store.read(lambda unit: unit.announcements.get(announcement.id)) == announcement
    assert await store.read(lambda unit: unit.announcements.get(announcement.id + 1)) is None


async def test_the_latest_announcements_of_a_letter_come_first(store: Store) -> None:
    night = (await store.write(publish)).letter_id
    river = (await store.write(lambda unit: publish(unit, "clean-river"))).letter_id
    released = await store.write(lambda unit: [announce(unit, night, text) for text in ("one", "two", "three")])
    await store.write(lambda unit: announce(unit, river))
    assert await store.read(lambda unit: unit.announcements.recent(night, 2)) == released[:0:-1]


async def test_an_announcement_is_queued_once_to_every_open_chat_that_follows_the_news(store: Store) -> None:
    def queue(unit: Unit) -> tuple[Announcement, int]:
        night, river = publish(unit).letter_id, publish(unit, "clean-river").letter_id
        chat(unit, "1", follows=night)
        chat(unit, "2", "discord", follows=night)
        chat(unit, "3", follows=river)
        chat(unit, "4")
        unit.chats.follow(chat(unit, "5").id, night, Topic.REVIEWS)
        unit.chats.close(chat(unit, "6", follows=night).id, "kicked")
        announcement = announce(unit, night)
        return announcement, unit.queue.put_to_followers(announcement)

    announcement, number = await store.write(queue)
    on_telegram = await store.read(lambda unit: unit.queue.due("telegram", 10))
    on_discord = await store.read(lambda unit: unit.queue.due("discord", 10))
    assert number == 2
    assert [(each.address.place) for each in (*on_telegram, *on_discord)] == ["1", "2"]
    for each in (*on_telegram, *on_discord):
        assert (each.subject, each.subject_id) == (Subject.ANNOUNCEMENT, announcement.id)
        assert (each.state, each.attempt, each.wanted, each.shown) == (QUEUED, 0, 1, 0)


async def test_an_announcement_that_nobody_follows_is_queued_nowhere(store: Store) -> None:
    night = (await store.write(publish)).letter_id
    announcement = await store.write(lambda unit: announce(unit, night))
    assert await store.write(lambda unit: unit.queue.put_to_followers(announcement)) == 0
    assert await store.read(lambda unit: unit.queue.counts(announcement.id)) == {}


async def test_the_states_of_an_announcement_are_counted_and_its_troubles_named(store: Store) -> None:
    def queue(unit: Unit) -> Announcement:
        night = publish(unit).letter_id
        for place in "12345":
            chat(unit, place, follows=night)
        announcement, other = announce(unit, night), announce(unit, night, "Another.")
        for each in (announcement, other):
            unit.queue.put_to_followers(each)
        ids = [each.id for each in unit.queue.due("telegram", 10) if each.subject_id == announcement.id]
        unit.queue.begin(ids[:4])
        unit.queue.end(ids[0], SENT, message="m1")
        unit.queue.end(ids[1], SENT, message="m2")
        unit.queue.end(ids[2], FAILED, reason="the bot may not write there")
        unit.queue.interrupted("telegram", timedelta())
        return announcement

    announcement = await store.write(queue)
    uncertain = DeliveryState.UNCERTAIN
    counts = await store.read(lambda unit: unit.queue.counts(announcement.id))
    assert counts == {SENT: 2, FAILED: 1, uncertain: 1, QUEUED: 1}
    troubles = await store.read(lambda unit: unit.queue.troubles(announcement.id, 10))
    assert [(there.address.place, state) for there, state, _ in troubles] == [("3", FAILED), ("4", uncertain)]
    assert [reason for *_, reason in troubles] == [
        "the bot may not write there",
        "the process ended while it was leaving",
    ]
    assert len(await store.read(lambda unit: unit.queue.troubles(announcement.id, 1))) == 1


async def test_closing_a_chat_fails_what_is_queued_there_for_the_same_reason(store: Store) -> None:
    def queue(unit: Unit) -> Announcement:
        night = publish(unit).letter_id
        announcement = announce(unit, night)
        closing = chat(unit, "1", follows=night)
        chat(unit, "2", follows=night)
        unit.queue.put_to_followers(announcement)
        unit.chats.close(closing.id, "the bot was kicked")
        return announcement

    announcement = await store.write(queue)
    assert await store.read(lambda unit: unit.queue.counts(announcement.id)) == {FAILED: 1, QUEUED: 1}
    ((there, state, reason),) = await store.read(lambda unit: unit.queue.troubles(announcement.id, 10))
    assert (there.address.place, state, reason) == ("1", FAILED, "the bot was kicked")
    assert [each.address.place for each in await store.read(lambda unit: unit.queue.due("telegram", 10))] == ["2"]


async def test_closing_a_chat_leaves_what_was_sent_there_as_it_is(store: Store) -> None:
    def send(unit: Unit) -> int:
        night = publish(unit).letter_id
        there = chat(unit, follows=night)
        announcement = announce(unit, night)
        unit.queue.put_to_followers(announcement)
        (delivery,) = unit.queue.due("telegram", 10)
        unit.queue.begin([delivery.id])
        unit.queue.end(delivery.id, SENT, message="m1")
        unit.chats.close(there.id, "the bot was kicked")
        return announcement.id

    announcement = await store.write(send)
    assert await store.read(lambda unit: unit.queue.counts(announcement)) == {SENT: 1}


async def test_who_announced_is_known_to_the_journal_by_a_random_id(store: Store) -> None:
    night = (await store.write(publish)).letter_id
    await store.write(lambda unit: announce(unit, night))
    await store.write(lambda unit: person(unit, "grace"))
    bodies = [link.body for link in await store.read(lambda unit: unit.journal.links(night))]
    assert '"act":"announcement.released"' in bodies[-1]
    assert '"actor":""' not in bodies[-1]
