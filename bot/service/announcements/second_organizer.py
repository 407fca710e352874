"""Another organizer is asked to agree: to an announcement that was released, or to a correction that was proposed."""

from dataclasses import replace

from bot.model.announcements.announcement import Announcement
from bot.model.deliveries import Subject
from bot.model.people.person import Person
from bot.ports.store import Unit
from bot.service.announcements import reach
from bot.service.announcements.causers import causers
from bot.service.people import guards
from bot.service.telling import tell_person


def guard(unit: Unit, announcement: Announcement) -> None:
    """Let an announcement that was released wait for another organizer after all."""
    waiting = replace(announcement, second=True)
    unit.announcements.save(waiting)
    unit.spending.forget(announcement.id)
    ask_others(unit, waiting)
    show_anew(unit, waiting)


def ask_others(unit: Unit, announcement: Announcement) -> None:
    """Ask whoever may agree to what was released or proposed; where nobody does now, everybody else."""
    unit.queue.forget(Subject.RELEASE, announcement.id)
    firsts = firsts_of(unit, announcement)
    others = guards.senders(unit, announcement.letter_id) - firsts
    may = {each for each in others if all(guards.may_agree(unit, announcement.letter_id, each, to) for to in firsts)}
    for other in sorted(may or others):
        tell_person(unit, other, Subject.RELEASE, announcement.id)


def firsts_of(unit: Unit, announcement: Announcement) -> frozenset[int]:
    """Who wants what another organizer is asked to agree to: the correction that waits, else the announcement."""
    if announcement.proposed is not None and announcement.proposed_by is not None:
        return frozenset({announcement.proposed_by})
    return causers(unit, announcement)


def check_agrees(unit: Unit, announcement: Announcement, person: Person) -> None:
    """Raises `NotAllowed` where somebody may not agree to what others want of an announcement."""
    wanted_by = announcement.proposed_by if announcement.proposed is not None else announcement.person_id
    if wanted_by is not None:
        guards.check_wanted(unit, announcement.letter_id, wanted_by)
    for first in firsts_of(unit, announcement):
        for letter_id in reach.letters_of(unit, announcement):
            guards.check_agrees(unit, letter_id, person.id, first)


def show_anew(unit: Unit, announcement: Announcement) -> None:
    """What organizers see of an announcement says how it stands now."""
    unit.queue.refresh(Subject.PROGRESS, announcement.id, at_once=True)
    unit.queue.refresh(Subject.RELEASE, announcement.id, at_once=True)
