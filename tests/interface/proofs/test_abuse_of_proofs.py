"""What shows that an organization has signed holds for that organization, and for what reviewers have seen, alone."""

from collections.abc import Callable

import pytest
from sqlalchemy import update

from bot.interface.conversation import Interface
from bot.model.disputes import MOST_ABOUT, DisputeState
from bot.model.endorsements.endorsement import State
from bot.model.organizations.organization import Name, NameKind, Organization
from bot.model.proofs.authority import Contact, Level, Why
from bot.model.proofs.domains import anybodys
from bot.model.proofs.mails import MailKind
from bot.ports.store import Store, Unit
from bot.service import disputes
from bot.service.endorsements import handing_over, reservations
from bot.service.journal import verification
from bot.service.organizations import merges
from bot.service.organizations.merges import Stands
from bot.service.reviews import decisions
from storage import tables
from storage.unit import ConnectionUnit
from tests.buttons import button
from tests.interface.proofs.proofs import know
from tests.interface.someone import Someone, sign, state
from tests.letters import LETTER

LIST = button("decide", endorsement=1, decision="list", check="phone")
CHECKED = "I called a number that I found myself"


@pytest.fixture
async def ada(interface: Interface) -> Someone:
    """Somebody who has signed for Example Bakers, from example.org."""
    ada = Someone(interface, "ada")
    await sign(ada, "Example Bakers")
    return ada


async def level(store: Store, number: int = 1) -> Level:
    def unit(unit: Unit) -> Level:
        found = unit.endorsements.get(number)
        assert found
        return decisions.level(unit, found)

    return await store.read(unit)


def prove(number: int = 1) -> Callable[[Unit], None]:
    def unit(unit: Unit) -> None:
        mail = unit.mails.put(MailKind.CODE, 1, number, "ada@example.org", "en")
        proof = unit.proofs.put(
            number, Contact.FIRST, address="ada@example.org", domain="example.org", mail_id=mail.id, why=Why.NONE
        )
        unit.proofs.prove(proof, None)

    return unit


def imported(name: str, website: str) -> Callable[[Unit], None]:
    def unit(unit: Unit) -> None:
        added = unit.organizations.add(name, website)
        known = Organization(added.id, name, website, imported=True)
        unit.organizations.listed_beforehand(known, [Name(name, "", NameKind.IMPORTED)])

    return unit


async def dispute(person: Someone, address: str, name: str = "Example Bakers") -> str:
    await person.press(button("dispute"))
    asked = await person.say(name, "Eve Example", "director", address, "Not ours.")
    return await person.push("Yes, tell the reviewers") if "Yes, tell the reviewers" in person.labels else asked


async def test_an_old_card_does_not_list_what_was_changed_since(ada: Someone, rex: Someone, store: Store) -> None:
    await rex.press(button("review"))
    old = rex.action("List")
    await ada.press(button("give_statement", endorsement=1))
    await ada.say("Words that nobody has read.")
    await rex.press(old)
    assert "changed after this card was drawn" in await rex.push(CHECKED)
    assert await state(store) is State.SUBMITTED
    await rex.push("Look at it again")
    await rex.push("List")
    assert "is listed" in await rex.push(CHECKED)


async def test_the_domain_of_a_known_organization_is_what_its_dispute_is_proven_by(
    interface: Interface, rex: Someone, store: Store
) -> None:
    interface.mails = True
    await store.write(imported("Example Riders", "https://riders.example.net"))
    await sign(Someone(interface, "mal"), "Example Riders")
    await rex.press(LIST)
    assert "A code was mailed" in await dispute(Someone(interface, "eve"), "eve@riders.example.net", "Example Riders")


async def test_a_merge_into_a_known_organization_takes_along_no_proof_of_another_domain(
    ada: Someone, rex: Someone, store: Store
) -> None:
    await store.write(imported("Example Riders", "https://riders.example.net"))
    await store.write(prove())
    await know(store)
    assert await level(store) is Level.PROVEN

    def merge(unit: Unit) -> None:
        merges.merge(
            unit,
            unit.people.ensure(rex.account),
            letter_id=LETTER,
            one=1,
            other=2,
            stands=Stands.EARLIER,
            because=lambda language: "Twice.",
        )

    await store.write(merge)
    assert await level(store) is Level.STATED


async def test_what_somebody_at_the_organization_disputes_is_not_listed_before_that_is_settled(
    ada: Someone, rex: Someone, store: Store, interface: Interface
) -> None:
    interface.mails = True
    await rex.press(LIST)
    eve = Someone(interface, "eve")
    await dispute(eve, "eve@example.org")
    await rex.press(button("decide", endorsement=1, decision="undo"))
    (mail,) = await store.read(lambda unit: unit.mails.about(MailKind.DISPUTE, 1))
    await store.write(lambda unit: disputes.confirmed(unit, mail))
    assert "Settle the dispute first" in await rex.press(LIST)
    await rex.press(button("settle", dispute=1, verdict="right"))
    await rex.say("It is theirs to say.")
    assert await state(store) is State.DECLINED


async def test_a_merge_that_is_undone_does_not_list_what_a_dispute_has_taken_down_since(
    ada: Someone, rex: Someone, store: Store, interface: Interface
) -> None:
    await sign(Someone(interface, "ben"), "Example Bakery")
    for number in (1, 2):
        await rex.press(button("decide", endorsement=number, decision="list", check="phone"))
    await dispute(Someone(interface, "eve"), "eve@example.org", "Example Bakery")

    def merge(unit: Unit) -> None:
        merges.merge(
            unit,
            unit.people.ensure(rex.account),
            letter_id=LETTER,
            one=1,
            other=2,
            stands=Stands.EARLIER,
            because=lambda language: "Twice.",
        )

    await store.write(merge)
    await rex.press(button("settle", dispute=1, verdict="right"))
    await rex.say("It is theirs to say.")
    await store.write(lambda unit: merges.unmerge(unit, unit.people.ensure(rex.account), 1, 1))
    assert await state(store, 2) is State.DECLINED


async def test_an_entry_is_not_flooded_with_disputes_and_the_organization_itself_is_heard(
    ada: Someone, rex: Someone, store: Store, interface: Interface
) -> None:
    await rex.press(LIST)
    for number in range(MOST_ABOUT):
        await dispute(Someone(interface, f"troll{number}"), "troll@elsewhere.example.com")
    assert "look at it already" in await dispute(Someone(interface, "last"), "troll@elsewhere.example.com")
    assert "Thank you" in await dispute(Someone(interface, "eve"), "eve@example.org")
    found = await store.read(lambda unit: unit.disputes.about(1))
    assert [each.state for each in found] == [DisputeState.OPEN] * (MOST_ABOUT + 1)


async def test_whoever_takes_over_agrees_in_their_own_name(ada: Someone, store: Store, interface: Interface) -> None:
    def offer(unit: Unit) -> str:
        return handing_over.offer(unit, unit.people.ensure(ada.account), 1, 1)

    ben = Someone(interface, "ben")
    await ben.give("claim", code=await store.write(offer))
    await ben.push("Take it over")
    assert "By confirming you agree to this:" in await ben.say("Ben Example", "chair", "ben@example.org")
    await ben.push("I confirm, and take it over")
    await ada.press(button("forget_me", how="keep"))
    assert await store.read(lambda unit: unit.consents.given(1))


async def test_drafts_of_a_troll_do_not_keep_the_organization_itself_out(interface: Interface, store: Store) -> None:
    mal = Someone(interface, "mal")
    for _ in range(12):
        await mal.press(button("sign", capacity="board"))
        await mal.say("Example Bakers", "Mal Example", "chair", "mal@example.org")
        if "Keep as a draft" in mal.labels:
            await mal.push("Keep as a draft")
    assert "received" in await sign(Someone(interface, "ada"), "Example Bakers")


@pytest.mark.parametrize("domain", ["riseup.net", "mail.riseup.net", "proton.me", "systemli.org", "gmail.com"])
def test_where_anybody_has_an_address_it_proves_nothing(domain: str) -> None:
    assert anybodys(domain)


@pytest.mark.forged
@pytest.mark.parametrize("column", ["reserved", "reservation", "kind"])
async def test_a_reservation_or_a_trait_that_was_changed_on_disk_is_found(
    ada: Someone, store: Store, column: str
) -> None:
    def reserve(unit: Unit) -> None:
        revision = unit.letters.current(LETTER)
        assert revision
        reservations.reserve(
            unit, unit.people.ensure(ada.account), revision=revision, endorsement_id=1, demand=1, reserved=True
        )

    def tamper(unit: Unit) -> None:
        assert isinstance(unit, ConnectionUnit)
        unit.connection.execute(update(tables.endorsements).values({column: "" if column == "reserved" else "Others"}))

    await store.write(reserve)
    assert (await store.read(lambda unit: verification.verify(unit, LETTER))).fault == ""
    await store.write(tamper)
    assert (
        "is not the one to which the journal committed"
        in (await store.read(lambda unit: verification.verify(unit, LETTER))).fault
    )
