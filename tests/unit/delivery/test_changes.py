"""Which letters have changed in public, and whether they only grew."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace

import pytest

from bot.delivery.changes import Changes, ChangingStore, version_of
from bot.model.endorsements.endorsement import Endorsement, State
from bot.model.journal.acts import ADDING, Act
from bot.ports.store import Unit
from bot.service.lists import publication
from tests.conftest import Clock
from tests.memory import MemoryStore
from tests.storage import examples


class Letter:
    """A letter with one organization in its list, and how often it has changed."""

    def __init__(self, clock: Clock) -> None:
        self.changes = Changes()
        self.disk = MemoryStore(clock)
        self.store = ChangingStore(self.disk, self.changes)
        self.id = self.disk.do(lambda unit: examples.publish(unit).letter_id)
        self.signed: Endorsement = self.disk.do(lambda unit: examples.sign(unit, self.id, state=State.LISTED))
        self.disk.do(self.changes.read)

    async def does(self, act: Callable[[Unit], object]) -> tuple[int, int]:
        """How often it was changed by this, and how often something was added."""
        before = self.changes.of(self.id)
        await self.store.write(act)
        after = self.changes.of(self.id)
        return after.changed - before.changed, after.added - before.added


@pytest.fixture
def letter(clock: Clock) -> Letter:
    """A letter with one organization in its list."""
    return Letter(clock)


def saved(signed: Endorsement, act: Act) -> Callable[[Unit], object]:
    """An act about a sign-on."""
    return lambda unit: unit.endorsements.save(signed, act, signed.person_id)


async def test_what_only_adds_is_told_from_what_takes_away(letter: Letter) -> None:
    assert await letter.does(lambda unit: examples.sign(unit, letter.id, "Others", State.LISTED)) == (0, 1)
    gone = replace(letter.signed, state=State.WITHDRAWN)
    assert await letter.does(saved(gone, Act.ENDORSEMENT_WITHDRAWN)) == (1, 0)


async def test_of_both_together_nothing_is_taken_as_only_added(letter: Letter) -> None:
    def both(unit: Unit) -> None:
        saved(replace(letter.signed, state=State.WITHDRAWN), Act.ENDORSEMENT_WITHDRAWN)(unit)
        examples.sign(unit, letter.id, "Others", State.LISTED)

    assert await letter.does(both) == (1, 0)


async def test_a_setting_changes_a_letter_and_a_look_at_it_does_not(letter: Letter) -> None:
    assert await letter.does(lambda unit: unit.settings.set(letter.id, "order", "arrival")) == (1, 0)
    assert await letter.does(lambda unit: publication.order(unit, letter.id)) == (0, 0)


async def test_what_is_undone_was_no_change_of_another_letter(letter: Letter) -> None:
    other = letter.disk.do(lambda unit: examples.publish(unit, "second").letter_id)
    assert await letter.does(lambda unit: examples.sign(unit, other)) == (0, 0)


async def test_what_was_taken_stays_as_it_was(letter: Letter) -> None:
    versions = letter.changes.versions
    await letter.does(saved(letter.signed, Act.ENDORSEMENT_CORRECTED))
    assert letter.changes.of(letter.id).changed == version_of(versions, letter.id).changed + 1


async def test_what_others_did_beside_the_process_is_seen_at_the_next_look(letter: Letter) -> None:
    letter.disk.do(letter.changes.read)
    before = letter.changes.of(letter.id)
    letter.disk.do(letter.changes.read)
    assert letter.changes.of(letter.id) == before
    letter.disk.do(saved(replace(letter.signed, state=State.WITHDRAWN), Act.ENDORSEMENT_WITHDRAWN))
    letter.disk.do(letter.changes.read)
    assert letter.changes.of(letter.id).changed == before.changed + 1


async def test_what_others_did_meanwhile_is_not_taken_for_a_part_of_what_was_added_here(letter: Letter) -> None:
    letter.disk.do(saved(replace(letter.signed, state=State.WITHDRAWN), Act.ENDORSEMENT_WITHDRAWN))
    assert await letter.does(lambda unit: examples.sign(unit, letter.id, "Others", State.LISTED)) == (1, 0)
    assert await letter.does(lambda unit: examples.sign(unit, letter.id, "More", State.LISTED)) == (0, 1)


async def test_nor_what_a_process_that_has_just_begun_has_never_looked_at(letter: Letter) -> None:
    letter.changes = Changes()
    letter.store = ChangingStore(letter.disk, letter.changes)
    assert await letter.does(lambda unit: examples.sign(unit, letter.id, "Others", State.LISTED)) == (1, 0)


async def test_what_was_undone_in_a_unit_hides_no_entry_of_others_that_takes_its_number(letter: Letter) -> None:
    def undone(unit: Unit) -> None:
        with suppress(LookupError), unit.savepoint():
            examples.sign(unit, letter.id, "Others", State.LISTED)
            raise LookupError

    assert await letter.does(undone) == (0, 0)
    before = letter.changes.of(letter.id)
    letter.disk.do(saved(replace(letter.signed, state=State.WITHDRAWN), Act.ENDORSEMENT_WITHDRAWN))
    letter.disk.do(letter.changes.read)
    assert letter.changes.of(letter.id).changed == before.changed + 1


TAKING = ("withdrawn", "erased", "hidden", "upheld", "taken_down", "embargoed", "merged", "corrected", "revised")


@pytest.mark.parametrize("act", sorted(ADDING))
def test_no_act_that_takes_something_away_is_among_those_that_only_add(act: Act) -> None:
    assert not any(word in act.value for word in TAKING)
