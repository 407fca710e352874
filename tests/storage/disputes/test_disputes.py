"""Disputes on disk: sealed, and one open one of an entry for a person."""

from dataclasses import replace

import pytest
from sqlalchemy.exc import IntegrityError

from bot.model.disputes import Claim, Dispute, DisputeState
from bot.model.journal.acts import Act
from bot.ports.store import Store, Unit
from tests.conftest import Clock
from tests.storage.conftest import OnDisk
from tests.storage.examples import person, signed

CLAIM = Claim("Grace Placeholder", "treasurer", "grace@riders.example", "It was never decided.")


def begin(unit: Unit) -> Dispute:
    """Somebody disputes the bakers' entry."""
    endorsement = signed(unit)
    return unit.disputes.add(endorsement.letter_id, endorsement.id, person(unit, "grace").id, "en", CLAIM)


async def test_a_dispute_comes_back_with_what_became_of_it(store: Store, clock: Clock) -> None:
    dispute = await store.write(begin)
    assert (dispute.state, dispute.claim, dispute.created_at) == (DisputeState.OPEN, CLAIM, clock.now)
    assert await store.read(lambda unit: unit.disputes.get(dispute.id)) == dispute
    changed = replace(
        dispute, state=DisputeState.UPHELD, proven=True, hides=True, tries=2, question="Who?", answer="We.",
        reason="So it is.", settled_at=clock.now,
    )  # fmt: skip
    await store.write(lambda unit: unit.disputes.save(changed, Act.DISPUTE_UPHELD, dispute.person_id))
    assert await store.read(lambda unit: unit.disputes.about(dispute.endorsement_id)) == [changed]
    assert await store.read(lambda unit: unit.disputes.of_person(dispute.person_id, dispute.letter_id)) == [changed]
    links = await store.read(lambda unit: unit.journal.links(dispute.letter_id))
    assert "dispute.upheld" in links[-1].body


async def test_a_person_has_one_open_dispute_of_an_entry(store: Store) -> None:
    dispute = await store.write(begin)

    def again(unit: Unit) -> Dispute:
        return unit.disputes.add(dispute.letter_id, dispute.endorsement_id, dispute.person_id, "en", CLAIM)

    with pytest.raises(IntegrityError):
        await store.write(again)
    settled = replace(dispute, state=DisputeState.DISMISSED)
    await store.write(lambda unit: unit.disputes.save(settled, Act.DISPUTE_DISMISSED, dispute.person_id))
    assert (await store.write(again)).id != dispute.id


async def test_who_disputes_and_what_was_said_can_not_be_read_off_the_disk(store: Store, on_disk: OnDisk) -> None:
    dispute = await store.write(begin)
    said = replace(dispute, question="Is it Babbage?", answer="It is Menabrea.", reason="Lovelace said so.")
    await store.write(lambda unit: unit.disputes.save(said))
    files = await on_disk()
    for secret in (CLAIM.name, CLAIM.role, CLAIM.email, CLAIM.text, "Babbage", "Menabrea", "Lovelace"):
        assert secret.encode() not in files
