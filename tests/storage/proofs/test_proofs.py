"""Proofs of addresses: what was asked, how often it was answered wrongly, and what the journal holds of it."""

import json
from dataclasses import replace
from datetime import timedelta
from functools import partial

from bot.model.endorsements.endorsement import Representative
from bot.model.journal.acts import Act
from bot.model.organizations.known_domains import KnownDomain
from bot.model.proofs.authority import MOST_TRIES, VALID, Contact, Level, Proof, ProofState, Why
from bot.model.proofs.mails import MailKind, MailState
from bot.ports.store import Store, Unit
from tests.conftest import Clock
from tests.storage.conftest import OnDisk
from tests.storage.examples import REPRESENTATIVE, person, signed

COLLEAGUE = "eda@mail.example"


def ask(unit: Unit, contact: Contact = Contact.FIRST, endorsement: int | None = None) -> Proof:
    """Sign on, and mail a code."""
    number = endorsement or signed(unit).id
    address = REPRESENTATIVE.email if contact is Contact.FIRST else COLLEAGUE
    kind = MailKind.CODE if contact is Contact.FIRST else MailKind.COLLEAGUE
    mail = unit.mails.put(kind, 1, number, address, "fr")
    return unit.proofs.put(number, contact, address=address, domain="mail.example", mail_id=mail.id, why=Why.NONE)


def know(unit: Unit) -> KnownDomain:
    """Have it known whose domain it is at which the representative has an address."""
    endorsement = unit.endorsements.get(1)
    assert endorsement
    return unit.known_domains.state(
        endorsement.organization_id,
        domain="mail.example",
        found="A register says so.",
        person_id=person(unit).id,
        letters=[1],
    )


def acts(unit: Unit) -> list[str]:
    return [json.loads(link.body)["act"] for link in unit.journal.links(1)][2:]


async def test_a_proof_is_found_by_its_contact_and_by_its_mail(store: Store) -> None:
    asked = await store.write(ask)
    assert asked.state is ProofState.ASKED
    assert await store.read(lambda unit: unit.proofs.get(1, Contact.FIRST)) == asked
    assert await store.read(lambda unit: unit.proofs.by_mail(asked.mail_id or 0)) == asked
    assert await store.read(lambda unit: unit.proofs.get(1, Contact.SECOND)) is None


async def test_no_address_stands_on_disk(store: Store, on_disk: OnDisk) -> None:
    await store.write(ask)
    assert REPRESENTATIVE.email.encode() not in await on_disk()


def missed(proof: Proof, unit: Unit) -> Proof:
    return unit.proofs.missed(proof)


async def test_wrong_codes_are_counted_until_nobody_has_answered(store: Store) -> None:
    proof = await store.write(ask)
    for tries in range(1, MOST_TRIES):
        proof = await store.write(partial(missed, proof))
        assert (proof.tries, proof.state) == (tries, ProofState.ASKED)
    proof = await store.write(partial(missed, proof))
    assert (proof.state, proof.why) == (ProofState.UNREACHABLE, Why.UNANSWERED)


async def test_what_is_proven_is_in_the_journal_and_makes_the_level(store: Store) -> None:
    first = await store.write(ask)
    assert await store.read(lambda unit: unit.proofs.levels([1])) == {}
    await store.write(lambda unit: unit.proofs.prove(first, person(unit).id))
    assert await store.read(lambda unit: unit.proofs.levels([1, 2])) == {1: Level.MAILBOX}
    await store.write(know)
    assert await store.read(lambda unit: unit.proofs.levels([1, 2])) == {1: Level.PROVEN}
    second = await store.write(lambda unit: ask(unit, Contact.SECOND, 1))
    await store.write(lambda unit: unit.proofs.prove(second, None))
    assert await store.read(lambda unit: unit.proofs.levels([1])) == {1: Level.CONFIRMED}
    proven = [act for act in await store.read(acts) if act.startswith("endorsement.")]
    assert proven == ["endorsement.address_proven", "endorsement.second_confirmed"]


async def test_a_domain_counts_while_it_is_known_and_of_whom_it_is_known(store: Store, on_disk: OnDisk) -> None:
    first = await store.write(ask)
    await store.write(lambda unit: unit.proofs.prove(first, None))
    assert await store.read(lambda unit: unit.proofs.levels([1])) == {1: Level.MAILBOX}
    stated = await store.write(know)
    assert await store.read(lambda unit: unit.proofs.levels([1])) == {1: Level.PROVEN}
    assert await store.read(lambda unit: unit.known_domains.stated(stated.organization_id)) == [stated]
    assert stated.found.encode() not in await on_disk()
    await store.write(lambda unit: unit.known_domains.retract(stated, stated.person_id, [1]))
    assert await store.read(lambda unit: unit.proofs.levels([1])) == {1: Level.MAILBOX}
    assert (await store.read(acts))[-2:] == ["organization.domain_stated", "organization.domain_retracted"]


async def test_another_address_of_the_representative_drops_what_was_proven(store: Store) -> None:
    first = await store.write(ask)
    await store.write(lambda unit: unit.proofs.prove(first, None))
    await store.write(know)

    def correct(unit: Unit, representative: Representative) -> None:
        found = unit.endorsements.get(1)
        assert found
        unit.endorsements.save(found, Act.ENDORSEMENT_CORRECTED, found.person_id, representative)

    other_case = replace(REPRESENTATIVE, name="Ada L.", email=REPRESENTATIVE.email.upper())
    await store.write(lambda unit: correct(unit, other_case))
    assert await store.read(lambda unit: unit.proofs.levels([1])) == {1: Level.PROVEN}
    await store.write(lambda unit: correct(unit, replace(REPRESENTATIVE, email="ada@other.example")))
    assert await store.read(lambda unit: unit.proofs.get(1, Contact.FIRST)) is None


async def test_what_was_proven_is_asked_anew_and_what_is_asked_stays(store: Store) -> None:
    first = await store.write(ask)
    await store.write(lambda unit: unit.proofs.ask_anew(1))
    assert await store.read(lambda unit: unit.proofs.get(1, Contact.FIRST)) == first
    await store.write(lambda unit: unit.proofs.prove(first, None))
    await store.write(lambda unit: ask(unit, Contact.SECOND, 1))
    await store.write(lambda unit: unit.proofs.ask_anew(1))
    anew = await store.read(lambda unit: unit.proofs.get(1, Contact.FIRST))
    assert anew
    assert (anew.state, anew.mail_id) == (ProofState.ASKED, None)
    assert await store.read(lambda unit: unit.proofs.get(1, Contact.SECOND)) is None
    assert await store.read(lambda unit: unit.proofs.unanswered(unit.now + VALID, 10)) == []


async def test_only_what_waits_is_unanswered_and_each_is_reminded_of_once(store: Store, clock: Clock) -> None:
    await store.write(ask)
    assert await store.read(lambda unit: unit.proofs.unanswered(unit.now, 10)) == []
    clock.forward(days=1)
    day = timedelta(hours=20)
    assert len(await store.write(lambda unit: unit.proofs.remind(unit.now - day, 10))) == 1
    assert await store.write(lambda unit: unit.proofs.remind(unit.now - day, 10)) == []
    (late,) = await store.read(lambda unit: unit.proofs.unanswered(unit.now - day, 10))
    await store.write(lambda unit: unit.proofs.settle(late, ProofState.UNREACHABLE, Why.UNANSWERED))
    assert await store.read(lambda unit: unit.proofs.unanswered(unit.now, 10)) == []


async def test_a_mail_that_came_back_is_found(store: Store) -> None:
    proof = await store.write(ask)
    assert await store.read(lambda unit: unit.proofs.fallen(10)) == []
    await store.write(lambda unit: unit.mails.end(proof.mail_id or 0, MailState.BOUNCED, "nobody"))
    assert await store.read(lambda unit: unit.proofs.fallen(10)) == [proof]
