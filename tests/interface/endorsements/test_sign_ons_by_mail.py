"""A sign-on that reached an organizer by mail is entered by them, listed by another, and claimed by whom it names."""

import pytest
from sqlalchemy import select

from bot.errors import Conflict
from bot.interface.conversation import Interface
from bot.interface.requests import Say, Upload
from bot.model.endorsements.endorsement import MAILED, Endorsement, PublicEntry, Representative, State
from bot.model.endorsements.mailed import MOST_BYTES, ReceivedMail
from bot.model.files import File
from bot.model.people.person import Person, Role
from bot.ports.messenger import Message
from bot.ports.store import Store, Unit
from bot.service.endorsements import entering
from storage import tables
from storage.unit import ConnectionUnit
from tests.buttons import button
from tests.interface.someone import Someone, sign, with_role
from tests.letters import LETTER
from tests.memory import MemoryStore

BAKERS = "Example Bakers"
SCAN = b"\xff\xfeA scanned letter with a signature"
MAIL = "Dear all, our board has decided to sign. Ada Example"


async def organizers(interface: Interface, store: Store) -> tuple[Someone, Someone]:
    """An editor, who enters, and a reviewer."""
    ed, rex = Someone(interface, "ed"), Someone(interface, "rex")
    await with_role(store, ed, Role.EDITOR, LETTER)
    await with_role(store, rex, Role.REVIEWER, LETTER)
    return ed, rex


async def enter(person: Someone, organization: str = BAKERS) -> str:
    """Enter a sign-on, with the mail as text; what was answered."""
    await person.give("enter_sign_on", letter="1", organization=organization)
    await person.say("Ada Example", "chair", "ada@example.org", MAIL)
    return await person.push("Enter it")


async def found(store: Store, number: int = 1) -> Endorsement:
    endorsement = await store.read(lambda unit: unit.endorsements.get(number))
    assert endorsement
    return endorsement


async def entered(store: Store, mail: ReceivedMail) -> Endorsement:
    """Enter the bakers' sign-on, right before the service."""

    def unit(unit: Unit) -> Endorsement:
        revision = unit.letters.current(LETTER)
        assert revision
        who = Representative("Ada Example", "chair", "ada@example.org")
        return entering.enter(
            unit, Person(1), revision=revision, entry=PublicEntry(BAKERS), representative=who, mail=mail
        )  # fmt: skip

    return await store.write(unit)


async def test_it_waits_marked_as_one_that_came_by_mail(interface: Interface, store: Store) -> None:
    ed, rex = await organizers(interface, store)
    assert "Entered, and not listed." in await enter(ed)
    signed = await found(store)
    assert (signed.state, signed.origin) == (State.SUBMITTED, MAILED)
    card = await rex.give("review", letter="1")
    assert "Came by mail, and was entered by Ed" in card
    assert "Ada Example" not in card
    assert MAIL not in card
    assert MAIL in await rex.press(button("details", endorsement=1))
    assert "ada@example.org" in rex.text


async def test_whoever_entered_it_does_not_list_it_even_alone(interface: Interface, store: Store) -> None:
    own = Someone(interface, "own")
    await with_role(store, own, Role.OWNER, LETTER)
    await enter(own)
    assert "another organizer lists it" in await own.press(
        button("decide", endorsement=1, decision="list", check="phone")
    )
    assert (await found(store)).state is State.SUBMITTED
    rex = Someone(interface, "rex")
    await with_role(store, rex, Role.REVIEWER, LETTER)
    await rex.press(button("decide", endorsement=1, decision="list", check="phone"))
    assert (await found(store)).state is State.LISTED


async def test_only_organizers_enter_and_only_reviewers_read_the_mail(interface: Interface, store: Store) -> None:
    ed, _ = await organizers(interface, store)
    eve = Someone(interface, "eve")
    await eve.give("enter_sign_on", letter="1", organization=BAKERS)
    assert "Enter it" not in eve.labels
    await enter(ed)
    for person in (eve, ed):
        assert MAIL not in await person.press(button("details", endorsement=1))
    await ed.press(button("withdraw", endorsement=1, sure="yes"))
    assert (await found(store)).state is State.SUBMITTED, "an organizer represents nobody"


async def test_the_mail_is_on_disk_for_nobody_to_read(interface: Interface, store: Store) -> None:
    ed, rex = await organizers(interface, store)
    file = Upload("mail.eml", "message/rfc822", 4, _content)
    await ed.give("enter_sign_on", letter="1", organization=BAKERS)
    await ed.say("Ada Example", "chair", "ada@example.org", MAIL)
    await ed.push("Add: Website, Place, and The mail as a file")
    await ed.push("The mail as a file")
    ed.last = await interface.answer(ed.caller, Say("", file))
    assert isinstance(store, MemoryStore)
    assert SCAN not in store.content(), "nor while it waits to be entered"
    await ed.push("Enter it")

    def unit(unit: Unit) -> tuple[list[object], ReceivedMail | None]:
        assert isinstance(unit, ConnectionUnit)
        rows = [value for row in unit.connection.execute(select(tables.received_mails)) for value in row]
        return [*rows, *unit.files.get(range(1, 9))], unit.received_mails.of(1)

    kept, mail = await store.read(unit)
    assert not [each for each in kept if isinstance(each, bytes) and (SCAN in each or b"board" in each)]
    assert not [each for each in kept if isinstance(each, File)], "what came as a file is kept sealed alone"
    assert mail == ReceivedMail(MAIL, "mail.eml", "message/rfc822", SCAN)
    await rex.press(button("details", endorsement=1))
    assert isinstance(rex.last, Message)
    assert [each.name for each in rex.last.files] == ["mail.eml"]
    number = rex.last.files[0].id
    assert await store.read(lambda unit: unit.files.content(number)) == SCAN
    assert isinstance(store, MemoryStore)
    assert SCAN not in store.content(), "nor what reviewers were handed"


async def _content() -> bytes:
    return SCAN


async def test_whom_it_names_signs_on_and_theirs_takes_its_place(interface: Interface, store: Store) -> None:
    ed, rex = await organizers(interface, store)
    await enter(ed)
    await rex.press(button("decide", endorsement=1, decision="list", check="phone"))
    assert "was received" in await sign(Someone(interface, "ada"), BAKERS)
    await rex.press(button("decide", endorsement=2, decision="list", check="phone"))
    assert [(await found(store, number)).state for number in (1, 2)] == [State.WITHDRAWN, State.LISTED]


async def test_an_organization_is_entered_once(interface: Interface, store: Store) -> None:
    ed, _ = await organizers(interface, store)
    await sign(Someone(interface, "ada"), BAKERS)
    assert "has a sign-on already" in await enter(ed)
    assert await store.read(lambda unit: unit.endorsements.get(2)) is None


async def test_what_is_too_large_or_too_much_is_refused(
    interface: Interface, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    await organizers(interface, store)
    with pytest.raises(Conflict, match="too large"):
        await entered(store, ReceivedMail(MAIL, "a.pdf", "application/pdf", b"x" * (MOST_BYTES + 1)))
    monkeypatch.setattr(entering, "MOST_ENTERED", 0)
    with pytest.raises(Conflict, match="Too many"):
        await entered(store, ReceivedMail(MAIL))


async def test_the_mail_goes_with_who_signed_and_the_chain_holds(interface: Interface, store: Store) -> None:
    await organizers(interface, store)
    await entered(store, ReceivedMail(MAIL))
    await store.write(lambda unit: unit.privacy.erase(1, None))
    assert await store.read(lambda unit: unit.received_mails.of(1)) is None
    acts = await store.read(lambda unit: [link.body for link in unit.journal.links(LETTER)])
    assert any('"act":"endorsement.entered"' in each for each in acts)
    assert not any("Ada" in each or "Bakers" in each for each in acts)
