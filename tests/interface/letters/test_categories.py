"""Editors choose what organizations are told apart by."""

import pytest

from bot.errors import Conflict
from bot.interface.conversation import Interface
from bot.model.letters import limits
from bot.model.letters.categories import Categories, Category, Scope, Trait
from bot.model.letters.localized import Localized
from bot.model.people.person import Role
from bot.ports.store import Store, Unit
from bot.service.letters import items
from tests.buttons import button
from tests.interface.someone import Someone, with_role
from tests.letters import LETTER


@pytest.fixture
async def eve(interface: Interface, store: Store) -> Someone:
    """An editor of the letter."""
    eve = Someone(interface, "eve")
    await with_role(store, eve, Role.EDITOR, LETTER)
    return eve


async def add(eve: Someone, trait: str, name: str) -> str:
    """Add a category of a trait."""
    await eve.press(button("add_category", letter=LETTER))
    await eve.push(trait)
    return await eve.push(name) if name in eve.labels else await eve.say(name)


async def written(store: Store) -> Categories:
    """The categories that were edited so far."""
    draft = await store.read(lambda unit: unit.letters.draft(LETTER))
    assert draft
    return draft.letter.categories


async def test_what_is_added_has_a_key_of_its_own_that_stays_when_its_name_changes(eve: Someone, store: Store) -> None:
    await add(eve, "Region", "Île du Nord")
    await add(eve, "Region", "Île-du-Nord!")
    await add(eve, "Region", "الشمال")
    await add(eve, "How far it reaches", "National")
    await eve.press(button("change", letter=LETTER, part="category_label", item=1, language=0))
    await eve.say("The island")
    there = await written(store)
    assert [each.key for each in there] == ["ile_du_nord", "ile_du_nord_2", "region", Scope.NATIONAL]
    assert [each.label and each.label.in_("en") for each in there] == ["The island", "Île-du-Nord!", "الشمال", None]


async def test_the_same_is_not_added_twice(eve: Someone, store: Store) -> None:
    for name, typed in (("Kind of organization", "Union"), ("How far it reaches", "Local")):
        await add(eve, name, typed)
        assert "This is there already." in await add(eve, name, typed)
    assert len(await written(store)) == 2


async def test_not_everybody_can_be_kept_from_signing(eve: Someone, store: Store) -> None:
    await add(eve, "Kind of organization", "Union")
    assert "Then nobody could sign." in await eve.push("They may not sign")
    await add(eve, "Kind of organization", "Party")
    said = await eve.push("They may not sign")
    assert "Party (may not sign)" in said
    assert [each.barred for each in await written(store)] == [False, True]
    await eve.press(button("edit", letter=LETTER, what="categories", item=1))
    await eve.push("Take it out")
    assert "Then nobody could sign." in await eve.push("Yes, take it out")
    await eve.press(button("edit", letter=LETTER, what="categories", item=2))
    assert "Let them sign" in eve.labels
    await eve.push("Let them sign")
    assert [each.barred for each in await written(store)] == [False, False]


async def test_what_somebody_else_has_changed_meanwhile_is_not_barred(eve: Someone, store: Store) -> None:
    await add(eve, "Region", "North")
    await add(eve, "Region", "South")
    bars = eve.action("They may not sign")
    await eve.press(button("change", letter=LETTER, part="category_label", item=2, language=0))
    await eve.say("Far south")
    assert "Somebody else has changed this meanwhile." in await eve.press(bars)
    assert not any(each.barred for each in await written(store))


async def test_a_trait_has_so_many_and_no_more(eve: Someone, store: Store) -> None:
    def fill(unit: Unit) -> None:
        person, current = unit.people.ensure(eve.account), unit.letters.current(LETTER)
        assert current
        for number in range(limits.CATEGORIES + 1):
            items.add_category(unit, person, current, Category(Trait.KIND, "", Localized({"en": f"Kind {number}"})))

    with pytest.raises(Conflict):
        await store.write(fill)
