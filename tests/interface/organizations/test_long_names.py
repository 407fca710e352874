"""Organizations that are alike in as many characters as a platform takes are never mixed up."""

from bot.interface.conversation import Interface
from bot.model.organizations.organization import Name, NameKind
from bot.model.people.person import Role
from bot.ports.store import Store, Unit
from tests.interface.someone import Someone, with_role

FEDERATION = (
    "Example Federation of Neighbourhood Associations, Tenants' Committees and Community Kitchens of the Northern "
    "District "
)
EAST, WEST = f"{FEDERATION}East", f"{FEDERATION}West"


async def known(store: Store) -> None:
    def unit(unit: Unit) -> None:
        for name in (EAST, WEST):
            record = unit.organizations.add(name, "")
            unit.organizations.listed_beforehand(record, [Name(name, "", NameKind.IMPORTED)])

    await store.write(unit)


async def test_a_suggestion_that_comes_back_means_the_one_that_was_shown(interface: Interface, store: Store) -> None:
    await known(store)
    for name in (EAST, WEST):
        ada = Someone(interface, f"ada {name[-4:]}")
        found = await interface.suggest(ada.caller, "sign", "organization", "federation of neighb")
        assert all(len(each.value) <= 100 and len(each.label) <= 100 for each in found)
        assert len({each.label for each in found}) == len({each.value for each in found}) == 2
        picked = next(each for each in found if each.label.endswith(name[-4:]))
        await ada.give("sign", letter="1", capacity="may_sign", organization=picked.value)
        assert name in await ada.say("Ada Example", "chair", "ada@example.org")


async def test_a_longer_limit_shows_more(interface: Interface, store: Store) -> None:
    await known(store)
    found = await interface.suggest(Someone(interface, "ada").caller, "sign", "organization", "federation", 200)
    assert [(each.value, each.label) for each in found] == [(EAST, EAST), (WEST, WEST)]


async def test_what_is_no_more_suggested_is_said(interface: Interface, store: Store) -> None:
    await known(store)
    ada = Someone(interface, "ada")
    forged = f"{EAST[:87]}…{'0' * 12}"
    assert "can't be found any more" in await ada.give("sign", letter="1", organization=forged)


async def test_a_reviewer_s_suggestion_is_nobody_else_s(interface: Interface, store: Store) -> None:
    await known(store)
    rex = Someone(interface, "rex")
    await with_role(store, rex, Role.REVIEWER, 1)
    await rex.give("follow", letter="1")
    found = await interface.suggest(rex.caller, "organization", "name", "federation west")
    assert WEST in await rex.give("organization", letter="1", name=found[0].value)
    refused = await Someone(interface, "mal").give("organization", letter="1", name=found[0].value)
    assert refused == await Someone(interface, "mal").give("organization", letter="1", name=f"x…{'0' * 12}")
    assert WEST not in refused
