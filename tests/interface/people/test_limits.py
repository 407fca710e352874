"""Floods are bounded and noticed, and who was blocked stays out."""

from datetime import timedelta

import pytest

from bot.interface.conversation import Interface
from bot.model.deliveries import Subject
from bot.model.endorsements.endorsement import State
from bot.model.people import limits
from bot.model.people.limits import Limit
from bot.model.people.person import Role
from bot.ports.store import Store, Unit
from tests.buttons import button
from tests.conftest import Clock
from tests.interface.someone import Someone, sign, with_role


async def waiting(store: Store) -> int:
    return await store.read(lambda unit: unit.endorsements.count(1, State.SUBMITTED))


async def told(store: Store) -> int:
    """How often somebody is to be told of a burst."""

    def unit(unit: Unit) -> int:
        return sum(each.subject is Subject.BURST for each in unit.outbox.due("test", 100))

    return await store.read(unit)


async def test_one_account_signs_on_for_so_many_organizations_a_day(
    interface: Interface, store: Store, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "OF_ACCOUNT", Limit("account", 2, timedelta(days=1)))
    eve = Someone(interface, "eve")
    for name in ("Example Bakers", "Example Weavers"):
        assert "received" in await sign(eve, name)
    assert "Nothing was recorded" in await sign(eve, "Example Riders")
    assert await waiting(store) == 2
    clock.forward(days=1, minutes=1)
    assert "received" in await sign(eve, "Example Riders")


async def test_one_organization_is_signed_on_for_so_often_a_day_by_whomever(
    interface: Interface, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "OF_ORGANIZATION", Limit("organization", 1, timedelta(days=1)))
    assert "received" in await sign(Someone(interface, "ada"), "Example Bakers")
    eve = Someone(interface, "eve")
    assert "received" in await sign(eve, "EXAMPLE  bakers")
    for answer in ("received", "very many sign-ons"):
        await eve.press(button("sign", letter=1, endorsement=2))
        await eve.push("Back")
        assert answer in await eve.push("I confirm, and sign on")


async def test_a_burst_is_told_to_the_organizers_once(
    interface: Interface, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "NOTEWORTHY", Limit("letter", 2, timedelta(minutes=10)))
    await with_role(store, Someone(interface, "olga"), Role.OWNER, 1)
    await sign(Someone(interface, "ada"), "Example Bakers")
    assert await told(store) == 0
    for name in ("Weavers", "Riders", "Readers"):
        await sign(Someone(interface, name), f"Example {name}")
    assert await told(store) == 1
    assert await waiting(store) == 4


async def test_in_a_flood_a_form_is_taken_that_a_person_can_have_filled_in(
    interface: Interface, store: Store, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "FLOOD", Limit("letter", 0, timedelta(minutes=10)))
    eve = Someone(interface, "eve")
    await eve.press(button("sign", capacity="may_sign"))
    await eve.say("Example Bakers", "Ada Example", "chair", "ada@example.org")
    confirm = eve.action("I confirm, and sign on")
    assert "press again in 61 seconds" in await eve.press(confirm)
    assert await waiting(store) == 0
    clock.forward(seconds=61)
    assert "received" in await eve.press(confirm)


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("organization", "EXAMPLE bakers"),
        ("domain", "Mail.Example.org"),
        ("domain", "chair@example.org"),
        ("account", "test:eve"),
    ],
)
async def test_what_is_blocked_stays_out_until_it_is_let_in_again(
    interface: Interface, store: Store, kind: str, value: str
) -> None:
    rex, eve = Someone(interface, "rex"), Someone(interface, "eve")
    await with_role(store, rex, Role.REVIEWER, 1)
    await rex.press(button("block", kind=kind))
    assert "Blocked" in await rex.say(value, "It signs for others.")
    assert "can't be taken here" in await sign(eve, "Example Bakers")
    assert "It signs for others" not in eve.text
    await rex.push("What is kept out")
    assert value in rex.text
    await rex.push(f"Let in again: {value}")
    assert "received" in await sign(eve, "Example Bakers")


async def test_the_account_behind_a_sign_on_is_kept_out_from_its_details(interface: Interface, store: Store) -> None:
    rex, eve = Someone(interface, "rex"), Someone(interface, "eve")
    await with_role(store, rex, Role.REVIEWER, 1)
    await sign(eve, "Example Bakers")
    await rex.press(button("details", endorsement=1))
    await rex.push("Keep this account out")
    assert "Blocked" in await rex.say("It signs for others.")
    assert "can't be taken here" in await sign(eve, "Example Weavers")
    assert "received" in await sign(Someone(interface, "ada"), "Example Weavers")


async def test_what_is_blocked_is_unreadable_on_disk(interface: Interface, store: Store) -> None:
    rex = Someone(interface, "rex")
    number = await with_role(store, rex, Role.REVIEWER, 1)
    await store.write(
        lambda unit: unit.limits.block(
            1, kind=limits.Blocked.DOMAIN, key="example.org", value="example.org", reason="why", person_id=number
        )
    )
    found = await store.read(lambda unit: unit.limits.blocks(1, 10))
    assert [(each.value, each.reason) for each in found] == [("example.org", "why")]
    assert await store.read(lambda unit: unit.limits.blocked(1, {limits.Blocked.DOMAIN: "example.org"}))
    assert not await store.read(lambda unit: unit.limits.blocked(2, {limits.Blocked.DOMAIN: "example.org"}))
