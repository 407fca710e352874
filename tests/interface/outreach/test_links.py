"""A link begins signing with a name and a website, proves nothing, and ends; a partner's counts and follows nobody."""

from datetime import timedelta

import pytest

from bot.errors import Conflict
from bot.interface.conversation import Interface
from bot.model.endorsements.endorsement import State
from bot.model.outreach import LINK_HOLDS, MOST_PARTNERS, Answer
from bot.ports.store import Store, Unit
from bot.service.lists import publication
from bot.service.outreach import links, prospects
from storage import tables
from storage.unit import ConnectionUnit
from tests.buttons import button
from tests.conftest import Clock
from tests.interface.outreach.examples import CHOIR, WEB, added, does, editor, stands
from tests.interface.someone import Someone, sign
from tests.letters import LETTER, OTHER_LETTER
from tests.storage import examples


async def link(store: Store, number: int = 1) -> str:
    """An organization's link is made; its token."""
    return (await store.write(lambda unit: links.make(unit, LETTER, number)))[2]


async def partner(store: Store, name: str = "Example Federation") -> str:
    return (await store.write(lambda unit: links.add_partner(unit, LETTER, name)))[1]


async def signs_by(someone: Someone, token: str, *typed: str) -> str:
    """Somebody signs by a link, for whom they type where it does not say; what was answered."""
    await someone.open(button("invited", key=token))
    await someone.push("Sign on for an organization")
    await someone.push("I may sign for my organization")
    await someone.say(*typed, "Ada Example", "chair", "ada@example.org")
    return await someone.push("I confirm, and sign on")


async def counted(store: Store) -> list[int]:
    return [each.signed for each in await store.read(lambda unit: unit.partners.all(LETTER))]


async def test_a_link_is_shown_once_and_begins_with_the_name_and_the_website_alone(
    interface: Interface, store: Store
) -> None:
    interface.web = WEB
    olga = await editor(interface, store, "olga")
    await added(store)
    shown = await does(olga, "link")
    assert f"{WEB}/" in shown
    token = shown.partition("/invited/")[2][:26]
    assert token not in await olga.press(button("prospect", prospect=1))
    ada = Someone(interface, "ada")
    opened = await ada.open(button("invited", key=token))
    assert CHOIR in opened
    assert "Jo Example" not in opened
    assert "Mondays" not in opened
    received = await signs_by(ada, token)
    assert "was received" in received
    assert CHOIR in received
    signed = await store.read(lambda unit: unit.endorsements.get(1))
    assert signed
    assert signed.state is State.SUBMITTED
    assert (signed.entry.organization, signed.entry.website) == (CHOIR, "https://choir.example")
    assert await stands(store) is Answer.SIGNED


async def ended(store: Store, clock: Clock) -> None:
    await store.write(lambda unit: links.end(unit, LETTER, 1))


async def expired(store: Store, clock: Clock) -> None:
    clock.forward(days=LINK_HOLDS / timedelta(days=1))


async def replaced(store: Store, clock: Clock) -> None:
    await link(store)


async def forgotten(store: Store, clock: Clock) -> None:
    await store.write(lambda unit: prospects.forget_all(unit, LETTER))


@pytest.mark.parametrize("happens", [ended, expired, replaced, forgotten])
async def test_a_link_that_leads_nowhere_fills_in_nothing_and_forbids_nothing(
    interface: Interface, store: Store, clock: Clock, happens: object
) -> None:
    await added(store)
    token = await link(store)
    ada = Someone(interface, "ada")
    await ada.open(button("invited", key=token))
    before = ada.action("Sign on for an organization")
    await happens(store, clock)  # type: ignore[operator]
    assert "leads nowhere any more" in await ada.open(button("invited", key=token))
    await ada.press(before)
    assert "full name" in await ada.push("I may sign for my organization")
    assert CHOIR not in ada.text


async def test_a_link_is_a_letter_s(interface: Interface, store: Store) -> None:
    await added(store)
    token, mine = await link(store), await partner(store)
    keys = (token, mine, "0" * 26, "")
    assert await store.read(lambda unit: {links.invited(unit, OTHER_LETTER, each) for each in keys}) == {None}
    ada = Someone(interface, "ada")
    assert "leads nowhere any more" in await ada.open(button("invited", letter=OTHER_LETTER, key=token))


async def test_a_link_overrides_neither_likeness_nor_that_an_organization_signs_once(
    interface: Interface, store: Store
) -> None:
    await added(store, "Example Harbor Choir")
    token, ada = await link(store), Someone(interface, "ada")
    await store.write(lambda unit: examples.sign(unit, LETTER, CHOIR, State.LISTED))
    await ada.open(button("invited", key=token))
    assert "Did you mean one of these?" in await ada.push("Sign on for an organization")
    await store.write(lambda unit: links.end(unit, LETTER, 1))
    (number,) = await added(store, CHOIR)
    again = await link(store, number)
    assert "has a sign-on already" in await signs_by(Someone(interface, "eve"), again)


async def test_a_link_tells_nothing_of_a_list_that_is_kept_back(
    interface: Interface, store: Store, clock: Clock
) -> None:
    def kept_back(unit: Unit) -> None:
        until = clock.now + timedelta(days=1)
        publication.keep_back(unit, examples.person(unit, "olga"), LETTER, until)
        examples.sign(unit, LETTER, CHOIR, State.LISTED)

    await store.write(kept_back)
    await added(store)
    token, eve = await link(store), Someone(interface, "eve")
    opened = await eve.open(button("invited", key=token))
    assert "signed" not in opened.replace("nothing is signed before", "")
    assert "was received" in await signs_by(eve, token)


async def test_a_partner_is_counted_and_which_sign_ons_came_is_kept_nowhere(interface: Interface, store: Store) -> None:
    token = await partner(store)
    await partner(store, "Example League")

    def rows(unit: Unit) -> dict[str, list[tuple[object, ...]]]:
        assert isinstance(unit, ConnectionUnit)
        kept = (tables.endorsements, tables.representatives, tables.consents, tables.forms, tables.journal)
        return {each.name: [tuple(row) for row in unit.connection.execute(each.select())] for each in kept}

    ada = Someone(interface, "ada")
    assert "counted, not who" in await ada.open(button("invited", key=token))
    assert "was received" in await signs_by(ada, token, "Example Millers")
    assert await counted(store) == [1, 0]
    after = await store.read(rows)
    assert token not in str(after)
    assert after["forms"] == []
    await ada.press(button("sign", endorsement=1, capacity="may_sign"))
    await ada.push("Place")
    await ada.say("Toronto")
    await ada.push("I confirm, and sign on")
    assert await counted(store) == [1, 0]
    await sign(Someone(interface, "eve"), "Example Bakers")
    assert await counted(store) == [1, 0]


async def test_an_editor_gives_partners_links_sees_how_many_came_and_removes_them(
    interface: Interface, store: Store
) -> None:
    interface.web = WEB
    olga = await editor(interface, store, "olga")
    await olga.give("add_partner", letter="1")
    shown = await olga.say("Example Federation")
    token = shown.partition("/invited/")[2][:26]
    await signs_by(Someone(interface, "ada"), token, "Example Millers")
    assert "Example Federation · 1 sign-on by their link" in await olga.give("partners", letter="1")
    assert "leads nowhere any more" in await olga.push("Remove: Example Federation")
    assert "Removed" in await olga.push("Yes, remove it")
    assert await counted(store) == []
    assert await store.read(lambda unit: links.invited(unit, LETTER, token)) is None


async def test_there_are_no_more_partners_than_can_be(interface: Interface, store: Store) -> None:
    def many(unit: Unit) -> None:
        for number in range(MOST_PARTNERS + 1):
            links.add_partner(unit, LETTER, f"Example {number}")

    with pytest.raises(Conflict):
        await store.write(many)


async def test_where_no_link_could_lead_anywhere_none_is_made(interface: Interface, store: Store) -> None:
    olga = await editor(interface, store, "olga")
    await added(store)
    assert "serves no pages" in await does(olga, "link")
    assert (await store.read(lambda unit: unit.prospects.all(LETTER, limit=1)))[0].link_until is None
