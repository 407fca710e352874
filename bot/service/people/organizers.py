"""Organizers: one-time codes that make somebody one, or that link a person's accounts."""

from collections.abc import Sequence
from datetime import timedelta
from itertools import count

from bot.errors import Conflict, NotAllowed, NotFound
from bot.model.codes import CODE_LENGTH, make_code, read_code
from bot.model.deliveries import Subject
from bot.model.organizations.folding import folded
from bot.model.people.person import Account, Person, Role
from bot.ports.store import Unit
from bot.service.people import guards
from bot.service.telling import tell_owners, tell_person
from bot.text.text import t

INVITATION_LASTS = timedelta(days=7)
LINK_LASTS = timedelta(minutes=15)

NOT_BY_THE_WEB = t(
    "**Organizers use the bot from a chat,** where they can be told at once, and where nobody comes in by a mailbox "
    "alone. Type this code to the bot there: it was not used up."
)

LONGEST_NAME = 60
"""Characters of the name of an organizer."""


def invite(unit: Unit, person: Person | None, letter_id: int | None, role: Role) -> str:
    """A one-time code that gives whoever redeems it a role in a letter, or in every letter. The host is nobody.

    It is void when the person who made it is an organizer no more, and the host's when the host makes another.
    """
    code = make_code(CODE_LENGTH, unit.below)
    unit.people.offer(code, unit.now + INVITATION_LASTS, person.id if person else None, letter_id, role)
    return code


def link_account(unit: Unit, person: Person) -> str:
    """A one-time code with which a person's other account becomes theirs."""
    code = make_code(CODE_LENGTH, unit.below)
    unit.people.offer(code, unit.now + LINK_LASTS, person.id, None, None)
    return code


def claim(unit: Unit, account: Account, typed: str, sure: bool) -> Role | None:
    """Redeem a code: the role that it gave, or nothing where it would link (`sure`: has linked) the account.

    An account that has roles, endorsements or disputes of its own is not linked to another person: what is its own
    could be taken over by whoever talked its person into redeeming a code. Raises `NotFound` where the code does not
    hold, `Conflict` where the account can't be linked, `NotAllowed` where it can have no role.
    """
    code = read_code(typed, CODE_LENGTH)
    offered = unit.people.redeem(code) if code else None
    if code is None or offered is None:
        raise NotFound(
            t("This code is not valid, or was already used or expired: a code works once. Ask for a new one.")
        )
    person_id, letter_id, role = offered
    if role is not None:
        if account.visits:
            raise NotAllowed(NOT_BY_THE_WEB)
        organizer = unit.people.ensure(account)
        unit.people.grant(organizer.id, letter_id, role, person_id)
        call_by_account(unit, organizer, account)
        for number in [letter_id] if letter_id else [each.letter_id for each in unit.letters.all()][:1]:
            _tell_of(unit, number, organizer.id, role, person_id)
        return role
    if person_id is None:
        raise NotFound(
            t("This code is not valid, or was already used or expired: a code works once. Ask for a new one.")
        )
    if not sure:
        unit.people.offer(code, unit.now + LINK_LASTS, person_id, None, None)
        return None
    current = unit.people.find(account)
    if current and current.id == person_id:
        raise Conflict(t("This is the account that made the code. Use it from your other account."))
    letters = [each.letter_id for each in unit.letters.all()]
    if current and any(
        unit.people.roles(current.id, each) or unit.endorsements.of_person(current.id, each) for each in letters
    ):
        raise Conflict(
            t("This account has roles or sign-ons of its own. Make the code here, and use it from your other account.")
        )
    if current and any(unit.disputes.of_person(current.id, each) for each in letters):
        raise Conflict(t("This account has disputed an entry. Make the code here, and use it from your other account."))
    unit.people.attach(account, person_id)
    return None


def _tell_of(unit: Unit, letter_id: int, organizer_id: int, role: Role, inviter_id: int | None) -> None:
    """Tell the owners, and whoever has invited, of somebody who is an organizer from now on."""
    theirs = [
        each for each in unit.people.memberships(letter_id) if (each.person_id, each.role) == (organizer_id, role)
    ]
    owners = [person_id for person_id, roles in unit.people.organizers(letter_id) if Role.OWNER in roles]
    told = dict.fromkeys((*owners, *([inviter_id] if inviter_id is not None else [])))
    for person_id in told:
        if person_id != organizer_id and theirs:
            tell_person(unit, person_id, Subject.JOINED, theirs[-1].id)


def call_by_account(unit: Unit, person: Person, account: Account) -> None:
    """Let an organizer without a name have that of their account; a number behind it, where another has it."""
    shown = _one_line(account.name)
    if person.name or not shown:
        return
    taken = {folded(name) for number, name in unit.organizers.names().items() if number != person.id}
    numbered = (shown if number == 1 else f"{shown} {number}" for number in count(1))
    unit.organizers.rename(person.id, next(name for name in numbered if folded(name) not in taken))


def call_themselves(unit: Unit, person: Person, name: str) -> str:
    """Let an organizer have the name that they chose. Raises `Conflict` where another has it, or one that is hard to
    tell from it."""
    others = [each for number, each in unit.organizers.names().items() if number != person.id]
    if folded(name) in map(folded, others):
        raise Conflict(t("Another organizer has this name. Please choose one that tells you apart."))
    unit.organizers.rename(person.id, name)
    return name


def _one_line(name: str) -> str:
    """What can be seen of a name, in one line."""
    return " ".join("".join(each if each.isprintable() else " " for each in name).split())[:LONGEST_NAME].strip()


def revoke(unit: Unit, letter_id: int, handle: str) -> None:
    """Void an invitation that nobody has used. Raises `NotFound` where there is none."""
    if not unit.organizers.revoke(letter_id, handle):
        raise NotFound(t("This invitation was used, or is void already."))


def restore(unit: Unit, person: Person, letter_id: int, organizer_id: int) -> Sequence[Role]:
    """Whoever removed an organizer takes that back: the roles are as they were. Raises `Conflict` where they can't."""
    roles = unit.organizers.restore(organizer_id, letter_id, person.id)
    if not roles:
        raise Conflict(t("This can't be undone any more. You can invite them anew."))
    tell_owners(unit, letter_id, Subject.GUARD, person.id, organizer_id)
    tell_person(unit, organizer_id, Subject.REMOVED, letter_id)
    return roles


def remove(unit: Unit, person: Person, letter_id: int, organizer_id: int) -> None:
    """Take every role in a letter from an organizer. The last owner stays, and who organizes every letter is removed
    only by somebody who owns every letter. Raises `NotFound` for whoever is no organizer, `Conflict` for the last
    owner, `NotAllowed` where only an owner of every letter may."""
    organizers = dict(unit.people.organizers(letter_id))
    if organizer_id not in organizers:
        raise NotFound(t("There is no such organizer."))
    owners = [who for who, roles in organizers.items() if Role.OWNER in roles]
    if owners == [organizer_id]:
        raise Conflict(t("This is the only owner. Invite another one first."))
    if unit.people.everywhere(organizer_id):
        if Role.OWNER not in unit.people.everywhere(person.id):
            raise NotAllowed(
                t("This person organizes every letter: only somebody who owns every letter can remove them.")
            )
        for letter in unit.letters.all():
            guards.lose(unit, letter.letter_id, organizer_id)
        unit.organizers.remember(organizer_id, None, person.id)
        unit.people.revoke(organizer_id, None)
    guards.lose(unit, letter_id, organizer_id)
    unit.organizers.remember(organizer_id, letter_id, person.id)
    unit.people.revoke(organizer_id, letter_id)
    tell_owners(unit, letter_id, Subject.GUARD, person.id)
    if organizer_id != person.id:
        tell_person(unit, organizer_id, Subject.REMOVED, letter_id)
