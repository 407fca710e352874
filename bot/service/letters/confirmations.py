"""Who signed before a material revision is asked to confirm it."""

from collections.abc import Iterable
from dataclasses import replace

from bot.errors import Conflict
from bot.model.deliveries import Subject
from bot.model.endorsements.endorsement import STANDING, Endorsement
from bot.model.journal.acts import Act
from bot.model.letters import difference
from bot.model.letters.confirmations import outdated
from bot.model.letters.letter import Revision
from bot.model.people.person import Person
from bot.ports.store import Unit
from bot.service.endorsements.signing import own
from bot.service.endorsements.transitions import Change, change
from bot.service.telling import tell_person
from bot.text.text import t

CHUNK = 200
"""So many representatives are told in one unit of work, so that nobody waits long for theirs."""


def waits(unit: Unit) -> bool:
    """Whether somebody is to be asked or reminded by now."""
    return bool(unit.confirmations.due())


def ask_next(unit: Unit) -> bool:
    """Ask or remind some more: whether there are others still."""
    for call in unit.confirmations.due():
        subject = Subject.REVISION_REMINDER if call.reminder else Subject.REVISION
        for endorsement in unit.confirmations.reach(call, CHUNK):
            if endorsement.gathered:
                continue
            tell_person(unit, endorsement.person_id, subject, endorsement.id)
    return waits(unit)


def asked(unit: Unit, endorsement: Endorsement) -> Revision | None:
    """The revision that somebody who signed is asked to confirm; nothing where they are not, or have."""
    latest = unit.confirmations.asked(endorsement.letter_id)
    return latest if endorsement.state in STANDING and outdated(endorsement, latest) else None


def same_words(unit: Unit, current: Revision, revisions: Iterable[int]) -> frozenset[int]:
    """Of some revisions, those of which nothing that is signed has changed until the current one, such as where the
    signing was closed; but none that a later one asked to be confirmed."""
    latest, distinct = unit.confirmations.asked(current.letter_id), set(revisions)
    since = latest.number if latest else 0
    before = {
        each: unit.letters.revision(current.letter_id, each) for each in distinct - {current.number} if each >= since
    }
    same = {number for number, each in before.items() if each and difference.same_words(each.letter, current.letter)}
    return frozenset(same | (distinct & {current.number}))


def reconfirm(unit: Unit, person: Person, revision: Revision, endorsement_id: int, language: str) -> Endorsement:
    """Have an endorsement stand for the current revision, as it was read in a language. Raises `Conflict` where it does
    not stand, or does so for this revision."""
    endorsement = own(unit, person, revision.letter_id, endorsement_id)
    if endorsement.state not in STANDING:
        raise Conflict(t("This sign-on does not stand, so there is nothing to confirm."))
    if endorsement.revision == revision.number:
        raise Conflict(t("You have signed revision {revision} already.", revision=revision.number))
    confirmed = replace(endorsement, revision=revision.number, language=language)
    change(unit, Change(confirmed, Act.ENDORSEMENT_RECONFIRMED, person.id))
    return confirmed
