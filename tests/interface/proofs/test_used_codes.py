"""A code proves once, and has an age that no asking makes longer: whatever an old mail is tried for."""

import pytest

from bot.interface.conversation import Interface
from bot.model.endorsements.endorsement import State
from bot.model.proofs.authority import MOST_MAILS, MOST_TO_ONE, MOST_TO_ONE_WITHIN, VALID, Contact, Level
from bot.model.proofs.mails import Mail, MailKind
from bot.ports.store import Store
from bot.service import disputes
from bot.service.proofs import mails, proving
from tests.buttons import button
from tests.conftest import Clock
from tests.interface.proofs.proofs import level, mailed, proof, sign
from tests.interface.someone import Someone

ADDRESS = "board@example.org"
AGAIN = "Mail me a code once more"


@pytest.fixture
def ada(served: Interface) -> Someone:
    return Someone(served, "ada")


@pytest.fixture
def mal(served: Interface) -> Someone:
    return Someone(served, "mal")


async def types(person: Someone, store: Store, code: str, number: int) -> bool:
    """Whether a code that somebody types proves their sign-on."""
    await person.press(button("confirm", endorsement=number))
    await person.say(code)
    return await level(store, number) is not Level.STATED


async def page(store: Store, mail: Mail) -> str:
    """Press the button on the page to which a mail leads; what it says."""
    said = await store.write(lambda unit: mails.confirm(unit, mail.token, proving.confirmed))
    return said.template


async def codes(store: Store, *numbers: int) -> set[str]:
    """The codes of the last mails about sign-ons."""
    return {(await mailed(store, number=number)).code for number in numbers}


async def test_a_used_code_proves_nothing_for_another_account_and_another_name(
    ada: Someone, mal: Someone, store: Store
) -> None:
    await sign(ada, ADDRESS)
    await sign(mal, ADDRESS, "Example Riders")
    (code,) = await codes(store, 1, 2)
    assert await types(ada, store, code, 1)
    assert not await types(mal, store, code, 2)
    assert "used already" in mal.text


async def test_nor_for_who_signs_on_with_that_address_afterwards(ada: Someone, mal: Someone, store: Store) -> None:
    await sign(ada, ADDRESS)
    (used,) = await codes(store, 1)
    assert await types(ada, store, used, 1)
    await sign(mal, ADDRESS, "Example Riders")
    assert await codes(store, 2) != {used}
    assert not await types(mal, store, used, 2)


async def test_nor_for_the_same_account_s_next_name(ada: Someone, store: Store) -> None:
    await sign(ada, ADDRESS)
    (used,) = await codes(store, 1)
    assert await types(ada, store, used, 1)
    await sign(ada, ADDRESS, "Example Riders")
    assert not await types(ada, store, used, 2)
    assert await types(ada, store, (await mailed(store, number=2)).code, 2)


async def test_nor_once_more_for_a_sign_on_that_was_corrected(ada: Someone, store: Store) -> None:
    await sign(ada, ADDRESS)
    (used,) = await codes(store, 1)
    assert await types(ada, store, used, 1)
    await ada.press(button("withdraw", endorsement=1, sure="yes"))
    await sign(ada, ADDRESS)
    assert not await types(ada, store, used, 2)


async def test_nor_by_the_page_to_which_its_mail_leads(ada: Someone, mal: Someone, store: Store) -> None:
    await sign(mal, ADDRESS, "Example Riders")
    mail = await mailed(store)
    await sign(ada, ADDRESS)
    assert await types(ada, store, mail.code, 2)
    await ada.press(button("withdraw", endorsement=2, sure="yes"))
    await ada.press(button("erase", endorsement=2, sure="yes"))
    assert "confirmed" not in await page(store, mail)
    assert await level(store) is Level.STATED


async def test_a_page_that_was_used_uses_the_code_up(ada: Someone, mal: Someone, store: Store) -> None:
    await sign(ada, ADDRESS)
    mail = await mailed(store)
    assert "this address is confirmed" in await page(store, mail)
    await sign(mal, ADDRESS, "Example Riders")
    assert not await types(mal, store, mail.code, 2)


@pytest.mark.parametrize("how", ["withdrawn", "erased"])
async def test_nor_when_who_used_it_is_gone(ada: Someone, mal: Someone, store: Store, how: str) -> None:
    await sign(ada, ADDRESS)
    (used,) = await codes(store, 1)
    assert await types(ada, store, used, 1)
    await ada.press(button("withdraw", endorsement=1, sure="yes"))
    if how == "erased":
        await ada.press(button("erase", endorsement=1, sure="yes"))
    await sign(mal, ADDRESS, "Example Riders")
    assert not await types(mal, store, used, 2)


async def test_a_code_is_no_older_for_who_asks_for_it_later(
    ada: Someone, mal: Someone, store: Store, clock: Clock
) -> None:
    await sign(ada, ADDRESS)
    mail = await mailed(store)
    clock.forward(days=VALID.days - 1)
    await sign(mal, ADDRESS, "Example Riders")
    assert await codes(store, 2) == {mail.code}
    clock.forward(days=1)
    assert not await types(mal, store, mail.code, 2)
    assert "does not hold any more" in mal.text
    assert "too old" in await page(store, await mailed(store, number=2))
    assert await level(store, 2) is Level.STATED


async def test_after_many_mails_no_old_code_proves_for_ever(store: Store, clock: Clock, served: Interface) -> None:
    for number in range(1, 5):
        await sign(Someone(served, f"mal{number}"), ADDRESS, f"Example Club {number}")
        clock.forward(days=VALID.days)
    old = [(await store.read(lambda unit, n=n: unit.mails.about(MailKind.CODE, n))) for n in range(1, 5)]  # type: ignore[misc]
    eve = Someone(served, "eve")
    await sign(eve, ADDRESS, "Example Bakers")
    for sent in old:
        for mail in sent:
            assert not await types(eve, store, mail.code, 5)


async def test_whoever_has_the_address_gets_another_code(ada: Someone, mal: Someone, store: Store) -> None:
    await sign(mal, ADDRESS, "Example Riders")
    await sign(ada, ADDRESS)
    (code,) = await codes(store, 1, 2)
    assert await types(mal, store, code, 1)
    assert not await types(ada, store, code, 2)
    assert AGAIN in (await desk(ada))
    await ada.push(AGAIN)
    assert "A code was mailed" in ada.text
    assert await types(ada, store, (await mailed(store, number=2)).code, 2)
    assert AGAIN not in (await desk(ada))


async def desk(person: Someone) -> list[str]:
    """What can be pressed where somebody's sign-on stands."""
    await person.give("endorsement", letter="1")
    return list(person.labels)


async def test_asking_again_and_again_makes_few_mails(ada: Someone, mal: Someone, store: Store, clock: Clock) -> None:
    await sign(ada, ADDRESS)
    for _ in range(MOST_MAILS + 2):
        assert "A code was mailed" in await ada.press(button("ask_again", endorsement=1))
    assert len(await store.read(lambda unit: unit.mails.about(MailKind.CODE, 1))) == 1
    for number in range(2, MOST_MAILS + 3):
        clock.forward(days=VALID.days)
        said = await ada.press(button("ask_again", endorsement=1))
        assert ("A code was mailed" in said) is (number <= MOST_TO_ONE)
    assert "there were too many already" in ada.text
    assert len(await store.read(lambda unit: unit.mails.about(MailKind.CODE, 1))) == MOST_TO_ONE
    assert "Only the account that signed" in await mal.press(button("ask_again", endorsement=1))
    clock.forward(days=MOST_TO_ONE_WITHIN.days)
    await ada.press(button("ask_again", endorsement=1))
    assert await types(ada, store, (await mailed(store)).code, 1)


async def test_a_colleague_s_code_is_used_up_too(ada: Someone, mal: Someone, store: Store) -> None:
    for person, name, number in ((ada, "Example Bakers", 1), (mal, "Example Riders", 2)):
        await sign(person, f"{person.name}@example.org", name)
        assert await types(person, store, (await mailed(store, number=number)).code, number)
        await person.press(button("colleague", endorsement=number))
        await person.say("eda@example.org")
    shared = await mailed(store, MailKind.COLLEAGUE)
    assert (await mailed(store, MailKind.COLLEAGUE, 2)).code == shared.code
    eda = Someone(ada.interface, "eda")
    receipts = [await store.read(lambda unit, n=n: unit.endorsements.get(n)) for n in (1, 2)]  # type: ignore[misc]
    for each in receipts:
        assert each
        await eda.give("confirm", letter="1", code=shared.code, receipt=each.receipt)
    states = [(await proof(store, Contact.SECOND, number)) for number in (1, 2)]
    assert [each.proven_at is not None for each in states if each] == [True, False]


async def test_a_dispute_s_code_is_used_up_and_too_old_as_others_are(
    ada: Someone, mal: Someone, rex: Someone, store: Store, clock: Clock
) -> None:
    await sign(ada, "ada@example.org")
    await rex.press(button("decide", endorsement=1, decision="list", check="phone"))
    for person in (mal, Someone(ada.interface, "eve"), Someone(ada.interface, "late")):
        await person.press(button("dispute"))
        await person.say("Example Bakers", "Eve Example", "director", ADDRESS, "Not ours.")
        await person.push("Yes, tell the reviewers")
    code = (await mailed(store, MailKind.DISPUTE)).code
    eve = Someone(ada.interface, "eve")
    await eve.press(button("prove_dispute", dispute=2))
    assert "is proven" in await eve.say(code)
    await mal.press(button("prove_dispute", dispute=1))
    assert "does not hold any more" in await mal.say(code)
    late = await mailed(store, MailKind.DISPUTE, 3)
    said = await store.write(lambda unit: disputes.confirmed(unit, late))
    assert "confirmed" not in said.template
    found = [await store.read(lambda unit, n=n: unit.disputes.get(n)) for n in (1, 2, 3)]  # type: ignore[misc]
    assert [each.proven for each in found if each] == [False, True, False]
    endorsement = await store.read(lambda unit: unit.endorsements.get(1))
    assert endorsement
    assert endorsement.state is State.LISTED


async def test_a_wrong_code_says_the_same_whether_or_not_the_right_one_was_used(
    ada: Someone, mal: Someone, store: Store
) -> None:
    await sign(ada, ADDRESS)
    await sign(mal, ADDRESS, "Example Riders")
    await mal.press(button("confirm", endorsement=2))
    before = await mal.say("0000-0000")
    assert await types(ada, store, (await mailed(store)).code, 1)
    await mal.press(button("confirm", endorsement=2))
    assert (await mal.say("0000-0000")).replace("4", "5") == before.replace("4", "5")
