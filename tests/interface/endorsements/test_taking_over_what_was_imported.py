"""An organization that was brought in from elsewhere signs on by itself: its own sign-on replaces the other."""

import pytest

from bot.errors import Conflict
from bot.interface.conversation import Interface
from bot.model.endorsements.endorsement import Check, PublicEntry, State
from bot.model.lists.imports import ImportedRow
from bot.model.people.person import Person, Role
from bot.ports.store import Store, Unit
from bot.service.lists import imports
from bot.service.reviews import decisions
from tests.buttons import button
from tests.interface.someone import Someone, sign, with_role
from tests.letters import LETTER
from tests.storage import examples

ZEBRAS = "Example Zebra Quartet"


async def imported(store: Store, listed: str) -> None:
    def unit(unit: Unit) -> None:
        revision = unit.letters.current(LETTER)
        assert revision
        assert (
            imports.bring_in(
                unit, examples.person(unit, "owner"), revision, [ImportedRow(2, PublicEntry(ZEBRAS))], listed
            )
            == 1
        )

    await store.write(unit)


async def states(store: Store) -> list[State]:
    found = await store.read(lambda unit: [unit.endorsements.get(number) for number in (1, 2)])
    return [each.state for each in found if each]


@pytest.mark.parametrize("listed", ["", "Signed on paper"])
async def test_it_stands_until_a_reviewer_lists_the_organization_s_own(
    interface: Interface, store: Store, listed: str
) -> None:
    await imported(store, listed)
    before = State.LISTED if listed else State.SUBMITTED
    rex = Someone(interface, "rex")
    reviewer = Person(await with_role(store, rex, Role.REVIEWER, 1))
    assert "was received" in await sign(Someone(interface, "ada"), ZEBRAS)
    assert await states(store) == [before, State.SUBMITTED]
    assert f"Perhaps the same as {ZEBRAS}" in await rex.press(button("review", after=2))
    await store.write(lambda unit: decisions.decide_to_list(unit, reviewer, 1, 2, Check.PHONE))
    assert await states(store) == [State.WITHDRAWN, State.LISTED]
    own = await store.read(lambda unit: unit.endorsements.get(2))
    same = await store.read(lambda unit: unit.organizations.same(ZEBRAS))
    assert own
    assert same
    assert own.organization_id == same.id
    acts = await store.read(lambda unit: [link.body for link in unit.journal.links(1)])
    assert any('"act":"endorsement.replaced"' in each for each in acts)


async def test_who_was_not_believed_changes_nothing(interface: Interface, store: Store) -> None:
    await imported(store, "Signed on paper")
    await sign(Someone(interface, "mal"), ZEBRAS)
    await store.write(lambda unit: decisions.decline(unit, examples.person(unit, "rex"), 1, 2, "not theirs"))
    assert await states(store) == [State.LISTED, State.DECLINED]


async def test_nobody_does_so_twice_and_none_after_it_was_done(interface: Interface, store: Store) -> None:
    await imported(store, "Signed on paper")
    ada = Someone(interface, "ada")
    await sign(ada, ZEBRAS)
    assert "has a sign-on already" in await sign(ada, ZEBRAS)
    await sign(Someone(interface, "eve"), ZEBRAS)
    rex = Person(await with_role(store, Someone(interface, "rex"), Role.REVIEWER, 1))
    await store.write(lambda unit: decisions.decide_to_list(unit, rex, 1, 2, Check.PHONE))
    assert "has a sign-on already" in await sign(Someone(interface, "mal"), ZEBRAS)
    with pytest.raises(Conflict, match="Another sign-on stands"):
        await store.write(lambda unit: decisions.decide_to_list(unit, rex, 1, 3, Check.PHONE))
