"""The end: signing is closed, later the campaign ends, who signed is erased as promised, and copies are looked after.

Whoever signed can withdraw for as long as they are known here; and once they were erased, whoever has an address at the
organization's own domain can (`bot/service/disputes.py`).
"""

from dataclasses import replace

from bot.errors import Conflict, NotFound
from bot.model.deliveries import Subject
from bot.model.letters.ending import MOST_COPIES, Copy, Ending
from bot.model.letters.letter import Revision, fingerprint
from bot.model.people.person import Person
from bot.model.people.retention import KEPT_AFTER_THE_END
from bot.ports.store import Unit
from bot.service.letters import editing, publishing
from bot.service.telling import tell_owners
from bot.text.text import n, t


def is_closed(unit: Unit, revision: Revision) -> bool:
    """Whether organizations can sign a letter no more."""
    closes = revision.letter.closes
    return closes is not None and closes < unit.now


def close(unit: Unit, person: Person, revision: Revision) -> Revision | None:
    """End the signing now, by an editorial revision; nothing is returned where that waits for another organizer. Raises
    `Conflict` where it has not opened, is closed, or something else was edited that would be published with it."""
    if is_closed(unit, revision):
        raise Conflict(t("Organizations can't sign any more already."))
    if revision.letter.opens and unit.now <= revision.letter.opens:
        raise Conflict(t("Organizations can't sign yet. Change from when on, or until when, they can."), "edit")
    if unit.letters.draft(revision.letter_id):
        raise Conflict(
            t("Something was edited and not published. Publish it, or throw it away, and then close."), "edit"
        )
    now = revision.letter.local(unit.now.replace(microsecond=0))
    closed = replace(revision.letter, closes=now)
    editing.keep(unit, person, revision, closed)
    return publishing.publish(
        unit, person, revision=revision, previewed=fingerprint(closed), material=False, confirm_by=None
    )


def end(unit: Unit, person: Person, revision: Revision) -> Ending:
    """End a letter's campaign, of which the other owners are told. Raises `Conflict` where it has ended, or
    organizations can still sign."""
    if unit.endings.of(revision.letter_id):
        raise Conflict(t("The campaign of this letter has ended already."))
    if not is_closed(unit, revision):
        raise Conflict(t("Organizations can still sign. Close the signing first."), "close")
    ended = unit.endings.end(revision.letter_id, unit.now + KEPT_AFTER_THE_END, person.id)
    tell_owners(unit, revision.letter_id, Subject.ENDED, person.id)
    return ended


def resume(unit: Unit, person: Person, letter_id: int) -> None:
    """Take back that a campaign has ended, of which the other owners are told. Raises `Conflict` where it has not, or
    who signed was erased."""
    ended = unit.endings.of(letter_id)
    if ended is None:
        raise Conflict(t("The campaign of this letter goes on."))
    if ended.erase_at <= unit.now:
        raise Conflict(t("Those who signed are erased: the end can't be taken back any more."))
    unit.endings.resume(letter_id, person.id)
    tell_owners(unit, letter_id, Subject.ENDED, person.id)


def note_copy(unit: Unit, letter_id: int, address: str) -> None:
    """Note where a copy of a letter's pages stands; raises `Conflict` where there are too many, or it is noted."""
    copies = unit.endings.copies(letter_id)
    if any(each.address == address for each in copies):
        raise Conflict(t("This copy is noted already."))
    if len(copies) >= MOST_COPIES:
        raise Conflict(
            n(
                "No more than {count} copy is noted. Remove one first.",
                "No more than {count} copies are noted. Remove one first.",
                MOST_COPIES,
            )
        )
    unit.endings.add_copy(letter_id, address)


def find_copy(unit: Unit, letter_id: int, copy_id: int | None) -> Copy:
    """A copy of a letter's pages; raises `NotFound`."""
    found = next((each for each in unit.endings.copies(letter_id) if each.id == copy_id), None)
    if found is None:
        raise NotFound(t("This copy is not noted any more."))
    return found
