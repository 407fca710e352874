"""An organization says that an entry is not its own; reviewers settle it, and both sides are told."""

import hmac
from dataclasses import replace

from bot.errors import Conflict, Invalid, NotAllowed, NotFound
from bot.model.deliveries import Subject
from bot.model.disputes import MOST_ABOUT, MOST_BY_ONE_PERSON, MOST_OPEN, Claim, Dispute, DisputeState, hides
from bot.model.endorsements.endorsement import COUNTED, Endorsement, State
from bot.model.journal.acts import Act
from bot.model.people.person import REVIEWERS, Person
from bot.model.proofs.authority import MOST_TRIES, VALID, Contact, Level, ProofState, proves
from bot.model.proofs.mails import Mail, MailKind, MailState
from bot.ports.store import Unit
from bot.service.endorsements.transitions import Change, bring_up_to_date, change
from bot.service.lists import disclosure
from bot.service.people import sessions
from bot.service.proofs import codes, proving
from bot.service.reviews import decisions
from bot.service.reviews.own import refuse_own
from bot.service.telling import reviewers_chats, tell_person, tell_reviewer
from bot.text.text import Text, t

NOT_LISTED = t("No organization of this name is in the public list.")

LOST = (MailState.BOUNCED, MailState.FAILED, MailState.CANCELLED)
"""A mail in one of these states did not arrive, and won't."""


def begin(
    unit: Unit, person: Person, *, letter_id: int, organization: str, claim: Claim, language: str, mails: bool,
    record: int | None = None,
) -> Dispute:  # fmt: skip
    """Dispute the entry of an organization: the one with this record, where several have the name. Where the address
    can prove something it is proven, if the person has come by it, or else a code goes there where mail is sent.

    Raises `NotFound` where nothing of this name is in the list, `Conflict` where the person may not dispute it now.
    """
    endorsement = _listed(unit, letter_id, organization, record)
    if endorsement.person_id == person.id:
        raise Conflict(t("You made this sign-on yourself. You can withdraw it instead: `/withdraw`"))
    mine = unit.disputes.of_person(person.id, letter_id)
    unsettled = [each for each in mine if each.state is DisputeState.OPEN]
    if any(each.endorsement_id == endorsement.id for each in unsettled):
        raise Conflict(t("You have said this already. The reviewers look at it, and you are told what comes of it."))
    if len(unsettled) >= MOST_OPEN or len(mine) >= MOST_BY_ONE_PERSON:
        raise Conflict(t("You have disputed several entries already. Please write to the organizers instead."))
    from_there = proves(claim.domain, own(unit, endorsement))
    if not from_there and _crowded(unit, endorsement):
        raise Conflict(t("Several people have disputed this entry. The reviewers look at it already."))
    dispute = unit.disputes.add(letter_id, endorsement.id, person.id, language, claim)
    if from_there and sessions.proven(unit, claim.email, person.id):
        proven = _proven(unit, dispute, person.id)
        if not proven.hides:
            tell_person(unit, endorsement.person_id, Subject.DISPUTED, dispute.id)
        return proven
    if mails and from_there and not unit.mails.unwanted(claim.email):
        codes.ask(
            unit, MailKind.DISPUTE, letter_id=letter_id, subject_id=dispute.id, address=claim.email, language=language
        )
    _tell(unit, dispute)
    tell_person(unit, endorsement.person_id, Subject.DISPUTED, dispute.id)
    return dispute


def _crowded(unit: Unit, endorsement: Endorsement) -> bool:
    unsettled = [each for each in unit.disputes.about(endorsement.id) if each.state is DisputeState.OPEN]
    return len(unsettled) >= MOST_ABOUT


def asked(unit: Unit, dispute: Dispute) -> Mail | None:
    """The mail whose code may still be typed."""
    if dispute.proven or dispute.state is not DisputeState.OPEN or dispute.tries >= MOST_TRIES:
        return None
    if unit.now >= dispute.created_at + VALID:
        return None
    mails = unit.mails.about(MailKind.DISPUTE, dispute.id)
    return next((each for each in mails if each.address and each.state not in LOST), None)


def waiting(unit: Unit, person: Person | None, letter_id: int) -> Dispute | None:
    """A person's latest dispute whose code may still be typed."""
    mine = unit.disputes.of_person(person.id, letter_id) if person else ()
    return next((each for each in mine if asked(unit, each)), None)


def domain_known(unit: Unit, endorsement: Endorsement, person_id: int) -> None:
    """Hide a listed entry from which somebody has dissociated themselves at a domain that has come to be known as the
    organization's own since: from a proven address there."""
    for each in unit.disputes.about(endorsement.id):
        if endorsement.state in COUNTED and each.state is DisputeState.OPEN and each.proven and not each.hides:
            if not _hides(unit, each, endorsement):
                continue
            hiding = replace(each, hides=True)
            unit.disputes.save(hiding, Act.DISPUTE_PROVEN, person_id)
            endorsement = _moved(unit, endorsement, State.DISPUTED, Act.DISPUTE_HIDDEN, person_id)
            tell_person(unit, endorsement.person_id, Subject.DISPUTED, each.id)
            _tell(unit, hiding)


def own(unit: Unit, endorsement: Endorsement) -> str:
    """The domain that would be a disputed organization's own, by an import, by reviewers, or by the signer's word."""
    return proving.standing(unit, endorsement).own


def prove(unit: Unit, person: Person | None, letter_id: int, dispute_id: int, code: str) -> Dispute:
    """Whoever disputes types the code that was mailed. A wrong one is counted, and proves nothing. Raises `NotAllowed`
    for any other account, `Conflict` where no code is asked for any more."""
    dispute = _of_letter(unit, letter_id, dispute_id)
    if person is None or dispute.person_id != person.id:
        raise NotAllowed(t("Only the account that disputes can type this code."))
    mail = asked(unit, dispute)
    if mail is None:
        raise Conflict(t("This code does not hold any more."))
    right = hmac.compare_digest(mail.code, code)
    if right and not mail.good(unit.now):
        raise Conflict(t("This code does not hold any more."))
    if not right:
        missed = replace(dispute, tries=dispute.tries + 1)
        unit.disputes.save(missed)
        return missed
    unit.mails.use(mail)
    return _proven(unit, dispute, person.id)


def confirmed(unit: Unit, mail: Mail) -> Text:
    """Somebody pressed the button on the page to which the mail of a dispute leads; what the page says then."""
    dispute = unit.disputes.get(mail.subject_id)
    if unit.mails.shared(mail):
        return codes.SEVERAL
    awaited = asked(unit, dispute) if dispute else None
    if dispute is None or awaited is None or awaited.id != mail.id:
        return t("Nothing is asked of this address any more.")
    if not mail.good(unit.now):
        return t("This mail is too old. Nothing was recorded.")
    unit.mails.use(mail)
    _proven(unit, dispute, None)
    return t("Thank you: this address is confirmed. You can close this page.")


def answer(unit: Unit, person: Person | None, letter_id: int, dispute_id: int, text: str) -> None:
    """Whoever signed answers; reviewers see it on the card. Raises `NotAllowed` for anybody else."""
    dispute = _unsettled(unit, letter_id, dispute_id)
    endorsement = unit.endorsements.get(dispute.endorsement_id)
    if person is None or endorsement is None or endorsement.person_id != person.id:
        raise NotAllowed(t("Only the account that signed can do this. A receipt alone allows nothing."))
    unit.disputes.save(replace(dispute, answer=text), Act.DISPUTE_ANSWERED, person.id)
    _tell(unit, dispute)
    tell_reviewer(unit, letter_id, dispute.asked_by, Subject.DISPUTE_ANSWERED, dispute.id)


def ask(unit: Unit, person: Person, letter_id: int, dispute_id: int, question: str) -> Dispute:
    """A reviewer asks whoever signed."""
    dispute = _unsettled(unit, letter_id, dispute_id)
    unit.disputes.save(replace(dispute, question=question, answer="", asked_by=person.id), Act.DISPUTE_ASKED, person.id)
    _tell(unit, dispute)
    endorsement = unit.endorsements.get(dispute.endorsement_id)
    if endorsement:
        tell_person(unit, endorsement.person_id, Subject.DISPUTED, dispute.id)
    return dispute


def uphold(unit: Unit, person: Person, letter_id: int, dispute_id: int, reason: str) -> Dispute:
    """The dispute is right: the entry leaves the list for good, and the organization can sign properly."""
    dispute = _unsettled(unit, letter_id, dispute_id)
    _refuse_own(unit, person, dispute)
    endorsement = unit.endorsements.get(dispute.endorsement_id)
    settled = replace(dispute, state=DisputeState.UPHELD, reason=reason, settled_at=unit.now, settled_by=person.id)
    unit.disputes.save(settled, Act.DISPUTE_UPHELD, person.id)
    if endorsement and endorsement.state in COUNTED:
        endorsement = _moved(unit, endorsement, State.DISPUTED, Act.DISPUTE_HIDDEN, person.id)
    if endorsement and endorsement.state in (State.DISPUTED, State.SUBMITTED):
        declined = replace(endorsement, reason=reason, decided_by=person.id)
        _moved(unit, declined, State.DECLINED, Act.ENDORSEMENT_DECLINED, person.id)
    return _settled(unit, settled)


def dismiss(unit: Unit, person: Person, letter_id: int, dispute_id: int) -> Dispute:
    """The entry stands: it is in the list again, unless another dispute hides it."""
    dispute = _unsettled(unit, letter_id, dispute_id)
    _refuse_own(unit, person, dispute)
    settled = replace(dispute, state=DisputeState.DISMISSED, settled_at=unit.now, settled_by=person.id)
    unit.disputes.save(settled, Act.DISPUTE_DISMISSED, person.id)
    endorsement = unit.endorsements.get(dispute.endorsement_id)
    hidden = any(each.state is DisputeState.OPEN and each.hides for each in unit.disputes.about(dispute.endorsement_id))
    if endorsement and endorsement.state is State.DISPUTED and not hidden:
        _moved(unit, endorsement, State.LISTED, Act.ENDORSEMENT_LISTED, person.id)
    return _settled(unit, settled)


def undo(unit: Unit, person: Person, letter_id: int, dispute_id: int) -> Dispute:
    """Take the settlement back: the dispute is open again, and the entry stands as it did before. Raises `Conflict`
    where it is not settled, or what was done since stands in the way."""
    dispute = _of_letter(unit, letter_id, dispute_id)
    others = unit.disputes.about(dispute.endorsement_id)
    if dispute.state is DisputeState.OPEN:
        raise Conflict(t("It was not settled yet."))
    _refuse_own(unit, person, dispute)
    if any(each.state is DisputeState.OPEN and each.person_id == dispute.person_id for each in others):
        raise Conflict(t("The same person has disputed it once more by now."))
    endorsement = unit.endorsements.get(dispute.endorsement_id)
    if endorsement and endorsement.erased:
        raise Conflict(t("This sign-on was erased by now."))
    if endorsement and (endorsement.state, endorsement.changed_at) == (State.DECLINED, dispute.settled_at):
        if unit.endorsements.standing(letter_id, endorsement.organization_id):
            raise Conflict(t("Another sign-on stands for this organization by now."))
        hidden = replace(endorsement, reason="", decided_by=None)
        endorsement = _moved(unit, hidden, State.DISPUTED, Act.ENDORSEMENT_DECISION_UNDONE, person.id)
        if not dispute.hides:
            _moved(unit, endorsement, State.LISTED, Act.ENDORSEMENT_LISTED, person.id)
    elif endorsement and endorsement.state in COUNTED and dispute.hides:
        _moved(unit, endorsement, State.DISPUTED, Act.DISPUTE_HIDDEN, person.id)
    opened = replace(dispute, state=DisputeState.OPEN, reason="", settled_at=None, settled_by=None)
    unit.disputes.save(opened, Act.DISPUTE_REOPENED, person.id)
    return _settled(unit, opened)


def details(unit: Unit, person: Person, letter_id: int, dispute_id: int) -> Dispute:
    """A dispute with who disputes; that a person looked is journalled."""
    dispute = _of_letter(unit, letter_id, dispute_id)
    unit.disputes.looked_at(dispute, person.id)
    return dispute


def _refuse_own(unit: Unit, person: Person, dispute: Dispute) -> None:
    """Refuse where a dispute is another's to settle: of one's own sign-on, or one that one made."""
    endorsement = unit.endorsements.get(dispute.endorsement_id)
    if endorsement:
        refuse_own(unit, person, endorsement)
    others = (roles for number, roles in unit.people.organizers(dispute.letter_id) if number != person.id)
    if dispute.person_id == person.id and any(not roles.isdisjoint(REVIEWERS) for roles in others):
        raise NotAllowed(t("You made this dispute yourself: another reviewer settles it. Nothing was done."))


def _proven(unit: Unit, dispute: Dispute, person_id: int | None) -> Dispute:
    endorsement = unit.endorsements.get(dispute.endorsement_id)
    listed = endorsement if endorsement and endorsement.state in COUNTED else None
    proven = replace(dispute, proven=True, hides=listed is not None and _hides(unit, dispute, listed))
    unit.disputes.save(proven, Act.DISPUTE_PROVEN, person_id)
    if listed and _dissociates(unit, dispute, listed):
        return _withdrawn(unit, proven, listed)
    if listed and proven.hides:
        _moved(unit, listed, State.DISPUTED, Act.DISPUTE_HIDDEN, dispute.person_id)
        tell_person(unit, listed.person_id, Subject.DISPUTED, dispute.id)
    _tell(unit, proven)
    return proven


def _dissociates(unit: Unit, dispute: Dispute, endorsement: Endorsement) -> bool:
    """Whether a dispute takes a sign-on back whose signer was erased after the campaign's end: it comes from a proven
    address at a domain that is known to be the organization's, or at which its sign-on was proven."""
    ended, first = unit.endings.of(endorsement.letter_id), unit.proofs.get(endorsement.id, Contact.FIRST)
    if ended is None or ended.erased_at is None:
        return False
    proven_at = (first.domain,) if first and first.state is ProofState.PROVEN else ()
    domains = (*proving.standing(unit, endorsement).known, *proven_at)
    return any(proves(dispute.claim.domain, each) for each in domains)


def _withdrawn(unit: Unit, dispute: Dispute, endorsement: Endorsement) -> Dispute:
    """The organization takes its sign-on back, by whoever has shown to be there: nobody else is left to be asked."""
    upheld = replace(dispute, state=DisputeState.UPHELD, settled_at=unit.now)
    unit.disputes.save(upheld, Act.DISPUTE_UPHELD, dispute.person_id)
    _moved(unit, endorsement, State.WITHDRAWN, Act.ENDORSEMENT_WITHDRAWN, dispute.person_id)
    return _settled(unit, upheld)


def _hides(unit: Unit, dispute: Dispute, endorsement: Endorsement) -> bool:
    signer_proven = decisions.level(unit, endorsement).reaches(Level.PROVEN)
    return hides(proving.standing(unit, endorsement).known, dispute.claim.domain, signer_proven)


def _moved(unit: Unit, endorsement: Endorsement, state: State, act: Act, person_id: int) -> Endorsement:
    moved = endorsement.moved(state, unit.now)
    change(unit, Change(moved, act, person_id))
    return moved


def _settled(unit: Unit, dispute: Dispute) -> Dispute:
    """Tell both sides where it stands now."""
    _tell(unit, dispute)
    tell_person(unit, dispute.person_id, Subject.SETTLED, dispute.id)
    endorsement = unit.endorsements.get(dispute.endorsement_id)
    if endorsement:
        tell_person(unit, endorsement.person_id, Subject.DISPUTED, dispute.id)
    return dispute


def _tell(unit: Unit, dispute: Dispute) -> None:
    """Put a dispute's card, brought up to date, before the reviewers."""
    for chat_id in reviewers_chats(unit, dispute.letter_id):
        unit.queue.put(chat_id, Subject.DISPUTE, dispute.id)
    bring_up_to_date(unit, dispute.endorsement_id)


def expect(unit: Unit, name: str) -> None:
    """Raise `Invalid` where nothing in the lists is called like this, so that nobody goes on to say what is wrong with
    it."""
    if not disclosure.have_signed(unit, [each.id for each in unit.organizations.named(name)]) and not (
        disclosure.resembling(unit, name)
    ):
        raise Invalid(NOT_LISTED)


def _listed(unit: Unit, letter_id: int, name: str, record: int | None) -> Endorsement:
    listed = [
        standing
        for each in unit.organizations.named(name)
        if disclosure.have_signed(unit, [each.id])
        and (standing := unit.endorsements.standing(letter_id, each.id))
        and standing.state is State.LISTED
    ]
    meant = [each for each in listed if each.organization_id == record] or listed
    if not meant:
        raise NotFound(NOT_LISTED)
    if len(meant) > 1:
        raise Conflict(t("Several organizations in the list have this name. Give the command again, and choose one."))
    return meant[0]


def _of_letter(unit: Unit, letter_id: int, dispute_id: int) -> Dispute:
    dispute = unit.disputes.get(dispute_id)
    if dispute is None or dispute.letter_id != letter_id:
        raise NotFound(t("There is no such dispute."))
    return dispute


def _unsettled(unit: Unit, letter_id: int, dispute_id: int) -> Dispute:
    dispute = _of_letter(unit, letter_id, dispute_id)
    if dispute.state is not DisputeState.OPEN:
        raise Conflict(t("This dispute was settled already."))
    return dispute
