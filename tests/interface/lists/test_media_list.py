"""Who speaks for organizations to the press: named by who signed, and read by the letter's owners alone."""

import csv
import io
from dataclasses import replace

import pytest
from sqlalchemy import select

from bot.interface.conversation import Interface
from bot.interface.requests import Page, Press
from bot.model.endorsements.endorsement import State
from bot.model.endorsements.media_contacts import Agreement, MediaContact
from bot.model.people.person import Role
from bot.ports.messenger import Message
from bot.ports.store import Store, Unit
from bot.service.endorsements import media_contacts
from bot.service.journal import verification
from storage import tables
from storage.unit import ConnectionUnit
from tests.buttons import button, with_handles
from tests.interface.someone import Someone, sign, with_role
from tests.letters import LETTER
from tests.storage import examples

KIM = ("Kim Placeholder", "chair", "French, Arabic", "+1 555 0100", '=HYPERLINK("x") We bake.')


@pytest.fixture
async def ada(interface: Interface, store: Store) -> Someone:
    """Who signed for an organization that is in the list."""
    ada, rex = Someone(interface, "ada"), Someone(interface, "rex")
    await with_role(store, rex, Role.REVIEWER, LETTER)
    await sign(ada, "Example Bakers")
    await rex.press(button("decide", endorsement=1, decision="list", check="phone"))
    return ada


@pytest.fixture
async def olga(interface: Interface, store: Store) -> Someone:
    """An owner."""
    olga = Someone(interface, "olga")
    await with_role(store, olga, Role.OWNER, LETTER)
    return olga


async def names_kim(ada: Someone) -> None:
    await ada.press(button("name_media_contact", endorsement=1))
    await ada.say(*KIM)
    assert "they have agreed to it" in ada.text
    assert "Kept." in await ada.push("Yes, I confirm")


async def acts(store: Store) -> list[str]:
    """What the journal says of it."""
    links = await store.read(lambda unit: unit.journal.links(LETTER))
    return [
        act
        for each in links
        for act in ("media_contact_named", "media_contact_removed", "media_shown")
        if act in each.body
    ]


async def test_owners_read_who_agreed_by_language_and_whoever_named_them_sees_that(
    ada: Someone, olga: Someone, store: Store
) -> None:
    assert "empty" in await olga.give("media_list", letter="1")
    await names_kim(ada)
    assert "Nobody has looked at it yet." in ada.text
    shown = await olga.give("media_list", letter="1")
    for each in ("Kim Placeholder, chair (Example Bakers)", "French and Arabic: +1 555 0100", "We bake."):
        assert each in shown
    assert "1 organization" in await olga.push("Arabic (1)")
    assert "empty" in await olga.press(button("media_list", letter=LETTER, language="de"))
    assert "last looked on" in await ada.press(button("media_contact", endorsement=1))
    assert await acts(store) == ["media_shown", "media_contact_named", *["media_shown"] * 3]
    assert (await store.read(lambda unit: verification.verify(unit, LETTER))).fault == ""


async def test_as_a_table_it_is_harmless_and_lies_on_disk_encrypted(ada: Someone, olga: Someone, store: Store) -> None:
    await names_kim(ada)
    await olga.give("media_list", letter="1")
    await olga.push("As a table")
    assert isinstance(olga.last, Message)
    (file,) = olga.last.files

    def unit(unit: Unit) -> tuple[bytes, bytes]:
        assert isinstance(unit, ConnectionUnit)
        raw = unit.connection.execute(select(tables.files.c.content, tables.files.c.sealed)).one()
        return unit.files.content(file.id), bytes(raw.content) + bytes(raw.sealed)

    content, on_disk = await store.read(unit)
    (row,) = csv.DictReader(io.StringIO(content.decode("utf-8-sig")))
    assert (row["organization"], row["name"], row["languages"]) == ("Example Bakers", "Kim Placeholder", "fr, ar")
    assert row["statement"].startswith("'=")
    assert row["contact"] == "'+1 555 0100"
    assert file.size == len(content)
    assert b"Placeholder" not in on_disk


@pytest.mark.parametrize("role", [Role.EDITOR, Role.REVIEWER, None])
async def test_nobody_but_owners_reads_it(interface: Interface, ada: Someone, store: Store, role: Role | None) -> None:
    await names_kim(ada)
    eve = Someone(interface, "eve")
    if role:
        await with_role(store, eve, role, LETTER)
    assert "Kim" not in await eve.give("media_list", letter="1")


async def test_nobody_names_anybody_for_another_organization_or_before_it_is_listed(
    interface: Interface, ada: Someone, store: Store
) -> None:
    eve = Someone(interface, "eve")
    assert "Only the account that signed" in await eve.press(button("name_media_contact", endorsement=1))
    await sign(eve, "Example Growers")
    assert "once your organization is in the list" in await eve.press(button("name_media_contact", endorsement=2))


async def test_who_does_not_confirm_names_nobody_and_who_takes_it_back_leaves_nothing(
    ada: Someone, olga: Someone, store: Store
) -> None:
    await ada.press(button("name_media_contact", endorsement=1))
    await ada.say(*KIM)
    assert "Nothing was kept" in await ada.push("No, keep nothing")
    await names_kim(ada)
    assert "Taken back" in await ada.push("Take it back")
    assert "empty" in await olga.give("media_list", letter="1")
    assert await acts(store) == ["media_contact_named", "media_contact_removed", "media_shown"]


@pytest.mark.parametrize("way", ["withdraw", "forget_me", "take_over"])
async def test_it_goes_with_what_it_rests_on(interface: Interface, ada: Someone, store: Store, way: str) -> None:
    await names_kim(ada)
    match way:
        case "withdraw":
            await ada.press(button("withdraw", endorsement=1, sure="yes"))
        case "forget_me":
            await ada.press(button("forget_me", how="keep"))
        case "take_over":
            await ada.press(button("hand_over", endorsement=1, sure="yes"))
            code = ada.text.rpartition("/claim ")[2]
            bob = Someone(interface, "bob")
            await bob.give("claim", code=code)
            await bob.push("Take it over")
            await bob.say("Bob Sample", "treasurer", "bob@example.org")
            await bob.push("I confirm, and take it over")

    def left(unit: Unit) -> int:
        assert isinstance(unit, ConnectionUnit)
        return len(unit.connection.execute(select(tables.media_contacts)).all())

    assert await store.read(left) == 0


async def test_it_lists_only_who_is_in_the_list_in_the_order_of_their_names(interface: Interface, store: Store) -> None:
    def unit(unit: Unit) -> list[str]:
        owner = examples.person(unit, "owner")
        revision = unit.letters.current(LETTER)
        assert revision
        for name, state in (("Zebras", State.LISTED), ("Anglers", State.LISTED), ("Elders", State.DISPUTED)):
            signed = examples.sign(unit, LETTER, name, state)
            kim = MediaContact(*KIM[:2], ("en",), *KIM[3:])
            unit.media_contacts.name(signed, kim, Agreement("", "en"))
        return [each.organization for each in media_contacts.media_list(unit, owner, revision)]

    assert await store.write(unit) == ["Anglers", "Zebras"]


async def test_whoever_corrects_it_finds_what_stands_there(ada: Someone) -> None:
    await names_kim(ada)
    begun = await with_handles(ada.interface._store, ada.action("Name somebody else, or correct it"))
    page = await ada.interface.answer(replace(ada.caller, fields=100, pages=True), Press(begun))
    assert isinstance(page, Page)
    assert {each.name: each.value for each in page.fields}["languages"] == "fr, ar"
