"""An organization signs on, corrects, answers and withdraws."""

from dataclasses import replace

from bot.errors import Conflict, NotAllowed, NotFound
from bot.model.authority import holds
from bot.model.deliveries import Subject
from bot.model.endorsements import STANDING, Endorsement, Line, Representative, State
from bot.model.letter import Letter, Revision
from bot.model.organizations import Organization
from bot.model.people import Person
from bot.model.receipts import RECEIPT_LENGTH, make, read
from bot.model.reviews import Preference
from bot.ports.store import Unit
from bot.service import automatic
from bot.service.telling import tell_reviewers
from bot.text.text import t


def open_for_signing(unit: Unit, letter: Letter) -> None:
    """Refuse where the letter takes no sign-ons now."""
    if letter.opens and unit.now < letter.opens:
        raise Conflict(t("Organizations can sign on from {opens}.", opens=letter.local(letter.opens)))
    if letter.closes and unit.now > letter.closes:
        raise Conflict(t("Sign-ons closed on {closes}.", closes=letter.local(letter.closes)))


def sign(
    unit: Unit, person: Person, revision: Revision, line: Line, representative: Representative, language: str,
    board_decides: bool,
) -> Endorsement:  # fmt: skip
    """Record a sign-on, for review; or a draft, where the organization's board must decide."""
    open_for_signing(unit, revision.letter)
    organization = _organization(unit, line)
    if not board_decides:
        _refuse_second(unit, revision.letter_id, organization, line, None)
    endorsement = unit.endorsements.add(
        revision.letter_id,
        organization.id,
        _receipt(unit),
        State.DRAFT if board_decides else State.SUBMITTED,
        revision.number,
        language,
        line,
        representative,
        person.id,
        "endorsement.drafted" if board_decides else "endorsement.submitted",
    )
    if organization.imported:
        unit.endorsements.prefer(endorsement.id, Preference.IMPORTED)
    if not board_decides:
        tell_reviewers(unit, endorsement)
    return endorsement


def correct(
    unit: Unit, person: Person, endorsement_id: int, revision: Revision, line: Line, representative: Representative,
    language: str, board_decides: bool,
) -> Endorsement:  # fmt: skip
    """Change what was signed; it is reviewed anew. A draft is corrected, or submitted when the board has decided."""
    endorsement = own(unit, person, revision.letter_id, endorsement_id)
    stays = board_decides and endorsement.state is State.DRAFT
    open_for_signing(unit, revision.letter)
    if board_decides and not stays:
        raise Conflict(t("Your board has decided about this sign-on already. Correct it, or withdraw it."))
    if endorsement.state not in (State.DRAFT, State.SUBMITTED, State.LISTED, State.DECLINED):
        raise Conflict(t("This sign-on was withdrawn or is disputed: it can't be corrected any more."))
    organization = _organization(unit, line)
    if not stays:
        _refuse_second(unit, revision.letter_id, organization, line, endorsement.id)
    corrected = replace(
        endorsement.corrected(line),
        organization_id=organization.id,
        state=State.DRAFT if stays else State.SUBMITTED,
        revision=revision.number,
        language=language,
        changed_at=unit.now,
        check=None,
        reason="",
        decided_by=None,
    )
    if not holds(endorsement.line, line):
        unit.proofs.ask_anew(endorsement.id)
    unit.endorsements.save(corrected, "endorsement.corrected", person.id, representative)
    if organization.id != endorsement.organization_id:
        unit.privacy.forget_organization(endorsement.organization_id)
    automatic.unlisted(unit, corrected)
    if not stays:
        tell_reviewers(unit, corrected)
    return corrected


def own(unit: Unit, person: Person | None, letter_id: int, endorsement_id: int) -> Endorsement:
    """The endorsement of a letter with this id, for the person who signed it and for nobody else."""
    endorsement = unit.endorsements.get(endorsement_id)
    if endorsement is None or endorsement.letter_id != letter_id or endorsement.erased:
        raise NotFound(t("There is no such sign-on."))
    if person is None or endorsement.person_id != person.id:
        raise NotAllowed(t("Only the account that signed can do this. A receipt alone allows nothing."))
    return endorsement


def received(unit: Unit, letter_id: int, receipt: str) -> Endorsement:
    """The endorsement of a letter with a receipt, which identifies it and allows nothing."""
    number = read(receipt, RECEIPT_LENGTH)
    found = unit.endorsements.by_receipt(number) if number else None
    if found is None or found.letter_id != letter_id:
        raise NotFound(
            t("There is no sign-on with this receipt. A receipt has 8 letters and digits, such as `4JTH-8Q27`.")
        )
    return found


def mine(unit: Unit, person: Person | None, letter_id: int, receipt: str) -> Endorsement:
    """The endorsement with a receipt, or else the person's latest, for the person who signed it."""
    if receipt:
        return own(unit, person, letter_id, received(unit, letter_id, receipt).id)
    signed = unit.endorsements.of_person(person.id, letter_id) if person else ()
    standing = [each for each in signed if each.state is not State.WITHDRAWN]
    if not signed:
        raise NotFound(t("You have not signed on for an organization from this account."))
    return (standing or signed)[0]


def withdraw(unit: Unit, person: Person | None, letter_id: int, endorsement_id: int) -> Endorsement:
    """Take an endorsement back: the organization's name leaves the list at once."""
    endorsement = own(unit, person, letter_id, endorsement_id)
    if not endorsement.may_become(State.WITHDRAWN):
        raise Conflict(t("This sign-on was already withdrawn."))
    gone = endorsement.moved(State.WITHDRAWN, unit.now)
    unit.endorsements.save(gone, "endorsement.withdrawn", endorsement.person_id)
    automatic.unlisted(unit, gone)
    tell_reviewers(unit, gone)
    unit.queue.refresh(Subject.WORDS, gone.id)
    return gone


def answer(unit: Unit, person: Person | None, letter_id: int, endorsement_id: int, text: str) -> Endorsement:
    """Answer what a reviewer asked; the answer goes to the card."""
    endorsement = own(unit, person, letter_id, endorsement_id)
    if not unit.endorsements.answer(endorsement, text, endorsement.person_id):
        raise Conflict(t("There is no open question about this sign-on."))
    tell_reviewers(unit, endorsement)
    return endorsement


def _organization(unit: Unit, line: Line) -> Organization:
    return unit.organizations.same(line.organization) or unit.organizations.add(line.organization, line.website)


def _refuse_second(unit: Unit, letter_id: int, organization: Organization, line: Line, but: int | None) -> None:
    standing = unit.endorsements.standing(letter_id, organization.id)
    if standing and standing.id != but and standing.state in STANDING:
        raise Conflict(
            t(
                "**{organization}** has a sign-on already, and an organization signs once. Nothing was recorded. "
                "If it was not made by you or a colleague, tell the organizers.",
                organization=line.organization,
            )
        )


def _receipt(unit: Unit) -> str:
    while unit.endorsements.by_receipt(receipt := make(RECEIPT_LENGTH, unit.below)):
        pass
    return receipt
