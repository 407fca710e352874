"""An organization's own words beside its name: given, approved and taken down on their own, wherever it stands."""

import hashlib

from bot.errors import Conflict, NotFound
from bot.model.deliveries import Subject
from bot.model.endorsements.endorsement import About, Endorsement, State, Words
from bot.model.journal.acts import Act
from bot.model.people.person import Person
from bot.ports.store import Unit
from bot.service.endorsements.signing import own
from bot.service.endorsements.transitions import reword
from bot.service.reviews.own import refuse_own
from bot.service.telling import tell_person, tell_reviewers_of_words
from bot.text.text import t

CHANGEABLE = frozenset({State.DRAFT, State.SUBMITTED, State.LISTED, State.DECLINED})
"""Where an organization may still add something to its name."""

VERSION_LENGTH = 8

GIVEN = {About.STATEMENT: Act.ENDORSEMENT_STATEMENT_GIVEN, About.RESERVATION: Act.ENDORSEMENT_RESERVATION_GIVEN}
SHOWN = {About.STATEMENT: Act.ENDORSEMENT_STATEMENT_SHOWN, About.RESERVATION: Act.ENDORSEMENT_RESERVATION_SHOWN}
TAKEN_DOWN = {
    About.STATEMENT: Act.ENDORSEMENT_STATEMENT_TAKEN_DOWN,
    About.RESERVATION: Act.ENDORSEMENT_RESERVATION_TAKEN_DOWN,
}
"""The acts by which words are given, shown and taken down, by what they are about."""


def version(endorsement: Endorsement, about: About) -> str:
    """What tells apart the words that a reviewer has read and any that came after."""
    return hashlib.sha256(endorsement.says(about).encode()).hexdigest()[:VERSION_LENGTH]


def changeable(unit: Unit, person: Person | None, letter_id: int, endorsement_id: int) -> Endorsement:
    """A person's own endorsement, where something may still be added to it; raises `Conflict` where nothing may."""
    endorsement = own(unit, person, letter_id, endorsement_id)
    if endorsement.state is State.WITHHELD:
        raise Conflict(t("Its name is withheld, so that nothing of it is shown. Publish the name first."))
    if endorsement.state not in CHANGEABLE:
        raise Conflict(t("This sign-on was withdrawn or is disputed: nothing can be added to it any more."))
    return endorsement


def give(unit: Unit, person: Person, *, letter_id: int, endorsement_id: int, about: About, text: str) -> Endorsement:
    """Words for the list, which reviewers approve; the organization stays where it stands meanwhile. Raises `Conflict`
    for those about a reservation that was not made."""
    endorsement = changeable(unit, person, letter_id, endorsement_id)
    if about is About.RESERVATION and not endorsement.entry.reserved:
        raise Conflict(t("Choose the demands first."))
    asked_before = endorsement.words(about) is Words.WAITING
    given = endorsement.worded(about, text, Words.WAITING)
    reword(unit, given, GIVEN[about], person.id)
    if given.state is State.LISTED:
        if not asked_before:
            unit.queue.forget(Subject.WORDS, given.id)
        tell_reviewers_of_words(unit, given)
    return given


def take_down(unit: Unit, person: Person | None, letter_id: int, endorsement_id: int, about: About) -> Endorsement:
    """The representative takes the words down, at once."""
    return _taken_down(unit, own(unit, person, letter_id, endorsement_id), about, person)


def show(unit: Unit, person: Person, *, letter_id: int, endorsement_id: int, about: About, read: str) -> Endorsement:
    """A reviewer approves the words that they have read: those of this version. Raises `Conflict` where there are
    others by now, or none that wait."""
    endorsement = of_letter(unit, letter_id, endorsement_id)
    if endorsement.state is not State.LISTED or endorsement.words(about) is not Words.WAITING:
        raise Conflict(t("There is nothing to be shown: it was decided, taken back, or is not listed."))
    refuse_own(unit, person, endorsement)
    if read != version(endorsement, about):
        raise Conflict(t("These words were changed after you read them. Please read them again."))
    shown = endorsement.worded(about, endorsement.says(about), Words.SHOWN)
    reword(unit, shown, SHOWN[about], person.id)
    tell_person(unit, shown.person_id, Subject.SAID, shown.id)
    return shown


def leave_out(unit: Unit, person: Person, letter_id: int, endorsement_id: int, about: About) -> Endorsement:
    """A reviewer leaves the words out, or takes them down; the organization stays where it stands."""
    left = _taken_down(unit, of_letter(unit, letter_id, endorsement_id), about, person)
    tell_person(unit, left.person_id, Subject.SAID, left.id)
    return left


def _taken_down(unit: Unit, endorsement: Endorsement, about: About, person: Person | None) -> Endorsement:
    if person is None or endorsement.words(about) not in (Words.WAITING, Words.SHOWN):
        raise Conflict(t("There is nothing to be taken down."))
    gone = endorsement.worded(about, endorsement.says(about), Words.TAKEN_DOWN)
    reword(unit, gone, TAKEN_DOWN[about], person.id)
    return gone


def of_letter(unit: Unit, letter_id: int, endorsement_id: int) -> Endorsement:
    """The sign-on of a letter with this id, whoever signed it; raises `NotFound` where there is none."""
    endorsement = unit.endorsements.get(endorsement_id)
    if endorsement is None or endorsement.letter_id != letter_id:
        raise NotFound(t("There is no such sign-on."))
    return endorsement
