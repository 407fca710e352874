"""What follows from a restored backup, in one unit of work; and an owner's word that all is well."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.errors import Conflict
from bot.model.announcements.announcement import Announcement, Stage
from bot.model.deliveries import Subject
from bot.model.people.person import Person
from bot.model.restores import Lost, Removal, Removed, Restore
from bot.ports.store import Unit
from bot.service.announcements import readers
from bot.service.announcements.dispatch import CHUNK
from bot.service.restores.removals import lost_heads, take_back
from bot.service.telling import tell_owners
from bot.text.text import t

KEPT_BACK_FOR = timedelta(days=30)
"""Until when a list is said to be kept back that an owner has to look through; without an owner's word it stays so."""


@dataclass(frozen=True, slots=True)
class Restored:
    """What was done to a restored database: so many removals were made again, so many messages and mails are
    uncertain. `whole`: nothing that was taken back is there again, as far as the log tells."""

    whole: bool
    again: int
    uncertain: int
    restores: Sequence[Restore]


def restore(unit: Unit, taken_at: datetime, removals: Sequence[Removal], whole: bool) -> Restored:
    """Settle a database that was a backup's, made at a moment. `removals`: what was taken back since, in its order;
    `whole`: whether that is all of it. Where it is not, every code is void and nothing is published until an owner
    of each letter has confirmed it."""
    before = {each.letter_id: unit.journal.last(each.letter_id) for each in unit.letters.all()}
    unit.restores.note(removals)
    begun = {int(each.subject[0]) for each in removals if each.kind is Removed.ANNOUNCEMENT_BEGAN}
    uncertain = unit.restores.doubt(_announcements(unit, begun, whole))
    again = [each for each in removals if each.kind not in (Removed.ANNOUNCEMENT_BEGAN, Removed.HEAD)]
    for each in again:
        whole = take_back(unit, each) and whole
    if not whole:
        unit.restores.void_codes()
    heads, made = lost_heads(removals), list[Restore]()
    for letter_id, last in before.items():
        number, sha256 = heads.get(letter_id, (0, ""))
        lost = Lost(number, sha256) if number > last.number else None
        keep = not whole and unit.lists.embargo(letter_id) is None
        if keep:
            unit.lists.keep_back(letter_id, unit.now + KEPT_BACK_FOR, None)
        made.append(unit.restores.add(letter_id, taken_at, whole, keep, lost))
        tell_owners(unit, letter_id, Subject.RESTORED)
    return Restored(whole, len(again), uncertain, made)


def _announcements(unit: Unit, begun: Collection[int], whole: bool) -> Collection[int]:
    """Let announcements be as they may have become: one that was leaving may have left for everybody, one that may have
    begun is a draft again. Those that surely rested are returned."""
    rested = list[int]()
    for each in unit.announcements.open():
        if each.stage is Stage.WAITING:
            due = each.starts is not None and each.starts <= unit.now and not whole
            if each.id in begun or due:
                unit.announcements.save(replace(each, stage=Stage.DRAFT, second_id=None))
                unit.spending.forget(each.id)
        elif each.stage is Stage.PAUSED and whole and each.id not in begun:
            rested.append(each.id)
        else:
            _queue_all(unit, each)
    return rested


def _queue_all(unit: Unit, announcement: Announcement) -> None:
    """Queue what is left of an announcement: whoever is told of it may have been told since."""
    while announcement.queued_to is not None:
        _, last = unit.queue.put_to_audience(announcement, CHUNK)
        announcement = replace(announcement, queued_to=last)
    unit.announcements.save(announcement)
    while readers.queue_next(unit, announcement):
        pass


def waits(unit: Unit) -> bool:
    """Whether nothing may be published, because an owner has to confirm a restore."""
    return unit.restores.wait()


def confirm(unit: Unit, person: Person, letter_id: int) -> None:
    """An owner has looked through what was restored: the list is public again, and announcements leave. Raises
    `Conflict` where that was confirmed, or need not be."""
    unconfirmed = unit.restores.unconfirmed(letter_id)
    if not unconfirmed:
        raise Conflict(t("There is nothing to confirm: what is published is up to you, as always."))
    unit.restores.confirm(letter_id, person.id)
    if any(each.kept_back for each in unconfirmed) and unit.lists.embargo(letter_id):
        unit.lists.lift(letter_id, person.id)
    tell_owners(unit, letter_id, Subject.RESTORED, person.id)
