"""Those who come by a proven address: what they are asked, told and allowed."""

from dataclasses import dataclass, replace
from functools import partial

import pytest

from bot.interface.conversation import Interface
from bot.interface.requests import Caller, Page, Submit
from bot.model.deliveries import Subject
from bot.model.people.person import Account, Role
from bot.model.people.sessions import account_of
from bot.model.proofs.mails import MailKind
from bot.notices.composing import waiting
from bot.ports.store import Store, Unit
from bot.service.people import sessions
from bot.service.telling import reaches, tell_person
from bot.text.blocks import plain
from tests.buttons import button
from tests.conftest import Clock
from tests.interface.someone import Someone, sign, with_role

ADA = "ada@bakers.example.org"


@dataclass
class Visitor(Someone):
    """A person on the page of the second letter, which shows every field at once."""

    language: str = "en"

    @property
    def account(self) -> Account:
        return account_of(self.name)

    @property
    def caller(self) -> Caller:
        return replace(super().caller, fields=100, pages=True, here=True, letter=2, language=self.language)

    async def fill(self, **values: str) -> str:
        """Fill in the page of fields."""
        assert isinstance(self.last, Page)
        self.last = await self.interface.answer(self.caller, Submit(self.last.form, values))
        return self.text


def begun(code: str, address: str, token: str, unit: Unit) -> str | None:
    """What comes of a code that is typed for an address, or for a mail's link."""
    return sessions.begin(unit, 1, typed=code, language="en", address=address, token=token)


@pytest.fixture
async def ada(served: Interface, store: Store) -> Visitor:
    """Somebody who has come by an address."""
    mailbox = await store.write(lambda unit: unit.sessions.ensure(ADA, "en"))
    return Visitor(served, mailbox.account.id)


async def test_the_letter_of_the_page_is_meant_where_no_other_is_named(ada: Visitor, store: Store) -> None:
    await ada.give("sign", capacity="may_sign")
    await ada.fill(organization="Example Bakers", representative="Ada", role="chair", email=ADA)
    await ada.push("I confirm, and sign on")
    signed = await store.read(lambda unit: unit.endorsements.get(1))
    assert signed
    assert signed.letter_id == 2


@pytest.mark.parametrize("known", [False, True])
async def test_whom_an_organizer_has_named_in_a_sign_on_finds_it_and_has_it_erased(
    ada: Visitor, served: Interface, store: Store, known: bool
) -> None:
    ed = Someone(served, "ed")
    await with_role(store, ed, Role.EDITOR, 1)
    await ed.give("enter_sign_on", letter="1", organization="Example Bakers")
    await ed.say("Ada Example", "chair", ADA, "We sign. Ada")
    await ed.push("Enter it")
    if known:
        await ada.give("language", language="en")
    assert "entered a sign-on for Example Bakers in which you are named" in await ada.give("privacy")
    await ada.give("forget_me")
    assert "Forgotten." in await ada.push("Yes, forget me")

    def left(unit: Unit) -> list[object]:
        return [unit.endorsements.representative(1).name, unit.received_mails.of(1), *unit.privacy.named(ADA, 9)]

    assert await store.read(left) == ["", None]
    signed = await store.read(lambda unit: unit.endorsements.get(1))
    assert signed
    assert signed.entry.organization == "Example Bakers"


async def test_the_language_of_the_page_goes_before_the_one_that_was_chosen(ada: Visitor, store: Store) -> None:
    await store.write(lambda unit: unit.people.speak(unit.people.ensure(ada.account).id, "ar"))
    ada.language = "fr"
    assert "Vous n’avez signé pour aucune organisation" in await ada.give("endorsement")


async def test_what_is_wrong_is_asked_again_on_the_same_page(ada: Visitor) -> None:
    await ada.press(button("sign", letter=2, capacity="may_sign"))
    await ada.fill(organization="Example Bakers", representative="", role="chair", email="nobody")
    assert isinstance(ada.last, Page)
    wrong = {each.name: bool(each.wrong) for each in ada.last.fields}
    assert (wrong["representative"], wrong["email"], wrong["organization"]) == (True, True, False)
    assert {each.name: each.value for each in ada.last.fields}["email"] == "nobody"


async def test_their_address_stands_in_the_form_and_nobody_elses(ada: Visitor, interface: Interface) -> None:
    await ada.press(button("sign", letter=2, capacity="may_sign"))
    assert isinstance(ada.last, Page)
    assert {each.name: each.value for each in ada.last.fields}["email"] == ADA
    eve = Visitor(interface, "nobody")
    await eve.press(button("sign", letter=2, capacity="may_sign"))
    assert isinstance(eve.last, Page)
    assert {each.name: each.value for each in eve.last.fields}["email"] == ""


async def test_an_address_by_which_they_came_long_ago_is_asked_for_a_code(
    ada: Visitor, store: Store, clock: Clock
) -> None:
    clock.forward(days=2)
    await ada.give("sign", capacity="may_sign")
    await ada.fill(
        organization="Example Bakers",
        representative="Ada",
        role="chair",
        email=ADA,
        website="https://bakers.example.org",
    )
    assert "One mail with a code goes to" in ada.text
    await ada.push("I confirm, and sign on")
    assert len(await store.read(lambda unit: unit.mails.about(MailKind.CODE, 1))) == 1


async def test_somebody_else_s_mailbox_proves_nothing_for_them(ada: Visitor, served: Interface, store: Store) -> None:
    eve = Visitor(served, "nobody")
    await eve.give("sign", capacity="may_sign")
    await eve.fill(
        organization="Example Bakers",
        representative="Eve",
        role="chair",
        email=ADA,
        website="https://bakers.example.org",
    )
    assert "proven already" not in eve.text
    await eve.push("I confirm, and sign on")
    assert await store.read(lambda unit: unit.proofs.levels([1])) == {}


async def test_who_can_t_be_written_to_is_told_at_the_next_visit_and_by_one_mail(ada: Visitor, store: Store) -> None:
    await ada.give("sign", capacity="may_sign")
    await ada.fill(organization="Example Bakers", representative="Ada", role="chair", email="ada@example.com")
    await ada.push("I confirm, and sign on")
    assert not await store.read(lambda unit: reaches(unit, 1))
    assert not await store.write(lambda unit: tell_person(unit, 1, Subject.OUTCOME, 1))
    assert await store.read(lambda unit: list(unit.mails.reached(MailKind.NEWS, 2, ADA))) == []
    await store.write(lambda unit: unit.sessions.tell(1, told=True))
    assert await store.read(lambda unit: reaches(unit, 1))
    for subject in (Subject.QUESTION, Subject.QUESTION, Subject.SAID):
        await store.write(partial(tell_person, person_id=1, subject=subject, subject_id=1))
    assert len(await store.read(lambda unit: unit.mails.reached(MailKind.NEWS, 2, ADA))) == 1
    await ada.give("endorsement")
    assert "did not reach you" not in ada.text
    told = await store.write(lambda unit: waiting(ada.interface, unit, ada.account, "fr"))
    assert len(told) == 3
    assert "Votre signature" in plain(told[0].blocks)
    assert await store.write(lambda unit: waiting(ada.interface, unit, ada.account, "fr")) == ()


async def test_whoever_has_a_chat_too_is_told_there(ada: Visitor, served: Interface, store: Store) -> None:
    eda = Someone(served, "eda")
    await sign(eda, "Example Millers")
    person = await store.read(lambda unit: unit.people.find(eda.account))
    assert person
    await store.write(lambda unit: unit.people.attach(ada.account, person.id))
    assert await store.write(lambda unit: tell_person(unit, person.id, Subject.OUTCOME, 1))
    assert await store.read(lambda unit: unit.missed.of(person.id)) == []


async def test_a_mailbox_gives_nobody_the_role_that_its_person_has_elsewhere(
    ada: Visitor, served: Interface, store: Store
) -> None:
    olga = Someone(served, "olga")
    owner = await with_role(store, olga, Role.OWNER, None)
    await store.write(lambda unit: unit.people.attach(ada.account, owner))
    for command in ("review", "organizers", "announce", "publish", "new_letter", "export"):
        assert "Nothing was done." in await ada.give(command), command
    assert "/new_letter" not in await ada.give("help")


async def test_a_wrong_code_is_counted_for_its_mail_and_its_address_apart(store: Store, interface: Interface) -> None:
    await store.write(lambda unit: sessions.ask(unit, 1, ADA, "en"))
    (mail,) = await store.read(lambda unit: unit.mails.reached(MailKind.SESSION, 1, ADA))

    for _ in range(10):
        assert await store.write(lambda unit: sessions.begin(unit, 1, typed="x", language="en", address=ADA)) is None
    right = await store.write(lambda unit: sessions.begin(unit, 1, typed=mail.code, language="en", address=ADA))
    assert right is None
    assert await store.write(lambda unit: sessions.begin(unit, 1, typed=mail.code, language="en", token=mail.token))


async def test_a_code_for_something_else_opens_no_session(store: Store, interface: Interface) -> None:
    mail = await store.write(lambda unit: unit.mails.put(MailKind.CODE, 1, 1, ADA, "en"))
    for address, token in ((ADA, ""), ("", mail.token)):
        assert await store.write(partial(begun, mail.code, address, token)) is None
    news = await store.write(lambda unit: unit.mails.put(MailKind.NEWS, 1, 0, ADA, "en"))
    assert news.code == ""
    assert await store.write(lambda unit: sessions.begin(unit, 1, typed="", language="en", token=news.token)) is None


async def test_after_never_again_no_code_goes_out_and_none_counts(store: Store, interface: Interface) -> None:
    await store.write(lambda unit: sessions.ask(unit, 1, ADA, "en"))
    (mail,) = await store.read(lambda unit: unit.mails.reached(MailKind.SESSION, 1, ADA))
    await store.write(lambda unit: unit.mails.stop(ADA))
    assert await store.write(lambda unit: sessions.begin(unit, 1, typed=mail.code, language="en", address=ADA)) is None
    await store.write(lambda unit: sessions.ask(unit, 1, ADA, "en"))
    assert await store.read(lambda unit: [each.id for each in unit.mails.due(9)]) == []


async def test_no_news_goes_to_a_page(ada: Visitor, store: Store) -> None:
    assert "News goes to chats" in await ada.give("follow")
    assert await store.read(lambda unit: unit.chats.find(ada.caller.address)) is None
