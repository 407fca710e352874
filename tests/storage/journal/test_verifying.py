"""Whatever was done to a letter's record: one change to it is found, and an erasure is none."""

from collections.abc import Sequence
from datetime import timedelta
from functools import partial
from typing import cast

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import update

from bot.model.journal.acts import Act
from bot.model.journal.entries import Head, commit
from bot.ports.store import Store, Unit
from bot.service.journal import heads
from bot.service.journal.verification import verify, verify_export, verify_one
from storage import tables
from storage.unit import ConnectionUnit
from tests.conftest import Clock
from tests.storage.deliveries.living import ACTS, LATER, Step, after, lived
from tests.storage.examples import sign, signed
from tests.storage.journal.forging import FORGERIES, Forgery, forged
from tests.storage.journal.tampering import DEEDS, Deed, Spell, done

LINES = ("organization", "website", "place", "statement")


@pytest.fixture
def store(memory: Store) -> Store:
    """One engine is enough: the rules are the same, and the time goes into more histories."""
    return memory


def free(unit: Unit, letter_id: int, deed: Deed) -> bool:
    """Whether it is about an endorsement's public line, where one was erased: nothing commits to that any more."""
    erased = any(f'"act":"{Act.ENDORSEMENT_ERASED}"' in link.body for link in unit.journal.links(letter_id))
    return erased and isinstance(deed, Spell) and deed.table == "endorsements" and deed.column in LINES


@settings(max_examples=25, deadline=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
@given(acts=st.lists(ACTS, min_size=1, max_size=12), deeds=st.lists(DEEDS, min_size=12, max_size=12))
async def test_any_one_change_to_the_journal_or_to_what_stands_beside_it_is_found(
    store: Store, acts: Sequence[Step], deeds: Sequence[Deed]
) -> None:
    letter_id = await store.write(lambda unit: lived(unit, acts))
    assert (await store.read(lambda unit: verify(unit, letter_id))).fault == ""

    def matters(unit: ConnectionUnit, deed: Deed) -> bool:
        return done(unit.connection, letter_id, deed) and not free(unit, letter_id, deed)

    for deed in deeds:
        verdict = await after(store, letter_id, partial(matters, deed=deed))
        assert verdict is None or verdict.fault, (acts, deed)
    assert (await store.read(lambda unit: verify(unit, letter_id))).fault == ""


@settings(max_examples=25, deadline=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
@given(
    acts=st.lists(st.builds(Step, st.sampled_from(LATER), st.integers(0, 1)), min_size=8, max_size=16),
    forgeries=st.lists(FORGERIES, min_size=16, max_size=16),
)
async def test_any_one_change_to_how_an_endorsement_stands_is_found(
    store: Store, acts: Sequence[Step], forgeries: Sequence[Forgery]
) -> None:
    signed = [Step("sign", number) for number in range(3)]
    letter_id = await store.write(lambda unit: lived(unit, [*signed, Step("prove", 0), Step("list", 1), *acts]))
    assert (await store.read(lambda unit: verify(unit, letter_id))).fault == ""

    def forge(unit: ConnectionUnit, forgery: Forgery) -> bool:
        return forged(unit.connection, letter_id, forgery)

    for forgery in forgeries:
        verdict = await after(store, letter_id, partial(forge, forgery=forgery))
        assert verdict is None or verdict.fault, (acts, forgery)
    assert (await store.read(lambda unit: verify(unit, letter_id))).fault == ""


async def test_what_was_cut_off_the_end_is_found_as_far_as_a_head_was_published(store: Store) -> None:
    night = (await store.write(signed)).letter_id
    assert (await store.read(lambda unit: verify(unit, night))).published is None
    head = await store.write(lambda unit: unit.journal.publish(night))
    verdict = await store.read(lambda unit: verify(unit, night))
    assert (verdict.published, verdict.fault) == (head, "")
    noted = Head(head.number + 1, head.hash)
    verdict = await store.read(lambda unit: verify(unit, night, [noted]))
    assert (verdict.entries, verdict.fault) == (2, "a head of 3 entries was published, and there are 2")


async def test_an_erasure_is_journalled_and_counted_and_everything_still_verifies(store: Store) -> None:
    endorsement = await store.write(signed)
    night, number = endorsement.letter_id, endorsement.id
    await store.write(
        lambda unit: unit.endorsements.save(endorsement, Act.ENDORSEMENT_CORRECTED, endorsement.person_id)
    )
    await store.write(lambda unit: unit.journal.erase(night, number, endorsement.person_id))
    verdict = await store.read(lambda unit: verify(unit, night))
    assert (verdict.entries, verdict.erased, verdict.fault) == (4, 2, "")
    assert await store.read(lambda unit: list(unit.journal.beside(night))) == []
    assert (await store.read(lambda unit: verify_one(unit, endorsement))).holds


async def test_acts_of_other_kinds_are_taken_as_they_are(store: Store) -> None:
    endorsement = await store.write(signed)

    def dispute(unit: Unit) -> None:
        assert isinstance(unit, ConnectionUnit)
        unit.journal.append(
            endorsement.letter_id,
            cast(Act, "petition.opened"),
            record=endorsement.id,
            person_id=None,
            state="open",
            line="{}",
        )
        unit.journal.append(endorsement.letter_id, Act.LIST_FROZEN, record=1, person_id=None, fingerprint="0" * 64)

    await store.write(dispute)
    assert (await store.read(lambda unit: verify(unit, endorsement.letter_id))).fault == ""


async def test_one_endorsement_is_verified_without_following_a_long_chain(store: Store) -> None:
    endorsement = await store.write(signed)

    def much(unit: Unit) -> None:
        for _ in range(20):
            unit.endorsements.looked_at(sign_of_another, endorsement.person_id)

    sign_of_another = await store.write(lambda unit: sign(unit, endorsement.letter_id, "Example Riders"))
    await store.write(much)
    found = await store.read(lambda unit: verify_one(unit, endorsement, latest=10))
    assert (found.holds, found.since, [link.number for link in found.links]) == (True, 14, [2])
    assert found.proof
    link, beside = found.proof
    assert commit(beside.salt, endorsement.entry.canonical()) in link.body

    def change(unit: Unit) -> None:
        assert isinstance(unit, ConnectionUnit)
        unit.connection.execute(update(tables.endorsements).values(place="Elsewhere"))

    await store.write(change)
    assert not (await store.read(lambda unit: verify_one(unit, endorsement))).holds


async def test_a_letter_publishes_a_head_by_itself_once_a_day_where_there_are_new_entries(
    store: Store, clock: Clock
) -> None:
    night = (await store.write(signed)).letter_id

    async def numbers() -> list[int]:
        await store.write(heads.publish_heads)
        return [head.number for head in await store.read(lambda unit: unit.journal.heads(night))]

    assert await numbers() == [2]
    await store.write(lambda unit: sign(unit, night, "Example Riders"))
    assert await numbers() == [2]
    clock.now += timedelta(days=1)
    assert await numbers() == [2, 3]
    clock.now += timedelta(days=1)
    assert await numbers() == [2, 3]


async def test_an_exported_journal_is_verified_by_itself(store: Store) -> None:
    night = (await store.write(signed)).letter_id
    content = (await store.read(lambda unit: heads.content(unit, night))).decode()
    lines = content.splitlines()
    assert verify_export(lines).fault == ""
    assert verify_export(lines[:-1]).fault == "a head of 2 entries was published, and there are 1"
    assert verify_export([*lines, lines[-1]]).fault == "entry 3 was changed"
    assert verify_export([line.replace("submitted", "withdrawn") for line in lines]).fault == "entry 2 was changed"
    with pytest.raises(ValueError, match="no head"):
        verify_export(["[]"])
    with pytest.raises(ValueError, match="line 2"):
        verify_export([lines[0], "{}", *lines[2:]])
