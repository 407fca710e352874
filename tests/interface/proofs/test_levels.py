"""What a level of proof is worth to a letter, what it is shown as, and what ends it."""

import pytest

from bot.interface.conversation import Interface
from bot.model.people.person import Role
from bot.model.proofs.authority import MOST_MAILS, Level
from bot.model.proofs.mails import MailKind
from bot.ports.store import Store
from bot.service.proofs import proving
from tests.buttons import button
from tests.interface.proofs.proofs import CONFIRM, correct, know, level, mailed, proof, proven, sign
from tests.interface.someone import Someone, with_role
from tests.letters import LETTER


@pytest.fixture
def ada(served: Interface) -> Someone:
    return Someone(served, "ada")


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


async def test_what_the_list_requires_is_asked_of_the_reviewer(ada: Someone, rex: Someone, store: Store) -> None:
    await sign(ada)
    assert "How did you check" in await rex.press(button("decide", endorsement=1, decision="list"))
    await store.write(lambda unit: unit.settings.set(LETTER, "list_requires", "stated"))
    assert "is listed." in await rex.press(button("decide", endorsement=1, decision="list"))
    await rex.press(button("decide", endorsement=1, decision="undo"))
    await store.write(lambda unit: unit.settings.set(LETTER, "list_requires", "confirmed"))
    assert "requires that a second contact at the organization confirms" in await rex.press(
        button("decide", endorsement=1, decision="list", check="phone")
    )


async def test_the_public_list_shows_the_level_where_the_letter_wants_it(ada: Someone, store: Store) -> None:
    olga = Someone(ada.interface, "olga")
    await with_role(store, olga, Role.OWNER, 1)
    await proven(ada, store)
    await olga.press(button("decide", endorsement=1, decision="list"))
    assert "own domain" not in await ada.press(button("signatories"))
    await olga.press(button("settings", setting="shows_level", value="on"))
    assert "Signed from an address at its own domain" in await ada.press(button("signatories"))


async def test_nobody_requires_what_can_never_be_confirmed(interface: Interface, store: Store) -> None:
    olga = Someone(interface, "olga")
    await with_role(store, olga, Role.OWNER, 1)
    assert "No mail is sent from here" in await olga.press(
        button("settings", setting="list_requires", value="confirmed")
    )
    assert "This holds from now on." in await olga.press(button("settings", setting="list_requires", value="stated"))


async def hand_over(ada: Someone, grace: Someone, email: str, number: int = 1) -> str:
    """Hand a sign-on over; what the colleague is answered."""
    code = (
        (await ada.press(button("hand_over", endorsement=number, sure="yes"))).rpartition("/claim ")[2].replace("-", "")
    )
    await grace.press(button("take_over", code=code))
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


async def test_a_proven_sign_on_comes_first_for_as_long_as_it_is_proven(
    ada: Someone, rex: Someone, store: Store
) -> None:
    zoe = Someone(ada.interface, "zoe")
    await sign(zoe, "zoe@gmail.com", "Example Sailors")
    await sign(ada)
    await know(store, 2)
    assert "Example Sailors" in await rex.give("review", letter="1")
    await ada.press(button("confirm", endorsement=2))
    assert "is proven" in await ada.say((await mailed(store, number=2)).code)
    assert "Example Bakers" in await rex.give("review", letter="1")
    await hand_over(ada, Someone(ada.interface, "grace"), "grace@example.org", 2)
    assert "Example Sailors" in await rex.give("review", letter="1")
