"""Announcements on their way: one begins after the other, is queued for its audience, and comes to its end."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from bot.model.announcements.announcement import Announcement, Stage
from bot.model.deliveries import Subject
from bot.ports.store import Unit
from bot.service.announcements import reach, readers, running, second_organizer
from bot.service.chats import hosting
from bot.service.letters import confirmations

CHUNK = 2000
"""For so many chats an announcement is queued in one unit of work, so that nobody waits long for theirs."""

LATE = timedelta(hours=12)
"""What was planned, and could not begin for so long after its moment, is a draft again."""

STRAGGLING = timedelta(minutes=1)
"""A chat for which an announcement is put off longer than this does not hold up the next announcement."""


def waits(unit: Unit) -> bool:
    """Whether there is something to advance."""
    moving = any(each.stage is not Stage.PAUSED or each.outdated < each.version for each in unit.announcements.live())
    return moving or any(_due(unit, each) for each in unit.announcements.open()) or confirmations.waits(unit)


def send_next(unit: Unit) -> bool:
    """Advance every announcement by a step: whether there is more to do at once."""
    begun = _begin(unit, unit.announcements.open())
    more = [_advance(unit, announcement) for announcement in unit.announcements.live()]
    return confirmations.ask_next(unit) or begun or any(more)


def _due(unit: Unit, announcement: Announcement) -> bool:
    starts = announcement.starts
    return announcement.stage is Stage.WAITING and announcement.ready and starts is not None and starts <= unit.now


def _begin(unit: Unit, released: Sequence[Announcement]) -> bool:
    """Let the next announcement of each letter begin where none is on its way."""
    busy = {each.letter_id for each in released if _holds_up(unit, each)}
    begun = False
    for each in sorted((each for each in released if _due(unit, each)), key=lambda each: each.starts or unit.now):
        if each.letter_id in busy:
            continue
        if each.at and unit.now - each.at > LATE:
            unit.announcements.save(replace(each, stage=Stage.DRAFT, second_id=None))
            unit.spending.forget(each.id)
            _refresh(unit, each)
            continue
        if not each.second and not reach.reach_alone(unit, each):
            second_organizer.guard(unit, each)
            continue
        busy.add(each.letter_id)
        unit.announcements.save(replace(each, stage=Stage.RUNNING, started_at=unit.now, queued_to=0))
        unit.announcements.mark_active(each.id, True)
        _refresh(unit, each)
        begun = True
    return begun


def _holds_up(unit: Unit, announcement: Announcement) -> bool:
    if announcement.stage is Stage.RUNNING:
        return announcement.queued_to is not None or unit.queue.unsent(announcement.id, unit.now + STRAGGLING)
    return announcement.stage is Stage.PAUSED


def _advance(unit: Unit, announcement: Announcement) -> bool:
    more = False
    if announcement.stage is Stage.RUNNING and announcement.queued_to is not None:
        before = announcement.queued_to
        _, last = unit.queue.put_to_audience(announcement, CHUNK)
        hosting.tell_hosts(unit, announcement.id, before, CHUNK)
        announcement = replace(announcement, queued_to=last)
        unit.announcements.save(announcement)
        more = last is not None
    to_mail = announcement.stage is Stage.RUNNING and readers.queue_next(unit, announcement)
    more |= to_mail
    if announcement.stage in (Stage.CANCELLED, Stage.RECALLED):
        more |= unit.queue.cancel(announcement.id, CHUNK) == CHUNK
    if announcement.version > announcement.outdated:
        announcement, left = _outdated(unit, announcement)
        more |= left
    if _on_its_way(announcement) and not to_mail and _queued(unit, announcement):
        announcement = replace(announcement, stage=Stage.DONE, ended_at=unit.now)
        unit.announcements.save(announcement)
        running.recount(unit, announcement)
        _refresh(unit, announcement)
    if not (_on_its_way(announcement) or more or unit.queue.pending(announcement.id)):
        unit.announcements.mark_active(announcement.id, False)
        unit.spending.close(announcement.id)
        if announcement.version > 1:
            _refresh(unit, announcement)
    return more


def _outdated(unit: Unit, announcement: Announcement) -> tuple[Announcement, bool]:
    """Some more of its deliveries know that they are to show its version: whether some still don't."""
    left = unit.queue.request_update(announcement, CHUNK) == CHUNK
    if not left:
        announcement = replace(announcement, outdated=announcement.version)
        unit.announcements.save(announcement)
    return announcement, left


def _queued(unit: Unit, announcement: Announcement) -> bool:
    """Whether it is queued for everybody, and has been tried everywhere."""
    return announcement.queued_to is None and not unit.queue.unsent(announcement.id, None)


def _on_its_way(announcement: Announcement) -> bool:
    return announcement.stage in (Stage.RUNNING, Stage.PAUSED)


def _refresh(unit: Unit, announcement: Announcement) -> None:
    unit.queue.refresh(Subject.PROGRESS, announcement.id, at_once=True)
