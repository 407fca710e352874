"""Nobody decides on their own sign-on where somebody else can."""

from bot.errors import NotAllowed
from bot.model.endorsements.endorsement import IMPORTED, MAILED, Endorsement
from bot.model.people.person import REVIEWERS, Person
from bot.ports.store import Unit
from bot.text.text import t


def is_own(unit: Unit, person: Person | None, endorsement: Endorsement) -> bool:
    """Whether a person signed, acts for the sign-on, or ever did: from whatever account, and as its second contact too.
    Whoever brought a list in from elsewhere did not sign; whoever entered one sign-on alone says that it came."""
    if person is None or endorsement.origin == IMPORTED:
        return False
    return person.id == endorsement.person_id or person.id in unit.endorsements.acted(endorsement.id)


def left_to_others(unit: Unit, person: Person | None, endorsement: Endorsement) -> bool:
    """Whether it is a person's own sign-on, and the letter has a reviewer or owner who did not act for it. Whoever
    decides only by a role of a server leaves it to others in any case."""
    if person is None or not is_own(unit, person, endorsement):
        return False
    acted = {endorsement.person_id, *unit.endorsements.acted(endorsement.id)}
    organizers = unit.people.organizers(endorsement.letter_id)
    reviewers = {number for number, roles in organizers if not roles.isdisjoint(REVIEWERS)}
    return person.id not in reviewers or not reviewers <= acted


def refuse_entered(unit: Unit, person: Person, endorsement: Endorsement) -> None:
    """Raise `NotAllowed` where a person would list what they entered themselves, also where nobody else could: a mail
    that only they have seen is no sign-on."""
    if endorsement.origin == MAILED and is_own(unit, person, endorsement):
        raise NotAllowed(t("You entered this yourself: another organizer lists it. Nothing was done."))


def refuse_own(unit: Unit, person: Person, endorsement: Endorsement) -> None:
    """Raise `NotAllowed` where a decision on a sign-on is another reviewer's."""
    if left_to_others(unit, person, endorsement):
        if endorsement.origin == MAILED and endorsement.person_id == person.id:
            raise NotAllowed(t("You entered this yourself: another reviewer decides on it. Nothing was done."))
        raise NotAllowed(
            t("You signed this yourself, or acted for it: another reviewer decides on it. Nothing was done.")
        )
