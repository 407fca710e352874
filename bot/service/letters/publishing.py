"""What was edited is published as the next revision."""

from collections.abc import Sequence
from datetime import datetime

from bot.errors import Conflict
from bot.model.announcements.announcement import EVERYBODY
from bot.model.announcements.spending import Cause
from bot.model.deliveries import Subject
from bot.model.letters.confirmations import LEAST_TIME, REMINDED_BEFORE
from bot.model.letters.editing import complete
from bot.model.letters.letter import Letter, Proposal, Revision, fingerprint
from bot.model.people.person import Person
from bot.model.people.settings import read_choices
from bot.ports.store import Unit
from bot.service.announcements import budget
from bot.service.announcements.causers import heading
from bot.service.announcements.news import corrected
from bot.service.endorsements import reservations
from bot.service.letters import former_documents
from bot.service.people import guards
from bot.service.telling import tell_person
from bot.text.text import t


def edits(unit: Unit, revision: Revision) -> Letter:
    """What was edited since the last publication; raises `Conflict` where nothing was."""
    draft = unit.letters.draft(revision.letter_id)
    if draft is None:
        raise Conflict(t("Nothing was edited since revision {revision} was published.", revision=revision.number))
    return draft.letter


def publish(
    unit: Unit, person: Person, *, revision: Revision, previewed: str, material: bool, confirm_by: datetime | None
) -> Revision | None:
    """Publish what was edited, if its fingerprint begins as that of what was previewed. Where it is material, everybody
    whose sign-on stands for an earlier revision is asked to confirm this one. Where it would reach more chats than one
    organizer alone may, nothing is returned, and it waits for another one. Raises `Conflict` where it was edited since,
    lacks something, or leaves less than a day to confirm it."""
    letter = _checked(unit, revision, previewed, material, confirm_by)
    wanted = Proposal(person.id, material, confirm_by)
    if needs_second(unit, person.id, revision=revision, letter=letter, material=material, confirm_by=confirm_by):
        unit.letters.propose(revision.letter_id, wanted)
        _ask_others(unit, revision.letter_id, person.id)
        return None
    for moment, chats in _arrivals(unit, revision, letter, wanted):
        budget.spend(
            unit,
            person.id,
            letter_id=revision.letter_id,
            cause=Cause.REVISION,
            chats=chats,
            subject_id=revision.number + 1,
            left_at=moment,
        )
    return _publish(unit, revision, letter, wanted, None)


def _checked(unit: Unit, revision: Revision, previewed: str, material: bool, confirm_by: datetime | None) -> Letter:
    """What was edited, if it can be published as it was previewed; raises `Conflict` as `publish`."""
    letter = edits(unit, revision)
    if not fingerprint(letter).startswith(previewed):
        raise Conflict(t("Somebody has edited the letter since you looked. Nothing was published; look again."))
    reservations.keep_in_place(unit, revision, letter)
    if not revision.number and unit.letters.named(letter.slug):
        raise Conflict(t("Another letter has this short name: {name}. Choose another one.", name=letter.slug))
    if not complete(letter):
        raise Conflict(t("Something is still missing in the letter. Nothing was published."))
    if material and (confirm_by is None or confirm_by < unit.now + LEAST_TIME):
        raise Conflict(t("Whoever has signed needs a day at least to confirm. Choose a later date."))
    return letter


def _publish(unit: Unit, revision: Revision, letter: Letter, wanted: Proposal, second_id: int | None) -> Revision:
    account = guards.account_of(unit, revision.letter_id, wanted.person_id)
    confirm_by = wanted.confirm_by if wanted.material else None
    begun = None if revision.number else revision.letter_id
    published = unit.letters.publish(letter, wanted.person_id, wanted.material, confirm_by, begun)
    published = unit.letters.attribute(published, second_id, account if account != wanted.person_id else None)
    former_documents.tell_replaced(unit, revision, published)
    if wanted.material:
        ask_to_confirm(unit, published)
    return published


def needs_second(
    unit: Unit,
    person_id: int,
    *,
    revision: Revision,
    letter: Letter,
    material: bool,
    confirm_by: datetime | None,
) -> bool:
    """Whether another organizer has to agree before somebody publishes a letter as its next revision."""
    letter_id, told = revision.letter_id, _told(unit, revision, letter)
    wanted = Proposal(person_id, material, confirm_by)
    if not budget.allows(unit, person_id, letter_id, told):
        return True
    return any(
        not budget.allows(unit, person_id, letter_id, chats + (told if moment == unit.now else 0), at=moment)
        for moment, chats in _arrivals(unit, revision, letter, wanted)
    )


def _arrivals(unit: Unit, revision: Revision, letter: Letter, wanted: Proposal) -> Sequence[tuple[datetime, int]]:
    """When a revision lets messages arrive, or changes them where they stand, and in how many chats at the most: with
    those who have signed, where it is material; with all who follow, where it changes what stands in messages."""
    signed = unit.confirmations.standing(revision.letter_id) if wanted.material else 0
    changed = heading(letter) != heading(revision.letter) or bool(corrected(unit, revision, letter))
    followers = unit.chats.count(revision.letter_id, EVERYBODY) if changed else 0
    remind_at = wanted.confirm_by - REMINDED_BEFORE if wanted.confirm_by else unit.now
    reminded = ((remind_at, signed),) if remind_at > unit.now else ()
    return ((unit.now, signed + followers), *reminded)


def _told(unit: Unit, revision: Revision, letter: Letter) -> int:
    """How many chats will be told by themselves of what changes about events and the closing: each time it is told, it
    counts anew."""
    choices, before = read_choices(unit.settings.all(revision.letter_id)), revision.letter
    tells = (choices.events and letter.events != before.events) or (choices.closing and letter.closes != before.closes)
    return unit.chats.count(revision.letter_id, EVERYBODY) if tells else 0


def waiting(unit: Unit, revision: Revision) -> tuple[Letter, Proposal]:
    """The revision that waits for another organizer; raises `Conflict` where none does any more."""
    draft = unit.letters.draft(revision.letter_id)
    if draft is None or draft.proposed is None:
        raise Conflict(t("No revision waits for another organizer any more: it was published, edited or refused."))
    return draft.letter, draft.proposed


def agree(unit: Unit, person: Person, revision: Revision, previewed: str) -> Revision:
    """Publish a revision that another organizer has published first. Raises `NotAllowed` for whoever did that or does
    not count, `Conflict` where none waits, or it has changed since it was shown."""
    _, wanted = waiting(unit, revision)
    guards.check_wanted(unit, revision.letter_id, wanted.person_id)
    guards.check_agrees(unit, revision.letter_id, person.id, wanted.person_id)
    letter = _checked(unit, revision, previewed, wanted.material, wanted.confirm_by)
    published = _publish(unit, revision, letter, wanted, person.id)
    unit.queue.refresh(Subject.REVISION_RELEASE, revision.letter_id, at_once=True)
    return published


def refuse(unit: Unit, revision: Revision) -> None:
    """Don't publish a revision that waits: what was edited stays a draft. Raises `Conflict` where none waits."""
    waiting(unit, revision)
    unit.letters.propose(revision.letter_id, None)
    unit.queue.refresh(Subject.REVISION_RELEASE, revision.letter_id, at_once=True)


def _ask_others(unit: Unit, letter_id: int, person_id: int) -> None:
    unit.queue.forget(Subject.REVISION_RELEASE, letter_id)
    for other in guards.seconds(unit, letter_id, person_id):
        tell_person(unit, other, Subject.REVISION_RELEASE, letter_id)


def ask_to_confirm(unit: Unit, published: Revision) -> None:
    """Have everybody who signed before a material revision asked to confirm it, and reminded of it."""
    unit.confirmations.call(published.letter_id, published.number, False, unit.now)
    remind_at = published.confirm_by - REMINDED_BEFORE if published.confirm_by else unit.now
    if remind_at > unit.now:
        unit.confirmations.call(published.letter_id, published.number, True, remind_at)
