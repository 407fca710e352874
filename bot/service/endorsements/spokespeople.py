"""Who speaks for an organization in public, by name and role: whoever represents it, where they want that."""

from dataclasses import replace

from bot.errors import Conflict
from bot.model.endorsements.consents import Item
from bot.model.endorsements.endorsement import Endorsement, State
from bot.model.journal.acts import Act
from bot.model.people.person import Person
from bot.ports.store import Unit
from bot.service.endorsements.signing import CORRECTABLE, own
from bot.service.endorsements.transitions import reword
from bot.text.text import t


def offered(unit: Unit, endorsement: Endorsement) -> str:
    """How its representative would be named: by what the reviewers saw, so that nothing new has to be reviewed. Raises
    `Conflict` where nobody would be."""
    if endorsement.state not in CORRECTABLE or endorsement.state is State.WITHHELD:
        raise Conflict(t("Nobody is named here now: the sign-on was withdrawn, is disputed, or its name is withheld."))
    named = unit.endorsements.representative(endorsement.id).named
    if not named:
        raise Conflict(t("Your name was forgotten, as you asked. Correct the sign-on first, and give it again."))
    return named


def name(unit: Unit, person: Person, letter_id: int, endorsement_id: int) -> Endorsement:
    """Name the representative beside the organization, from now on, or once it is listed. Raises `Conflict` where
    nobody would be named."""
    endorsement = own(unit, person, letter_id, endorsement_id)
    spoken = replace(endorsement, entry=replace(endorsement.entry, spokesperson=offered(unit, endorsement)))
    reword(unit, spoken, Act.ENDORSEMENT_SPOKESPERSON_NAMED, person.id)
    return spoken


def remove(unit: Unit, person: Person, letter_id: int, endorsement_id: int) -> Endorsement:
    """The representative is named no more, at once. Raises `Conflict` where they are not."""
    endorsement = own(unit, person, letter_id, endorsement_id)
    if not endorsement.entry.spokesperson:
        raise Conflict(t("You are not named there."))
    return unname(unit, endorsement, person.id)


def unname(unit: Unit, endorsement: Endorsement, person_id: int | None) -> Endorsement:
    """Nobody speaks for the organization from now on, and nothing is kept of who did: also the lines beside the journal
    that name them go, and the new one is committed to. Without a person, because its time is over."""
    if not endorsement.entry.spokesperson:
        return endorsement
    unit.consents.take_back(endorsement.id, (Item.SPOKESPERSON,))
    unit.journal.erase(endorsement.letter_id, endorsement.id, person_id)
    unnamed = replace(endorsement, entry=replace(endorsement.entry, spokesperson=""))
    reword(unit, unnamed, Act.ENDORSEMENT_SPOKESPERSON_REMOVED, person_id)
    return unnamed
