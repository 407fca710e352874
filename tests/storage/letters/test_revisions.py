"""Drafts of letters, revisions that are material, and who is asked to confirm them."""

from dataclasses import replace
from datetime import timedelta

from bot.model.endorsements.endorsement import State
from bot.model.journal.acts import Act
from bot.model.letters.confirmations import ConfirmationCall
from bot.model.letters.letter import Draft, Revision
from bot.ports.store import Store, Unit
from bot.service.journal import verification
from tests.conftest import Clock
from tests.storage.examples import letter, person, publish, sign

OTHER = letter(title="Night buses for everybody")


async def test_a_draft_is_kept_as_it_was_left_and_is_gone_when_it_is_published(store: Store, clock: Clock) -> None:
    revision = await store.write(publish)
    number = revision.letter_id

    def edit(unit: Unit) -> int:
        unit.letters.keep_draft(number, letter(title="First"), person(unit).id)
        unit.letters.keep_draft(number, OTHER, person(unit).id)
        return person(unit).id

    who = await store.write(edit)
    assert await store.read(lambda unit: unit.letters.draft(number)) == Draft(number, OTHER, clock.now, who)
    assert await store.read(lambda unit: unit.letters.current(number)) == revision
    published = await store.write(lambda unit: unit.letters.publish(OTHER, who))
    assert (published.number, published.person_id, published.material) == (2, who, False)
    assert await store.read(lambda unit: unit.letters.draft(number)) is None
    assert await store.read(lambda unit: unit.letters.revision(number, 1)) == revision
    assert await store.read(lambda unit: unit.letters.revision(number, 2)) == published


def material(unit: Unit) -> Revision:
    """A second revision that asks to be confirmed."""
    return unit.letters.publish(OTHER, person(unit).id, True, unit.now + timedelta(days=14))


async def test_a_material_revision_is_journalled_as_one_and_the_chain_verifies(store: Store) -> None:
    number = (await store.write(publish)).letter_id
    second = await store.write(material)
    links = await store.read(lambda unit: unit.journal.links(number))
    assert '"act":"letter.published_material"' in links[-1].body
    assert second.sha256 in links[-1].body
    assert (await store.read(lambda unit: verification.verify(unit, number))).fault == ""
    assert await store.read(lambda unit: unit.confirmations.asked(number)) == second


async def test_who_stands_for_an_earlier_revision_is_reached_once_in_pieces(store: Store, clock: Clock) -> None:
    number = (await store.write(publish)).letter_id

    def signed(unit: Unit) -> list[int]:
        states = (State.LISTED, State.SUBMITTED, State.WITHDRAWN, State.LISTED)
        return [sign(unit, number, f"Example {index}", state).id for index, state in enumerate(states)]

    first, second, _, fourth = await store.write(signed)
    await store.write(material)
    await store.write(lambda unit: unit.confirmations.call(number, 2, False, unit.now))
    await store.write(lambda unit: unit.confirmations.call(number, 2, True, unit.now + timedelta(days=12)))
    (call,) = await store.read(lambda unit: unit.confirmations.due())
    assert call == ConfirmationCall(number, 2, False, clock.now)
    reached = await store.write(lambda unit: unit.confirmations.reach(call, 2))
    assert [each.id for each in reached] == [first, second]
    (call,) = await store.read(lambda unit: unit.confirmations.due())
    assert [each.id for each in await store.write(lambda unit: unit.confirmations.reach(call, 2))] == [fourth]
    assert await store.read(lambda unit: unit.confirmations.due()) == []
    clock.forward(days=12)
    assert [each.reminder for each in await store.read(lambda unit: unit.confirmations.due())] == [True]
    await store.write(lambda unit: unit.confirmations.call(number, 2, False, unit.now))
    assert len(await store.read(lambda unit: unit.confirmations.due())) == 2


async def test_what_was_signed_is_counted_by_revision(store: Store, clock: Clock) -> None:
    number = (await store.write(publish)).letter_id
    kept = await store.write(lambda unit: sign(unit, number, "Example A", State.LISTED))
    await store.write(lambda unit: sign(unit, number, "Example B", State.LISTED))
    await store.write(lambda unit: sign(unit, number, "Example C", State.WITHDRAWN))
    clock.forward(days=1)
    second = await store.write(material)
    await store.write(
        lambda unit: unit.endorsements.save(replace(kept, revision=2), Act.ENDORSEMENT_RECONFIRMED, kept.person_id)
    )
    counts = await store.read(lambda unit: unit.confirmations.signed(number))
    assert list(counts.items()) == [(2, 1), (1, 1)]
    assert await store.read(lambda unit: unit.confirmations.answered(second)) == (1, 1)
    assert (await store.read(lambda unit: verification.verify(unit, number))).fault == ""
