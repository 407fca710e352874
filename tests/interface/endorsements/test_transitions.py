"""Whatever changes a sign-on, all that says something of it follows, and whoever it concerns hears of it."""

import pytest

from bot.interface.conversation import Interface
from bot.model.chats import Address, ChatKind, Topic
from bot.model.deliveries import Delivery, Subject
from bot.model.disputes import Claim
from bot.model.people.person import Account, Role
from bot.notices.composing import composer
from bot.ports.store import Store, Unit
from bot.service.endorsements import signing
from bot.service.people import forgetting
from bot.service.reviews import decisions
from bot.text.blocks import plain
from tests.checkout import ROOT
from tests.interface.someone import Someone, sign, with_role
from tests.letters import LETTER

BAKERS = "Example Bakers"
SHOWN = (Subject.CARD, Subject.WORDS, Subject.DISPUTE)


async def stand(store: Store) -> None:
    """Everything that shows the first sign-on stands in a chat of the reviewers, and says what is so."""

    def unit(unit: Unit) -> None:
        desk = unit.chats.ensure(Address("test", "-1"), ChatKind.GROUP, "Desk")
        unit.chats.follow(desk.id, 1, Topic.REVIEWS)
        eve = unit.people.ensure(Account("test", "eve"))
        unit.disputes.add(1, 1, eve.id, "en", Claim("Eve Example", "Chair", "eve@example.org", "It is not us."))
        for subject in SHOWN:
            unit.queue.put(desk.id, subject, 1)
        there = unit.outbox.due("test", 99)
        unit.outbox.begin([each.id for each in there])
        unit.outbox.sent([(each, str(each.id), each.wanted) for each in there])

    await store.write(unit)


async def waiting(store: Store, *subjects: Subject) -> list[Delivery]:
    """The messages about some subjects that are to leave, or to be edited."""
    due = await store.read(lambda unit: unit.outbox.due("test", 99))
    return [each for each in due if each.subject in subjects]


async def said(store: Store, interface: Interface, delivery: Delivery) -> str:
    """What a message says when it leaves."""
    message = await store.read(lambda unit: composer(interface)(unit)(delivery))
    return plain(message.blocks) if message else ""


async def test_an_erased_sign_on_is_named_on_no_card_that_stands(interface: Interface, store: Store) -> None:
    ada = Someone(interface, "ada")
    await sign(ada, BAKERS)
    await stand(store)
    assert await waiting(store, *SHOWN) == []

    def erased(unit: Unit) -> None:
        person = unit.people.find(ada.account)
        signing.withdraw(unit, person, LETTER, 1)
        forgetting.erase(unit, person, LETTER, 1)

    await store.write(erased)
    outdated = await waiting(store, *SHOWN)
    assert {each.subject for each in outdated} == set(SHOWN)
    for each in outdated:
        assert await said(store, interface, each) == "This sign-on was erased. Nothing of it is kept."


async def test_whoever_disputes_and_is_forgotten_is_quoted_on_no_card(interface: Interface, store: Store) -> None:
    eve = Someone(interface, "eve")
    await sign(Someone(interface, "ada"), BAKERS)
    await stand(store)
    await store.write(lambda unit: forgetting.forget(unit, unit.people.ensure(eve.account), withdraw=False))
    (card,) = await waiting(store, Subject.DISPUTE)
    assert "It is not us." not in await said(store, interface, card)


async def test_an_answer_is_a_message_of_its_own_to_whom_has_asked(
    rex: Someone, interface: Interface, store: Store
) -> None:
    ada = Someone(interface, "ada")
    await sign(ada, BAKERS)
    await with_role(store, Someone(interface, "roy"), Role.REVIEWER, 1)

    def asked(unit: Unit) -> None:
        decisions.ask(unit, unit.people.ensure(rex.account), 1, 1, "Which bakers?")

    await store.write(asked)
    await store.write(lambda unit: signing.answer(unit, unit.people.find(ada.account), 1, 1, "Those of the old town."))
    (answered,) = await waiting(store, Subject.ANSWERED)
    assert answered.address.place == "@rex"
    text = await said(store, interface, answered)
    assert "Which bakers?" in text
    assert "Those of the old town." in text


async def test_an_answer_goes_to_all_reviewers_where_who_has_asked_reviews_no_more(
    rex: Someone, interface: Interface, store: Store
) -> None:
    ada, roy = Someone(interface, "ada"), Someone(interface, "roy")
    await sign(ada, BAKERS)
    await with_role(store, roy, Role.REVIEWER, 1)

    def asked(unit: Unit) -> None:
        person = unit.people.ensure(rex.account)
        decisions.ask(unit, person, 1, 1, "Which bakers?")
        unit.people.revoke(person.id, 1)

    await store.write(asked)
    await store.write(lambda unit: signing.answer(unit, unit.people.find(ada.account), 1, 1, "Those of the old town."))
    assert [each.address.place for each in await waiting(store, Subject.ANSWERED)] == ["@roy"]


@pytest.mark.parametrize("call", ["endorsements.save(", "desks.reword("])
def test_no_service_changes_a_sign_on_beside_the_one_transition(call: str) -> None:
    callers = [path.name for path in (ROOT / "bot").rglob("*.py") if call in path.read_text("utf-8")]
    assert callers == ["transitions.py"]
