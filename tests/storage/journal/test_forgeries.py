"""How an endorsement stands is in the journal too: whoever forges a row about it is found, and where."""

import json
from dataclasses import replace
from hashlib import sha256

import pytest
from sqlalchemy import delete, update

from bot.model.disputes import Claim
from bot.model.endorsements.endorsement import Check, Endorsement, State
from bot.model.journal.acts import Act
from bot.model.journal.entries import Link
from bot.model.people.person import Role
from bot.model.proofs.authority import Contact, ProofState, Why
from bot.ports.store import Store, Unit
from bot.service import disputes
from bot.service.journal.verification import verify, verify_one
from bot.service.organizations import merges
from bot.service.reviews import decisions
from storage import tables
from storage.unit import ConnectionUnit
from tests.storage.examples import REPRESENTATIVE, person, publish, sign, signed


def proven(unit: Unit, endorsement: Endorsement) -> None:
    """Its representative's address was asked, and is proven."""
    asked = unit.proofs.put(
        endorsement.id, Contact.FIRST, address=REPRESENTATIVE.email, domain="mail.example", mail_id=None, why=Why.NONE
    )
    unit.proofs.prove(asked, endorsement.person_id)


def listed(unit: Unit, endorsement: Endorsement) -> Endorsement:
    """A reviewer has listed it."""
    reviewer = person(unit, "grace")
    unit.people.grant(reviewer.id, endorsement.letter_id, Role.REVIEWER)
    return decisions.decide_to_list(unit, reviewer, endorsement.letter_id, endorsement.id, Check.PHONE)


def forge_proof(unit: Unit) -> None:
    """An address is proven that never was."""
    assert isinstance(unit, ConnectionUnit)
    unit.proofs.put(1, Contact.FIRST, address=REPRESENTATIVE.email, domain="mail.example", mail_id=None, why=Why.NONE)
    unit.connection.execute(update(tables.proofs).values(state=ProofState.PROVEN.value))


async def fault(store: Store, letter_id: int = 1) -> tuple[str, int]:
    """What verification finds, and at which entry."""
    verdict = await store.read(lambda unit: verify(unit, letter_id))
    return verdict.fault, verdict.entry


async def test_an_address_that_was_never_proven_is_found_in_the_record_and_by_whoever_asks(store: Store) -> None:
    endorsement = await store.write(signed)
    assert (await store.read(lambda unit: verify_one(unit, endorsement))).holds
    await store.write(forge_proof)
    assert (await fault(store))[0] == "endorsement 1: whether its address is proven was changed; no entry says so"
    assert not (await store.read(lambda unit: verify_one(unit, endorsement))).holds


async def test_a_forged_proof_does_not_become_true_by_what_is_done_after_it(store: Store) -> None:
    endorsement = await store.write(signed)
    await store.write(forge_proof)
    await store.write(lambda unit: listed(unit, endorsement))
    said = "entry 3 says that of endorsement 1 whether its address is proven was changed, which no act before it did"
    assert await fault(store) == (said, 3)


@pytest.mark.parametrize(
    ("column", "forged", "what"),
    [
        ("place", "Elsewhere", "its public line"),
        ("state", "disputed", "its state"),
        ("origin", "imported", "where it came from"),
    ],
)
async def test_nor_does_what_else_was_forged(store: Store, column: str, forged: str, what: str) -> None:
    await store.write(signed)

    def forge(unit: Unit) -> None:
        assert isinstance(unit, ConnectionUnit)
        unit.connection.execute(update(tables.endorsements).values({column: forged}))
        endorsement = unit.endorsements.get(1)
        assert endorsement
        unit.endorsements.save(endorsement, Act.ENDORSEMENT_RECONFIRMED, endorsement.person_id)

    await store.write(forge)
    said = f"entry 3 says that of endorsement 1 {what} was changed, which no act before it did"
    assert await fault(store) == (said, 3)


async def test_the_domain_that_was_proven_is_committed_to_and_not_named(store: Store) -> None:
    endorsement = await store.write(signed)
    await store.write(lambda unit: proven(unit, endorsement))
    assert await fault(store) == ("", 0)
    assert "mail.example" not in (await store.read(lambda unit: unit.journal.last(1))).body

    def change(unit: Unit) -> None:
        assert isinstance(unit, ConnectionUnit)
        unit.connection.execute(update(tables.proofs).values(domain="forged.example"))

    await store.write(change)
    assert (await fault(store))[0] == "endorsement 1: the domain of an address that is proven was changed"
    await store.write(lambda unit: unit.privacy.erase(endorsement.id, None))
    assert await store.read(lambda unit: list(unit.journal.beside(1))) == []
    assert await store.read(lambda unit: unit.proofs.get(1, Contact.FIRST)) is None
    assert await fault(store) == ("", 0)


async def test_a_dispute_that_hides_an_entry_is_in_the_record_and_erased_with_it(store: Store) -> None:
    endorsement = await store.write(signed)

    def hide(unit: Unit) -> None:
        shown = listed(unit, endorsement)
        claim = Claim("Eve Example", "chair", "eve@bakers.example", "This isn't us.")
        dispute = unit.disputes.add(1, shown.id, person(unit, "eve").id, "en", claim)
        unit.disputes.save(replace(dispute, proven=True, hides=True), Act.DISPUTE_PROVEN, None)
        unit.endorsements.save(shown.moved(State.DISPUTED, unit.now), Act.DISPUTE_HIDDEN, dispute.person_id)

    await store.write(hide)
    assert await fault(store) == ("", 0)
    await store.write(lambda unit: disputes.uphold(unit, person(unit, "grace"), 1, 1, "They say so."))
    await store.write(lambda unit: unit.privacy.erase(endorsement.id, None))
    assert await fault(store) == ("", 0)
    assert await store.read(lambda unit: list(unit.journal.beside(1))) == []


async def test_a_merge_is_known_to_every_letter_for_which_it_counts_also_where_that_has_a_draft_alone(
    store: Store,
) -> None:
    def merge(unit: Unit) -> None:
        night, river = publish(unit).letter_id, publish(unit, "clean-river").letter_id
        reviewer = person(unit, "grace")
        unit.people.grant(reviewer.id, night, Role.REVIEWER)
        one, other = sign(unit, night, "One"), sign(unit, night, "Other")
        sign(unit, river, "Other", State.DRAFT)
        stands = merges.Stands.EARLIER
        merges.merge(
            unit,
            reviewer,
            letter_id=night,
            one=one.organization_id,
            other=other.organization_id,
            stands=stands,
            because=lambda _: "The same.",
        )

    await store.write(merge)
    assert [await fault(store, letter) for letter in (1, 2)] == [("", 0), ("", 0)]

    def take_apart(unit: Unit) -> None:
        assert isinstance(unit, ConnectionUnit)
        unit.connection.execute(delete(tables.merged_endorsements))
        unit.connection.execute(delete(tables.merges))

    await store.write(take_apart)
    found = "which records were merged into its organization was changed"
    assert [found in (await fault(store, letter))[0] for letter in (1, 2)] == [True, True]


async def test_it_is_known_into_which_record_each_was_merged(store: Store) -> None:
    def merge(unit: Unit) -> None:
        letter_id, reviewer = publish(unit).letter_id, person(unit, "grace")
        unit.people.grant(reviewer.id, letter_id, Role.REVIEWER)
        one, two, three = (sign(unit, letter_id, name).organization_id for name in ("One", "Two", "Three"))
        for kept, gone in ((two, three), (one, two)):
            merges.merge(
                unit,
                reviewer,
                letter_id=letter_id,
                one=kept,
                other=gone,
                stands=merges.Stands.EARLIER,
                because=lambda _: "The same.",
            )

    def lead_elsewhere(unit: Unit) -> None:
        assert isinstance(unit, ConnectionUnit)
        unit.connection.execute(update(tables.merges).where(tables.merges.c.id == 1).values(kept_id=1))

    await store.write(merge)
    assert await fault(store) == ("", 0)
    await store.write(lead_elsewhere)
    assert "which records were merged into its organization was changed" in (await fault(store))[0]


def as_before(unit: Unit) -> None:
    """The journal as it was written before entries had facts."""
    assert isinstance(unit, ConnectionUnit)
    last = Link(0, "", "0" * 64)
    for each in unit.journal.links(1):
        body = {name: value for name, value in json.loads(each.body).items() if name != "facts"}
        bare = json.dumps(body, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        if body["act"] == "endorsement.address_proven":
            bare = bare.replace(body["commitment"], "")
            beside = tables.commitments
            unit.connection.execute(delete(beside).where(beside.c.number == each.number))
        last = Link(each.number, bare, sha256(f"{last.hash}\n{bare}".encode()).hexdigest())
        row = update(tables.journal).where(tables.journal.c.number == each.number)
        unit.connection.execute(row.values(body=last.body, hash=last.hash))


async def test_a_journal_from_before_there_were_facts_still_verifies_and_goes_on(store: Store) -> None:
    endorsement = await store.write(signed)
    await store.write(lambda unit: proven(unit, endorsement))
    await store.write(as_before)
    assert await fault(store) == ("", 0)
    assert (await store.read(lambda unit: verify_one(unit, endorsement))).holds
    await store.write(lambda unit: listed(unit, endorsement))
    assert await fault(store) == ("", 0)


async def test_an_address_that_was_never_proven_is_found_in_such_a_journal_too(store: Store) -> None:
    await store.write(signed)
    await store.write(as_before)
    await store.write(forge_proof)
    assert "whether its address is proven was changed" in (await fault(store))[0]


async def test_an_entry_that_is_kept_as_if_it_were_about_another_endorsement_is_found(store: Store) -> None:
    endorsement = await store.write(signed)

    def hide(unit: Unit) -> None:
        assert isinstance(unit, ConnectionUnit)
        unit.connection.execute(update(tables.journal).where(tables.journal.c.number == 2).values(endorsement_id=None))

    await store.write(hide)
    assert await fault(store) == ("entry 2 is kept as if it were about another endorsement", 2)
    assert not (await store.read(lambda unit: verify_one(unit, endorsement))).holds
