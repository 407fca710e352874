"""An endorser leaves the list: what was announced in its words, or was to be, goes with its name."""

from dataclasses import replace

from bot.model.announcements.announcement import Announcement, Stage
from bot.model.deliveries import Subject
from bot.model.endorsements.endorsement import Endorsement, State
from bot.model.journal.acts import Act
from bot.ports.store import Unit
from bot.service.announcements import corrections, voices


def silence(unit: Unit, endorsement: Endorsement) -> None:
    """An endorser has left the list: what was to be sent in its words is not, and what was sent says them no more. What
    it has written and not published goes once it has withdrawn."""
    if endorsement.state is State.LISTED:
        return
    if endorsement.state is State.WITHDRAWN:
        unit.communiques.forget(endorsement.id)
    for each in unit.announcements.telling(endorsement.letter_id, voices.kind(endorsement.id)):
        if each.content.voice == endorsement.id:
            _silence(unit, each)


def _silence(unit: Unit, announcement: Announcement) -> None:
    silent = replace(announcement, content=replace(announcement.content, texts={}))
    unit.queue.refresh(Subject.OFFERED, announcement.id, at_once=True)
    if announcement.stage in corrections.SENT:
        corrections.request_update(unit, silent)
    elif announcement.stage in (Stage.DRAFT, Stage.WAITING):
        dropped = replace(silent, stage=Stage.CANCELLED, ended_at=unit.now)
        unit.announcements.save(dropped, Act.ANNOUNCEMENT_CANCELLED if announcement.stage is Stage.WAITING else None)
        unit.spending.forget(announcement.id)
        for subject in (Subject.PROGRESS, Subject.RELEASE):
            unit.queue.refresh(subject, announcement.id, at_once=True)
    else:
        unit.announcements.save(silent)
