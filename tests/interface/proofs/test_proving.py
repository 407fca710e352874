"""Which code proves an address, and which never does: whoever types it, however often, however late."""

import pytest

from bot.interface.conversation import Interface
from bot.model.chats import ChatKind, private_chat
from bot.model.codes import spell_code
from bot.model.deliveries import Delivery, DeliveryState, Subject
from bot.model.proofs.authority import MOST_TRIES, Contact, Level, ProofState, Why
from bot.model.proofs.mails import MailKind
from bot.notices.composing import composer
from bot.ports.store import Store, Unit
from bot.service.proofs import proving
from bot.text.blocks import plain
from tests.buttons import button
from tests.conftest import Clock
from tests.interface.proofs.proofs import CONFIRM, level, mailed, proof, proven, sign, wrong
from tests.interface.someone import Someone
from tests.letters import OTHER_LETTER


@pytest.fixture
def ada(served: Interface) -> Someone:
    return Someone(served, "ada")


async def test_a_code_is_known_without_being_asked_for(ada: Someone, store: Store) -> None:
    await sign(ada)
    code = (await mailed(store)).code
    assert "is proven" in await ada.say(spell_code(code).lower())
    assert "code" not in await ada.say(spell_code(code))


async def test_a_receipt_alone_is_no_wrong_code_and_leads_to_its_sign_on(ada: Someone, store: Store) -> None:
    await sign(ada)
    receipt = spell_code((await store.read(lambda unit: unit.endorsements.get(1))).receipt)  # type: ignore[union-attr]
    assert "waiting for review" in await ada.say(receipt)
    assert "Which letter?" in await Someone(ada.interface, "eve").say(receipt)
    asked = await proof(store)
    assert asked
    assert asked.tries_left == MOST_TRIES


async def test_nothing_is_mailed_and_nothing_said_where_no_mail_is_sent(interface: Interface, store: Store) -> None:
    ada = Someone(interface, "ada")
    assert "mail" not in (await sign(ada)).replace("e-mail", "")
    assert "Type the code from the mail" not in ada.labels
    assert await store.read(lambda unit: unit.mails.about(MailKind.CODE, 1)) == []


@pytest.mark.parametrize(
    ("email", "domain"),
    [
        ("ada@mail.union.example.org.uk", "example.org.uk"),
        ("ada@example.co.uk", "example.co.uk"),
        ("ada@bücher.example", "xn--bcher-kva.example"),
    ],
)
async def test_a_code_goes_to_an_address_at_the_organization_s_own_domain(
    ada: Someone, store: Store, email: str, domain: str
) -> None:
    await sign(ada, email)
    asked = await proof(store)
    assert asked
    assert (asked.state, asked.domain) == (ProofState.ASKED, domain)
    assert (await mailed(store)).address == email


@pytest.mark.parametrize(
    ("email", "website", "said"),
    [
        ("ada@gmail.com", "", "Anybody can have an address at gmail.com"),
        ("ada@gmail.com", "https://example.org", "Anybody can have an address at gmail.com"),
        ("ada@other.co.uk", "https://example.co.uk", "is not your organization's own domain"),
        ("ada@example.org.evil.example", "https://example.org", "is not your organization's own domain"),
        ("ada@example.org", "https://gmail.com", "No domain is known to be your organization's own"),
    ],
)
async def test_to_any_other_address_no_mail_goes(
    ada: Someone, store: Store, email: str, website: str, said: str
) -> None:
    assert said in await sign(ada, email, website=website)
    assert await store.read(lambda unit: unit.mails.about(MailKind.CODE, 1)) == []
    assert await proof(store) is None


async def test_a_code_is_of_use_to_the_account_that_signed_alone(ada: Someone, store: Store) -> None:
    eve = Someone(ada.interface, "eve")
    receipt = (await sign(ada)).partition("receipt is ")[2][:9]
    code = (await mailed(store)).code
    await eve.press(CONFIRM)
    await eve.say(code)
    assert "No code was mailed that this account could type" in await eve.give(
        "confirm", letter="1", code=code, receipt=receipt
    )
    asked = await proof(store)
    assert asked
    assert (asked.state, asked.tries) == (ProofState.ASKED, 0)


async def test_a_code_of_one_sign_on_is_of_no_use_for_another(ada: Someone, store: Store) -> None:
    grace = Someone(ada.interface, "grace")
    await sign(ada)
    await sign(grace, "grace@example.com", "Example Riders")
    await grace.press(button("confirm", endorsement=2))
    assert "This is not the code." in await grace.say((await mailed(store)).code)
    assert await level(store, 2) is Level.STATED
    await ada.press(button("confirm", letter=OTHER_LETTER, endorsement=1))
    assert "There is no such sign-on." in await ada.say((await mailed(store)).code)
    assert await level(store) is Level.STATED


async def test_wrong_codes_are_counted_and_misread_ones_are_not(ada: Someone, store: Store) -> None:
    await sign(ada)
    code = (await mailed(store)).code
    await ada.press(CONFIRM)
    assert "8 letters and digits" in await ada.say("4JTH")
    assert "It can be typed 5 more times." in await ada.say(wrong(code))
    for _ in range(MOST_TRIES - 1):
        await ada.press(CONFIRM)
        await ada.say(wrong(code))
    assert "it was the last try" in ada.text
    await ada.press(CONFIRM)
    assert "This code does not hold any more." in await ada.say(code)
    spent = await proof(store)
    assert spent
    assert (spent.state, spent.why) == (ProofState.UNREACHABLE, Why.UNANSWERED)
    assert await level(store) is Level.STATED


async def test_a_code_holds_for_a_week_and_is_reminded_of_once(ada: Someone, store: Store, clock: Clock) -> None:
    await sign(ada)

    async def told() -> list[Delivery]:
        await store.write(proving.follow_up)
        due = await store.read(lambda unit: unit.outbox.due("test", 10))
        return [each for each in due if each.subject is Subject.PROOF]

    assert await told() == []
    clock.forward(days=1, minutes=1)
    assert len(await told()) == 1
    assert len(await told()) == 1
    clock.forward(days=6)
    await ada.press(CONFIRM)
    assert "This code does not hold any more." in await ada.say((await mailed(store)).code)
    assert len(await told()) == 2
    late = await proof(store)
    assert late
    assert (late.state, late.why) == (ProofState.UNREACHABLE, Why.UNANSWERED)


async def test_a_reminder_says_what_is_so_when_it_leaves(ada: Someone, store: Store) -> None:
    await sign(ada)

    def said(unit: Unit) -> str:
        chat = unit.chats.ensure(private_chat(ada.account), ChatKind.PRIVATE, "")
        delivery = Delivery(1, chat, Subject.PROOF, 1, DeliveryState.QUEUED, key="k")
        message = composer(ada.interface)(unit)(delivery)
        return plain(message.blocks) if message else ""

    assert "A code was mailed to ada@example.org" in await store.write(said)
    await ada.press(button("withdraw", endorsement=1, sure="yes"))
    assert "Nothing is asked of you any more." in await store.write(said)


async def test_after_a_withdrawal_no_code_and_no_page_proves(ada: Someone, store: Store) -> None:
    await sign(ada)
    mail = await mailed(store)
    await ada.press(button("withdraw", endorsement=1, sure="yes"))
    await ada.press(CONFIRM)
    assert "does not stand now" in await ada.say(mail.code)
    said = await store.write(lambda unit: proving.confirmed(unit, mail))
    assert "Nothing is asked of this address any more." in said.template
    assert await level(store) is Level.STATED


@pytest.mark.parametrize(
    ("email", "said"),
    [
        ("Ada+board@example.org", "This is your own address."),
        ("eda@example.com", "A colleague's address has to be at example.org too."),
        ("eda@example.org.evil.example", "A colleague's address has to be at example.org too."),
    ],
)
async def test_a_colleague_is_somebody_else_at_the_same_domain(
    ada: Someone, store: Store, email: str, said: str
) -> None:
    await proven(ada, store)
    await ada.press(button("colleague", endorsement=1))
    assert said in await ada.say(email)
    assert await proof(store, Contact.SECOND) is None


async def test_a_colleague_is_asked_after_the_first_address_is_proven_only(ada: Someone, store: Store) -> None:
    await sign(ada)
    await ada.press(button("colleague", endorsement=1))
    assert "Your own address has to be proven first." in await ada.say("eda@example.org")
    eve = Someone(ada.interface, "eve")
    await eve.press(button("colleague", endorsement=1))
    assert "Only the account that signed can do this." in await eve.say("eda@example.org")


async def test_a_colleague_s_wrong_codes_need_the_receipt(ada: Someone, store: Store) -> None:
    await proven(ada, store)
    await ada.press(button("colleague", endorsement=1))
    assert "A code was mailed to your colleague." in await ada.say("eda@example.org")
    eve = Someone(ada.interface, "eve")
    await eve.press(CONFIRM)
    assert "There is no sign-on with this receipt" in await eve.say(wrong(""))
    asked = await proof(store, Contact.SECOND)
    assert asked
    assert asked.tries == 0
