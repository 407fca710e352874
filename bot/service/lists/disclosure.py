"""Who may know who has signed, and how many: the one place that decides it."""

from collections.abc import Collection, Sequence
from datetime import datetime

from bot.model.endorsements.endorsement import State
from bot.model.lists.press_links import PressLink
from bot.model.organizations.likeness import Likeness
from bot.model.organizations.organization import Organization
from bot.model.people.person import Actor, Role
from bot.ports.store import Unit


def discloses(unit: Unit, letter_id: int, actor: Actor | None = None) -> bool:
    """Whether an actor may know who has signed a letter, and how many: everybody where its list is not kept back, else
    its organizers. Without an actor: whether everybody may. What only one person sees is asked for that person."""
    return bool(actor and actor.roles) or unit.lists.embargo(letter_id) is None


def discloses_by_link(unit: Unit, link: PressLink) -> bool:
    """Whether whoever has a link for the press may know who has signed: until it ends, not before another organizer has
    agreed where one has to, and as long as the owner who made it is one."""
    return link.lives(unit.now) and not link.waits and Role.OWNER in unit.people.roles(link.person_id, link.letter_id)


def hidden_until(unit: Unit, letter_id: int) -> datetime | None:
    """Until when a letter's list is kept back; nothing where everybody may know it."""
    return unit.lists.embargo(letter_id)


def has_signed(unit: Unit, name: str) -> bool:
    """Whether anybody may know that an organization of this name has signed something."""
    return have_signed(unit, [each.id for each in unit.organizations.named(name)])


def have_signed(unit: Unit, organizations: Sequence[int]) -> bool:
    """Whether anybody may know that one of some organizations has signed something."""
    hidden, signed = unit.lists.embargoed(), unit.endorsements.of_organizations(organizations) if organizations else ()
    return any(each.state is State.LISTED and each.letter_id not in hidden for each in signed)


def published_names(unit: Unit, typed: str, limit: int) -> Sequence[str]:
    """The names in lists that anybody may see that have what somebody types, slips forgiven; the best first."""
    return unit.organizations.signed_names(typed, limit, hidden=unit.lists.embargoed())


def known_names(unit: Unit, typed: str, limit: int) -> Sequence[str]:
    """The same, and the names in the imported list."""
    return unit.organizations.known_names(typed, limit, hidden=unit.lists.embargoed())


def known(unit: Unit, organizations: Collection[int]) -> Sequence[Organization]:
    """Those of some organizations of which anybody may know: these, and those of the imported list."""
    return unit.organizations.known(organizations, hidden=unit.lists.embargoed())


def resembling(unit: Unit, name: str) -> Sequence[tuple[Organization, Likeness]]:
    """Those of which anybody may know that are perhaps what somebody typed, and why."""
    return unit.organizations.resembling(name, hidden=unit.lists.embargoed())


def led_to(unit: Unit, handle: str) -> Organization | None:
    """The one that a button names, if anybody may know of it."""
    return unit.organizations.led_to(handle, hidden=unit.lists.embargoed())
