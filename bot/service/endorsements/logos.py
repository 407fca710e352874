"""An organization's logo: given with permission, approved and taken down on its own, and gone with a withdrawal."""

from collections.abc import Mapping, Sequence

from bot.errors import Conflict
from bot.model.deliveries import Subject
from bot.model.endorsements.endorsement import Endorsement, State, Words
from bot.model.endorsements.logos import Logo
from bot.model.journal.acts import Act
from bot.model.people.person import Person
from bot.ports.store import Unit
from bot.service.endorsements.signing import own
from bot.service.endorsements.statements import changeable, of_letter
from bot.service.endorsements.transitions import bring_up_to_date
from bot.service.reviews.own import refuse_own
from bot.service.telling import tell_person, tell_reviewers_of_words
from bot.text.text import t


def give(
    unit: Unit, person: Person, *, letter_id: int, endorsement_id: int, png: bytes, alt: str
) -> Endorsement:  # fmt: skip
    """Keep a logo, a PNG that was drawn anew, in the place of any other; it is shown once a reviewer has approved it.
    Raises `Conflict` where nothing can be added to the sign-on."""
    endorsement = changeable(unit, person, letter_id, endorsement_id)
    logo = Logo.of(png, alt)
    asked_before = _stands(unit, endorsement) is Words.WAITING
    unit.logos.keep(endorsement, logo, png, person.id)
    if endorsement.state is State.LISTED:
        if not asked_before:
            unit.queue.forget(Subject.WORDS, endorsement.id)
        tell_reviewers_of_words(unit, endorsement)
    bring_up_to_date(unit, endorsement.id)
    return endorsement


def take_down(unit: Unit, person: Person, letter_id: int, endorsement_id: int) -> Endorsement:
    """The representative takes the logo down, at once."""
    return _taken_down(unit, own(unit, person, letter_id, endorsement_id), person)


def show(unit: Unit, person: Person, *, letter_id: int, endorsement_id: int, seen: str) -> Endorsement:
    """A reviewer approves the logo that they have seen, by its hash. Raises `Conflict` where there is another by now,
    or none that waits."""
    endorsement = of_letter(unit, letter_id, endorsement_id)
    logo = unit.logos.of(endorsement.id)
    if logo is None or logo.state is not Words.WAITING:
        raise Conflict(t("There is nothing to be shown: it was decided, or taken back."))
    refuse_own(unit, person, endorsement)
    if not (seen and logo.sha256.startswith(seen)):
        raise Conflict(t("This logo was changed after you saw it. Please look at it again."))
    unit.logos.settle(endorsement, Words.SHOWN, Act.ENDORSEMENT_LOGO_SHOWN, person.id)
    return _told(unit, endorsement)


def leave_out(unit: Unit, person: Person, letter_id: int, endorsement_id: int) -> Endorsement:
    """A reviewer leaves the logo out, or takes it down; the organization stays where it stands."""
    return _told(unit, _taken_down(unit, of_letter(unit, letter_id, endorsement_id), person))


def shown(unit: Unit, endorsements: Sequence[Endorsement]) -> Mapping[int, Logo]:
    """The logos that everybody may see of some who stand in a list, by their sign-ons' ids."""
    listed = [each.id for each in endorsements if each.state is State.LISTED]
    return unit.logos.shown(listed) if listed else {}


def _stands(unit: Unit, endorsement: Endorsement) -> Words:
    logo = unit.logos.of(endorsement.id)
    return logo.state if logo else Words.NONE


def _taken_down(unit: Unit, endorsement: Endorsement, person: Person) -> Endorsement:
    if _stands(unit, endorsement) is Words.NONE:
        raise Conflict(t("There is nothing to be taken down."))
    unit.logos.take_down(endorsement, person.id)
    bring_up_to_date(unit, endorsement.id)
    return endorsement


def _told(unit: Unit, endorsement: Endorsement) -> Endorsement:
    bring_up_to_date(unit, endorsement.id)
    if not endorsement.gathered:
        tell_person(unit, endorsement.person_id, Subject.SAID, endorsement.id)
    return endorsement
