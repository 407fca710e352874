"""Nobody decides on their own sign-on where somebody else can; where nobody can, that is on record and shown."""

import json
from dataclasses import replace

import pytest

from bot.interface.conversation import Interface
from bot.interface.requests import Press
from bot.model.chats import ChatKind, private_chat
from bot.model.deliveries import Delivery, DeliveryState, Subject
from bot.model.endorsements.endorsement import Check, State
from bot.model.people.person import Account, Role
from bot.model.people.workplaces import Server
from bot.notices.composing import composer
from bot.ports.store import Store, Unit
from bot.service.lists import exports
from bot.service.people import workplaces
from bot.text.blocks import plain
from tests.buttons import button, with_handles
from tests.interface.someone import Someone, sign, state, with_role
from tests.letters import LETTER

OWN = "You signed this yourself, or acted for it: another reviewer decides on it."
ANOTHER_PHONE = "ada-on-another-phone"


@pytest.fixture
async def ada(interface: Interface, store: Store) -> Someone:
    """A reviewer who has signed for an organization."""
    ada = Someone(interface, "ada")
    await with_role(store, ada, Role.REVIEWER, 1)
    await sign(ada, "Example Bakers")
    return ada


@pytest.fixture
async def olga(interface: Interface, store: Store) -> Someone:
    """The letter's owner."""
    olga = Someone(interface, "olga")
    await with_role(store, olga, Role.OWNER, 1)
    return olga


def decide(decision: str, number: int = 1) -> str:
    return button("decide", endorsement=number, decision=decision, check="phone" if decision == "list" else "")


async def checked(store: Store) -> Check | None:
    found = await store.read(lambda unit: unit.endorsements.get(1))
    assert found
    return found.check


async def card(store: Store, person: Someone) -> str:
    """What the card of the sign-on says now."""

    def unit(unit: Unit) -> str:
        chat = unit.chats.ensure(private_chat(person.account), ChatKind.PRIVATE, "")
        message = composer(person.interface)(unit)(Delivery(1, chat, Subject.CARD, 1, DeliveryState.QUEUED, key="k"))
        return plain(message.blocks) if message else ""

    return await store.write(unit)


async def test_one_s_own_sign_on_is_another_reviewer_s_to_list_and_to_decline(
    ada: Someone, olga: Someone, store: Store
) -> None:
    assert OWN in await ada.press(decide("list"))
    assert OWN in await ada.press(decide("decline"))
    await ada.press(button("review"))
    assert await state(store) is State.SUBMITTED
    assert "is listed." in await olga.press(decide("list"))
    assert await checked(store) is Check.PHONE
    assert OWN in await ada.press(decide("undo"))


async def test_from_another_account_it_is_one_s_own_too(
    ada: Someone, olga: Someone, interface: Interface, store: Store
) -> None:
    phone = Someone(interface, ANOTHER_PHONE)
    await store.write(lambda unit: unit.people.attach(phone.account, unit.people.ensure(ada.account).id))
    assert OWN in await phone.press(decide("list"))


@pytest.mark.parametrize("now", ["ada", "ben"])
async def test_who_handed_it_over_and_who_took_it_have_both_acted(
    ada: Someone, olga: Someone, interface: Interface, store: Store, now: str
) -> None:
    ben = Someone(interface, "ben")
    await with_role(store, ben, Role.REVIEWER, 1)
    code = (await ada.press(button("hand_over", endorsement=1, sure="yes"))).rpartition("/claim ")[2].replace("-", "")
    await ben.press(button("take_over", code=code))
    await ben.say("Ben Example", "chair", "ben@example.org")
    await ben.push("I confirm, and take it over")
    assert OWN in await Someone(interface, now).press(decide("list"))
    assert await state(store) is State.SUBMITTED


async def test_bulk_leaves_one_s_own_out(ada: Someone, olga: Someone, interface: Interface, store: Store) -> None:
    await sign(Someone(interface, "zoe"), "Example Riders")
    said = await ada.press(button("bulk", verdict="list", which="older", days=0, check="phone"))
    assert "Example Bakers" not in said
    await olga.press(button("bulk", verdict="list", which="older", days=0, check="phone"))
    assert await state(store) is State.SUBMITTED


async def test_alone_one_lists_one_s_own_and_record_card_and_list_say_so(ada: Someone, store: Store) -> None:
    assert "is listed." in await ada.press(button("decide", endorsement=1, decision="list"))
    assert await checked(store) is Check.SIGNER
    assert "Listed by whoever signed it" in await card(store, ada)
    await store.write(lambda unit: unit.settings.set(LETTER, "shows_level", "on"))
    shown = await Someone(ada.interface, "zoe").press(button("signatories"))
    assert "put on the list by the same person" in shown
    assert "checked by the organizers" not in shown
    exported = await store.read(lambda unit: exports.page(unit, LETTER, exports.PUBLIC, None))
    assert [each.level for each in exported] == ["stated, listed by its signer"]
    links = await store.read(lambda unit: unit.journal.links(1))
    assert json.loads(links[-1].body)["facts"]["checked"] == "signer"


async def test_a_check_that_one_states_of_one_s_own_is_none(ada: Someone, store: Store) -> None:
    await ada.press(decide("list"))
    assert await checked(store) is Check.SIGNER


async def test_an_editor_is_nobody_who_could_decide_instead(ada: Someone, interface: Interface, store: Store) -> None:
    await with_role(store, Someone(interface, "ed"), Role.EDITOR, 1)
    assert "is listed." in await ada.press(button("decide", endorsement=1, decision="list"))


async def test_nor_does_one_settle_a_dispute_of_it_or_one_s_own_dispute(
    ada: Someone, olga: Someone, interface: Interface, store: Store
) -> None:
    rex = Someone(interface, "rex")
    await with_role(store, rex, Role.REVIEWER, 1)
    await olga.press(decide("list"))
    await rex.press(button("dispute"))
    await rex.say("Example Bakers", "Rex Example", "director", "rex@example.org", "Not ours.")
    await rex.push("Yes, tell the reviewers")
    assert OWN in await ada.press(button("settle", dispute=1, verdict="stands"))
    assert "You made this dispute yourself" in await rex.press(button("settle", dispute=1, verdict="stands"))
    assert "The entry stands." in await olga.press(button("settle", dispute=1, verdict="stands"))


async def test_nor_does_one_approve_one_s_own_words_afterwards(
    ada: Someone, olga: Someone, interface: Interface, store: Store
) -> None:
    await olga.press(decide("list"))
    await ada.press(button("give_statement", endorsement=1))
    await ada.say("Our own words.")
    await ada.give("words", letter="1")
    assert OWN in await ada.push("Approve the statement")
    await olga.give("words", letter="1")
    await olga.push("Approve the statement")
    assert "Our own words." in await Someone(interface, "zoe").press(button("signatories"))


async def test_what_an_organizer_brought_in_is_not_their_own(interface: Interface, store: Store, olga: Someone) -> None:
    rex = Someone(interface, "rex")
    await with_role(store, rex, Role.REVIEWER, 1)
    await sign(Someone(interface, "zoe"), "Example Bakers")
    assert "is listed." in await rex.press(decide("list"))
    assert Account("test", ANOTHER_PHONE) != rex.account


async def test_who_decides_by_a_role_alone_never_decides_on_their_own(interface: Interface, store: Store) -> None:
    server = Server("test", "9", "Town", everybody="9")
    await store.write(lambda unit: workplaces.name(unit, LETTER, server, "7", "Reviewers"))
    rob = Someone(interface, "rob")
    await sign(rob, "Example Millers")
    caller = replace(rob.caller, server=server, roles=frozenset({"7"}))
    action = await with_handles(store, button("decide", endorsement=1, decision="list"))
    rob.last = await interface.answer(caller, Press(action))
    assert OWN in rob.text
    assert await state(store) is State.SUBMITTED
