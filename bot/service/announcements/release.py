"""An announcement's release: by one organizer, by a second where that is wanted, and back into a draft."""

from dataclasses import replace
from datetime import timedelta

from bot.errors import Conflict
from bot.model.announcements.announcement import Announcement, Stage
from bot.model.deliveries import Subject
from bot.model.journal.acts import Act
from bot.model.people.person import Person
from bot.model.people.settings import UNDO_SECONDS, read_choices
from bot.ports.store import Unit
from bot.service.announcements import corrections, reach, running
from bot.service.announcements.drafts import find
from bot.service.announcements.second_organizer import ask_others, check_agrees, show_anew
from bot.service.announcements.voices import check_speaks
from bot.service.telling import private_chat_of
from bot.text.text import t


def release(unit: Unit, person: Person, letter_id: int, announcement_id: int) -> Announcement:
    """Release a draft: it leaves at its moment, after another organizer's release and the time to undo. Raises
    `Conflict` where it was released already, its moment has passed, or it reaches nobody."""
    announcement = find(unit, letter_id, announcement_id)
    if announcement.stage is not Stage.DRAFT:
        raise Conflict(t("Announcement {number} was released already.", number=announcement.id))
    if announcement.at and announcement.at <= unit.now:
        raise Conflict(t("The moment for which this was planned has passed. Choose another, or send it now."))
    check_speaks(unit, announcement.content)
    reach.check_reaches(unit, person, announcement)
    reach.reached(unit, announcement, most=1)
    guard = not reach.reach_alone(unit, replace(announcement, person_id=person.id))
    starts = max(announcement.at or unit.now, unit.now + _undo(unit, announcement, guard))
    report_to = announcement.report_to or _told_in(unit, person)
    released = replace(
        announcement, stage=Stage.WAITING, second=guard, starts=starts, person_id=person.id, report_to=report_to
    )
    unit.announcements.save(released, Act.ANNOUNCEMENT_RELEASED, person.id)
    if released.report_to:
        unit.queue.put(released.report_to, Subject.PROGRESS, released.id)
    if guard:
        ask_others(unit, released)
    return released


def _undo(unit: Unit, announcement: Announcement, guard: bool) -> timedelta:
    seconds = read_choices(unit.settings.all(announcement.letter_id)).undo
    return timedelta(seconds=seconds if seconds is not None else UNDO_SECONDS if guard else 0)


def _told_in(unit: Unit, person: Person) -> int | None:
    """The chat in which somebody is told of the progress of what they have released and did not write."""
    chat = private_chat_of(unit, person.id)
    return chat.id if chat else None


def agree(unit: Unit, person: Person, letter_id: int, announcement_id: int) -> Announcement:
    """Release an announcement, or a correction, that another organizer has released first. Raises `NotAllowed` for
    whoever released or proposed it, `Conflict` where there is nothing to agree to any more."""
    announcement = find(unit, letter_id, announcement_id)
    if announcement.proposed is not None:
        check_agrees(unit, announcement, person)
        return corrections.let_say(unit, announcement, announcement.proposed, person)
    if announcement.stage is not Stage.WAITING or announcement.ready:
        raise Conflict(t("Announcement {number} does not wait for a release.", number=announcement.id))
    if announcement.at and announcement.at <= unit.now:
        raise Conflict(t("The moment for which this was planned has passed. Stop it, and plan it anew."))
    check_speaks(unit, announcement.content)
    reach.check_reaches(unit, person, announcement)
    check_agrees(unit, announcement, person)
    undone_until = unit.now + _undo(unit, announcement, guard=True)
    settled = announcement.starts if announcement.content.made else announcement.at
    starts = max(settled or unit.now, undone_until)
    agreed = replace(announcement, second_id=person.id, starts=starts)
    unit.announcements.save(agreed, Act.ANNOUNCEMENT_AGREED, person.id)
    show_anew(unit, agreed)
    return agreed


def refuse(unit: Unit, person: Person, letter_id: int, announcement_id: int) -> Announcement:
    """Don't agree: a correction that was proposed is dropped, an announcement that waits is stopped."""
    announcement = find(unit, letter_id, announcement_id)
    if announcement.proposed is None:
        return running.stop(unit, person, letter_id, announcement_id)
    kept = replace(announcement, proposed=None, proposed_by=None)
    unit.announcements.save(kept, Act.ANNOUNCEMENT_CORRECTION_REFUSED, person.id)
    show_anew(unit, kept)
    return kept


def reopen(unit: Unit, person: Person, letter_id: int, announcement_id: int) -> Announcement:
    """Take back into a draft what was released and has not begun to leave: it is changed, moved, and released anew.
    Raises `Conflict` where it has begun, or was made by the letter itself."""
    announcement = find(unit, letter_id, announcement_id)
    if announcement.stage is not Stage.WAITING or announcement.content.made:
        raise Conflict(t("Announcement {number} can't be changed any more.", number=announcement.id))
    draft = replace(announcement, stage=Stage.DRAFT, second=False, second_id=None, starts=None)
    unit.announcements.save(draft, Act.ANNOUNCEMENT_REOPENED, person.id)
    unit.spending.forget(draft.id)
    show_anew(unit, draft)
    return draft
