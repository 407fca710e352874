"""Whom an announcement reaches, and whether one organizer alone may release it to so many."""

from collections.abc import Sequence

from bot.errors import Conflict, NotAllowed
from bot.model.announcements.announcement import EVERYBODY, OF_SIGNERS, Announcement
from bot.model.announcements.spending import Cause
from bot.model.people.person import SENDERS, Person
from bot.ports.store import Unit
from bot.service.announcements import budget, readers
from bot.service.announcements.causers import causers
from bot.text.text import t


def reached(unit: Unit, announcement: Announcement, most: int | None = None) -> int:
    """How many chats an announcement would reach now, counted up to `most`; raises `Conflict` where there is none."""
    number = readers.size(unit, announcement.letter_id, announcement.audience, most)
    if number:
        return number
    if announcement.audience == EVERYBODY:
        raise Conflict(
            t(
                "No chat follows this letter yet, so nothing can be announced. "
                "In a chat that you manage, use `/follow`."
            ),
            "follow",
            "chats",
        )
    if announcement.audience.reach in OF_SIGNERS:
        raise Conflict(
            t("Nobody who signed can be told now: they have not agreed to it, or have had all that each gets.")
        )
    raise Conflict(t("No chat fits this choice of recipients, so nothing would be sent."))


def guarded(unit: Unit, announcement: Announcement, person_id: int, chats: int) -> bool:
    """Whether another organizer than somebody has to release an announcement to so many chats."""
    return not all(budget.allows(unit, person_id, each, chats) for each in letters_of(unit, announcement))


def letters_of(unit: Unit, announcement: Announcement) -> Sequence[int]:
    """The letters of whose followers an announcement goes to some."""
    audience = announcement.audience
    if audience.reach != "all" or audience.chats:
        return (announcement.letter_id,)
    return [each.letter_id for each in unit.letters.all()]


def check_reaches(unit: Unit, person: Person, announcement: Announcement) -> None:
    """Raises `NotAllowed` where it goes to the followers of every letter, and somebody may not announce for each."""
    audience = announcement.audience
    if audience.reach != "all" or audience.chats:
        return
    if not all(unit.people.roles(person.id, each.letter_id) & SENDERS for each in unit.letters.all()):
        raise NotAllowed(t("This goes to the followers of every letter: you may not announce for all of them."))


def reach_alone(unit: Unit, announcement: Announcement) -> bool:
    """Whether an announcement that nobody else has agreed to goes to no more chats now than those who have caused it
    may reach alone; then it counts for each of them."""
    unit.spending.forget(announcement.id)
    chats = readers.size(unit, announcement.letter_id, announcement.audience)
    by = sorted(causers(unit, announcement))
    if any(guarded(unit, announcement, each, chats) for each in by):
        return False
    for each in by:
        spend(unit, each, announcement, Cause.NEWS if announcement.content.made else Cause.ANNOUNCEMENT, chats)
    return True


def spend(unit: Unit, person_id: int, announcement: Announcement, cause: Cause, chats: int) -> None:
    """Note what somebody does about an announcement alone: it counts until that is at rest, and a day from then on."""
    budget.spend(
        unit,
        person_id,
        letter_id=announcement.letter_id,
        cause=cause,
        chats=chats,
        subject_id=announcement.id,
        left_at=None,
    )
