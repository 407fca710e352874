"""Organizations, of which each has one record, in whatever spelling its name is typed."""

import json
from collections.abc import Sequence
from dataclasses import replace

import pytest
from sqlalchemy.exc import IntegrityError

from bot.model.endorsements.endorsement import Endorsement, State
from bot.model.organizations.likeness import Likeness
from bot.model.organizations.organization import Name, NameKind, Organization
from bot.ports.store import Store, Unit
from storage.repositories.matching import PAGE
from tests.storage.examples import BAKERS, person, publish, sign


async def alike(store: Store, endorsement: Endorsement) -> Sequence[tuple[str, Likeness]]:
    """What is perhaps the same as an endorsement's organization."""
    number, entry = endorsement.organization_id, endorsement.entry
    found = await store.read(lambda unit: unit.organizations.alike(endorsement.letter_id, number, entry))
    return [(each.name, why) for each, why in found]


def listed(unit: Unit, name: str, *others: str, acronym: str = "") -> Organization:
    """Put an organization into the imported list."""
    added = replace(unit.organizations.add(name, ""), acronym=acronym, imported=True)
    unit.organizations.listed_beforehand(added, [Name(each, kind=NameKind.IMPORTED) for each in (name, *others)])
    return added


async def test_an_organization_comes_back_exactly_as_it_was_typed(store: Store) -> None:
    typed = "Les Boulangères de l’Île — عمال المخابز 🥖"
    added = await store.write(lambda unit: unit.organizations.add(typed, "https://bakers.example"))
    assert await store.read(lambda unit: unit.organizations.get(added.id)) == added
    assert added == Organization(added.id, typed, "https://bakers.example", domain="bakers.example")


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
    def name(unit: Unit) -> Endorsement:
        night = publish(unit).letter_id
        sign(unit, night, "Bakers of the Old Towne", State.LISTED)
        sign(unit, night, "Bakers of the Old Tawn", State.DRAFT)
        sign(unit, night, "Night Bus Riders", State.LISTED, website="https://riders.example")
        return sign(unit, night, BAKERS, State.SUBMITTED)

    assert await alike(store, await store.write(name)) == [("Bakers of the Old Towne", Likeness.SPELLING)]


async def test_a_website_at_the_same_domain_is_a_likeness_whatever_the_names(store: Store) -> None:
    def name(unit: Unit) -> Endorsement:
        night = publish(unit).letter_id
        sign(unit, night, "Night Bus Riders", State.LISTED, website="https://www.bakers.example/riders")
        sign(unit, night, "Old Town Skaters", State.LISTED, website="https://www.facebook.com/skaters")
        return sign(unit, night, BAKERS)

    assert await alike(store, await store.write(name)) == [("Night Bus Riders", Likeness.DOMAIN)]


async def test_one_of_the_imported_list_is_compared_by_all_its_names(store: Store) -> None:
    def name(unit: Unit) -> Endorsement:
        listed(unit, "Bakers Union of the Old Town", "Boulangers de la vieille ville", acronym="BOT")
        night = publish(unit).letter_id
        return sign(unit, night, "Boulanger de la vieille vile")

    found = await store.write(name)
    assert await alike(store, found) == [("Bakers Union of the Old Town", Likeness.SPELLING)]


async def test_those_told_apart_and_parents_and_their_chapters_are_not_shown_again(store: Store) -> None:
    def name(unit: Unit) -> Endorsement:
        night, ada = publish(unit).letter_id, person(unit).id
        bakers = sign(unit, night, BAKERS)
        towns = sign(unit, night, "Bakers of the Old Towne", State.LISTED)
        parent, sibling = sign(unit, night, "Bakers of the Old Town 1"), sign(unit, night, "Bakers of the Old Town 2")
        unit.merges.tell_apart(towns.organization_id, bakers.organization_id, ada)
        unit.merges.tell_apart(bakers.organization_id, towns.organization_id, ada)
        for child in (bakers, sibling):
            unit.organizations.set_parent(child.organization_id, parent.organization_id, ada, [night])
        return bakers

    assert await alike(store, await store.write(name)) == []


async def test_a_merged_record_leads_to_the_one_that_stands_until_it_is_undone(store: Store) -> None:
    def name(unit: Unit) -> tuple[int, int]:
        first, second, third = (unit.organizations.add(each, "") for each in ("One", "Two", "Three"))
        ada, night = person(unit).id, publish(unit).letter_id
        merge = unit.merges.add(second.id, first.id, (), ada, [night])
        unit.merges.add(third.id, second.id, (), ada, [night])
        assert unit.organizations.same("ONE") == unit.organizations.same("two") == third
        assert [each.name for each in unit.organizations.names(third.id)] == ["One", "Three", "Two"]
        unit.merges.undo(merge, (), ada, [night])
        assert unit.organizations.same("one") == first
        assert unit.organizations.same("two") == third
        return merge.id, night

    merge, night = await store.write(name)
    kept = await store.read(lambda unit: unit.merges.get(merge))
    assert kept is not None
    assert kept.undone_at is not None
    links = await store.read(lambda unit: unit.journal.links(night))
    acts = [json.loads(link.body)["act"] for link in links][1:]
    assert acts == ["organization.merged", "organization.merged", "organization.unmerged"]


async def test_a_record_leads_to_one_other_at_a_time(store: Store) -> None:
    def name(unit: Unit) -> None:
        one, two, three = (unit.organizations.add(each, "").id for each in ("One", "Two", "Three"))
        unit.merges.add(two, one, (), person(unit).id, ())
        unit.merges.add(three, one, (), person(unit).id, ())

    with pytest.raises(IntegrityError):
        await store.write(name)


async def test_what_is_typed_finds_names_and_acronyms_of_the_imported_list_only(store: Store) -> None:
    async def suggested(typed: str) -> list[str]:
        return [each.name for each in await store.read(lambda unit: unit.organizations.suggested(typed, 9))]

    def name(unit: Unit) -> None:
        listed(unit, "Bakers 100% Union", "Boulangers unis", acronym="BHU")
        sign(unit, publish(unit).letter_id, "Bakers of the Old Town")

    await store.write(name)
    for typed in ("100% u", "BOULANGERS", "bh", "akers"):
        assert await suggested(typed) == ["Bakers 100% Union"]
    assert await suggested("%") == []


async def test_slips_are_forgiven_only_where_no_name_in_any_list_has_what_was_typed(store: Store) -> None:
    async def known(typed: str) -> Sequence[str]:
        return await store.read(lambda unit: unit.organizations.known_names(typed, 9))

    def name(unit: Unit) -> None:
        sign(unit, publish(unit).letter_id, "Bakers of the Old Town", State.LISTED)
        listed(unit, "Bakersfield Choir")
        listed(unit, "Bakets Guild")

    await store.write(name)
    assert await known("bakers") == ["Bakers of the Old Town", "Bakersfield Choir"]
    assert await known("bakersf") == await known("ersfie") == ["Bakersfield Choir"]
    assert await known("bakesr") == ["Bakers of the Old Town", "Bakersfield Choir", "Bakets Guild"]


async def test_names_that_begin_as_was_typed_come_first_however_many_have_it_later(store: Store) -> None:
    def name(unit: Unit) -> None:
        for number in range(PAGE):
            listed(unit, f"Riders for Peace {number}")
        listed(unit, "Peaceful Zebras")

    await store.write(name)
    names = await store.read(lambda unit: unit.organizations.known_names("peace", 2))
    assert names[0] == "Peaceful Zebras"
    assert len(names) == 2


async def test_chapters_are_counted_where_they_are_listed(store: Store) -> None:
    def name(unit: Unit) -> int:
        night = publish(unit).letter_id
        parent = sign(unit, night, "Riders", State.LISTED).organization_id
        for number, state in enumerate((State.LISTED, State.LISTED, State.SUBMITTED)):
            child = sign(unit, night, f"Riders Local {number}", state).organization_id
            unit.organizations.set_parent(child, parent, person(unit).id, [night])
        assert len(unit.organizations.chapters(parent)) == 3
        return night

    night = await store.write(name)
    assert await store.read(lambda unit: unit.organizations.chapters_listed(night)) == 2


async def test_anybody_may_know_of_those_that_are_listed_and_of_no_other(store: Store) -> None:
    def name(unit: Unit) -> None:
        night, river = publish(unit).letter_id, publish(unit, "clean-river").letter_id
        for state in State:
            sign(unit, night, f"Friends of {state.value}", state)
        sign(unit, river, "Friends of listed", State.LISTED)

    await store.write(name)
    known = await store.read(lambda unit: unit.organizations.known(range(99)))
    assert [each.name for each in known] == ["Friends of listed"]
