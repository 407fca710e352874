"""Floods are bounded and noticed, and who was blocked stays out; people who read are never slowed."""

from collections.abc import Sequence

from bot.errors import Conflict, Invalid, NotAllowed, NotFound
from bot.model.chats import Address
from bot.model.deliveries import Subject
from bot.model.endorsements.endorsement import PublicEntry, Representative
from bot.model.organizations.organization import normalize
from bot.model.people import limits as abuse
from bot.model.people.limits import Block, Blocked, Limit
from bot.model.people.person import REVIEWERS, Account, Person
from bot.model.proofs import domains
from bot.ports.store import Unit
from bot.service.lists import disclosure
from bot.service.telling import tell_person
from bot.text.text import n, t

BEGUN, TOLD = "begun", "told"
CAME = "came"
"""That an account signed for an organization. Who comes to it for the first time is not kept out by what others did in
its name: or else some drafts a day would keep the organization itself out."""


def begin(unit: Unit, letter_id: int, account: Account) -> None:
    """Somebody begins to fill in a sign-on."""
    unit.limits.add(letter_id, (BEGUN, str(account)))


def admit(
    unit: Unit,
    letter_id: int,
    *,
    account: Account,
    address: Address,
    entry: PublicEntry,
    representative: Representative,
) -> None:
    """Count a sign-on; raises `NotAllowed` for what is blocked, `Conflict` for what comes too often or too fast."""
    keep_out(unit, letter_id, [account], entry.organization, representative.domain)
    name = normalize(entry.organization)
    came = f"{account} {name}"
    first = unit.limits.latest(letter_id, CAME, came) is None
    limits = [(abuse.OF_ACCOUNT, str(account)), (abuse.OF_CHAT, str(address))]
    if not first and disclosure.discloses(unit, letter_id):  # else it would tell that others have signed for it
        limits.append((abuse.OF_ORGANIZATION, name))
    if any(_count(unit, letter_id, limit, key) >= limit.most for limit, key in limits):
        raise Conflict(t("There were very many sign-ons from here today. Nothing was recorded. Try again tomorrow."))
    lately = _in_flood(unit, letter_id, account)
    counted = [(limit.kind, key) for limit, key in (*limits, (abuse.NOTEWORTHY, ""))]
    unit.limits.add(letter_id, (CAME, came), *counted)
    _notice(unit, letter_id, lately + 1)


def keep_out(unit: Unit, letter_id: int, accounts: Sequence[Account], organization: str, domain: str) -> None:
    """Raise `NotAllowed` where one of somebody's accounts, their organization or their address's domain is blocked."""
    whose = {Blocked.DOMAIN: domains.registrable(domain), Blocked.ORGANIZATION: normalize(organization)}
    if any(unit.limits.blocked(letter_id, {**whose, Blocked.ACCOUNT: str(account)}) for account in accounts):
        raise NotAllowed(
            t("This sign-on can't be taken here. If you think that this is a mistake, write to the letter's initiator.")
        )


def _in_flood(unit: Unit, letter_id: int, account: Account) -> int:
    """Take only what a person can have filled in, where this is a flood; how many signed on lately."""
    count = _count(unit, letter_id, abuse.NOTEWORTHY, "")
    if count >= abuse.FLOOD.most:
        begun = unit.limits.latest(letter_id, BEGUN, str(account))
        left = abuse.A_PERSON_TAKES - (unit.now - begun) if begun else abuse.A_PERSON_TAKES
        if left.total_seconds() > 0:
            raise Conflict(
                n(
                    "Very many sign on at this moment. Please read through what you wrote, and press again in "
                    "{count} second.",
                    "Very many sign on at this moment. Please read through what you wrote, and press again in "
                    "{count} seconds.",
                    round(left.total_seconds()) + 1,
                )
            )
    return count


def _notice(unit: Unit, letter_id: int, count: int) -> None:
    """Tell the organizers of a burst."""
    if count < abuse.NOTEWORTHY.most:
        return
    told = unit.limits.latest(letter_id, TOLD, "")
    if told is None or unit.now - told >= abuse.TOLD_AGAIN:
        unit.limits.add(letter_id, (TOLD, ""))
        for person_id, roles in unit.people.organizers(letter_id):
            if roles & REVIEWERS:
                tell_person(unit, person_id, Subject.BURST, letter_id)


def _count(unit: Unit, letter_id: int, limit: Limit, key: str) -> int:
    return unit.limits.count(letter_id, limit.kind, key, limit.within)


def block(unit: Unit, person: Person, *, letter_id: int, kind: Blocked, value: str, reason: str) -> None:
    """Keep an organization, a mail domain or an account out of a letter from now on; raises `Invalid` where the value
    names none."""
    key = _key(kind, value)
    if not key:
        raise Invalid(t("This names nothing that can be blocked. Write a domain as `example.org`."))
    unit.limits.block(letter_id, kind=kind, key=key, value=value.strip(), reason=reason, person_id=person.id)


def _key(kind: Blocked, value: str) -> str:
    match kind:
        case Blocked.ORGANIZATION:
            return normalize(value)
        case Blocked.DOMAIN:
            return domains.registrable(value.rpartition("@")[2])
        case Blocked.ACCOUNT:
            return value.strip()


def block_signer(unit: Unit, person: Person, letter_id: int, endorsement_id: int, reason: str) -> None:
    """Keep out whoever made a sign-on: every account of theirs; raises `NotFound` where the letter has no such
    sign-on."""
    endorsement = unit.endorsements.get(endorsement_id)
    if endorsement is None or endorsement.letter_id != letter_id:
        raise NotFound(t("There is no such sign-on."))
    for account in unit.people.accounts(endorsement.person_id):
        unit.limits.block(
            letter_id, kind=Blocked.ACCOUNT, key=str(account), value=str(account), reason=reason, person_id=person.id
        )


def unblock(unit: Unit, person: Person, letter_id: int, block_id: int) -> None:
    """Let in again what was blocked; raises `NotFound` where it is blocked no more."""
    if not unit.limits.unblock(letter_id, block_id, person.id):
        raise NotFound(t("This was let in again already."))


def blocks(unit: Unit, letter_id: int, limit: int) -> tuple[Block, ...]:
    """What is kept out of a letter, the latest first."""
    return tuple(unit.limits.blocks(letter_id, limit))
