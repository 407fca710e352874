"""Which code proves an address, and which never does: whoever types it, however often, however late."""

import pytest

from bot.commands.notices import composer
from bot.interface.conversation import Interface
from bot.model.authority import MOST_MAILS, MOST_TRIES, Contact, Level, Proof, ProofState, Why
from bot.model.chats import ChatKind, private_chat
from bot.model.deliveries import Delivery, DeliveryState, Subject
from bot.model.mails import CODE_LENGTH, Mail, MailKind
from bot.model.people import Role
from bot.model.receipts import make
from bot.ports.store import Store, Unit
from bot.service import proving
from bot.text.blocks import plain
from tests.conftest import Clock
from tests.interface.people import Someone, with_role

CONFIRM = "1-confirm-1-1"


@pytest.fixture
def served(interface: Interface) -> Interface:
    """The core, where mail is sent."""
    interface.mails = True
    return interface


@pytest.fixture
def ada(served: Interface) -> Someone:
    return Someone(served, "ada")


async def sign(
    person: Someone, email: str = "ada@example.org", organization: str = "Example Bakers", website: str = ""
) -> str:  # fmt: skip
    """Sign on; what was answered."""
    await person.press("1-sign-1-may_sign")
    await person.say(organization, "Ada Example", "chair", email)
    if website:
        await give_website(person, website)
    return await person.push("I confirm, and sign on")


async def give_website(person: Someone, website: str) -> None:
    """Give another website, before it is confirmed."""
    adds = next((label for label in person.labels if label.startswith("Add") and "Website" in label), "")
    await person.push(adds or "Correct")
    await person.push("Website")
    await person.say(website)


async def correct(person: Someone, website: str = "") -> str:
    """Correct a sign-on; what was answered."""
    await person.give("endorsement", letter="1")
    await person.push("Correct")
    if website:
        await give_website(person, website)
    return await person.push("I confirm, and sign on")


async def mailed(store: Store, kind: MailKind = MailKind.CODE, number: int = 1) -> Mail:
    """The last mail of a kind about a sign-on."""
    return (await store.read(lambda unit: unit.mails.about(kind, number)))[0]


async def proof(store: Store, contact: Contact = Contact.FIRST, number: int = 1) -> Proof | None:
    return await store.read(lambda unit: unit.proofs.get(number, contact))


async def level(store: Store, number: int = 1) -> Level:
    return await store.read(lambda unit: unit.proofs.levels([number]).get(number, Level.STATED))


async def proven(person: Someone, store: Store) -> None:
    """Sign on, and type the code."""
    await sign(person)
    await person.press(CONFIRM)
    assert "is proven" in await person.say((await mailed(store)).code)


def wrong(code: str) -> str:
    """Another code than this, well spelled."""
    return next(
        found
        for number in range(2)
        if (found := make(CODE_LENGTH, lambda bound, number=number: number)) != code  # type: ignore[misc]
    )


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
        ("ada@other.co.uk", "https://example.co.uk", "is not the domain of your organization's website"),
        ("ada@example.org.evil.example", "https://example.org", "is not the domain of your organization's website"),
        ("ada@example.org", "https://gmail.com", "The website's domain is not your organization's own"),
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
    await grace.press("1-confirm-1-2")
    assert "This is not the code." in await grace.say((await mailed(store)).code)
    assert await level(store, 2) is Level.STATED
    await ada.press("1-confirm-2-1")
    assert "There is no such sign-on." in await ada.say((await mailed(store)).code)
    assert await level(store) is Level.STATED


async def test_wrong_codes_are_counted_and_misread_ones_are_not(ada: Someone, store: Store) -> None:
    await sign(ada)
    code = (await mailed(store)).code
    await ada.press(CONFIRM)
    assert "A code has 8 letters and digits" in await ada.say("4JTH")
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
        await store.write(proving.advance)
        due = await store.read(lambda unit: unit.queue.due("test", 10))
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
    await ada.press("1-withdraw-1-1--yes")
    assert "Nothing is asked of you any more." in await store.write(said)


async def test_after_a_withdrawal_no_code_and_no_page_proves(ada: Someone, store: Store) -> None:
    await sign(ada)
    mail = await mailed(store)
    await ada.press("1-withdraw-1-1--yes")
    await ada.press(CONFIRM)
    assert "does not stand now" in await ada.say(mail.code)
    said = await store.write(lambda unit: proving.confirmed(unit, mail))
    assert "Nothing is asked of this address any more." in said.template
    assert await level(store) is Level.STATED


async def test_what_was_proven_stays_when_only_the_statement_is_corrected(ada: Someone, store: Store) -> None:
    await proven(ada, store)
    await correct(ada)
    assert await level(store) is Level.PROVEN
    assert len(await store.read(lambda unit: unit.mails.about(MailKind.CODE, 1))) == 1


async def test_another_website_drops_the_level_and_asks_anew(ada: Someone, store: Store) -> None:
    await proven(ada, store)
    for number in range(2, MOST_MAILS + 2):
        await correct(ada, f"https://www{number}.example.org")
        assert await level(store) is Level.STATED
        if number <= MOST_MAILS:
            await ada.press(CONFIRM)
            assert "is proven" in await ada.say((await mailed(store)).code)
    assert "there were too many already" in ada.text
    assert len(await store.read(lambda unit: unit.mails.about(MailKind.CODE, 1))) == MOST_MAILS
    assert len(await store.read(lambda unit: unit.mails.about(MailKind.RECEIPT, 1))) == 1


async def test_a_website_elsewhere_drops_what_was_asked_of_the_address(ada: Someone, store: Store) -> None:
    await sign(ada)
    mail = await mailed(store)
    await correct(ada, "https://example.com")
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
    await ada.press("1-colleague-1-1")
    assert said in await ada.say(email)
    assert await proof(store, Contact.SECOND) is None


async def test_a_colleague_is_asked_after_the_first_address_is_proven_only(ada: Someone, store: Store) -> None:
    await sign(ada)
    await ada.press("1-colleague-1-1")
    assert "Your own address has to be proven first." in await ada.say("eda@example.org")
    eve = Someone(ada.interface, "eve")
    await eve.press("1-colleague-1-1")
    assert "Only the account that signed can do this." in await eve.say("eda@example.org")


async def test_a_colleague_s_wrong_codes_need_the_receipt(ada: Someone, store: Store) -> None:
    await proven(ada, store)
    await ada.press("1-colleague-1-1")
    assert "A code was mailed to your colleague." in await ada.say("eda@example.org")
    eve = Someone(ada.interface, "eve")
    await eve.press(CONFIRM)
    assert "There is no sign-on with this receipt" in await eve.say(wrong(""))
    asked = await proof(store, Contact.SECOND)
    assert asked
    assert asked.tries == 0


async def test_what_the_list_requires_is_asked_of_the_reviewer(ada: Someone, store: Store) -> None:
    await sign(ada)
    rex = Someone(ada.interface, "rex")
    await with_role(store, rex, Role.REVIEWER, 1)
    assert "How did you check" in await rex.press("1-decide-1-1--list")
    await store.write(lambda unit: unit.settings.set(1, "list_requires", "stated"))
    assert "is listed." in await rex.press("1-decide-1-1--list")
    await rex.press("1-decide-1-1--undo")
    await store.write(lambda unit: unit.settings.set(1, "list_requires", "confirmed"))
    assert "requires that a second contact at the organization confirms" in await rex.press("1-decide-1-1--list-phone")


async def test_the_public_list_shows_the_level_where_the_letter_wants_it(ada: Someone, store: Store) -> None:
    olga = Someone(ada.interface, "olga")
    await with_role(store, olga, Role.OWNER, 1)
    await proven(ada, store)
    await olga.press("1-decide-1-1--list")
    assert "own domain" not in await ada.press("1-signatories-1")
    await olga.press("1-settings-1-shows_level-on")
    assert "Signed from an address at its own domain" in await ada.press("1-signatories-1")


async def test_nobody_requires_what_can_never_be_confirmed(interface: Interface, store: Store) -> None:
    olga = Someone(interface, "olga")
    await with_role(store, olga, Role.OWNER, 1)
    assert "No mail is sent from here" in await olga.press("1-settings-1-list_requires-confirmed")
    assert "This holds from now on." in await olga.press("1-settings-1-list_requires-stated")


async def hand_over(ada: Someone, grace: Someone, email: str) -> str:
    """Hand a sign-on over; what the colleague is answered."""
    code = (await ada.press("1-hand_over-1-1-yes")).rpartition("/claim ")[2].replace("-", "")
    await grace.press(f"1-take_over-1-{code}")
    await grace.say("Grace Example", "head", email)
    return await grace.push("I confirm, and take it over")


@pytest.mark.parametrize("email", ["ada@example.org", "grace@example.org"])
async def test_who_takes_over_proves_the_address_anew(ada: Someone, store: Store, email: str) -> None:
    await proven(ada, store)
    earlier, grace = await mailed(store), Someone(ada.interface, "grace")
    assert f"A code was mailed to {email}." in await hand_over(ada, grace, email)
    assert await level(store) is Level.STATED
    await grace.press(CONFIRM)
    assert "This is not the code" in await grace.say(earlier.code)
    await grace.press(CONFIRM)
    assert "is proven" in await grace.say((await mailed(store)).code)
    assert await level(store) is Level.PROVEN


async def test_who_takes_over_with_anybody_s_address_is_proven_no_more(ada: Someone, store: Store) -> None:
    await proven(ada, store)
    grace = Someone(ada.interface, "grace")
    assert "Anybody can have an address at gmail.com" in await hand_over(ada, grace, "grace@gmail.com")
    assert await proof(store) is None
    assert await level(store) is Level.STATED


async def test_a_proven_sign_on_comes_first_for_as_long_as_it_is_proven(ada: Someone, store: Store) -> None:
    rex, zoe = Someone(ada.interface, "rex"), Someone(ada.interface, "zoe")
    await with_role(store, rex, Role.REVIEWER, 1)
    await sign(zoe, "zoe@gmail.com", "Example Sailors")
    await sign(ada)
    assert "Example Sailors" in await rex.give("review", letter="1")
    await ada.press("1-confirm-1-2")
    assert "is proven" in await ada.say((await mailed(store, number=2)).code)
    assert "Example Bakers" in await rex.give("review", letter="1")
    code = (await ada.press("1-hand_over-1-2-yes")).rpartition("/claim ")[2].replace("-", "")
    grace = Someone(ada.interface, "grace")
    await grace.press(f"1-take_over-1-{code}")
    await grace.say("Grace Example", "head", "grace@example.org")
    await grace.push("I confirm, and take it over")
    assert "Example Sailors" in await rex.give("review", letter="1")
