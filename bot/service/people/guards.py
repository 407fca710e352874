"""Who counts as a second organizer, and what one owner alone can't loosen at once.

Whoever was invited not long ago, and to whom no other owner has agreed, counts as the one who has invited them: what
they send goes on that one's account, and neither agrees to what the other wants.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.errors import Conflict, NotAllowed, NotFound
from bot.model.deliveries import Subject
from bot.model.people.person import SENDERS, Membership, Person, Role
from bot.model.people.settings import NEXT, STRICTNESS, Guard, Loosening, kept, read_choices
from bot.ports.store import Unit
from bot.service.telling import tell_owners
from bot.text.text import t

LOOSENED_AFTER = timedelta(days=1)
"""What an owner loosens holds after so long, if no other owner agrees before, or refuses."""

HELD_UNTIL = "guarded_until"
"""The setting that tells until when a letter is guarded as if it had the organizers who were removed."""


def senders(unit: Unit, letter_id: int) -> frozenset[int]:
    """Everybody who may announce."""
    return frozenset(each.person_id for each in unit.people.memberships(letter_id) if each.role in SENDERS)


def account_of(unit: Unit, letter_id: int, person_id: int, roles: frozenset[Role] = SENDERS) -> int:
    """Whose account it goes on what somebody does in one of some roles: their own, or that of whoever has invited them
    not long ago."""
    memberships, passed = unit.people.memberships(letter_id), list[int]()
    while person_id not in passed:
        passed.append(person_id)
        inviter = _dependent_on(memberships, person_id, roles, unit.now)
        if inviter is None:
            return person_id
        person_id = inviter
    return min(passed)


def independent(unit: Unit, letter_id: int, one: int, other: int) -> bool:
    """Whether one organizer of a letter, in whatever role, counts as somebody else than another person."""
    if all(each.person_id != one for each in unit.people.memberships(letter_id)):
        return False
    every = frozenset(Role)
    return account_of(unit, letter_id, one, every) != account_of(unit, letter_id, other, every)


def _dependent_on(
    memberships: Sequence[Membership], person_id: int, roles: frozenset[Role], now: datetime
) -> int | None:
    """Who has invited somebody that does not count yet as somebody of their own."""
    theirs = [each for each in memberships if each.person_id == person_id and each.role in roles]
    if any(each.counts(now) for each in theirs):
        return None
    return next((each.invited_by for each in theirs if each.invited_by is not None), None)


def guard_for(unit: Unit, letter_id: int, person_id: int) -> Guard:
    """What holds for what somebody sends now: nothing by itself, where there is nobody else who counts."""
    guard = read_choices(unit.settings.all(letter_id)).guard(unit.now)
    if guard != "auto":
        return guard
    return "off" if _only(unit, letter_id) == person_id else "auto"


def _only(unit: Unit, letter_id: int) -> int | None:
    """The one organizer who counts, where there is no other and there was none lately."""
    if held_until(unit, letter_id):
        return None
    accounts = {account_of(unit, letter_id, each) for each in senders(unit, letter_id)}
    return accounts.pop() if len(accounts) == 1 else None


def held_until(unit: Unit, letter_id: int) -> datetime | None:
    """Until when a letter is guarded as if it had the organizers who were removed; nothing where it is not."""
    until = unit.settings.all(letter_id).get(HELD_UNTIL, "")
    moment = datetime.fromisoformat(until) if until else None
    return moment if moment and moment > unit.now else None


def lose(unit: Unit, letter_id: int, organizer_id: int) -> None:
    """An organizer is removed: for a day the letter stays guarded as it was, and what they wanted to loosen does not
    come about."""
    if organizer_id in senders(unit, letter_id):
        unit.settings.set(letter_id, HELD_UNTIL, (unit.now + LOOSENED_AFTER).isoformat())
    for each in read_choices(unit.settings.all(letter_id)).loosenings:
        if each.person_id == organizer_id and each.at > unit.now:
            unit.settings.set(letter_id, f"{each.name}{NEXT}", "")
    unit.webhooks.drop_waiting(letter_id, organizer_id)


def counts_from(unit: Unit, letter_id: int, person_id: int) -> datetime | None:
    """From when on somebody counts as a second organizer; nothing where they do already, or are none."""
    theirs = [each for each in unit.people.memberships(letter_id) if each.person_id == person_id]
    theirs = [each for each in theirs if each.role in SENDERS]
    if not theirs or any(each.counts(unit.now) for each in theirs):
        return None
    return min((each.counts_from for each in theirs if each.counts_from), default=None)


def may_agree(unit: Unit, letter_id: int, person_id: int, first_id: int) -> bool:
    """Whether somebody is another organizer than the first, and counts."""
    if person_id == first_id or person_id not in senders(unit, letter_id):
        return False
    if account_of(unit, letter_id, person_id) != person_id:
        return False
    return account_of(unit, letter_id, first_id) != person_id or _only(unit, letter_id) == person_id


def seconds(unit: Unit, letter_id: int, first_id: int) -> Sequence[int]:
    """Whoever may agree to what somebody wants; where nobody does now, every other organizer."""
    others = senders(unit, letter_id) - {first_id}
    return sorted({each for each in others if may_agree(unit, letter_id, each, first_id)} or others)


def check_agrees(unit: Unit, letter_id: int, person_id: int, first_id: int) -> None:
    """Raise `NotAllowed` for whoever does not count as a second organizer beside the first."""
    if person_id == first_id:
        raise NotAllowed(t("Another organizer has to release it: you have released it yourself."))
    if may_agree(unit, letter_id, person_id, first_id):
        return
    since = counts_from(unit, letter_id, person_id)
    if since is not None:
        raise NotAllowed(
            t(
                "You were invited a short while ago: you count as a second organizer from {time} on, or as soon as "
                "another owner agrees to you.",
                time=_local(unit, letter_id, since),
            )
        )
    raise NotAllowed(
        t("You have invited this organizer yourself, a short while ago: another one has to release it, or a day pass.")
    )


def check_wanted(unit: Unit, letter_id: int, first_id: int) -> None:
    """Raise `Conflict` where whoever wants something is no organizer any more: nobody can be the second then."""
    if first_id not in senders(unit, letter_id):
        raise Conflict(
            t("Whoever wanted this is no organizer any more, so nobody can agree to it. Stop it, and begin anew.")
        )


def _local(unit: Unit, letter_id: int, moment: datetime) -> datetime:
    revision = unit.letters.current(letter_id)
    return revision.letter.local(moment) if revision else moment


def newcomers(unit: Unit, letter_id: int) -> Sequence[Membership]:
    """The organizers who were invited a short while ago and do not count yet, each once."""
    memberships = unit.people.memberships(letter_id)
    counting = {each.person_id for each in memberships if each.role in SENDERS and each.counts(unit.now)}
    new = {each.person_id: each for each in reversed(memberships) if each.role in SENDERS}
    return [each for each in reversed(new.values()) if each.person_id not in counting]


def count_organizer(unit: Unit, person: Person, letter_id: int, organizer_id: int) -> None:
    """An owner agrees to somebody whom another owner has invited: they count from now on. Raises `NotFound` where they
    count already, `NotAllowed` for who has invited them."""
    new = next((each for each in newcomers(unit, letter_id) if each.person_id == organizer_id), None)
    if new is None or new.invited_by is None:
        raise NotFound(t("This organizer counts already, or is none any more."))
    check_other_owner(unit, person, letter_id, organizer_id)
    check_other_owner(unit, person, letter_id, new.invited_by)
    unit.people.agree(organizer_id, letter_id, person.id)


def check_other_owner(unit: Unit, person: Person, letter_id: int, first_id: int) -> None:
    """Raise `NotAllowed` for whoever is not an owner who counts, and another one than the first."""
    memberships = unit.people.memberships(letter_id)
    owns = any(
        each.person_id == person.id and each.role is Role.OWNER and each.counts(unit.now) for each in memberships
    )
    if not owns or account_of(unit, letter_id, first_id) == person.id:
        raise NotAllowed(t("Another owner has to agree to this, or a day pass."))


def set_second(unit: Unit, person: Person, letter_id: int, value: Guard) -> Loosening | None:
    """Set whether another organizer has to release announcements: what guards more holds at once, what guards less
    waits."""
    settle(unit, letter_id)
    present = read_choices(unit.settings.all(letter_id)).second
    if STRICTNESS[value] < STRICTNESS[present]:
        return wait(unit, person, letter_id, "second", value)
    unit.settings.set(letter_id, f"second{NEXT}", "")
    unit.settings.set(letter_id, "second", "" if value == "auto" else value)
    tell_owners(unit, letter_id, Subject.GUARD, person.id)
    return None


def wait(unit: Unit, person: Person, letter_id: int, name: str, value: str) -> Loosening:
    """Let a setting wait until another owner agrees or a day has passed. Every owner is told."""
    loosening = Loosening(name, value, unit.now + LOOSENED_AFTER, person.id)
    unit.settings.set(letter_id, *kept(loosening))
    tell_owners(unit, letter_id, Subject.GUARD, person.id)
    return loosening


def settle(unit: Unit, letter_id: int) -> None:
    """What has waited for long enough is set."""
    for each in read_choices(unit.settings.all(letter_id)).loosenings:
        if each.at <= unit.now:
            _set(unit, letter_id, each)


def _set(unit: Unit, letter_id: int, loosening: Loosening) -> None:
    unit.settings.set(letter_id, f"{loosening.name}{NEXT}", "")
    unit.settings.set(letter_id, loosening.name, "" if loosening.value == "auto" else loosening.value)


def find_loosening(unit: Unit, letter_id: int, name: str) -> Loosening:
    """What is to become of a setting; raises `Conflict` where nothing is, any more."""
    loosenings = read_choices(unit.settings.all(letter_id)).loosenings
    found = next((each for each in loosenings if each.name == name and each.at > unit.now), None)
    if found is None:
        raise Conflict(t("There is nothing to agree to any more: it holds already, or was refused."))
    return found


def agree_to_loosening(unit: Unit, person: Person, letter_id: int, name: str) -> None:
    """Another owner agrees: it holds at once. Raises `NotAllowed` for whoever is not another owner who counts."""
    loosening = find_loosening(unit, letter_id, name)
    check_other_owner(unit, person, letter_id, loosening.person_id)
    _set(unit, letter_id, loosening)
    tell_owners(unit, letter_id, Subject.GUARD, person.id)


def refuse_loosening(unit: Unit, person: Person, letter_id: int, name: str) -> None:
    """An owner refuses: the old rule goes on to hold."""
    find_loosening(unit, letter_id, name)
    unit.settings.set(letter_id, f"{name}{NEXT}", "")
    tell_owners(unit, letter_id, Subject.GUARD, person.id)
