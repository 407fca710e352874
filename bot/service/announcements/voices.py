"""Announcements in the words of an endorser: nobody else changes them, and they go with its name."""

from dataclasses import replace

from bot.errors import Conflict
from bot.model.announcements.announcement import Announcement, Content, Stage
from bot.model.deliveries import Subject
from bot.model.endorsements.endorsement import Endorsement, State
from bot.model.journal.acts import Act
from bot.ports.store import Unit
from bot.service.announcements import release
from bot.service.lists import disclosure
from bot.text.text import t


def origin(endorsement_id: int) -> str:
    """What tells the announcements in the words of an endorser apart from every other."""
    return f"communique:{endorsement_id}"


def speaker(unit: Unit, content: Content) -> Endorsement | None:
    """The endorser in whose words an announcement is; nothing where they are the initiator's, or where the endorser
    stands in the public list no more, or not yet."""
    endorsement = unit.endorsements.get(content.voice) if content.voice is not None else None
    if endorsement is None or endorsement.state is not State.LISTED or endorsement.entry.withheld or not content.texts:
        return None
    return endorsement if disclosure.discloses(unit, endorsement.letter_id) else None


def check_speaks(unit: Unit, content: Content) -> None:
    """Raises `Conflict` where an announcement is in the words of an endorser that everybody can't see in the list."""
    if content.voice is not None and speaker(unit, content) is None:
        raise Conflict(t("This is in the words of an organization that does not stand in the public list now."))


def check_own(content: Content) -> None:
    """Raises `Conflict` where the words are an endorser's: nobody puts others into its mouth."""
    if content.voice is not None:
        raise Conflict(t("These are the words of the organization that has signed: only it can change them."))


def silence(unit: Unit, endorsement: Endorsement) -> None:
    """An endorser has left the list: what was to be sent in its words is not, and what was sent says them no more. What
    it has written and not published goes once it has withdrawn."""
    if endorsement.state is State.LISTED:
        return
    if endorsement.state is State.WITHDRAWN:
        unit.communiques.forget(endorsement.id)
    for each in unit.announcements.telling(endorsement.letter_id, origin(endorsement.id)):
        if each.content.voice == endorsement.id:
            _silence(unit, each)


def _silence(unit: Unit, announcement: Announcement) -> None:
    silent = replace(announcement, content=replace(announcement.content, texts={}))
    if announcement.stage in release.SENT:
        release.request_update(unit, silent)
    elif announcement.stage in (Stage.DRAFT, Stage.WAITING):
        dropped = replace(silent, stage=Stage.CANCELLED, ended_at=unit.now)
        unit.announcements.save(dropped, Act.ANNOUNCEMENT_CANCELLED if announcement.stage is Stage.WAITING else None)
        unit.spending.forget(announcement.id)
        for subject in (Subject.PROGRESS, Subject.RELEASE, Subject.OFFERED):
            unit.queue.refresh(subject, announcement.id, at_once=True)
    else:
        unit.announcements.save(silent)
