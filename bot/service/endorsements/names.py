"""Whether an organization's name is published, or withheld: its representative's to say, and nobody else's."""

from dataclasses import replace

from bot.errors import Conflict
from bot.model.endorsements.endorsement import Endorsement, State
from bot.model.journal.acts import Act
from bot.model.people.person import Person
from bot.ports.store import Unit
from bot.service.endorsements import spokespeople
from bot.service.endorsements.signing import CORRECTABLE, own
from bot.service.endorsements.transitions import Change, change
from bot.text.text import t


def withhold(unit: Unit, person: Person, letter_id: int, endorsement_id: int) -> Endorsement:
    """The name leaves the list at once, as with a withdrawal, and with it who speaks for the organization, wherever
    that is kept; it is counted apart from then on, or once a reviewer has accepted it. Raises `Conflict` where the
    sign-on stands no more, or the name is withheld already."""
    return _said(unit, person, own(unit, person, letter_id, endorsement_id), withheld=True)


def publish(unit: Unit, person: Person, letter_id: int, endorsement_id: int) -> Endorsement:
    """The name is published: at once where a reviewer has accepted the sign-on. Raises `Conflict` where the sign-on
    stands no more, or the name is not withheld."""
    return _said(unit, person, own(unit, person, letter_id, endorsement_id), withheld=False)


def _said(unit: Unit, person: Person, endorsement: Endorsement, withheld: bool) -> Endorsement:
    if endorsement.state not in CORRECTABLE:
        raise Conflict(t("This sign-on was withdrawn or is disputed: nothing about its name can be changed now."))
    if endorsement.entry.withheld is withheld:
        raise Conflict(t("The name is withheld already.") if withheld else t("The name is not withheld."))
    if withheld:
        endorsement = spokespeople.unname(unit, endorsement, person.id)
    said = replace(endorsement, entry=replace(endorsement.entry, withheld=withheld))
    if endorsement.state is State.WITHHELD or (withheld and endorsement.state is State.LISTED):
        said = said.moved(State.LISTED, unit.now)
    change(unit, Change(said, Act.ENDORSEMENT_WITHHELD if withheld else Act.ENDORSEMENT_NAMED, person.id))
    return said
