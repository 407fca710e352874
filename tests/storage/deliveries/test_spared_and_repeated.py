"""Who wants no more of it is spared what still waits, and what failed is repeated to who agrees still."""

from dataclasses import replace

import pytest

from bot.model.announcements.announcement import SIGNERS, Announcement, Content, Stage
from bot.model.chats import ChatKind, Topic, private_chat
from bot.model.deliveries import DeliveryState
from bot.model.endorsements.consents import Item
from bot.model.endorsements.endorsement import State
from bot.model.journal.acts import Act
from bot.model.people.person import Account
from bot.ports.store import Store, Unit
from tests.storage.examples import announced, person, publish, sign

NAMES = ("ada", "ben")


def to_signers(unit: Unit) -> Announcement:
    """Two have signed and agreed to news; an announcement to those who signed is queued for both."""
    night = publish(unit).letter_id
    for name in NAMES:
        signed = sign(unit, night, f"Friends of {name}", State.LISTED, signer=name)
        unit.consents.give(signed.id, signed.person_id, {Item.NEWS: "0"}, "en")
        unit.chats.ensure(private_chat(Account("console", name)), ChatKind.PRIVATE, "")
    content = Content({"en": "We hand it over."}, to_signers=True)
    draft = unit.announcements.add(night, content, audience=SIGNERS, person_id=person(unit, "olga").id)
    released = replace(draft, stage=Stage.WAITING, starts=unit.now)
    unit.announcements.save(released, Act.ANNOUNCEMENT_RELEASED, released.person_id)
    running = replace(released, stage=Stage.RUNNING, started_at=unit.now, queued_to=0)
    unit.announcements.save(running)
    unit.announcements.mark_active(running.id, True)
    unit.queue.put_to_audience(running, 100)
    return running


def fail(unit: Unit) -> None:
    for each in unit.outbox.due("console", 100):
        unit.outbox.begin([each.id])
        unit.outbox.end(each.id, DeliveryState.FAILED, "odd")


async def standing(store: Store) -> list[str]:
    """How the announcement stands in each chat, the first first."""
    return [each.state.value for each in await store.read(lambda unit: unit.results.rows(1, 0, 9))]


def stop(unit: Unit, name: str, item: Item = Item.NEWS) -> None:
    """What somebody's *No more of this* writes about their sign-on."""
    somebody = person(unit, name)
    (signed,) = unit.endorsements.of_person(somebody.id, 1)
    unit.consents.take_back(signed.id, (item,))
    unit.queue.spare(1, somebody.id, item)


async def test_who_stops_it_is_spared_and_nobody_else(store: Store) -> None:
    await store.write(to_signers)
    assert await standing(store) == ["queued", "queued"]
    await store.write(lambda unit: unit.queue.spare(1, person(unit, "ada").id, Item.NEXT_LETTERS))
    assert await standing(store) == ["queued", "queued"], "news is not the next letter"
    await store.write(lambda unit: stop(unit, "ada"))
    assert await standing(store) == ["cancelled", "queued"]


async def test_what_failed_is_repeated_to_who_still_agrees_under_a_key_of_its_own(store: Store) -> None:
    draft = await store.write(to_signers)
    await store.write(fail)
    assert await standing(store) == ["failed", "failed"]
    await store.write(lambda unit: stop(unit, "ada"))
    assert await store.write(lambda unit: unit.queue.repeat(draft, DeliveryState.FAILED)) == 1
    assert await standing(store) == ["failed", "queued"]
    (again,) = await store.read(lambda unit: unit.outbox.due("console", 9))
    assert again.attempt == 0


@pytest.mark.parametrize(("leaves", "repeated"), [(False, 2), (True, 1)])
async def test_what_failed_in_chats_is_repeated_where_they_follow(store: Store, leaves: bool, repeated: int) -> None:
    announcement = await store.write(lambda unit: announced(unit, "12"))

    def fails(unit: Unit) -> None:
        for each in unit.outbox.due("telegram", 100):
            unit.outbox.begin([each.id])
            unit.outbox.end(each.id, DeliveryState.FAILED, "odd")
        if leaves:
            unit.chats.unfollow(1, 1, Topic.NEWS)

    await store.write(fails)
    assert announcement.stage is Stage.RUNNING
    assert await store.write(lambda unit: unit.queue.repeat(announcement, DeliveryState.FAILED)) == repeated
