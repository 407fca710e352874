"""What nobody gains by handing a sign-on over, or taking one: the organization's stays its own, and the list true."""

import pytest

from bot.interface.conversation import Interface
from bot.model.chats import ChatKind, private_chat
from bot.model.deliveries import Delivery, DeliveryState, Subject
from bot.model.endorsements.consents import Item
from bot.model.endorsements.endorsement import Endorsement, State
from bot.model.people.person import Role
from bot.model.proofs.authority import Level
from bot.model.proofs.mails import MailKind
from bot.notices.composing import composer
from bot.ports.store import Store, Unit
from bot.text.blocks import plain
from tests.buttons import button
from tests.conftest import Clock
from tests.interface.letters.test_revisions import editor, published
from tests.interface.proofs.proofs import know
from tests.interface.someone import Someone, sign, with_role

BLOCKED = "This sign-on can't be taken here."
SHORT = "It shows less by now than the letter's list requires"
CHECKED = "checked by the organizers"


@pytest.fixture
async def rex(interface: Interface, store: Store) -> Someone:
    """An owner of a letter whose list shows the levels, where mail is sent."""
    interface.mails = True
    rex = Someone(interface, "rex")
    await with_role(store, rex, Role.OWNER, 1)
    await rex.press(button("settings", setting="shows_level", value="on"))
    return rex


@pytest.fixture
async def ada(interface: Interface, rex: Someone, store: Store) -> Someone:
    """Somebody who has signed for Example Bakers, from example.org, which is known to be theirs."""
    ada = Someone(interface, "ada")
    await sign(ada, "Example Bakers")
    await know(store)
    return ada


async def proves(person: Someone, store: Store) -> None:
    """Type the code of the last mail."""
    await person.press(button("confirm", endorsement=1))
    mails = await store.read(lambda unit: unit.mails.about(MailKind.CODE, 1))
    assert "is proven" in await person.say(mails[0].code)


async def hand_over(ada: Someone, ben: Someone, email: str) -> str:
    """Hand a sign-on over; what the colleague is answered last."""
    code = (await ada.press(button("hand_over", endorsement=1, sure="yes"))).rpartition("/claim ")[2].replace("-", "")
    await ben.press(button("take_over", code=code))
    await ben.say("Ben Example", "chair", email)
    return await ben.push("I confirm, and take it over")


async def found(store: Store) -> Endorsement:
    endorsement = await store.read(lambda unit: unit.endorsements.get(1))
    assert endorsement
    return endorsement


async def card(store: Store, rex: Someone) -> str:
    """What the card of the sign-on says now."""

    def unit(unit: Unit) -> str:
        chat = unit.chats.ensure(private_chat(rex.account), ChatKind.PRIVATE, "")
        message = composer(rex.interface)(unit)(Delivery(1, chat, Subject.CARD, 1, DeliveryState.QUEUED, key="k"))
        return plain(message.blocks) if message else ""

    return await store.write(unit)


@pytest.mark.parametrize(
    "blocked", [("account", "test:ben"), ("domain", "example.net"), ("organization", "example bakers")]
)
async def test_who_is_kept_out_does_not_come_in_by_taking_over(
    ada: Someone, rex: Someone, store: Store, blocked: tuple[str, str]
) -> None:
    await rex.press(button("block", kind=blocked[0]))
    await rex.say(blocked[1], "It was misused.")
    before = await found(store)
    assert BLOCKED in await hand_over(ada, Someone(ada.interface, "ben"), "ben@example.net")
    assert (await found(store)).person_id == before.person_id


async def test_a_listed_sign_on_stays_and_says_what_is_true_of_who_acts_for_it_now(
    ada: Someone, rex: Someone, store: Store, clock: Clock
) -> None:
    await proves(ada, store)
    await rex.press(button("decide", endorsement=1, decision="list"))
    assert "Signed from an address at its own domain" in await ada.press(button("signatories"))
    assert SHORT not in await card(store, rex)
    ben = Someone(ada.interface, "ben")
    clock.forward(minutes=1)
    await hand_over(ada, ben, "ben@example.org")
    shown = await ada.press(button("signatories"))
    assert "Example Bakers" in shown
    assert "Stated by its representative" in shown
    assert CHECKED not in shown
    assert SHORT in await card(store, rex)
    assert "who acts for it now was not checked" in await card(store, rex)
    await proves(ben, store)
    assert "Signed from an address at its own domain" in await ada.press(button("signatories"))
    assert SHORT not in await card(store, rex)


async def test_a_check_of_the_organization_stays_and_is_not_one_of_who_acts_for_it_now(
    ada: Someone, rex: Someone, store: Store, clock: Clock
) -> None:
    await rex.press(button("decide", endorsement=1, decision="list", check="phone"))
    assert "Handed over since" not in await card(store, rex)
    clock.forward(minutes=1)
    await hand_over(ada, Someone(ada.interface, "ben"), "ben@gmail.com")
    assert CHECKED in await ada.press(button("signatories"))
    said = await card(store, rex)
    assert "Checked by phone" in said
    assert "who acts for it now was not checked" in said
    assert SHORT not in said


@pytest.mark.parametrize("email", ["mal@example.net", "mal@gmail.com"])
async def test_whoever_takes_over_from_elsewhere_does_not_take_the_organization_s_domain(
    ada: Someone, rex: Someone, store: Store, email: str
) -> None:
    await proves(ada, store)
    await rex.press(button("decide", endorsement=1, decision="list"))
    mails = len(await store.read(lambda unit: unit.mails.about(MailKind.CODE, 1)))
    mal = Someone(ada.interface, "mal")
    await hand_over(ada, mal, email)
    assert len(await store.read(lambda unit: unit.mails.about(MailKind.CODE, 1))) == mails
    assert await store.read(lambda unit: unit.proofs.levels([1]).get(1, Level.STATED)) is Level.STATED
    eve = Someone(ada.interface, "eve")
    await eve.press(button("dispute"))
    await eve.say("Example Bakers", "Eve Example", "director", "eve@example.org", "Not ours any more.")
    await eve.push("Yes, tell the reviewers")
    await eve.push("Type the code from the mail")
    (mail,) = await store.read(lambda unit: unit.mails.about(MailKind.DISPUTE, 1))
    assert "The entry is hidden" in await eve.say(mail.code)
    assert (await found(store)).state is State.DISPUTED


async def test_an_address_that_was_never_proven_gets_no_mails_by_handing_over(
    ada: Someone, rex: Someone, store: Store
) -> None:
    ben, cat = Someone(ada.interface, "ben"), Someone(ada.interface, "cat")
    await proves(ada, store)
    await hand_over(ada, ben, "board@example.org")
    await sign(cat, "Example Riders")
    await hand_over(ben, cat, "cat@example.org")
    await hand_over(cat, ben, "board@example.org")
    due = await store.read(lambda unit: unit.mails.due(9))
    assert [each.address for each in due if each.kind is MailKind.CODE].count("board@example.org") == 1


async def test_who_confirms_a_revision_states_to_have_the_authority_and_that_is_on_record(
    ada: Someone, rex: Someone, interface: Interface, store: Store
) -> None:
    await rex.press(button("decide", endorsement=1, decision="list", check="phone"))
    before = {each.item: each for each in await store.read(lambda unit: unit.consents.given(1))}
    await published(await editor(interface, store), "Material")
    await ada.give("endorsement", letter="1")
    assert "Example Bakers has decided to sign this letter (revision 2), and I have the authority" in ada.text
    await ada.give("language", language="fr")
    await ada.give("endorsement", letter="1")
    await ada.push("Nous confirmons la révision 2")
    after = {each.item: each for each in await store.read(lambda unit: unit.consents.given(1))}
    assert after.keys() == before.keys()
    assert (before[Item.AUTHORITY].language, after[Item.AUTHORITY].language) == ("en", "fr")
    assert after[Item.DETAILS] == before[Item.DETAILS]
