"""What nobody gains by giving another organization's address: it is not used up, it tells nothing, it is no weapon."""

from datetime import datetime

import pytest

from bot.interface.conversation import Interface
from bot.model.endorsements.endorsement import State
from bot.model.people.person import Role
from bot.model.proofs.authority import MOST_TO_ONE, MOST_TO_ONE_WITHIN, VALID, Contact, Level, ProofState, Why
from bot.model.proofs.mails import Mail, MailKind, MailState
from bot.ports.store import Store, Unit
from bot.service.proofs import mails, proving
from tests.buttons import button
from tests.conftest import Clock
from tests.interface.proofs.proofs import know
from tests.interface.someone import Someone, with_role

BOARD = "board@example.org"
BAKERS = "Example Bakers"


@pytest.fixture
def served(interface: Interface) -> Interface:
    """The core, where mail is sent."""
    interface.mails = True
    return interface


async def sign(person: Someone, organization: str, email: str = BOARD) -> str:
    """Sign on; what was answered."""
    await person.press(button("sign", capacity="may_sign"))
    await person.say(organization, "Robin Example", "chair", email)
    return await person.push("I confirm, and sign on")


async def dispute(person: Someone, email: str = BOARD) -> str:
    """Say that an entry is not theirs; what was answered."""
    await person.press(button("dispute"))
    await person.say(BAKERS, "Robin Example", "director", email, "Not ours.")
    return await person.push("Yes, tell the reviewers")


async def leave(store: Store, state: MailState = MailState.SENT) -> None:
    """Let everything leave that is to."""

    def unit(unit: Unit) -> None:
        for mail in unit.mails.due(99):
            assert unit.mails.begin(mail.id)
            unit.mails.end(mail.id, state)

    await store.write(unit)


async def left(store: Store) -> int:
    """How many mails have left, to whomever."""
    return await store.read(lambda unit: unit.mails.since(datetime.fromisoformat("2000-01-01T00:00Z")))


async def mailed(store: Store, number: int, kind: MailKind = MailKind.CODE) -> Mail:
    """The last mail about a sign-on or a dispute."""
    return (await store.read(lambda unit: unit.mails.about(kind, number)))[0]


async def level(store: Store, number: int) -> Level:
    return await store.read(lambda unit: unit.proofs.levels([number]).get(number, Level.STATED))


async def proves(person: Someone, store: Store, number: int, code: str) -> bool:
    """Whether a code that somebody types proves their sign-on."""
    await person.press(button("confirm", endorsement=number))
    await person.say(code)
    return (await level(store, number)).reaches(Level.MAILBOX)


async def test_a_false_sign_on_does_not_use_up_the_address_of_the_organization_itself(
    served: Interface, store: Store
) -> None:
    mal, eve = Someone(served, "mal"), Someone(served, "eve")
    await sign(mal, "Example False Flag")
    await leave(store)
    in_the_mailbox = (await mailed(store, 1)).code
    await sign(eve, BAKERS)
    await leave(store)
    assert await left(store) == 1
    assert await proves(eve, store, 2, in_the_mailbox)
    assert await level(store, 1) is Level.STATED


async def test_nor_does_it_keep_the_organization_from_proving_a_dispute(served: Interface, store: Store) -> None:
    mal, eve, rex = (Someone(served, name) for name in ("mal", "eve", "rex"))
    await with_role(store, rex, Role.REVIEWER, 1)
    await sign(mal, BAKERS)
    await know(store)
    await rex.press(button("decide", endorsement=1, decision="list", check="phone"))
    assert "A code was mailed to board@example.org" in await dispute(eve)
    await eve.push("Type the code from the mail")
    await eve.say((await mailed(store, 1, MailKind.DISPUTE)).code)
    found = await store.read(lambda unit: unit.endorsements.get(1))
    assert found
    assert found.state is State.DISPUTED


async def test_a_false_dispute_does_not_keep_the_organization_from_proving_its_own(
    served: Interface, store: Store
) -> None:
    ada, mal, eve, rex = (Someone(served, name) for name in ("ada", "mal", "eve", "rex"))
    await with_role(store, rex, Role.REVIEWER, 1)
    await sign(ada, BAKERS, "ada@example.org")
    await rex.press(button("decide", endorsement=1, decision="list", check="phone"))
    await dispute(mal)
    await leave(store)
    before = await left(store)
    await dispute(eve)
    await leave(store)
    assert await left(store) == before
    await eve.push("Type the code from the mail")
    assert "your address is proven" in await eve.say((await mailed(store, 1, MailKind.DISPUTE)).code)


async def test_whoever_gives_a_stranger_s_address_is_told_the_same_whether_or_not_it_was_mailed_before(
    served: Interface, store: Store
) -> None:
    ada, eve = Someone(served, "ada"), Someone(served, "eve")
    await sign(ada, BAKERS)
    await leave(store)
    known, offered = await sign(eve, "Example Riders"), eve.labels
    other = await sign(eve, "Example Singers", "board@example.net")

    def but_for_what_was_typed(said: str) -> str:
        parts = said.replace("example.net", "example.org").replace("Example Singers", "Example Riders").split()
        return " ".join(part for part in parts if not (len(part) == 10 and part[4] == "-"))

    assert "A code was mailed to board@example.org" in known
    assert but_for_what_was_typed(known) == but_for_what_was_typed(other)
    assert eve.labels == offered


async def test_a_press_on_the_mail_s_page_proves_nobody_s_where_more_than_one_gave_the_address(
    served: Interface, store: Store
) -> None:
    ada, mal = Someone(served, "ada"), Someone(served, "mal")
    await sign(mal, "Example False Flag")
    await sign(ada, BAKERS)
    mail = await mailed(store, 1)
    said = await store.write(lambda unit: mails.confirm(unit, mail.token, proving.confirmed))
    assert "Please type the code" in said.template
    assert [await level(store, number) for number in (1, 2)] == [Level.STATED] * 2


async def test_an_address_gets_few_mails_far_apart_however_many_give_it(
    served: Interface, store: Store, clock: Clock
) -> None:
    days = VALID.days * (MOST_TO_ONE + 2)
    for number in range(1, days + 1):
        await sign(Someone(served, f"mal{number}"), f"Example Club {number:02}")
        await leave(store)
        assert await left(store) == min((number - 1) // VALID.days + 1, MOST_TO_ONE)
        clock.forward(days=1)
    eve = Someone(served, "eve")
    last = (await mailed(store, VALID.days * (MOST_TO_ONE - 1) + 1)).code
    assert "No other mail goes out" in await sign(eve, BAKERS)
    assert not await proves(eve, store, days + 1, last)
    clock.forward(days=MOST_TO_ONE_WITHIN.days)
    await sign(Someone(served, "ben"), "Example Riders")
    await leave(store)
    assert await left(store) == MOST_TO_ONE + 1


@pytest.mark.parametrize("erased", [True, False])
async def test_who_takes_a_false_sign_on_back_does_not_take_the_code_along(
    served: Interface, store: Store, erased: bool
) -> None:
    mal, eve = Someone(served, "mal"), Someone(served, "eve")
    await sign(mal, "Example False Flag")
    await leave(store)
    in_the_mailbox = (await mailed(store, 1)).code
    await mal.press(button("withdraw", endorsement=1, sure="yes"))
    if erased:
        await mal.press(button("erase", endorsement=1, sure="yes"))
    await sign(eve, BAKERS)
    await leave(store)
    assert await left(store) == 1
    assert await proves(eve, store, 2, in_the_mailbox)


async def test_a_mail_that_has_not_left_leaves_for_the_other_when_who_caused_it_is_gone(
    served: Interface, store: Store
) -> None:
    mal, eve = Someone(served, "mal"), Someone(served, "eve")
    await sign(mal, "Example False Flag")
    await sign(eve, BAKERS)
    await mal.press(button("withdraw", endorsement=1, sure="yes"))
    await mal.press(button("erase", endorsement=1, sure="yes"))
    (due,) = await store.read(lambda unit: unit.mails.due(9))
    assert (due.subject_id, due.address) == (2, BOARD)
    await leave(store)
    assert await proves(eve, store, 2, due.code)


@pytest.mark.parametrize(
    ("ends", "why", "state"),
    [
        (MailState.BOUNCED, Why.BOUNCED, ProofState.UNREACHABLE),
        (MailState.FAILED, Why.UNDELIVERED, ProofState.UNREACHABLE),
    ],
)
async def test_what_became_of_a_mail_is_so_for_everybody_who_gave_its_address(
    served: Interface, store: Store, ends: MailState, why: Why, state: ProofState
) -> None:
    await sign(Someone(served, "mal"), "Example False Flag")
    await sign(Someone(served, "eve"), BAKERS)
    await leave(store, ends)
    if ends is MailState.BOUNCED:
        await sign(Someone(served, "ben"), "Example Riders")
    await store.write(proving.follow_up)
    for number in (1, 2, 3) if ends is MailState.BOUNCED else (1, 2):
        proof = await store.read(lambda unit, number=number: unit.proofs.get(number, Contact.FIRST))  # type: ignore[misc]
        assert proof
        assert (proof.state, proof.why) == (state, why)


async def test_never_again_is_final_for_everybody_who_gave_the_address(served: Interface, store: Store) -> None:
    await sign(Someone(served, "mal"), "Example False Flag")
    await sign(Someone(served, "eve"), BAKERS)
    first = await mailed(store, 1)
    await store.write(lambda unit: mails.refuse(unit, first.token))
    await store.write(proving.follow_up)
    assert await store.read(lambda unit: unit.mails.due(9)) == []
    assert "No mail goes to your address" in await sign(Someone(served, "ben"), "Example Riders")
    proof = await store.read(lambda unit: unit.proofs.get(2, Contact.FIRST))
    assert proof
    assert (proof.state, proof.why) == (ProofState.REFUSED, Why.UNWANTED)


async def test_the_code_of_a_dispute_is_too_old_when_that_of_a_sign_on_is(
    served: Interface, store: Store, clock: Clock
) -> None:
    ada, eve, rex = (Someone(served, name) for name in ("ada", "eve", "rex"))
    await with_role(store, rex, Role.REVIEWER, 1)
    await sign(ada, BAKERS, "ada@example.org")
    await rex.press(button("decide", endorsement=1, decision="list", check="phone"))
    assert f"within {VALID.days} days" in await dispute(eve)
    mail = await mailed(store, 1, MailKind.DISPUTE)
    clock.forward(days=VALID.days)
    await eve.push("Type the code from the mail")
    assert "does not hold any more" in await eve.say(mail.code)
    found = await store.read(lambda unit: unit.disputes.get(1))
    assert found
    assert not found.proven
