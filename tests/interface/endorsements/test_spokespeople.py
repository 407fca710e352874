"""Whoever represents an organization is named beside it where they have agreed to that by itself, and goes alone."""

from collections.abc import Awaitable, Callable
from dataclasses import replace

import pytest
from sqlalchemy import select

from bot.interface.conversation import Interface
from bot.model.endorsements.consents import Item
from bot.model.endorsements.endorsement import Endorsement, State
from bot.model.journal.acts import Act
from bot.model.people.person import Role
from bot.ports.store import Store, Unit
from bot.service.journal import verification
from bot.service.lists import exports
from storage import tables
from storage.unit import ConnectionUnit
from tests.buttons import button
from tests.interface.someone import Someone, sign, with_role
from tests.letters import LETTER

BAKERS = "Example Bakers"
ADA = "Ada Example, chair"


async def listed(interface: Interface, store: Store) -> tuple[Someone, Someone]:
    """Ada, whose organization is listed, and the reviewer who listed it."""
    ada, rex = Someone(interface, "ada"), Someone(interface, "rex")
    await with_role(store, rex, Role.REVIEWER, LETTER)
    await sign(ada, BAKERS)
    await rex.press(button("decide", endorsement=1, decision="list", check="phone"))
    return ada, rex


async def found(store: Store) -> Endorsement:
    endorsement = await store.read(lambda unit: unit.endorsements.get(1))
    assert endorsement
    return endorsement


async def shown(interface: Interface) -> str:
    """The list, as everybody reads it."""
    return await Someone(interface, "eve").give("signatories", letter="1")


def beside(unit: Unit) -> list[str]:
    """Every line that stands beside the journal, and the frozen ones."""
    assert isinstance(unit, ConnectionUnit)
    columns = (tables.commitments.c.line, tables.snapshot_lines.c.line)
    return [each or "" for column in columns for each in unit.connection.execute(select(column)).scalars()]


async def consents(store: Store) -> set[Item]:
    return {each.item for each in await store.read(lambda unit: unit.consents.given(1))}


async def test_nobody_is_named_before_they_agree_to_it_by_itself(interface: Interface, store: Store) -> None:
    ada, _ = await listed(interface, store)
    assert "Ada" not in await shown(interface)
    assert Item.SPOKESPERSON not in await consents(store)
    offered = await ada.press(button("spokesperson", endorsement=1))
    assert f"Speaks for it: {ADA}" in offered
    await ada.push("Change nothing")
    assert "Ada" not in await shown(interface)
    await ada.press(button("spokesperson", endorsement=1, name="named"))
    assert f"Speaks for it: {ADA}" in await shown(interface)
    assert Item.SPOKESPERSON in await consents(store)
    exported = await store.read(lambda unit: next(exports.pages(unit, LETTER, exports.PUBLIC))[0])
    assert dict(zip(exports.COLUMNS, exported.cells, strict=True))["spokesperson"] == ADA
    assert f"who speaks for {BAKERS}: {ADA}" in await ada.give("privacy")


async def test_nobody_else_names_them(interface: Interface, store: Store) -> None:
    _, rex = await listed(interface, store)
    for person in (rex, Someone(interface, "eve")):
        await person.press(button("spokesperson", endorsement=1, name="named"))
    assert (await found(store)).entry.spokesperson == ""


async def test_a_sign_on_that_left_the_list_names_nobody(interface: Interface, store: Store) -> None:
    ada, _ = await listed(interface, store)
    await ada.press(button("spokesperson", endorsement=1, name="named"))
    await ada.press(button("withdraw", endorsement=1, sure="yes"))
    assert (await found(store)).public.spokesperson == ""
    exported = await store.read(lambda unit: next(exports.pages(unit, LETTER, exports.ALL))[0])
    assert "Ada" not in str(exported.cells)


async def take_it_back(ada: Someone) -> None:
    await ada.press(button("spokesperson", endorsement=1, name="unnamed"))


async def be_forgotten(ada: Someone) -> None:
    await ada.press(button("forget_me", how="keep"))


async def hand_over(ada: Someone) -> None:
    grace = Someone(ada.interface, "grace")
    code = (await ada.press(button("hand_over", endorsement=1, sure="yes"))).rpartition("/claim ")[2]
    await grace.give("claim", code=code)
    await grace.push("Take it over")
    await grace.say("Grace Example", "director", "grace@example.org")
    await grace.push("I confirm, and take it over")


async def withhold_the_name(ada: Someone) -> None:
    await ada.press(button("public_name", endorsement=1, name="withheld"))
    await ada.press(button("public_name", endorsement=1, name="published"))


@pytest.mark.parametrize("leave", [take_it_back, be_forgotten, hand_over, withhold_the_name])
async def test_a_name_goes_alone_also_from_beside_the_journal_whose_chain_holds(
    interface: Interface, store: Store, leave: Callable[[Someone], Awaitable[None]]
) -> None:
    ada, _ = await listed(interface, store)
    await ada.press(button("spokesperson", endorsement=1, name="named"))
    assert any("Ada Example" in each for each in await store.read(beside))
    await leave(ada)
    stays = await found(store)
    assert (stays.state, stays.entry.organization, stays.entry.spokesperson) == (State.LISTED, BAKERS, "")
    assert not [each for each in await store.read(beside) if "Ada Example" in each]
    verdict = await store.read(lambda unit: verification.verify(unit, LETTER))
    assert verdict.fault == ""
    assert (await store.read(lambda unit: verification.verify_one(unit, stays))).proof
    assert Item.SPOKESPERSON not in await consents(store)
    said = await shown(interface)
    assert BAKERS in said
    assert "Ada" not in said


async def test_whose_name_is_withheld_has_nobody_named(interface: Interface, store: Store) -> None:
    ada, _ = await listed(interface, store)
    await ada.press(button("public_name", endorsement=1, name="withheld"))
    assert "its name is withheld" in await ada.press(button("spokesperson", endorsement=1))
    await ada.press(button("spokesperson", endorsement=1, name="named"))
    assert (await found(store)).entry.spokesperson == ""


async def test_who_is_not_known_by_name_cannot_be_named(interface: Interface, store: Store) -> None:
    ada, _ = await listed(interface, store)

    def forgotten(unit: Unit) -> None:
        signed, known = unit.endorsements.get(1), unit.endorsements.representative(1)
        assert signed
        unit.endorsements.save(signed, Act.ENDORSEMENT_CORRECTED, None, replace(known, name="", role=""))

    await store.write(forgotten)
    assert "Your name was forgotten" in await ada.press(button("spokesperson", endorsement=1))
