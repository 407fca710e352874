"""Links that lead to signing: an organization's own, which begins with its name, and a partner's, which is counted.

A link proves nothing: whoever has one signs as anybody does.
"""

from dataclasses import replace
from datetime import datetime

from bot.errors import Conflict, NotFound
from bot.model.codes import make_token
from bot.model.outreach import LINK_HOLDS, MOST_PARTNERS, Partner, Prospect
from bot.ports.store import Unit
from bot.service.outreach.prospects import find
from bot.text.text import n, t

Invitation = Prospect | Partner
"""To whom a link was given."""


def make(unit: Unit, letter_id: int, number: int | None) -> tuple[Prospect, datetime, str]:
    """Make an organization's link: until when it leads to signing, and its token, which nobody can find out again. An
    earlier one ends. Raises `NotFound`."""
    prospect, until, token = find(unit, letter_id, number), unit.now + LINK_HOLDS, make_token(unit.below)
    return unit.prospects.link(replace(prospect, link_until=until), token), until, token


def end(unit: Unit, letter_id: int, number: int | None) -> Prospect:
    """An organization's link leads nowhere any more. Raises `NotFound`."""
    return unit.prospects.link(replace(find(unit, letter_id, number), link_until=None), "")


def add_partner(unit: Unit, letter_id: int, name: str) -> tuple[Partner, str]:
    """Give a partner a link, and its token, which nobody can find out again. Raises `Conflict` where there are as many
    as there can be."""
    partners, token = unit.partners.all(letter_id), make_token(unit.below)
    if len(partners) >= MOST_PARTNERS:
        raise Conflict(
            n(
                "There is {count} partner already. Remove one that is not needed any more.",
                "There are {count} partners already. Remove one that is not needed any more.",
                MOST_PARTNERS,
            ),
            "partners",
        )
    return unit.partners.add(Partner(0, letter_id, name, 0, unit.now + LINK_HOLDS), token), token


def remove_partner(unit: Unit, letter_id: int, number: int) -> Partner:
    """Forget a partner and how many came; their link leads nowhere any more. Raises `NotFound`."""
    partner = next((each for each in unit.partners.all(letter_id) if each.id == number), None)
    if partner is None:
        raise NotFound(t("There is no such partner any more."), "partners")
    unit.partners.remove(number)
    return partner


def invited(unit: Unit, letter_id: int, token: str) -> Invitation | None:
    """To whom a link of a letter was given; nothing where it leads nowhere any more, or never did."""
    if not (token.isascii() and token.isalnum()):
        return None
    prospect, partner = unit.prospects.by_link(token), unit.partners.by_link(token)
    if prospect and prospect.letter_id == letter_id and prospect.link_until and unit.now < prospect.link_until:
        return prospect
    return partner if partner and partner.letter_id == letter_id and unit.now < partner.until else None


def came(unit: Unit, letter_id: int, token: str) -> None:
    """A sign-on came by a link: a partner's counts it, and keeps nothing else."""
    invitation = invited(unit, letter_id, token)
    if isinstance(invitation, Partner):
        unit.partners.count(invitation.id)
