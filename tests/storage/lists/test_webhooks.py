"""Addresses that are told of changes, as both engines keep them."""

from dataclasses import replace
from datetime import timedelta

from bot.model.lists.webhooks import Webhook
from bot.ports.store import Store, Unit
from tests.conftest import Clock
from tests.storage import examples
from tests.storage.conftest import OnDisk

HOOK = "https://hooks.example.org/?key=abc"


def keep(unit: Unit, address: str = HOOK) -> Webhook:
    """Keep an address, which holds from tomorrow on."""
    letter_id = unit.letters.named("night-buses") or examples.publish(unit)
    person = examples.person(unit)
    tomorrow = unit.now + timedelta(days=1)
    return unit.webhooks.add(Webhook(0, letter_id.letter_id, address, "whsec_AAAA", person.id, tomorrow, 1, False))


async def test_an_address_is_kept_as_it_was(store: Store, clock: Clock) -> None:
    kept = await store.write(keep)
    other = await store.write(lambda unit: keep(unit, f"{HOOK}2"))
    changed = replace(
        kept, listed="a" * 64, message="msg_1", about="b" * 64, failures=3, failing_since=clock.now, kept_back=True,
        rests_until=clock.now, ended=True, revision=4, ledger="c" * 64, presented="d" * 64,
    )  # fmt: skip
    await store.write(lambda unit: unit.webhooks.save(changed))
    assert await store.read(lambda unit: unit.webhooks.all(kept.letter_id)) == [changed, other]
    assert await store.read(lambda unit: unit.webhooks.get(kept.id)) == changed
    await store.write(lambda unit: unit.webhooks.remove(kept.id))
    assert await store.read(lambda unit: unit.webhooks.all(kept.letter_id)) == [other]


async def test_those_are_due_that_hold_and_rest_no_more_the_longest_rested_first(store: Store, clock: Clock) -> None:
    first = await store.write(keep)
    second = await store.write(lambda unit: keep(unit, f"{HOOK}2"))
    third = await store.write(lambda unit: keep(unit, f"{HOOK}3"))

    async def due() -> list[int]:
        return [each.id for each in await store.read(lambda unit: unit.webhooks.due())]

    assert await due() == []
    clock.forward(days=1)
    assert await due() == [first.id, second.id, third.id]
    resting = replace(first, rests_until=clock.now + timedelta(minutes=1))
    await store.write(lambda unit: unit.webhooks.save(resting))
    await store.write(lambda unit: unit.webhooks.save(replace(second, ended=True)))
    assert await due() == [third.id]
    clock.forward(minutes=1)
    assert await due() == [third.id, first.id]


async def test_what_waits_of_somebody_is_dropped_and_nothing_else(store: Store, clock: Clock) -> None:
    holds = await store.write(keep)
    clock.forward(days=1)
    await store.write(lambda unit: keep(unit, f"{HOOK}2"))
    await store.write(lambda unit: unit.webhooks.drop_waiting(holds.letter_id, holds.person_id))
    assert await store.read(lambda unit: unit.webhooks.all(holds.letter_id)) == [holds]


async def test_neither_address_nor_secret_can_be_read_on_disk(store: Store, on_disk: OnDisk) -> None:
    await store.write(keep)
    content = await on_disk()
    assert b"hooks.example.org" not in content
    assert b"whsec_" not in content
