"""Endorsements: their states, the one that stands for an organization, and who signed."""

from dataclasses import replace
from functools import partial

import pytest
from sqlalchemy.exc import IntegrityError

from bot.model import codes
from bot.model.endorsements.endorsement import (
    STANDING,
    Check,
    Endorsement,
    Exchange,
    PublicEntry,
    Representative,
    State,
)
from bot.model.journal.acts import Act
from bot.model.letters.categories import Trait
from bot.model.lists.filters import Filter
from bot.model.lists.order import Order
from bot.model.proofs.authority import Contact, Why
from bot.ports.store import Store, Unit
from tests.conftest import Clock
from tests.storage.conftest import OnDisk
from tests.storage.examples import BAKERS, REPRESENTATIVE, person, publish, sign, signed

PASSED = sorted(frozenset(State) - STANDING)
"""The states that leave room for another endorsement of the organization."""


async def test_an_endorsement_comes_back_as_it_was_signed(store: Store, clock: Clock) -> None:
    endorsement = await store.write(signed)
    assert endorsement.entry == PublicEntry(BAKERS, "https://bakers.example", "Toronto", "Bread needs buses.")
    assert (endorsement.state, endorsement.revision, endorsement.language) == (State.SUBMITTED, 1, "fr")
    assert endorsement.created_at == endorsement.changed_at == clock.now
    assert await store.read(lambda unit: unit.endorsements.get(endorsement.id)) == endorsement
    assert await store.read(lambda unit: unit.endorsements.by_receipt(endorsement.receipt)) == endorsement
    assert await store.read(lambda unit: unit.endorsements.representative(endorsement.id)) == REPRESENTATIVE


async def test_no_two_share_the_handle_by_which_a_line_of_the_list_is_found(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = await store.write(signed)
    drawn = iter([first.handle, first.handle, "0000000C"])
    monkeypatch.setattr(codes, "make_code", lambda length, below: next(drawn))
    letter_id = first.letter_id
    other = await store.write(lambda unit: sign(unit, letter_id, "Example Riders", State.LISTED))
    assert other.handle == "0000000C"


async def test_what_an_organization_is_comes_back_and_goes_with_its_name(store: Store) -> None:
    signed_on = await store.write(signed)
    stated = replace(signed_on, entry=replace(signed_on.entry, kind="union", sector="food", scope="local", region="on"))
    await store.write(lambda unit: unit.endorsements.save(stated, Act.ENDORSEMENT_CORRECTED, stated.person_id))
    assert await store.read(lambda unit: unit.endorsements.get(stated.id)) == stated
    await store.write(lambda unit: unit.privacy.erase(stated.id, None))
    erased = await store.read(lambda unit: unit.endorsements.get(stated.id))
    assert erased
    assert erased.entry == PublicEntry("")


async def test_the_list_is_narrowed_and_counted_by_what_organizations_stated(store: Store) -> None:
    night = (await store.write(publish)).letter_id

    def fill(unit: Unit) -> None:
        for number, (kind, state) in enumerate(
            (("union", State.LISTED), ("choir", State.LISTED), ("union", State.SUBMITTED))
        ):
            one = sign(unit, night, f"Example {number}", state)
            stated = replace(one, entry=one.entry.stating({"kind": kind, "region": "north"}))
            unit.endorsements.save(stated, Act.ENDORSEMENT_CORRECTED, one.person_id)

    await store.write(fill)
    within = Filter("example", traits={"kind": "union", "region": "north"})
    assert await store.read(lambda unit: unit.endorsements.count_stated(night, Trait.KIND)) == {"union": 1, "choir": 1}
    assert await store.read(lambda unit: unit.endorsements.count_listed(night, within)) == 1
    found = await store.read(
        lambda unit: unit.endorsements.listed(night, Order.ALPHABETICAL, offset=0, limit=9, within=within)
    )
    assert [each.entry.organization for each in found] == ["Example 0"]


async def test_an_endorsement_that_nobody_signed_is_not_there(store: Store) -> None:
    assert await store.read(lambda unit: unit.endorsements.get(1)) is None
    assert await store.read(lambda unit: unit.endorsements.by_receipt("00000000")) is None


async def test_a_decision_is_kept_with_who_made_it_how_it_was_checked_and_when(store: Store, clock: Clock) -> None:
    endorsement = await store.write(signed)
    reviewer = await store.write(lambda unit: person(unit, "grace"))
    clock.forward(minutes=5)

    def decide(unit: Unit) -> Endorsement:
        listed = endorsement.moved(State.LISTED, unit.now)
        decided = replace(listed, check=Check.PHONE, reason="as agreed", decided_by=reviewer.id)
        unit.endorsements.save(decided, Act.ENDORSEMENT_LISTED, reviewer.id)
        return decided

    decided = await store.write(decide)
    assert await store.read(lambda unit: unit.endorsements.get(endorsement.id)) == decided
    assert (decided.changed_at, decided.created_at) == (clock.now, endorsement.created_at)


async def test_a_representative_can_be_corrected_and_stays_where_none_is_given(store: Store) -> None:
    endorsement = await store.write(signed)
    corrected = Representative("Ada King", "Chairwoman", "ada@king.example")

    def save(unit: Unit, representative: Representative | None) -> None:
        unit.endorsements.save(endorsement, Act.ENDORSEMENT_CORRECTED, endorsement.person_id, representative)

    await store.write(lambda unit: save(unit, corrected))
    await store.write(lambda unit: save(unit, None))
    assert await store.read(lambda unit: unit.endorsements.representative(endorsement.id)) == corrected


@pytest.mark.parametrize("state", sorted(STANDING))
async def test_an_organization_has_one_standing_endorsement_of_a_letter(store: Store, state: State) -> None:
    night = (await store.write(publish)).letter_id
    standing = await store.write(lambda unit: sign(unit, night, state=state))
    with pytest.raises(IntegrityError):
        await store.write(lambda unit: sign(unit, night, BAKERS.upper()))
    found = await store.read(lambda unit: unit.endorsements.standing(night, standing.organization_id))
    assert found == standing


@pytest.mark.parametrize("state", PASSED)
async def test_what_does_not_stand_leaves_room_for_another(store: Store, state: State) -> None:
    night = (await store.write(publish)).letter_id
    passed = await store.write(lambda unit: sign(unit, night, state=state))
    assert await store.read(lambda unit: unit.endorsements.standing(night, passed.organization_id)) is None
    second = await store.write(lambda unit: sign(unit, night))
    assert await store.read(lambda unit: unit.endorsements.standing(night, passed.organization_id)) == second


async def test_what_passed_does_not_come_to_stand_beside_another(store: Store) -> None:
    night = (await store.write(publish)).letter_id
    declined = await store.write(lambda unit: sign(unit, night, state=State.DECLINED))
    second = await store.write(lambda unit: sign(unit, night))

    def undo(unit: Unit) -> None:
        again = declined.moved(State.SUBMITTED, unit.now)
        unit.endorsements.save(again, Act.ENDORSEMENT_DECISION_UNDONE, declined.person_id)

    with pytest.raises(IntegrityError):
        await store.write(undo)
    assert await store.read(lambda unit: unit.endorsements.get(declined.id)) == declined
    assert await store.read(lambda unit: unit.endorsements.standing(night, second.organization_id)) == second


async def test_an_organization_can_stand_behind_several_letters(store: Store) -> None:
    def both(unit: Unit) -> tuple[Endorsement, Endorsement]:
        night, river = publish(unit).letter_id, publish(unit, "clean-river").letter_id
        return sign(unit, night), sign(unit, river)

    one, other = await store.write(both)
    assert one.organization_id == other.organization_id
    assert one.letter_id != other.letter_id


async def test_a_receipt_is_never_given_twice(store: Store) -> None:
    endorsement = await store.write(signed)

    def twice(unit: Unit) -> None:
        other = unit.organizations.add("Night Bus Riders", "")
        unit.endorsements.add(
            endorsement.letter_id,
            organization_id=other.id,
            receipt=endorsement.receipt,
            state=State.SUBMITTED,
            revision=1,
            language="en",
            entry=PublicEntry("Night Bus Riders"),
            representative=REPRESENTATIVE,
            person_id=endorsement.person_id,
            act=Act.ENDORSEMENT_SUBMITTED,
        )

    with pytest.raises(IntegrityError):
        await store.write(twice)


async def test_those_that_wait_come_in_the_order_in_which_they_began_to(store: Store, clock: Clock) -> None:
    night = (await store.write(publish)).letter_id
    receipts = []
    for name in ("One", "Two", "Three", "Four"):
        clock.forward(minutes=1)
        receipts.append((await store.write(partial(sign, letter_id=night, name=name))).receipt)
    await store.write(lambda unit: sign(unit, night, "Five", State.LISTED))

    def waiting(unit: Unit, offset: int, limit: int) -> list[str]:
        return [each.receipt for each in unit.endorsements.in_state(night, State.SUBMITTED, offset, limit)]

    assert await store.read(lambda unit: waiting(unit, 0, 10)) == receipts
    assert await store.read(lambda unit: waiting(unit, 1, 2)) == receipts[1:3]
    assert await store.read(lambda unit: unit.endorsements.count(night, State.SUBMITTED)) == 4
    assert await store.read(lambda unit: unit.endorsements.count(night, State.LISTED)) == 1


async def test_a_person_finds_what_they_signed_the_newest_first(store: Store) -> None:
    night = (await store.write(publish)).letter_id
    first = await store.write(lambda unit: sign(unit, night, "One"))
    second = await store.write(lambda unit: sign(unit, night, "Two"))
    await store.write(lambda unit: sign(unit, night, "Three", signer="grace"))
    mine = await store.read(lambda unit: unit.endorsements.of_person(first.person_id, night))
    assert mine == [second, first]


async def test_a_question_is_answered_once_and_the_last_one_first(store: Store) -> None:
    endorsement = await store.write(signed)
    reviewer = (await store.write(lambda unit: person(unit, "grace"))).id

    def talk(unit: Unit) -> list[str]:
        for question in ("Which town?", "Whose bakers?"):
            unit.endorsements.ask(endorsement, question, reviewer)
        answers = ("Ours.", "The old one.", "And more.")
        given = [unit.endorsements.answer(endorsement, answer, endorsement.person_id) for answer in answers]
        return [each.question for each in given if each]

    assert await store.write(talk) == ["Whose bakers?", "Which town?"]
    exchanges = await store.read(lambda unit: unit.endorsements.exchanges(endorsement.id))
    assert exchanges == [
        Exchange(exchanges[0].id, endorsement.id, "Which town?", "The old one.", reviewer),
        Exchange(exchanges[1].id, endorsement.id, "Whose bakers?", "Ours.", reviewer),
    ]


async def test_who_signed_and_what_was_asked_of_them_can_not_be_read_off_the_disk(
    store: Store, on_disk: OnDisk
) -> None:
    endorsement = await store.write(signed)
    moved = Representative("Grace Hopper", "Secretary", "grace@riders.example")
    await store.write(lambda unit: unit.endorsements.ask(endorsement, "Is it Babbage?", endorsement.person_id))
    await store.write(lambda unit: unit.endorsements.answer(endorsement, "It is Menabrea.", endorsement.person_id))
    await store.write(
        lambda unit: unit.endorsements.save(endorsement, Act.ENDORSEMENT_CORRECTED, endorsement.person_id, moved)
    )
    files = await on_disk()
    assert BAKERS.encode() in files
    for personal in (REPRESENTATIVE, moved):
        for secret in (personal.name, personal.role, personal.email, personal.domain):
            assert secret.encode() not in files
    assert b"Babbage" not in files
    assert b"Menabrea" not in files


async def test_who_has_acted_for_an_endorsement_is_known_from_its_journal(store: Store) -> None:
    endorsement = await store.write(signed)
    second = await store.write(lambda unit: person(unit, "eda").id)

    def confirm(unit: Unit) -> None:
        asked = unit.proofs.put(
            endorsement.id,
            Contact.SECOND,
            address="eda@mail.example",
            domain="mail.example",
            mail_id=None,
            why=Why.NONE,
        )
        unit.proofs.prove(asked, second)
        unit.endorsements.looked_at(endorsement, person(unit, "rex").id)

    await store.write(confirm)
    assert await store.read(lambda unit: unit.endorsements.acted(endorsement.id)) == {endorsement.person_id, second}


async def test_the_moments_of_listing_are_of_those_who_stand_in_the_list_now(store: Store, clock: Clock) -> None:
    letter = (await store.write(publish)).letter_id
    moments = []
    for number, state in enumerate((State.LISTED, State.SUBMITTED, State.LISTED, State.LISTED)):
        clock.forward(hours=1)
        signs = partial(sign, letter_id=letter, name=f"Example {number}", state=state)
        last = await store.write(signs)
        moments.append(clock.now)
    clock.forward(hours=1)
    gone = last.moved(State.WITHDRAWN, clock.now)
    await store.write(lambda unit: unit.endorsements.save(gone, Act.ENDORSEMENT_WITHDRAWN, gone.person_id))
    found = await store.read(lambda unit: unit.endorsements.growth(letter, 10))
    assert list(found) == [(moments[0], 1), (moments[2], 2)]
