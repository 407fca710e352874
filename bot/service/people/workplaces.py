"""Owners name the servers in which the organizers work, and a role there whose holders decide on sign-ons."""

from bot.errors import Conflict, NotFound
from bot.model.deliveries import Subject
from bot.model.people.person import Role
from bot.model.people.workplaces import Server, Workplace
from bot.ports.store import Unit
from bot.service.telling import tell_person
from bot.text.text import t

MOST = 10
"""So many servers are named for a letter."""

TITLE = 100
"""So many characters of a server's and a role's name are kept."""


def name(unit: Unit, letter_id: int, server: Server, role: str = "", role_title: str = "") -> Workplace:
    """Name a server, and a role there or none; raises `Conflict` where that are too many, or everybody has the role."""
    if role and role == server.everybody:
        raise Conflict(t("Everybody there has this role. Nothing was done."))
    known = unit.workplaces.find(letter_id, server)
    if known is None and len(unit.workplaces.all(letter_id)) >= MOST:
        raise Conflict(t("Too many servers are named: {most} at the most. Take one back first.", most=MOST))
    return unit.workplaces.name(letter_id, server, role, " ".join(role_title.split())[:TITLE])


def take_back(unit: Unit, letter_id: int, workplace_id: int) -> Workplace:
    """Take a server back: nobody decides there by a role any more; raises `NotFound`."""
    found = next((each for each in unit.workplaces.all(letter_id) if each.id == workplace_id), None)
    if found is None:
        raise NotFound(t("This server is not named any more."))
    unit.workplaces.take_back(workplace_id)
    return found


def notice(unit: Unit, letter_id: int, server: Server, person_id: int) -> None:
    """Somebody decides by their role in a server; when they first do, every owner is told."""
    workplace = unit.workplaces.find(letter_id, server)
    holder = unit.workplaces.hold(workplace.id, person_id) if workplace else None
    if holder is None:
        return
    for owner_id, roles in unit.people.organizers(letter_id):
        if Role.OWNER in roles:
            tell_person(unit, owner_id, Subject.HOLDER, holder)
