"""What owners were told of troubles, and how much waits."""

from dataclasses import replace
from datetime import timedelta

from bot.model.announcements.announcement import Stage
from bot.model.deliveries import Subject
from bot.model.health import Ailment, KnownTrouble, Trouble, Waiting
from bot.model.proofs.mails import MailKind
from bot.ports.store import Store, Unit
from storage.repositories.health import KEPT
from tests.conftest import Clock
from tests.storage import examples

FULL = Trouble(Ailment.DISK)


async def test_a_trouble_stands_until_it_ends_and_is_forgotten_long_after(store: Store, clock: Clock) -> None:
    begun = clock.now
    first = await store.write(lambda unit: unit.health.begin(FULL))
    assert (
        await store.read(lambda unit: unit.health.standing()) == [first] == [KnownTrouble(first.id, FULL, begun, begun)]
    )
    clock.forward(hours=1)
    seen = clock.now
    await store.write(lambda unit: unit.health.see([first.id]))
    clock.forward(minutes=5)
    await store.write(lambda unit: unit.health.end(first.id))
    assert await store.read(lambda unit: unit.health.standing()) == []
    ended = await store.read(lambda unit: unit.health.trouble(first.id))
    assert ended == KnownTrouble(first.id, FULL, begun, seen, clock.now)
    clock.forward(days=KEPT.days + 1)

    def another(unit: Unit) -> int:
        second = unit.health.begin(Trouble(Ailment.REFUSED, "discord"))
        unit.health.end(second.id)
        return second.id

    second = await store.write(another)
    assert await store.read(lambda unit: unit.health.trouble(first.id)) is None
    assert await store.read(lambda unit: unit.health.trouble(second)) is not None


async def test_what_may_leave_or_be_decided_is_counted_with_its_age(store: Store, clock: Clock) -> None:
    began = clock.now

    def queued(unit: Unit) -> int:
        letter_id = examples.signed(unit).letter_id
        for platform, place in (("telegram", "-1"), ("telegram", "-2"), ("discord", "3")):
            there = examples.chat(unit, place, platform)
            unit.queue.put(there.id, Subject.BURST, letter_id)
        unit.mails.put(MailKind.CODE, letter_id, 1, "ada@example.org", "en")
        return there.id

    later = await store.write(queued)
    await store.write(lambda unit: unit.outbox.postpone(later, 3600))
    clock.forward(minutes=5)
    backlogs = await store.read(lambda unit: unit.health.backlogs())
    assert backlogs.queues == {"telegram": Waiting(2, began)}
    assert (backlogs.mails, backlogs.reviews) == (Waiting(1, began), Waiting(1, began))
    assert (backlogs.at, backlogs.held) == (began + timedelta(minutes=5), 0)


async def test_an_announcement_that_is_paused_does_not_count_as_late(store: Store) -> None:
    announcement = await store.write(examples.announced)
    assert sum(each.count for each in (await store.read(lambda unit: unit.health.backlogs())).queues.values()) == 3
    await store.write(lambda unit: unit.announcements.save(replace(announcement, stage=Stage.PAUSED)))
    assert (await store.read(lambda unit: unit.health.backlogs())).queues == {}
