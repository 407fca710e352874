"""An organization's representative names who speaks for it to the press; the letter's owners read the media list."""

from collections.abc import Sequence

from bot.errors import Conflict
from bot.model.endorsements.endorsement import Endorsement, State
from bot.model.endorsements.media_contacts import Agreement, MediaContact, Named
from bot.model.letters.letter import Revision
from bot.model.people.person import Person
from bot.ports.store import Unit
from bot.service.endorsements.signing import goes_on, own
from bot.text.text import t


def nameable(unit: Unit, person: Person | None, letter_id: int, endorsement_id: int) -> Endorsement:
    """A person's own endorsement, for whose organization somebody can be named; raises `Conflict` where it is not in
    the list, or the campaign is over."""
    endorsement = own(unit, person, letter_id, endorsement_id)
    if endorsement.state is not State.LISTED:
        raise Conflict(t("Somebody can be named to the press once your organization is in the list."))
    goes_on(unit, letter_id)
    return endorsement


def name(
    unit: Unit, person: Person, *, letter_id: int, endorsement_id: int, contact: MediaContact, consent: Agreement
) -> None:
    """Name who speaks for the organization, in the place of whoever was named before. Raises as `nameable`."""
    unit.media_contacts.name(nameable(unit, person, letter_id, endorsement_id), contact, consent)


def take_back(unit: Unit, person: Person | None, letter_id: int, endorsement_id: int) -> None:
    """Nobody is named to the press any more, and what was kept of them is gone. Raises `Conflict` where nobody is."""
    endorsement = own(unit, person, letter_id, endorsement_id)
    if unit.media_contacts.of(endorsement.id) is None:
        raise Conflict(t("Nobody is named to the press."))
    unit.media_contacts.take_back(endorsement)


def media_list(unit: Unit, person: Person, revision: Revision, language: str = "") -> Sequence[Named]:
    """Who speaks for the organizations in the list, in the order of their names; those alone who speak a `language`,
    where one is given. That a person looked is journalled, and told to those who stand there."""
    named = unit.media_contacts.listed(revision.letter_id)
    shown = [each for each in named if not language or language in each.contact.languages]
    unit.media_contacts.looked_at(revision.letter_id, revision.number, shown, person.id)
    return shown
