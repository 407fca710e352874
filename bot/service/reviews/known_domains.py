"""Reviewers state which domain is an organization's own, and how they found that out, or take it back."""

from bot.errors import Conflict, NotAllowed, NotFound
from bot.model.deliveries import Subject
from bot.model.endorsements.endorsement import COUNTED, STANDING
from bot.model.organizations.known_domains import KnownDomain
from bot.model.people.person import Person
from bot.model.proofs.authority import Contact, ProofState
from bot.ports.store import Unit
from bot.service import disputes
from bot.service.endorsements.transitions import bring_up_to_date
from bot.service.organizations import merges
from bot.service.proofs import proving
from bot.service.reviews import own, queue
from bot.service.telling import tell_person
from bot.text.text import t


def claimed(unit: Unit, letter_id: int, endorsement_id: int) -> str:
    """The domain of a sign-on that may be its organization's own, by the signer's word. Raises `NotFound` where the
    letter has no such sign-on, `Conflict` where there is no such domain, or one is known already."""
    endorsement = unit.endorsements.get(endorsement_id)
    if endorsement is None or endorsement.letter_id != letter_id or endorsement.erased:
        raise NotFound(t("There is no such sign-on."))
    found = proving.standing(unit, endorsement)
    if found.known:
        raise Conflict(t("The organization's own domain is known already."))
    if not found.own:
        raise Conflict(t("This sign-on has no domain that could be the organization's own."))
    return found.own


def state(unit: Unit, person: Person, *, letter_id: int, endorsement_id: int, found: str) -> KnownDomain:
    """State that the domain of a sign-on is its organization's, and how that was found: from now on an address there
    proves, and a dispute from there hides. Raises `NotFound`, `Conflict`, and `NotAllowed` for one's own sign-on, or
    where the organization has signed a letter that the person does not review."""
    domain, endorsement = claimed(unit, letter_id, endorsement_id), unit.endorsements.get(endorsement_id)
    if endorsement is None:
        raise NotFound(t("There is no such sign-on."))
    if own.is_own(unit, person, endorsement):
        raise NotAllowed(
            t("You signed this yourself, or acted for it: another reviewer has to find out whose domain it is.")
        )
    queue.refuse_held(unit, person, endorsement)
    number = endorsement.organization_id
    if unit.known_domains.record(endorsement.id) != number:
        raise Conflict(t("Another organization has this name. Say first whether they are the same."))
    letters = merges.concerned(unit, person, unit.endorsements.of_organizations([number]))
    statement = unit.known_domains.state(number, domain=domain, found=found, person_id=person.id, letters=letters)
    _follow(unit, person, number)
    return statement


def retract(unit: Unit, person: Person, letter_id: int, statement_id: int) -> KnownDomain:
    """Take it back: an address there shows a mailbox again, and no more. What a dispute has hidden stays hidden until
    that is settled. Raises `NotFound` where there is no such statement, `NotAllowed` as above."""
    statement = unit.known_domains.get(statement_id)
    if statement is None:
        raise NotFound(t("There is no such statement, or it was taken back already."))
    merges.side(unit, letter_id, statement.organization_id)
    letters = merges.concerned(unit, person, unit.endorsements.of_organizations([statement.organization_id]))
    unit.known_domains.retract(statement, person.id, letters)
    _follow(unit, person, statement.organization_id)
    return statement


def _follow(unit: Unit, person: Person, organization_id: int) -> None:
    """What follows for the organization's sign-ons, in whatever letter."""
    for each in unit.endorsements.of_organizations([organization_id]):
        proving.prefer(unit, each)
        if each.state in COUNTED:
            disputes.domain_known(unit, each, person.id)
        bring_up_to_date(unit, each.id)
        proof = unit.proofs.get(each.id, Contact.FIRST)
        if proof and proof.state is ProofState.PROVEN and each.state in STANDING:
            tell_person(unit, each.person_id, Subject.PROOF, each.id)
