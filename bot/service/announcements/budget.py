"""What one organizer may cause alone: fewer deliveries in a day than the threshold, over all letters.

Every act that lets messages arrive with those who follow or have signed asks `allows` before, and says by `spend` what
it has caused. What another organizer has agreed to is not spent. Nothing is spent by the host.
"""

from datetime import datetime

from bot.model.announcements.announcement import Stage
from bot.model.announcements.spending import A_DAY, Cause, Spending
from bot.model.people.settings import GUARDED_FROM
from bot.ports.store import Unit
from bot.service.announcements import readers
from bot.service.people import guards


def allows(unit: Unit, person_id: int | None, letter_id: int, chats: int, at: datetime | None = None) -> bool:
    """Whether a person may cause messages in so many chats without another organizer's agreement, now or `at` a
    moment."""
    if person_id is None or chats == 0:
        return True
    guard = guards.guard_for(unit, letter_id, person_id)
    if guard == "auto":
        return chats + caused(unit, person_id, letter_id, at) < GUARDED_FROM
    return guard == "off"


def spend(
    unit: Unit,
    person_id: int | None,
    *,
    letter_id: int,
    cause: Cause,
    chats: int,
    subject_id: int,
    left_at: datetime | None,
) -> None:
    """Note that a person has caused messages in so many chats alone. `left_at`: when they leave; nothing for what
    belongs to an announcement, which counts until that is at rest, and for a day from then on."""
    if person_id is None or chats == 0:
        return
    account = guards.account_of(unit, letter_id, person_id)
    unit.spending.add(Spending(letter_id, person_id, account, cause, subject_id, chats, left_at))


def caused(unit: Unit, person_id: int, letter_id: int, at: datetime | None = None) -> int:
    """In how many chats a person has caused messages within a day of a moment, and what is still to leave: in every
    letter, together with whoever counts as the same."""
    accounts = {person_id, guards.account_of(unit, letter_id, person_id)}
    moment = at or unit.now
    left = unit.spending.total(accounts, moment - A_DAY, moment + A_DAY)
    return left + sum(_present(unit, each) for each in unit.spending.leaving(accounts))


def _present(unit: Unit, spending: Spending) -> int:
    """In how many chats it will have been: what has not begun to leave, as many as it would reach now."""
    announcement = unit.announcements.get(spending.subject_id)
    if announcement is None or announcement.stage is not Stage.WAITING:
        return spending.chats
    return readers.size(unit, announcement.letter_id, announcement.audience)
