"""Organizers keep a list of whom to ask: each organization is taken by one of them, who asks it and says what came."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, time, timedelta

from bot.errors import Conflict, NotAllowed, NotFound
from bot.model.deliveries import Subject
from bot.model.outreach import (
    FORGOTTEN_AFTER,
    MOST_PROSPECTS,
    NOBODY,
    Answer,
    Prospect,
    Step,
    after,
    may,
)
from bot.model.people.person import Account, Person, Role
from bot.ports.store import Unit
from bot.service.endorsements.signing import goes_on
from bot.service.outreach.following import stands
from bot.service.telling import tell_person
from bot.text.text import t

ENDED = frozenset({Answer.SIGNED, Answer.NO})
"""Where there is nothing more to ask."""

REMINDED_AT = time(9)
"""At this time of the day somebody is reminded, in the zone in which they said the day."""

LATEST = timedelta(days=365)
"""So long ahead somebody is reminded at the most."""

MOST_AT_ONCE = 100


def find(unit: Unit, letter_id: int, number: int | None) -> Prospect:
    """The organization with this number; raises `NotFound` where it was forgotten."""
    found = unit.prospects.get(number) if number is not None else None
    if found is None or found.letter_id != letter_id:
        raise NotFound(t("This organization is not in the list of whom to ask any more."), "outreach")
    return found


def room(unit: Unit, letter_id: int) -> int:
    """How many more a letter's list can hold."""
    return MOST_PROSPECTS - sum(unit.prospects.count(letter_id).values())


def add(unit: Unit, prospect: Prospect) -> Prospect:
    """Put an organization on the list; whoever has a sign-on has signed. Raises `Conflict` where it is there already,
    or the list is full."""
    goes_on(unit, prospect.letter_id)
    if room(unit, prospect.letter_id) <= 0:
        raise Conflict(t("The list of whom to ask is full: it holds {most} at the most.", most=MOST_PROSPECTS))
    _alone(unit, prospect)
    return unit.prospects.add(_followed(unit, prospect))


def change(unit: Unit, prospect: Prospect) -> Prospect:
    """Keep what is known of an organization as it is now. Raises `Conflict` where another has its name by now."""
    _alone(unit, prospect)
    return unit.prospects.save(_followed(unit, prospect))


def _followed(unit: Unit, prospect: Prospect) -> Prospect:
    return replace(prospect, signed=stands(unit, prospect.letter_id, prospect.organization) is not None)


def _alone(unit: Unit, prospect: Prospect) -> None:
    others = unit.prospects.named(prospect.letter_id, [prospect.organization])
    if any(each.id != prospect.id for each in others):
        raise Conflict(
            t("{organization} is in the list of whom to ask already.", organization=prospect.organization), "outreach"
        )


def asks(unit: Unit, prospect: Prospect) -> bool:
    """Whether somebody has taken it who may still ask: whoever is no organizer any more holds nothing."""
    holder = prospect.taken_by
    return holder is not None and bool(unit.people.roles(holder, prospect.letter_id) & {Role.OWNER, Role.EDITOR})


def take(unit: Unit, person: Person, letter_id: int, number: int | None) -> Prospect:
    """An organizer takes an organization, and nobody else asks it. Raises `NotFound`; `Conflict` where somebody has it,
    or there is nothing more to ask."""
    prospect = find(unit, letter_id, number)
    if prospect.answer in ENDED:
        raise Conflict(t("There is nothing more to ask here."))
    if prospect.taken_by != person.id and asks(unit, prospect):
        raise Conflict(t("Another organizer has taken this one already."))
    return unit.prospects.save(replace(prospect, taken_by=person.id, remind_at=None))


def release(unit: Unit, person: Person, owns: bool, letter_id: int, number: int | None) -> Prospect:
    """An organizer gives back what they have taken; owners also what another has. Raises `NotFound`; `NotAllowed` for
    others."""
    prospect = find(unit, letter_id, number)
    if not owns and prospect.taken_by != person.id:
        raise NotAllowed(t("Only who has taken it gives it back, or an owner of the letter."))
    return unit.prospects.save(replace(prospect, taken_by=None, remind_at=None))


def step(unit: Unit, person: Person, letter_id: int, number: int | None, what: Step) -> Prospect:
    """Whoever has taken an organization says what came of it. Raises `NotFound`; `Conflict` where they have not taken
    it, it was asked often enough, or it stands otherwise by now."""
    prospect = _taken(unit, person, letter_id, number)
    if not may(prospect, what):
        if what in (Step.ASKED, Step.AGAIN) and prospect.asked:
            raise Conflict(t("It was asked already. An organization is asked, and once again: not more often."))
        raise Conflict(t("This does not fit any more: look at where it stands now."))
    said, asked = after(prospect, what)
    remind_at = None if said in ENDED else prospect.remind_at
    return unit.prospects.save(replace(prospect, said=said, asked=asked, remind_at=remind_at))


def remind_on(unit: Unit, person: Person, letter_id: int, number: int | None, day: datetime) -> Prospect:
    """Remind whoever has taken an organization on a day. Raises `NotFound`; `Conflict` where they have not taken it,
    or the day is none of the year to come."""
    prospect = _taken(unit, person, letter_id, number)
    at = datetime.combine(day.date(), REMINDED_AT, day.tzinfo)
    if not unit.now < at <= unit.now + LATEST:
        raise Conflict(t("Choose a day from tomorrow on, within a year."))
    return unit.prospects.save(replace(prospect, remind_at=at))


def _taken(unit: Unit, person: Person, letter_id: int, number: int | None) -> Prospect:
    prospect = find(unit, letter_id, number)
    if prospect.taken_by != person.id:
        raise Conflict(t("Take it first, so that nobody else asks it too."))
    return prospect


def remind(unit: Unit) -> None:
    """Remind those of whom it was wanted, once."""
    for each in unit.prospects.due(MOST_AT_ONCE):
        if each.taken_by is not None and each.answer not in ENDED and asks(unit, each):
            tell_person(unit, each.taken_by, Subject.PROSPECT, each.id)


def forget_contact(unit: Unit, prospect: Prospect) -> Prospect:
    """Forget whom to ask at an organization, and the note, which may name somebody."""
    return unit.prospects.save(replace(prospect, contact=NOBODY, note=""))


def forget(unit: Unit, numbers: Sequence[int]) -> None:
    """Forget organizations: nothing stays of them."""
    for number in numbers:
        unit.prospects.remove(number)


def forget_all(unit: Unit, letter_id: int) -> None:
    """The campaign is over: everybody who was to be asked is forgotten, and every partner."""
    forget(unit, unit.prospects.numbers(letter_id))
    for partner in unit.partners.all(letter_id):
        unit.partners.remove(partner.id)


def retire(unit: Unit) -> None:
    """Forget what nobody has touched for a year."""
    for revision in unit.letters.all():
        forget(unit, unit.prospects.numbers(revision.letter_id, unit.now - FORGOTTEN_AFTER, MOST_AT_ONCE))


def forget_person(unit: Unit, person: Person | None, accounts: Sequence[Account]) -> None:
    """Somebody is forgotten: what they had taken is free, and where their address is a contact's, that goes."""
    if person is not None:
        unit.prospects.release(person.id)
    for account in accounts:
        mailbox = unit.sessions.of_account(account)
        for each in unit.prospects.reached_at(mailbox.address) if mailbox else ():
            forget_contact(unit, each)
