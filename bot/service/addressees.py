"""Organizers record to whom the letter was presented, and what came back."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from bot.errors import Conflict, NotFound
from bot.model.addressees import (
    MOST_BYTES,
    MOST_PRESENTATIONS,
    SILENCE,
    STALE,
    AnswerFile,
    Presentation,
    Presented,
    addressees,
)
from bot.model.deliveries import Subject
from bot.model.letters.letter import Revision
from bot.model.people.person import Person, Role
from bot.ports.store import Unit
from bot.service.lists import publication
from bot.service.people import guards
from bot.service.telling import tell_person
from bot.text.text import n, t

DRAFTED = "presentation_announced"
"""The setting that holds the number of the announcement in which signers are told that the letter was presented."""


def present(unit: Unit, person: Person, revision: Revision, said: Presented, by: str) -> Presentation:
    """Keep that a letter was presented; the other owners are told. Raises `NotFound` for somebody whom the letter does
    not address, and for a list that was not frozen; `Conflict` for a day that is still to come, and where it was
    presented too often."""
    letter_id, letter = revision.letter_id, revision.letter
    if said.addressee not in {each.name for each in addressees(letter)}:
        raise NotFound(t("The letter does not address this person."), "addressees")
    publication.find(unit, letter_id, said.snapshot)
    _check_day(unit, revision, said.on)
    if len(unit.presentations.all(letter_id)) >= MOST_PRESENTATIONS:
        raise Conflict(
            n(
                "The letter was presented {count} time already, and no more are kept.",
                "The letter was presented {count} times already, and no more are kept.",
                MOST_PRESENTATIONS,
            )
        )
    made = unit.presentations.add(letter_id, said, by, person.id)
    for owner, roles in unit.people.organizers(letter_id):
        if Role.OWNER in roles and owner != person.id:
            tell_person(unit, owner, Subject.PRESENTED, made.id)
    return made


def _check_day(unit: Unit, revision: Revision, on: date, since: date | None = None) -> None:
    if on > revision.letter.local(unit.now).date():
        raise Conflict(t("This day is still to come. Record what has happened."))
    if since and on < since:
        raise Conflict(t("The letter was presented only after that day."))


def find(unit: Unit, letter_id: int, number: int | None) -> Presentation:
    """A presentation of a letter; raises `NotFound` where there is none of this number."""
    found = unit.presentations.get(number) if number is not None else None
    if found is None or found.letter_id != letter_id:
        raise NotFound(t("This is not recorded any more."), "addressees")
    return found


def acknowledge(unit: Unit, person: Person, revision: Revision, number: int | None, on: date) -> Presentation:
    """Keep since when the addressee acknowledges to have the letter. Raises `NotFound`, `Conflict` for a day that
    can't be."""
    presentation = find(unit, revision.letter_id, number)
    _check_day(unit, revision, on, presentation.said.on)
    said = replace(presentation.said, acknowledged=on, at=unit.now)
    return unit.presentations.change(presentation, said, person.id)


def answer(unit: Unit, person: Person, *, revision: Revision, number: int | None, on: date, text: str) -> Presentation:
    """Keep what the addressee has answered, and when. Raises `NotFound`, `Conflict` for a day that can't be."""
    presentation = find(unit, revision.letter_id, number)
    _check_day(unit, revision, on, presentation.said.on)
    said = replace(presentation.said, answered=on, answer=text, at=unit.now)
    return unit.presentations.change(presentation, said, person.id)


def enclose(unit: Unit, letter_id: int, number: int | None, file: AnswerFile) -> Presentation:
    """Keep the file with which an addressee has answered. Raises `NotFound`, `Conflict` for one that is too large, or
    where they have not answered."""
    presentation = find(unit, letter_id, number)
    if not presentation.said.answered:
        raise Conflict(t("They have not answered so far. Record that first."))
    if len(file.content) > MOST_BYTES:
        raise Conflict(t("This file is too large: {most} MB at the most.", most=MOST_BYTES // (1024 * 1024)))
    unit.presentations.enclose(presentation, file)
    return presentation


def take_back(unit: Unit, person: Person, letter_id: int, number: int | None) -> Presentation:
    """Take back that the letter was presented, which was recorded by mistake. Raises `NotFound`."""
    gone = find(unit, letter_id, number)
    unit.presentations.remove(gone, person.id)
    for subject in (Subject.PRESENTED, Subject.ADDRESSEE_SILENT):
        unit.queue.refresh(subject, gone.id)
    return gone


def first(unit: Unit, letter_id: int) -> Presentation | None:
    """When a letter was first presented; nothing where it was not. Who is listed after that stands apart."""
    return next(iter(unit.presentations.all(letter_id)), None)


def to(presentations: Sequence[Presentation], addressee: str) -> Sequence[Presentation]:
    """Those to one addressee."""
    return [each for each in presentations if each.said.addressee == addressee]


def remind(unit: Unit) -> None:
    """Tell owners and editors, once, that nothing came back of an addressee for long."""
    today = unit.now.date()
    for each in unit.presentations.silent(today - STALE, today - SILENCE - timedelta(days=1)):
        unit.presentations.tell(each)
        for person_id in sorted(guards.senders(unit, each.letter_id)):
            tell_person(unit, person_id, Subject.ADDRESSEE_SILENT, each.id)
