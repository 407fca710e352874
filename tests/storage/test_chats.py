"""Chats, what they follow, and what becomes of both when a chat moves or closes."""

import pytest
from sqlalchemy.exc import IntegrityError

from bot.model.chats import Address, ChatKind, Topic
from bot.model.deliveries import DeliveryState, Subject
from bot.ports.store import Store, Unit
from tests.storage.examples import announce, chat, publish, signed

OLD, NEW = Address("telegram", "-100"), Address("telegram", "-1009")


async def test_a_chat_that_the_bot_never_met_is_not_there(store: Store) -> None:
    assert await store.read(lambda unit: unit.chats.find(OLD)) is None


async def test_an_address_is_the_same_chat_every_time(store: Store) -> None:
    there = await store.write(chat)
    assert (there.address, there.kind, there.title, there.closed) == (OLD, ChatKind.GROUP, "Old Town", "")
    assert await store.write(chat) == there
    assert await store.read(lambda unit: unit.chats.find(OLD)) == there


async def test_a_topic_of_a_chat_is_a_chat_of_its_own(store: Store) -> None:
    there = await store.write(chat)
    topic = Address("telegram", "-100", "5")
    within = await store.write(lambda unit: unit.chats.ensure(topic, ChatKind.GROUP, "Old Town"))
    assert within.id != there.id
    assert within.address == topic


async def test_a_chat_takes_a_new_title_and_keeps_its_own_where_none_is_given(store: Store) -> None:
    there = await store.write(chat)
    renamed = await store.write(lambda unit: unit.chats.ensure(OLD, ChatKind.GROUP, "New Town"))
    assert (renamed.id, renamed.title) == (there.id, "New Town")
    assert await store.write(lambda unit: unit.chats.ensure(OLD, ChatKind.GROUP, "")) == renamed


async def test_a_chat_has_the_language_that_was_chosen_for_it(store: Store) -> None:
    there = await store.write(chat)
    await store.write(lambda unit: unit.chats.speak(there.id, "fr"))
    found = await store.read(lambda unit: unit.chats.find(OLD))
    assert found is not None
    assert found.language == "fr"


async def test_a_chat_follows_a_letter_once_and_can_stop(store: Store) -> None:
    night = (await store.write(publish)).letter_id
    there = await store.write(chat)
    assert await store.write(lambda unit: unit.chats.follow(there.id, night, Topic.NEWS))
    assert not await store.write(lambda unit: unit.chats.follow(there.id, night, Topic.NEWS))
    assert await store.write(lambda unit: unit.chats.follow(there.id, night, Topic.REVIEWS))
    followed = await store.read(lambda unit: unit.chats.followed(there.id))
    assert followed == [(night, Topic.NEWS), (night, Topic.REVIEWS)]
    assert await store.write(lambda unit: unit.chats.unfollow(there.id, night, Topic.NEWS))
    assert not await store.write(lambda unit: unit.chats.unfollow(there.id, night, Topic.NEWS))
    assert await store.read(lambda unit: unit.chats.followed(there.id)) == [(night, Topic.REVIEWS)]


async def test_a_letter_that_does_not_exist_is_not_followed(store: Store) -> None:
    there = await store.write(chat)
    with pytest.raises(IntegrityError):
        await store.write(lambda unit: unit.chats.follow(there.id, 7, Topic.NEWS))


async def test_followers_are_the_open_chats_of_that_letter_and_topic(store: Store) -> None:
    def meet(unit: Unit) -> tuple[int, int]:
        night, river = publish(unit).letter_id, publish(unit, "clean-river").letter_id
        chat(unit, "1", follows=night)
        chat(unit, "2", follows=river)
        unit.chats.follow(chat(unit, "3").id, night, Topic.REVIEWS)
        unit.chats.close(chat(unit, "4", follows=night).id, "kicked")
        return night, chat(unit, "1").id

    night, expected = await store.write(meet)
    followers = await store.read(lambda unit: unit.chats.followers(night, Topic.NEWS))
    assert [each.id for each in followers] == [expected]


async def test_a_chat_that_closed_says_why_and_is_open_again_when_somebody_speaks_there(store: Store) -> None:
    night = (await store.write(publish)).letter_id
    there = await store.write(lambda unit: chat(unit, follows=night))
    await store.write(lambda unit: unit.chats.close(there.id, "the bot was kicked"))
    closed = await store.read(lambda unit: unit.chats.find(OLD))
    assert closed is not None
    assert closed.closed == "the bot was kicked"
    assert await store.write(chat) == there
    assert await store.read(lambda unit: unit.chats.followers(night, Topic.NEWS)) == [there]


async def test_a_chat_keeps_its_id_and_what_it_follows_when_its_address_changes(store: Store) -> None:
    night = (await store.write(publish)).letter_id
    there = await store.write(lambda unit: chat(unit, follows=night))
    await store.write(lambda unit: unit.chats.move(there.id, NEW))
    moved = await store.read(lambda unit: unit.chats.find(NEW))
    assert moved is not None
    assert (moved.id, moved.title) == (there.id, there.title)
    assert await store.read(lambda unit: unit.chats.find(OLD)) is None
    assert await store.read(lambda unit: unit.chats.followers(night, Topic.NEWS)) == [moved]


async def test_a_chat_that_moves_to_where_it_is_stays_as_it_is(store: Store) -> None:
    night = (await store.write(publish)).letter_id
    there = await store.write(lambda unit: chat(unit, follows=night))
    await store.write(lambda unit: unit.chats.move(there.id, OLD))
    assert await store.read(lambda unit: unit.chats.followers(night, Topic.NEWS)) == [there]


async def test_a_chat_that_moves_onto_another_hands_over_what_it_follows_and_what_is_queued(store: Store) -> None:
    def meet(unit: Unit) -> tuple[int, int, int]:
        endorsement = signed(unit)
        old = chat(unit, OLD.place, follows=endorsement.letter_id)
        unit.queue.put(old.id, Subject.CARD, endorsement.id)
        new = chat(unit, NEW.place)
        unit.chats.close(new.id, "the bot was kicked")
        unit.chats.move(old.id, NEW)
        return endorsement.letter_id, old.id, new.id

    night, old, new = await store.write(meet)
    followers = await store.read(lambda unit: unit.chats.followers(night, Topic.NEWS))
    assert [each.id for each in followers] == [new]
    assert await store.read(lambda unit: unit.chats.followed(old)) == []
    due = await store.read(lambda unit: unit.queue.due("telegram", 10))
    assert [(each.chat_id, each.address, each.subject) for each in due] == [(new, NEW, Subject.CARD)]


async def test_an_announcement_that_is_queued_for_both_leaves_once_where_one_chat_moves_onto_another(
    store: Store,
) -> None:
    def meet(unit: Unit) -> tuple[int, int]:
        night = publish(unit).letter_id
        old = chat(unit, OLD.place, follows=night)
        chat(unit, NEW.place, follows=night)
        announcement = announce(unit, night)
        assert unit.queue.put_to_followers(announcement) == 2
        unit.chats.move(old.id, NEW)
        return announcement.id, len(unit.queue.due("telegram", 10))

    announcement, due = await store.write(meet)
    assert due == 1
    counts = await store.read(lambda unit: unit.queue.counts(announcement))
    assert counts == {DeliveryState.QUEUED: 1, DeliveryState.FAILED: 1}
