"""What an announcement says is changed wherever it stands: corrected, recalled, and what it tells told anew."""

from dataclasses import replace

from bot.errors import Conflict
from bot.model.announcements.announcement import OF_SIGNERS, Announcement, Audience, Content, Reach, Stage
from bot.model.announcements.spending import Cause
from bot.model.blocks import Words
from bot.model.journal.acts import Act
from bot.model.people.person import Person
from bot.ports.store import Unit
from bot.service.announcements import reach, running
from bot.service.announcements.drafts import find
from bot.service.announcements.second_organizer import ask_others, show_anew
from bot.service.announcements.voices import check_own
from bot.text.text import t

FOLLOW_UPS = 1000
"""So many single chats at the most get a follow-up."""

SENT = (Stage.RUNNING, Stage.PAUSED, Stage.DONE, Stage.CANCELLED)
"""Where some of an announcement may stand in chats."""


def write_correction(
    unit: Unit, *, letter_id: int, announcement_id: int, language: str, text: Words
) -> Announcement:  # fmt: skip
    """What an announcement is to say instead in a language: nothing changes before it is corrected. Raises `Conflict`
    where it was not sent, or was made by the letter itself."""
    announcement = _correctable(unit, letter_id, announcement_id)
    content = announcement.correction or announcement.proposed or announcement.content
    written = replace(announcement, correction=replace(content, texts={**content.texts, language: text}))
    unit.announcements.save(written)
    return written


def drop_correction(unit: Unit, letter_id: int, announcement_id: int) -> Announcement:
    """What was written to correct an announcement is not wanted any more."""
    dropped = replace(find(unit, letter_id, announcement_id), correction=None)
    unit.announcements.save(dropped)
    return dropped


def _correctable(unit: Unit, letter_id: int, announcement_id: int) -> Announcement:
    announcement = find(unit, letter_id, announcement_id)
    if announcement.stage not in SENT or announcement.content.made:
        raise Conflict(t("Announcement {number} can't be corrected.", number=announcement.id))
    check_own(announcement.content)
    return announcement


def correct(unit: Unit, person: Person, *, letter_id: int, announcement_id: int) -> Announcement:
    """Let an announcement say what was written to correct it, wherever it stands and wherever it still arrives. Raises
    `Conflict` where it can't be corrected, or nothing was written."""
    announcement = _correctable(unit, letter_id, announcement_id)
    content = announcement.correction
    if content is None:
        raise Conflict(t("There is no correction to be made."))
    if announcement.proposed is not None and announcement.proposed_by != person.id:
        raise Conflict(
            t("Another correction waits already. Agree to it, or refuse it, and then correct it. Nothing was changed.")
        )
    chats = unit.results.tally(announcement).total
    if not reach.guarded(unit, announcement, person.id, chats):
        reach.spend(unit, person.id, announcement, Cause.CORRECTION, chats)
        return let_say(unit, announcement, content, person)
    proposed = replace(announcement, proposed=content, proposed_by=person.id, correction=None)
    unit.announcements.save(proposed, Act.ANNOUNCEMENT_CORRECTION_PROPOSED, person.id)
    ask_others(unit, proposed)
    show_anew(unit, proposed)
    return proposed


def let_say(unit: Unit, announcement: Announcement, content: Content, person: Person) -> Announcement:
    """Let an announcement say something else wherever it stands, as a person has decided who may."""
    corrected = replace(
        announcement,
        content=content,
        version=announcement.version + 1,
        proposed=None,
        proposed_by=None,
        correction=None,
    )
    unit.announcements.save(corrected, Act.ANNOUNCEMENT_CORRECTED, person.id)
    _outdate(unit, corrected)
    return corrected


def recall(unit: Unit, person: Person, letter_id: int, announcement_id: int) -> Announcement:
    """Take an announcement back wherever it stands, as far as the platforms let. Raises `Conflict` where it was not
    sent, or was recalled."""
    announcement = find(unit, letter_id, announcement_id)
    if announcement.stage not in SENT:
        raise Conflict(t("Announcement {number} can't be recalled.", number=announcement.id))
    recalled = replace(
        announcement,
        stage=Stage.RECALLED,
        version=announcement.version + 1,
        queued_to=None,
        proposed=None,
        proposed_by=None,
        correction=None,
        ended_at=unit.now,
    )
    unit.announcements.save(recalled, Act.ANNOUNCEMENT_RECALLED, person.id)
    unit.queue.cancel(announcement.id, running.CHUNK)
    running.recount(unit, recalled)
    _outdate(unit, recalled)
    return recalled


def request_update(unit: Unit, announcement: Announcement) -> Announcement:
    """What an announcement of the letter's own tells has changed: it says so wherever it stands."""
    changed = replace(announcement, version=announcement.version + 1)
    unit.announcements.save(changed)
    _outdate(unit, changed)
    return changed


def stale(unit: Unit, announcement: Announcement) -> Audience:
    """The chats in which an announcement could not be corrected or recalled."""
    rows = unit.results.rows(announcement.id, 0, FOLLOW_UPS, stale=True)
    reach: Reach = announcement.audience.reach if announcement.audience.reach in OF_SIGNERS else "all"
    return Audience(chats=tuple(row.chat.id for row in rows if not row.chat.closed), reach=reach)


def _outdate(unit: Unit, announcement: Announcement) -> None:
    unit.queue.request_update(announcement, running.CHUNK)
    unit.announcements.mark_active(announcement.id, True)
    show_anew(unit, announcement)
