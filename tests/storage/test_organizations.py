"""Organizations, of which each has one record, in whatever spelling its name is typed."""

import pytest
from sqlalchemy.exc import IntegrityError

from bot.model.endorsements import State
from bot.model.organizations import Organization
from bot.ports.store import Store, Unit
from tests.storage.examples import BAKERS, publish, sign


async def test_an_organization_comes_back_exactly_as_it_was_typed(store: Store) -> None:
    typed = "Les Boulangères de l’Île — عمال المخابز 🥖"
    added = await store.write(lambda unit: unit.organizations.add(typed, "https://bakers.example"))
    assert await store.read(lambda unit: unit.organizations.get(added.id)) == added
    assert added == Organization(added.id, typed, "https://bakers.example")


@pytest.mark.parametrize(
    "typed",
    [
        BAKERS.upper(),
        "bakers  of the old-town!",
        "Ba\u200bkers of the Old Town",
        "Bàkers of thé Old Town",
        "Ｂａｋｅｒｓ of the Old Town",
    ],
)
async def test_another_spelling_is_the_same_organization(store: Store, typed: str) -> None:
    bakers = await store.write(lambda unit: unit.organizations.add(BAKERS, ""))
    assert await store.read(lambda unit: unit.organizations.same(typed)) == bakers


async def test_there_is_no_second_record_for_another_spelling(store: Store) -> None:
    await store.write(lambda unit: unit.organizations.add(BAKERS, ""))
    with pytest.raises(IntegrityError):
        await store.write(lambda unit: unit.organizations.add(BAKERS.upper(), ""))


async def test_an_organization_that_nobody_named_is_not_there(store: Store) -> None:
    assert await store.read(lambda unit: unit.organizations.same(BAKERS)) is None
    assert await store.read(lambda unit: unit.organizations.get(1)) is None


async def test_a_likeness_is_shown_of_those_that_signed_for_good_and_the_same_name_is_none(store: Store) -> None:
    def name(unit: Unit) -> int:
        night = publish(unit).letter_id
        sign(unit, night, "Bakers of the Old Towne", State.LISTED)
        sign(unit, night, "Bakers of the Old Tawn", State.DRAFT)
        sign(unit, night, BAKERS, State.SUBMITTED)
        sign(unit, night, "Night Bus Riders", State.LISTED)
        return night

    night = await store.write(name)
    alike = await store.read(lambda unit: unit.organizations.alike(night, BAKERS))
    assert [each.name for each in alike] == ["Bakers of the Old Towne"]


async def test_anybody_may_know_of_those_that_are_listed_and_of_no_other(store: Store) -> None:
    def name(unit: Unit) -> None:
        night, river = publish(unit).letter_id, publish(unit, "clean-river").letter_id
        for state in State:
            sign(unit, night, f"Friends of {state.value}", state)
        sign(unit, river, "Friends of listed", State.LISTED)

    await store.write(name)
    published = await store.read(lambda unit: unit.organizations.published())
    assert [each.name for each in published] == ["Friends of listed"]
