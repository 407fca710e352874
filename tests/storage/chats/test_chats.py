"""Chats, what they follow, and what becomes of both when a chat moves or closes."""

import pytest
from sqlalchemy.exc import IntegrityError

from bot.model.chats import Address, Chat, ChatKind, Terms, Topic, Unreachable
from bot.model.deliveries import DeliveryState, Subject
from bot.ports.store import Store, Unit
from tests.conftest import Clock
from tests.storage.examples import announce, chat, person, publish, signed

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
        unit.chats.close(chat(unit, "4", follows=night).id, Unreachable.REMOVED)
        return night, chat(unit, "1").id

    night, expected = await store.write(meet)
    followers = await store.read(lambda unit: unit.chats.followers(night, Topic.NEWS))
    assert [each.id for each in followers] == [expected]


async def test_a_chat_that_closed_says_why_and_is_open_again_when_somebody_speaks_there(store: Store) -> None:
    night = (await store.write(publish)).letter_id
    there = await store.write(lambda unit: chat(unit, follows=night))
    await store.write(lambda unit: unit.chats.close(there.id, Unreachable.BLOCKED))
    closed = await store.read(lambda unit: unit.chats.find(OLD))
    assert closed is not None
    assert closed.closed == Unreachable.BLOCKED
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
        unit.chats.close(new.id, Unreachable.REMOVED)
        unit.chats.move(old.id, NEW)
        return endorsement.letter_id, old.id, new.id

    night, old, new = await store.write(meet)
    followers = await store.read(lambda unit: unit.chats.followers(night, Topic.NEWS))
    assert [each.id for each in followers] == [new]
    assert await store.read(lambda unit: unit.chats.followed(old)) == []
    due = await store.read(lambda unit: unit.outbox.due("telegram", 10))
    assert [(each.chat.id, each.address, each.subject) for each in due] == [(new, NEW, Subject.CARD)]


async def test_what_hosts_have_decided_holds_where_a_chat_has_moved_onto_another(store: Store) -> None:
    strict = Terms(approves=True, paused=True)

    def meet(unit: Unit) -> tuple[int, int]:
        old, ada = chat(unit, OLD.place), person(unit)
        unit.hosting.decide(old.id, strict)
        unit.hosting.remember(old.id, ada.id, 5)
        unit.hosting.remember(old.id, person(unit, "bea").id, 5)
        new = chat(unit, NEW.place)
        unit.hosting.remember(new.id, ada.id, 5)
        unit.chats.move(old.id, NEW)
        return new.id, ada.id

    new, ada = await store.write(meet)
    assert await store.read(lambda unit: unit.hosting.terms(new)) == strict
    assert len(await store.read(lambda unit: unit.hosting.hosts(new))) == 2

    def again(unit: Unit) -> tuple[Terms, bool]:
        other = chat(unit, "-3")
        unit.hosting.decide(other.id, Terms(written=True))
        unit.chats.move(new, other.address)
        return unit.hosting.terms(other.id), ada in unit.hosting.hosts(other.id)

    assert await store.write(again) == (Terms(written=True), True), "what was decided there holds"


async def test_an_announcement_that_is_queued_for_both_leaves_once_where_one_chat_moves_onto_another(
    store: Store,
) -> None:
    def meet(unit: Unit) -> int:
        night = publish(unit).letter_id
        old = chat(unit, OLD.place, follows=night)
        chat(unit, NEW.place, follows=night)
        announcement = announce(unit, night)
        assert unit.queue.put_to_audience(announcement, 10) == (2, None)
        unit.chats.move(old.id, NEW)
        tally = unit.results.tally(announcement)
        assert (tally.queued, tally.failed, tally.total) == (1, 1, 2)
        return len(unit.outbox.due("telegram", 10))

    assert await store.write(meet) == 1


async def test_what_waits_for_a_chat_has_failed_when_it_closes(store: Store) -> None:
    def meet(unit: Unit) -> int:
        night = publish(unit).letter_id
        there = chat(unit, "1", follows=night)
        chat(unit, "2", follows=night)
        announcement = announce(unit, night)
        unit.queue.put_to_audience(announcement, 10)
        unit.chats.close(there.id, Unreachable.BLOCKED)
        (failed,) = unit.results.rows(announcement.id, 0, 10, troubles=True)
        assert (failed.chat.id, failed.state, failed.reason) == (there.id, DeliveryState.FAILED, Unreachable.BLOCKED)
        assert failed.chat.closed == Unreachable.BLOCKED
        return unit.results.tally(announcement).queued

    assert await store.write(meet) == 1


async def test_what_was_sent_stays_sent_when_its_chat_closes(store: Store) -> None:
    def meet(unit: Unit) -> DeliveryState:
        night = publish(unit).letter_id
        there = chat(unit, follows=night)
        announcement = announce(unit, night)
        unit.queue.put_to_audience(announcement, 10)
        (delivery,) = unit.outbox.due("telegram", 10)
        unit.outbox.begin([delivery.id])
        unit.outbox.sent([(delivery, "5", 1)])
        unit.chats.close(there.id, Unreachable.DELETED)
        (row,) = unit.results.rows(announcement.id, 0, 10)
        return row.state

    assert await store.write(meet) is DeliveryState.SENT


async def test_a_chat_follows_since_the_moment_when_it_began_to(store: Store, clock: Clock) -> None:
    night = (await store.write(publish)).letter_id
    river = (await store.write(lambda unit: publish(unit, "clean-river"))).letter_id
    began = clock.now
    there = await store.write(lambda unit: chat(unit, follows=night))
    clock.forward(days=1)
    await store.write(lambda unit: unit.chats.follow(there.id, river, Topic.REVIEWS))
    await store.write(lambda unit: chat(unit, follows=night))
    assert await store.read(lambda unit: unit.chats.since(there.id, night)) == began
    assert await store.read(lambda unit: unit.chats.since(there.id, river)) is None
    assert await store.read(lambda unit: unit.chats.since(there.id + 1, night)) is None


async def test_the_chats_that_follow_come_in_the_order_of_their_ids_whether_they_can_be_reached_or_not(
    store: Store,
) -> None:
    def meet(unit: Unit) -> tuple[int, list[int]]:
        night, river = publish(unit).letter_id, publish(unit, "clean-river").letter_id
        found = [chat(unit, str(place), follows=night).id for place in range(5)]
        chat(unit, "other", follows=river)
        unit.chats.follow(chat(unit, "reviews").id, night, Topic.REVIEWS)
        unit.chats.close(found[1], Unreachable.REMOVED)
        return night, found

    night, ids = await store.write(meet)

    async def page(after: int, limit: int) -> list[int]:
        return [each.id for each in await store.read(lambda unit: unit.chats.following(night, after, limit))]

    assert await page(0, 3) == ids[:3]
    assert await page(ids[2], 3) == ids[3:]
    assert await page(ids[4], 3) == []


async def test_chats_are_counted_by_platform(store: Store) -> None:
    def meet(unit: Unit) -> int:
        night, river = publish(unit).letter_id, publish(unit, "clean-river").letter_id
        for place in "123":
            chat(unit, place, follows=night)
        unit.chats.follow(chat(unit, "1").id, river, Topic.NEWS)
        unit.chats.follow(chat(unit, "1").id, night, Topic.REVIEWS)
        unit.chats.close(chat(unit, "3").id, Unreachable.BLOCKED)
        unit.chats.close(chat(unit, "4", "discord", follows=night).id, Unreachable.ARCHIVED)
        return night

    night = await store.write(meet)
    assert await store.read(lambda unit: unit.chats.census(night)) == [("discord", 0, 1), ("telegram", 2, 1)]
    assert await store.read(lambda unit: unit.chats.census(night + 5)) == []


def titled(unit: Unit, letter_id: int, place: str, title: str, kind: ChatKind = ChatKind.GROUP) -> Chat:
    there = unit.chats.ensure(Address("telegram", place), kind, title)
    unit.chats.follow(there.id, letter_id, Topic.NEWS)
    return there


@pytest.mark.parametrize(
    ("typed", "places"),
    [
        ("town", ["1", "2"]),
        ("TOWN", ["1", "2"]),
        ("ÉQUIPE", ["3", "4"]),
        ("équipe", ["3", "4"]),
        ("strasse", ["5"]),
        ("%", ["2"]),
        ("_", ["2"]),
        ("old%", []),
        ("o_d", []),
        ("\\", []),
        ("' OR 1=1 --", []),
        ("river", []),
        ("Ada", []),
    ],
)
async def test_a_chat_is_found_by_a_part_of_its_title_in_whatever_case(
    store: Store, typed: str, places: list[str]
) -> None:
    def meet(unit: Unit) -> int:
        night, river = publish(unit).letter_id, publish(unit, "clean-river").letter_id
        titles = ["Old Town", "100 %_TOWN", "L’équipe", "L’e\u0301quipe", "Straße"]
        for place, title in enumerate(titles, 1):
            titled(unit, night, str(place), title)
        titled(unit, river, "6", "River town")
        titled(unit, night, "@7", "Ada", ChatKind.PRIVATE)
        return night

    night = await store.write(meet)
    found, more = await store.read(lambda unit: unit.chats.titled(night, typed, 10))
    assert ([each.address.place for each in found], more) == (places, False)


async def test_no_more_chats_are_found_than_wanted(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("storage.repositories.chats.chats.CHUNK", 2)

    def meet(unit: Unit) -> int:
        night = publish(unit).letter_id
        for place in range(6):
            titled(unit, night, str(place), f"Town {place % 3}")
        return night

    night = await store.write(meet)

    async def find(typed: str, limit: int) -> tuple[list[str], bool]:
        found, more = await store.read(lambda unit: unit.chats.titled(night, typed, limit))
        return [each.address.place for each in found], more

    assert await find("town", 3) == (["0", "1", "2"], True)
    assert await find("2", 1) == (["2"], True)
    assert await find("2", 2) == (["2", "5"], False)
    monkeypatch.setattr("storage.repositories.chats.chats.LOOKED_THROUGH", 4)
    assert await find("2", 5) == (["2"], True)
