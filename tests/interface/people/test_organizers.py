"""Organizers have names, invitations are seen and can be made void, removals be undone for a day."""

import pytest

from bot.interface.conversation import Interface
from bot.model.deliveries import Subject
from bot.model.people.person import Account, Role
from bot.notices.composing import composer
from bot.ports.messenger import Message
from bot.ports.store import Store, Unit
from bot.service.people import organizers
from bot.text.blocks import plain
from storage.unit import ConnectionUnit
from tests.buttons import button
from tests.conftest import Clock
from tests.interface.someone import Someone, with_role


@pytest.fixture
async def olga(interface: Interface, store: Store) -> Someone:
    olga = Someone(interface, "olga")
    await with_role(store, olga, Role.OWNER, 1)
    return olga


async def invited(olga: Someone, person: Someone, role: str = "reviewer") -> str:
    """Somebody becomes an organizer; their code."""
    code = (await olga.press(button("organizers", invite=role))).rpartition("/claim ")[2]
    await person.give("claim", code=code)
    return code


async def number(store: Store, person: Someone) -> int:
    found = await store.read(lambda unit: unit.people.find(person.account))
    assert found
    return found.id


async def joined(interface: Interface, store: Store, name: str) -> list[str]:
    """What somebody was told of new organizers."""

    def unit(unit: Unit) -> list[str]:
        says = composer(interface)(unit)
        due = [each for each in unit.outbox.due("test", 100) if each.address.place == f"@{name}"]
        return [plain(said.blocks) for each in due if each.subject is Subject.JOINED and (said := says(each))]

    return await store.read(unit)


async def test_the_use_of_an_invitation_is_told_to_the_owners_and_to_who_invited(
    interface: Interface, store: Store, olga: Someone
) -> None:
    mal = Someone(interface, "mal")
    await with_role(store, mal, Role.OWNER, 1)
    await invited(olga, Someone(interface, "rex"))
    for name in ("olga", "mal"):
        (said,) = await joined(interface, store, name)
        assert "Rex is an organizer of Stop Genocide or Resign now (reviewer), by an invitation of Olga." in said
    assert await joined(interface, store, "rex") == []


@pytest.mark.parametrize("role", [Role.OWNER, Role.EDITOR, Role.REVIEWER])
async def test_who_is_removed_is_told_so_and_once_more_where_that_is_taken_back(
    interface: Interface, store: Store, olga: Someone, role: Role
) -> None:
    rex = Someone(interface, "rex")
    organizer = await with_role(store, rex, role, 1)

    def told(unit: Unit) -> list[str]:
        says = composer(interface)(unit)
        due = [each for each in unit.outbox.due("test", 100) if each.address.place == "@rex"]
        return [plain(said.blocks) for each in due if (said := says(each))]

    await olga.press(button("organizers", remove=organizer, sure="yes"))
    (said,) = await store.read(told)
    assert "You are no organizer of Stop Genocide or Resign any more" in said
    await olga.press(button("organizers", back=organizer))
    assert all("You are an organizer of Stop Genocide or Resign again" in each for each in await store.read(told))


async def test_each_of_several_new_organizers_is_told_of_alone(
    interface: Interface, store: Store, olga: Someone
) -> None:
    mal = Someone(interface, "mal")
    await with_role(store, mal, Role.OWNER, 1)
    for name in ("rex", "roz", "rue"):
        await invited(olga, Someone(interface, name), "editor")
    told = await joined(interface, store, "mal")
    assert len(told) == 3
    for name, said in zip(("Rex", "Roz", "Rue"), told, strict=True):
        assert f"{name} is an organizer of" in said
        assert f"{name} was invited by Olga and counts as another organizer from" in said
        assert not any(other in said for other in ("Rex", "Roz", "Rue") if other != name)


async def test_a_name_is_that_of_the_account_and_is_kept_sealed(
    interface: Interface, store: Store, olga: Someone
) -> None:
    rex = Someone(interface, "rex")
    await invited(olga, rex)
    assert "Rex · test:rex — reviewer, invited by Olga" in await olga.give("organizers", letter="1")

    def kept(unit: Unit) -> list[object]:
        assert isinstance(unit, ConnectionUnit)
        return [row[0] for row in unit.connection.exec_driver_sql("SELECT name FROM persons WHERE name IS NOT NULL")]

    names = await store.read(kept)
    assert len(names) == 2
    assert not any(b"Rex" in bytes(name) or b"Olga" in bytes(name) for name in names if isinstance(name, bytes))


async def test_two_of_one_name_are_told_apart_and_nobody_takes_the_name_of_another(
    interface: Interface, store: Store, olga: Someone
) -> None:
    def unit(unit: Unit) -> str:
        other = Account("test", "second", "  OLGA\u200b ")
        person = unit.people.ensure(other)
        unit.people.grant(person.id, 1, Role.REVIEWER)
        organizers.call_by_account(unit, person, other)
        return unit.organizers.name(person.id)

    assert await store.write(unit) == "OLGA 2"
    rex = Someone(interface, "rex")
    await invited(olga, rex)
    await rex.press(button("my_name"))
    assert "Another organizer has this name." in await rex.say("Ólga")
    await rex.press(button("my_name"))
    assert "The other organizers know you as Rex of the *North*." in await rex.say("Rex of the *North*")
    assert "Rex of the *North* · test:rex" in await olga.give("organizers", letter="1")


async def test_who_was_an_organizer_before_names_were_kept_has_one_at_their_next_press(
    interface: Interface, store: Store
) -> None:
    olga = Someone(interface, "olga")

    def before(unit: Unit) -> None:
        unit.people.grant(unit.people.ensure(olga.account).id, 1, Role.OWNER)

    await store.write(before)
    await olga.give("help", letter="1")
    assert "Olga · test:olga — owner" in await olga.give("organizers", letter="1")


async def test_a_name_is_of_organizers_alone(interface: Interface, store: Store) -> None:
    ada = Someone(interface, "ada")
    await ada.give("language", language="en")
    await ada.give("help", letter="1")
    assert await store.read(lambda unit: unit.organizers.names()) == {}


async def test_an_invitation_that_was_made_void_makes_nobody_an_organizer(
    interface: Interface, store: Store, olga: Someone
) -> None:
    code = (await olga.press(button("organizers", invite="owner"))).rpartition("/claim ")[2]
    assert "owner, from Olga, good until" in await olga.give("organizers", letter="1")
    mal = Someone(interface, "mal")
    await with_role(store, mal, Role.OWNER, 2)
    (open_one,) = await store.read(lambda unit: unit.organizers.invitations(1))
    assert "void already" in await mal.press(button("organizers", letter=2, revoke=open_one.handle))
    await olga.push("Void an invitation: owner, from Olga")
    assert "not valid" in await Someone(interface, "eve").give("claim", code=code)
    assert "void already" in await olga.press(button("organizers", revoke=open_one.handle))


async def test_an_invitation_has_a_link_where_a_platform_has_links(
    interface: Interface, store: Store, olga: Someone
) -> None:
    interface.links["Paper"] = lambda action: f"https://paper.example/?start={action}"
    interface.links["Stone"] = lambda action: ""
    await olga.press(button("organizers", invite="reviewer"))
    assert "On Paper: https://paper.example/?start=1-claim-" in olga.text
    assert "Stone" not in olga.text
    action = olga.text.rpartition("?start=")[2].split()[0]
    assert "You are now a reviewer" in await Someone(interface, "rex").open(action)


async def test_a_removal_is_undone_by_who_removed_within_a_day(
    interface: Interface, store: Store, clock: Clock, olga: Someone
) -> None:
    rex, mal = Someone(interface, "rex"), Someone(interface, "mal")
    await invited(olga, rex)
    await with_role(store, mal, Role.OWNER, 1)
    removed = await number(store, rex)
    await olga.press(button("organizers", remove=removed, sure="yes"))
    assert await store.read(lambda unit: unit.people.roles(removed, 1)) == frozenset()
    assert "can't be undone any more" in await mal.press(button("organizers", back=removed))
    assert "Rex is an organizer again: reviewer." in await olga.press(button("organizers", back=removed))
    (before,) = [
        each for each in await store.read(lambda unit: unit.people.memberships(1)) if each.person_id == removed
    ]
    assert before.invited_by == await number(store, olga), "they count as before"
    await olga.press(button("organizers", remove=removed, sure="yes"))
    clock.forward(days=1)
    assert "can't be undone any more" in await olga.press(button("organizers", back=removed))
    assert await store.read(lambda unit: unit.people.roles(removed, 1)) == frozenset()


async def test_who_is_removed_themselves_brings_nobody_back(interface: Interface, store: Store, olga: Someone) -> None:
    rex, mal = Someone(interface, "rex"), Someone(interface, "mal")
    await invited(olga, rex)
    await with_role(store, mal, Role.OWNER, 1)
    removed = await number(store, rex)
    await mal.press(button("organizers", remove=removed, sure="yes"))
    await olga.press(button("organizers", remove=await number(store, mal), sure="yes"))
    assert "This is for the letter's organizers" in await mal.press(button("organizers", back=removed))


async def test_who_owns_one_letter_gives_nobody_every_letter_back(
    interface: Interface, store: Store, olga: Someone
) -> None:
    rex, mal, ida = (Someone(interface, name) for name in ("rex", "mal", "ida"))
    removed, remover = [await with_role(store, each, Role.OWNER, None) for each in (rex, mal)]
    await with_role(store, ida, Role.OWNER, None)
    await mal.press(button("organizers", remove=removed, sure="yes"))
    await ida.press(button("organizers", remove=remover, sure="yes"))
    await with_role(store, mal, Role.OWNER, 1)
    assert "can't be undone any more" in await mal.press(button("organizers", back=removed))
    assert await store.read(lambda unit: unit.people.everywhere(removed)) == frozenset()


async def test_who_joins_is_written_to_in_the_language_in_which_they_did(
    interface: Interface, store: Store, olga: Someone
) -> None:
    rex = Someone(interface, "rex")
    await invited(olga, rex)
    assert isinstance(rex.last, Message)
    chat = await store.read(lambda unit: unit.chats.find(rex.caller.address))
    assert chat
    assert chat.language == "en"
