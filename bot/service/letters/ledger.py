"""The ledger of demands: organizers record what came of each; what is public is corrected, and never rewritten."""

from datetime import date, datetime, time

from bot.errors import Conflict, NotFound
from bot.model.announcements.news import at
from bot.model.deliveries import Subject
from bot.model.letters.ledger import MOST_ENTRIES, STALE, LedgerEntry, Recorded, Step
from bot.model.letters.letter import Letter, Revision
from bot.model.people.person import Person
from bot.ports.store import Unit
from bot.service.people import guards
from bot.service.telling import tell_person
from bot.text.text import n, t

ALARM_AT = time(9)
"""The hour of a day, in the letter's zone, at which it is told that the day of the escalation has come."""

_TOLD = "escalation_told"
"""The setting that keeps of which moment of the escalation its organizers were told."""


def note(unit: Unit, person: Person, revision: Revision, said: Recorded) -> LedgerEntry:
    """Keep what somebody records of a demand, for them to look at: nobody else sees it until they confirm it. Raises
    `NotFound` where the letter has no such demand, `Conflict` for a day that is still to come, for what was corrected
    already or is about another demand, and where there are too many entries."""
    _check(unit, revision, said)
    return unit.ledger.note(revision.letter_id, said, person.id)


def _check(unit: Unit, revision: Revision, said: Recorded) -> None:
    letter = revision.letter
    if letter.demand(said.demand) is None and said.corrects is None:
        raise NotFound(t("There is no such demand."), "demands")
    if said.on > today(unit, letter):
        raise Conflict(t("This day is still to come. Record what has happened."))
    _check_corrects(unit, revision.letter_id, said)
    if unit.ledger.count(revision.letter_id) >= MOST_ENTRIES:
        raise Conflict(
            n(
                "There is {count} entry about the demands already, and no more is kept.",
                "There are {count} entries about the demands already, and no more are kept.",
                MOST_ENTRIES,
            )
        )


def _check_corrects(unit: Unit, letter_id: int, said: Recorded) -> None:
    if said.corrects is not None:
        corrected = find_public(unit, letter_id, said.corrects)
        if corrected.said.demand != said.demand or unit.ledger.public(letter_id).corrected_by(corrected):
            raise Conflict(t("This entry was corrected already. Correct what stands in its place."), "demands")


def today(unit: Unit, letter: Letter) -> date:
    """Which day it is where the letter is."""
    return letter.local(unit.now).date()


def needs_second(unit: Unit, person: Person, letter_id: int) -> bool:
    """Whether another organizer has to agree to what a person records: wherever there is one, unless the owners do
    without."""
    return guards.guard_for(unit, letter_id, person.id) != "off"


def noted(unit: Unit, person: Person, letter_id: int, number: int | None) -> LedgerEntry:
    """What somebody has written and not confirmed; raises `NotFound` where it is not theirs, or was confirmed."""
    entry = unit.ledger.get(number) if number is not None else None
    if entry is None or (entry.letter_id, entry.person_id, entry.step) != (letter_id, person.id, Step.NOTED):
        raise NotFound(t("This is not there any more. Record it again."), "demand_status")
    return entry


def record(unit: Unit, person: Person, revision: Revision, number: int | None) -> LedgerEntry:
    """What somebody has written is public from now on, or waits for another organizer. Raises `NotFound` where it is
    not theirs or was confirmed already, and whatever `note` raises."""
    entry = noted(unit, person, revision.letter_id, number)
    _check(unit, revision, entry.said)
    if not needs_second(unit, person, revision.letter_id):
        return unit.ledger.publish(entry, None)
    proposed = unit.ledger.wait(entry)
    for other in guards.seconds(unit, revision.letter_id, person.id):
        tell_person(unit, other, Subject.LEDGER, entry.id)
    return proposed


def waiting(unit: Unit, letter_id: int, number: int | None) -> LedgerEntry:
    """An entry that waits for another organizer; raises `NotFound` where it does not any more."""
    entry = unit.ledger.get(number) if number is not None else None
    if entry is None or entry.letter_id != letter_id or entry.step is not Step.WAITING:
        raise NotFound(t("This does not wait for another organizer any more."))
    return entry


def agree(unit: Unit, person: Person, revision: Revision, number: int | None) -> LedgerEntry:
    """Another organizer agrees: an entry is public from now on. Raises `NotFound` where it does not wait; `Conflict`
    where whoever has recorded it is no organizer any more, or it was corrected meanwhile; `NotAllowed` for whoever does
    not count as a second organizer."""
    entry = waiting(unit, revision.letter_id, number)
    guards.check_wanted(unit, revision.letter_id, entry.person_id)
    guards.check_agrees(unit, revision.letter_id, person.id, entry.person_id)
    _check_corrects(unit, revision.letter_id, entry.said)
    published = unit.ledger.publish(entry, person.id)
    unit.queue.refresh(Subject.LEDGER, entry.id, at_once=True)
    return published


def refuse(unit: Unit, letter_id: int, number: int | None) -> None:
    """An organizer refuses, or takes back what they have recorded: what waits is forgotten. Raises `NotFound` where it
    does not wait."""
    unit.ledger.refuse(waiting(unit, letter_id, number))
    unit.queue.refresh(Subject.LEDGER, number or 0, at_once=True)


def find_public(unit: Unit, letter_id: int, number: int | None) -> LedgerEntry:
    """A public entry of a letter; raises `NotFound` where there is none of this number."""
    entry = unit.ledger.get(number) if number is not None else None
    if entry is None or entry.letter_id != letter_id or entry.step is not Step.PUBLIC:
        raise NotFound(t("There is no such entry."), "demands")
    return entry


def remind(unit: Unit) -> None:
    """Tell owners and editors, once each, that an answer is due, and that the day of the escalation has come."""
    for entry in unit.ledger.due(unit.now - STALE):
        stands = unit.ledger.public(entry.letter_id).standing(entry.said.demand)
        unit.ledger.tell(entry)
        if stands == entry:
            _tell(unit, entry.letter_id, Subject.ANSWER_DUE, entry.id)
    for revision in unit.letters.all():
        moment = escalates(revision.letter)
        if moment is None or not moment <= unit.now < moment + STALE:
            continue
        if unit.settings.all(revision.letter_id).get(_TOLD) != moment.isoformat():
            unit.settings.set(revision.letter_id, _TOLD, moment.isoformat())
            _tell(unit, revision.letter_id, Subject.ESCALATION_DUE, revision.letter_id)


def escalates(letter: Letter) -> datetime | None:
    """When what the letter says comes that follows where its demands are not met."""
    escalation = letter.escalation
    if escalation is None or escalation.by is None:
        return None
    return at(letter, letter.local(escalation.by).date(), ALARM_AT) if escalation.all_day else escalation.by


def _tell(unit: Unit, letter_id: int, subject: Subject, subject_id: int) -> None:
    for person_id in sorted(guards.senders(unit, letter_id)):
        tell_person(unit, person_id, subject, subject_id)
