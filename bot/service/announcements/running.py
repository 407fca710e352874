"""An announcement on its way: paused, resumed, stopped, sent again where it did not arrive."""

from dataclasses import replace

from bot.errors import Conflict
from bot.model.announcements.announcement import Announcement, Stage
from bot.model.announcements.spending import Cause
from bot.model.deliveries import DeliveryState, Subject
from bot.model.journal.acts import Act
from bot.model.people.person import Person
from bot.model.people.settings import GUARDED_FROM
from bot.ports.store import Unit
from bot.service.announcements import reach
from bot.service.announcements.drafts import find
from bot.service.announcements.second_organizer import show_anew
from bot.text.text import t

CHUNK = 2000
"""So many messages at the most are changed in one unit of work, so that nobody waits long for theirs."""


def pause(unit: Unit, person: Person, letter_id: int, announcement_id: int) -> Announcement:
    """Nothing more leaves until it is resumed."""
    return _move(unit, person, find(unit, letter_id, announcement_id), Stage.PAUSED, Act.ANNOUNCEMENT_PAUSED)


def resume(unit: Unit, person: Person, letter_id: int, announcement_id: int) -> Announcement:
    """What was paused goes on; raises `Conflict` where it was not paused."""
    announcement = find(unit, letter_id, announcement_id)
    if announcement.stage is not Stage.PAUSED:
        raise Conflict(t("Announcement {number} is not paused.", number=announcement.id))
    return _move(unit, person, announcement, Stage.RUNNING, Act.ANNOUNCEMENT_RESUMED)


def stop(unit: Unit, person: Person, letter_id: int, announcement_id: int) -> Announcement:
    """What has not left won't; what was sent stays."""
    announcement = find(unit, letter_id, announcement_id)
    stopped = _move(unit, person, announcement, Stage.CANCELLED, Act.ANNOUNCEMENT_CANCELLED)
    unit.queue.cancel(announcement.id, CHUNK)
    if announcement.started_at is None:
        unit.files.release(letter_id, announcement.content.files)
        unit.spending.forget(announcement.id)
    else:
        recount(unit, stopped)
    return stopped


def recount(unit: Unit, announcement: Announcement) -> None:
    """No more of an announcement leaves: it counts as much as has left, or perhaps has, until it is at rest."""
    tally = unit.results.tally(announcement)
    unit.spending.count(announcement.id, tally.total - tally.cancelled - tally.failed)


def _move(unit: Unit, person: Person, announcement: Announcement, stage: Stage, act: Act) -> Announcement:
    allowed = {
        Stage.PAUSED: (Stage.RUNNING,),
        Stage.RUNNING: (Stage.PAUSED,),
        Stage.CANCELLED: (Stage.DRAFT, Stage.WAITING, Stage.RUNNING, Stage.PAUSED),
    }[stage]
    if announcement.stage not in allowed:
        raise Conflict(t("Announcement {number} is not on its way any more.", number=announcement.id))
    moved = replace(announcement, stage=stage)
    if stage is Stage.CANCELLED:
        moved = replace(moved, ended_at=unit.now, queued_to=None)
    unit.announcements.save(moved, act, person.id)
    show_anew(unit, moved)
    return moved


def repeat(unit: Unit, person: Person, letter_id: int, announcement_id: int, state: DeliveryState) -> int:
    """Send an announcement again where it failed, or where it is uncertain: to how many chats. Raises `Conflict` where
    it is not sent any more, no chat can be reached, or it needs another organizer."""
    announcement = find(unit, letter_id, announcement_id)
    if announcement.stage not in (Stage.RUNNING, Stage.PAUSED, Stage.DONE):
        raise Conflict(t("Announcement {number} can't be repeated.", number=announcement.id))
    number = unit.queue.repeat(announcement, state)
    if not number:
        raise Conflict(t("None of those chats can be reached now, so nothing was repeated."))
    _spend_repeated(unit, person, announcement, state, number)
    stage = announcement.stage if announcement.stage is not Stage.DONE else Stage.RUNNING
    unit.announcements.save(replace(announcement, stage=stage, ended_at=None), Act.ANNOUNCEMENT_REPEATED, person.id)
    unit.announcements.mark_active(announcement.id, True)
    unit.queue.refresh(Subject.PROGRESS, announcement.id)
    return number


def _spend_repeated(unit: Unit, person: Person, announcement: Announcement, state: DeliveryState, chats: int) -> None:
    """What two have released is repeated by one, unless one alone may have corrected it since. What failed, and is not
    over, counts already."""
    corrected = announcement.version > 1 and unit.results.tally(announcement).total < GUARDED_FROM
    if announcement.second_id is not None and not corrected:
        return
    if state is DeliveryState.FAILED and announcement.stage is not Stage.DONE:
        return
    if reach.guarded(unit, announcement, person.id, chats):
        raise Conflict(
            t(
                "Nothing was repeated: with what you have sent today, this would reach more chats than one organizer "
                "alone may. Let another organizer repeat it, or try again tomorrow."
            )
        )
    reach.spend(unit, person.id, announcement, Cause.REPEAT, chats)
