"""What a reviewer can do about the domain of an organization, from its cards."""

from collections.abc import Sequence

from bot.interface.call import Button
from bot.model.endorsements.endorsement import STANDING, Endorsement
from bot.model.organizations.known_domains import KnownDomain
from bot.ports.store import Unit
from bot.service.proofs import proving
from bot.text.text import t


def domain_buttons(unit: Unit, endorsement: Endorsement, seen: int) -> Sequence[Button]:
    """To state that the domain of a sign-on is its organization's, once somebody's address there was asked for a proof,
    or to take that back; `seen` tells the card apart from those that were drawn before."""
    found = proving.standing(unit, endorsement)
    asked = found.first or any(each.proven for each in unit.disputes.about(endorsement.id))
    if asked and found.own and not found.known and endorsement.state in STANDING:
        which: dict[str, str | int] = {
            "letter": endorsement.letter_id,
            "endorsement": endorsement.receipt,
            "seen": seen,
        }
        return (Button(t("The domain is theirs"), "domain", which),)
    return [retraction(each, endorsement.letter_id) for each in unit.known_domains.stated(endorsement.organization_id)]


def retraction(statement: KnownDomain, letter_id: int) -> Button:
    """The button that takes a statement back."""
    which = {"letter": letter_id, "statement": statement.id}
    return Button(t("Not theirs: {name}", name=statement.domain[:40]), "retract_domain", which)
