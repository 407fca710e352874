"""A letter follows an earlier one: who signed that, and agreed, is shown it, and signs anew with the same line."""

from collections.abc import Sequence
from dataclasses import replace

from bot.errors import Conflict, NotAllowed
from bot.model.endorsements.endorsement import COUNTED, STANDING, Endorsement, PublicEntry
from bot.model.letters.categories import named
from bot.model.letters.letter import Letter
from bot.model.people.person import Person, Role
from bot.ports.store import Unit
from bot.text.text import t


def succeed(unit: Unit, person: Person, letter_id: int, earlier_id: int) -> None:
    """Say that a letter follows another. Raises `NotAllowed` for who does not own both, `Conflict` where it follows
    one already, or would follow itself, by however many between."""
    if any(Role.OWNER not in unit.people.roles(person.id, each) for each in (letter_id, earlier_id)):
        raise NotAllowed(t("Only who owns both letters can say that one follows the other."))
    if unit.letters.earlier(letter_id) is not None:
        raise Conflict(t("It is said already which letter this one follows."))
    before: int | None = earlier_id
    while before is not None:
        if before == letter_id:
            raise Conflict(t("A letter can't follow itself."))
        before = unit.letters.earlier(before)
    unit.letters.succeed(letter_id, earlier_id, person.id)


def signed_before(unit: Unit, person: Person | None, letter_id: int) -> Sequence[Endorsement]:
    """What somebody signed the earlier letter for, was accepted, and has no sign-on of theirs here, oldest first. What
    was forgotten of who signed is not there to be signed with again."""
    earlier = unit.letters.earlier(letter_id)
    if person is None or earlier is None:
        return ()
    here = {
        each.organization_id for each in unit.endorsements.of_person(person.id, letter_id) if each.state in STANDING
    }
    before = [
        each
        for each in unit.endorsements.of_person(person.id, earlier)
        if each.state in COUNTED and unit.endorsements.representative(each.id).name
    ]
    return [each for each in reversed(before) if each.organization_id not in here]


def same_line(earlier: Endorsement, letter: Letter) -> PublicEntry:
    """The line with which an organization signed before, without what it said of that letter alone, such as a category
    that this one does not have, and without the name of who spoke for it."""
    line = replace(earlier.entry.bare, reserved=())
    return line.stating({trait: key for trait, key in line.traits.items() if named(letter.categories, trait, key)})
