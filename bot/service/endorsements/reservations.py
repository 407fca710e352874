"""An organization signs with a reservation about single demands."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.errors import Conflict, NotFound
from bot.model.endorsements.endorsement import About, Endorsement, PublicEntry, State, Words
from bot.model.journal.acts import Act
from bot.model.letters import difference
from bot.model.letters.letter import Letter, Revision
from bot.model.people.person import Person
from bot.ports.store import Unit
from bot.service.endorsements.statements import changeable
from bot.service.endorsements.transitions import reword
from bot.text.text import Listing, t


def reserve(
    unit: Unit, person: Person, *, revision: Revision, endorsement_id: int, demand: int, reserved: bool
) -> Endorsement:
    """Make a reservation about a demand, or take it back. It goes wherever the name goes, from now on. Raises
    `NotFound` where the letter has no such demand."""
    endorsement = changeable(unit, person, revision.letter_id, endorsement_id)
    there = set(endorsement.entry.reserved)
    if reserved and revision.letter.demand(demand) is None:
        raise NotFound(t("There is no such demand."))
    changed = there | {demand} if reserved else there - {demand}
    if changed == there:
        return endorsement
    act = Act.ENDORSEMENT_RESERVATION_MADE if reserved else Act.ENDORSEMENT_RESERVATION_REMOVED
    return _keep(unit, person, endorsement, replace(endorsement.entry, reserved=tuple(sorted(changed))), act)


def remove(unit: Unit, person: Person, letter_id: int, endorsement_id: int) -> Endorsement:
    """Take every reservation back, and the words about it."""
    endorsement = changeable(unit, person, letter_id, endorsement_id)
    if not endorsement.entry.reserved:
        return endorsement
    entry = replace(endorsement.entry, reserved=())
    return _keep(unit, person, endorsement, entry, Act.ENDORSEMENT_RESERVATION_REMOVED)


def reservations(unit: Unit, letter_id: int) -> tuple[Mapping[int, int], int]:
    """How many of those listed have a reservation about each demand, and how many are listed."""
    return unit.desks.reservations(letter_id), unit.endorsements.count(letter_id, State.LISTED)


def displaced(unit: Unit, revision: Revision, letter: Letter) -> Sequence[int]:
    """The demands of a revision that a letter would take away or count anew, and about which somebody has a
    reservation: it goes with their name by its number, and would be about another demand, or none."""
    return sorted(unit.desks.reserved(revision.letter_id) & difference.displaced(revision.letter, letter))


def keep_in_place(unit: Unit, revision: Revision, letter: Letter) -> None:
    """Raise `Conflict` where a letter would take a demand away or count it anew about which there are reservations."""
    numbers = displaced(unit, revision, letter)
    if numbers:
        raise Conflict(
            t(
                "Organizations have reservations about these demands, which therefore keep their place and number: "
                "{demands}. Change their words instead.",
                demands=Listing(numbers),
            )
        )


def _keep(unit: Unit, person: Person, endorsement: Endorsement, entry: PublicEntry, act: Act) -> Endorsement:
    kept = replace(endorsement, entry=entry)
    if not entry.reserved:
        kept = kept.worded(About.RESERVATION, "", Words.NONE)
    reword(unit, kept, act, person.id)
    return kept
