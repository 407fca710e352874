"""The addresses behind a sign-on: one mail with a code proves that somebody at the organization reads it."""

import hmac
from collections.abc import Sequence
from dataclasses import replace

from bot.errors import Conflict, Invalid, NotAllowed, NotFound
from bot.model.deliveries import Subject
from bot.model.endorsements.endorsement import STANDING, Endorsement, PublicEntry, State
from bot.model.organizations.organization import Organization, site_of
from bot.model.people.person import Person
from bot.model.proofs.authority import (
    MOST_MAILS,
    REMINDED_AFTER,
    STANDS_FOR,
    VALID,
    Contact,
    Level,
    Proof,
    ProofState,
    Standing,
    Why,
    own_domain,
    proves,
)
from bot.model.proofs.mails import Mail, MailKind, MailState, mailbox
from bot.model.reviews import Preference
from bot.ports.store import Unit
from bot.service.lists import disclosure
from bot.service.people import sessions
from bot.service.proofs import codes
from bot.service.telling import tell_person
from bot.text.text import Code, Text, t

USED_UP = t(
    "**This code does not hold any more:** it was used already, or is too old. You can have a new one mailed to you, "
    "where your sign-on stands: `/endorsement`"
)

AT_ONCE = 100
"""So many proofs at the most are looked after in one step."""

KINDS = {Contact.FIRST: MailKind.CODE, Contact.SECOND: MailKind.COLLEAGUE}

FALLEN = {
    MailState.BOUNCED: (ProofState.UNREACHABLE, Why.BOUNCED),
    MailState.FAILED: (ProofState.UNREACHABLE, Why.UNDELIVERED),
    MailState.CANCELLED: (ProofState.REFUSED, Why.UNWANTED),
}
"""What becomes of a proof whose mail did not arrive."""


def standing(unit: Unit, endorsement: Endorsement) -> Standing:
    """What shows that a sign-on is its organization's."""
    address, proofs = unit.endorsements.representative(endorsement.id).email, unit.proofs.of(endorsement.id)
    first, record = proofs.get(Contact.FIRST), unit.known_domains.record(endorsement.id)
    known, told = tuple(unit.known_domains.of_organization(record)), _open(unit, unit.organizations.get(record))
    proven = first.domain if first and first.domain in known else ""
    own = proven or _own(told, endorsement.entry, address, first)
    return Standing(address, own, known, first, proofs.get(Contact.SECOND), bool(told))


def would_prove(unit: Unit, entry: PublicEntry, address: str, organization: Organization | None) -> Standing:
    """How a sign-on would stand that nobody has proven yet, from its line, its representative's address, and its
    organization where that is known."""
    known = _open(unit, organization)
    return Standing(address, _own(known, entry, address, None), known, told=bool(known))


def would_succeed(unit: Unit, endorsement: Endorsement, address: str) -> Standing:
    """How a sign-on would stand with a representative at another address. While it waits for a decision, that is as if
    it were new; from then on its organization's own domain stays the one that it was."""
    record = unit.known_domains.record(endorsement.id)
    known = tuple(unit.known_domains.of_organization(record))
    if endorsement.state is State.SUBMITTED:
        told = _open(unit, unit.organizations.get(record))
        return Standing(address, _own(told, endorsement.entry, address, None), known)
    return Standing(address, standing(unit, endorsement).own, known)


def _open(unit: Unit, organization: Organization | None) -> tuple[str, ...]:
    """The domains that anybody may know to be an organization's: that of the imported list, and what reviewers have
    stated of one whose sign-on is public. What they have stated of another would tell that it has signed."""
    if organization is None:
        return ()
    if disclosure.have_signed(unit, [organization.id]):
        return tuple(unit.known_domains.of_organization(organization.id))
    imported = site_of(organization.website) if organization.imported else ""
    return (imported,) if imported else ()


def _own(known: Sequence[str], entry: PublicEntry, address: str, first: Proof | None) -> str:
    """What would be the organization's own domain: one that is known to be, whatever was typed; else its website's,
    else the one at which it was asked, else its representative's."""
    domain = address.rpartition("@")[2]
    if known:
        return next((each for each in known if proves(domain, each)), known[0])
    return first.domain if first and not entry.host else own_domain(entry.host, domain)


def begin(unit: Unit, endorsement: Endorsement) -> Standing:
    """Mail a code to the representative's address, where that can prove something and was not asked already."""
    proofs = standing(unit, endorsement)
    if endorsement.state is State.DRAFT:
        return proofs
    if proofs.first and not proofs.counts and endorsement.state is State.SUBMITTED:
        unit.proofs.drop(endorsement.id)
        prefer(unit, endorsement)
        proofs = standing(unit, endorsement)
    if not proofs.counts:
        return proofs
    first = proofs.first
    if first is None or (first.state is ProofState.ASKED and first.mail_id is None):
        if sessions.proven(unit, proofs.address, endorsement.person_id):
            return replace(proofs, first=_proven_by_session(unit, endorsement, proofs))
        anew = first is not None and first.proven_at is not None
        return replace(
            proofs,
            first=_mail(unit, endorsement, contact=Contact.FIRST, address=proofs.address, domain=proofs.own, anew=anew),
        )
    return proofs


def stands(unit: Unit, earlier: Endorsement) -> bool:
    """Whether the address that was proven for an earlier letter's sign-on still stands for the next one's."""
    first = unit.proofs.get(earlier.id, Contact.FIRST)
    proven_at = first.proven_at if first and first.state is ProofState.PROVEN else None
    return proven_at is not None and unit.now < proven_at + STANDS_FOR


def carry(unit: Unit, earlier: Endorsement, endorsement: Endorsement) -> None:
    """The address that was proven for an earlier letter's sign-on proves the next one's of the same person, where it
    still stands and shows the same."""
    first, found = unit.proofs.get(earlier.id, Contact.FIRST), standing(unit, endorsement)
    same = unit.endorsements.representative(earlier.id).email == found.address and first and first.domain == found.own
    if found.counts and same and stands(unit, earlier) and earlier.person_id == endorsement.person_id:
        _proven_by_session(unit, endorsement, found)


def ask_colleague(unit: Unit, person: Person | None, letter_id: int, endorsement_id: int, address: str) -> Proof:
    """Mail a code to a second contact at the domain that was proven. Raises `NotAllowed` for anybody but the signer,
    `Conflict` where it is too early or was done, `Invalid` for an address that proves nothing more."""
    endorsement = _standing_one(unit, letter_id, endorsement_id)
    if person is None or person.id != endorsement.person_id:
        raise NotAllowed(t("Only the account that signed can do this. A receipt alone allows nothing."))
    first, second = unit.proofs.get(endorsement.id, Contact.FIRST), unit.proofs.get(endorsement.id, Contact.SECOND)
    if first is None or first.state is not ProofState.PROVEN:
        raise Conflict(t("Your own address has to be proven first."))
    if second and second.state is ProofState.PROVEN:
        raise Conflict(t("A colleague has confirmed this sign-on already."))
    if not proves(address.rpartition("@")[2], first.domain):
        raise Invalid(t("A colleague's address has to be at {domain} too.", domain=Code(first.domain)))
    if mailbox(address) == mailbox(unit.endorsements.representative(endorsement.id).email):
        raise Invalid(t("This is your own address. It has to be a colleague's."))
    return _mail(unit, endorsement, contact=Contact.SECOND, address=address, domain=first.domain)


def confirm(unit: Unit, person: Person, letter_id: int, endorsement_id: int, code: str) -> Proof:
    """Type a code: the one of the representative's mail from the account that signed, a colleague's from another.

    A wrong one is counted, so that it does not raise: the proof that comes back is still asked for, or unreachable.
    Raises `NotAllowed` where none was mailed for this account, `Conflict` where it is proven or the code does not hold
    any more.
    """
    endorsement = _standing_one(unit, letter_id, endorsement_id)
    contact = Contact.FIRST if endorsement.person_id == person.id else Contact.SECOND
    proof = unit.proofs.get(endorsement.id, contact)
    if proof is None:
        raise NotAllowed(t("No code was mailed that this account could type for this sign-on."))
    if proof.state is ProofState.PROVEN:
        raise Conflict(
            t("Your address is proven already. A colleague types the code from their own account.")
            if contact is Contact.FIRST
            else t("This sign-on was confirmed already.")
        )
    mail = unit.mails.get(proof.mail_id) if proof.mail_id else None
    if mail is None or not proof.open(unit.now) or unit.mails.unwanted(mail.address):
        raise Conflict(t("This code does not hold any more."))
    right = hmac.compare_digest(mail.code, code)
    if right and not mail.good(unit.now):
        raise Conflict(USED_UP)
    if not right:
        missed = unit.proofs.missed(proof)
        if missed.state is ProofState.UNREACHABLE:
            unit.queue.refresh(Subject.CARD, endorsement.id)
        return missed
    if contact is Contact.SECOND:
        tell_person(unit, endorsement.person_id, Subject.PROOF, endorsement.id)
    return _proven(unit, endorsement, proof, person.id)


def confirmed(unit: Unit, mail: Mail) -> Text:
    """Somebody pressed the button on the page to which a mail leads; what the page says then."""
    endorsement, proof = unit.endorsements.get(mail.subject_id), unit.proofs.by_mail(mail.id)
    if unit.mails.shared(mail):
        return codes.SEVERAL
    if endorsement is None or proof is None or endorsement.state not in STANDING:
        return t("Nothing is asked of this address any more.")
    if proof.state is ProofState.PROVEN:
        return t("This address was confirmed already. Thank you.")
    if not (proof.fresh(unit.now) and mail.good(unit.now)):
        return t("This mail is too old. Nothing was recorded.")
    _proven(unit, endorsement, proof, None)
    tell_person(unit, endorsement.person_id, Subject.PROOF, endorsement.id)
    return t("Thank you: this address is confirmed. You can close this page.")


def ask_again(unit: Unit, person: Person | None, letter_id: int, endorsement_id: int) -> Standing:
    """Ask once more for the proof of the representative's address: for the code of the last mail there while that
    holds, else for a new one. It changes nothing where that can be typed still. Raises `NotAllowed` for anybody but the
    signer, `Conflict` where nothing is asked."""
    endorsement = _standing_one(unit, letter_id, endorsement_id)
    if person is None or person.id != endorsement.person_id:
        raise NotAllowed(t("Only the account that signed can do this. A receipt alone allows nothing."))
    found = standing(unit, endorsement)
    if not found.may_ask_again:
        raise Conflict(t("Nothing is asked of your address now."))
    mail = unit.mails.get(found.first.mail_id) if found.first and found.first.mail_id else None
    if mail and mail.good(unit.now) and found.first and found.first.open(unit.now):
        return found
    contact, anew = Contact.FIRST, found.first is not None and found.first.proven_at is not None
    asked = _mail(unit, endorsement, contact=contact, address=found.address, domain=found.own, anew=anew)
    return replace(found, first=asked)


def unwanted(unit: Unit, mail: Mail) -> None:
    """Whoever has the address of a mail wants none: what it asked for is not asked any more."""
    proof = unit.proofs.by_mail(mail.id)
    if proof and proof.state is ProofState.ASKED:
        _settled(unit, proof, ProofState.REFUSED, Why.UNWANTED)


def follow_up(unit: Unit) -> None:
    """What time and the mail have brought: unreachable addresses, and reminders in the chat."""
    for each in unit.proofs.fallen(AT_ONCE):
        mail = unit.mails.get(each.mail_id) if each.mail_id else None
        if mail:
            _settled(unit, each, *FALLEN[mail.state])
    for each in unit.proofs.unanswered(unit.now - VALID, AT_ONCE):
        _settled(unit, each, ProofState.UNREACHABLE, Why.UNANSWERED)
    for each in unit.proofs.remind(unit.now - REMINDED_AFTER, AT_ONCE):
        endorsement = unit.endorsements.get(each.endorsement_id)
        if endorsement and endorsement.state in STANDING:
            tell_person(unit, endorsement.person_id, Subject.PROOF, endorsement.id)


def prove_anew(unit: Unit, endorsement: Endorsement) -> None:
    """What was proven of a sign-on does not count any more, until it is proven again."""
    unit.proofs.ask_anew(endorsement.id)
    prefer(unit, endorsement)


def prefer(unit: Unit, endorsement: Endorsement) -> None:
    """Whether a sign-on comes before others in the queue follows from what is proven of it."""
    level = unit.proofs.levels([endorsement.id]).get(endorsement.id, Level.STATED)
    unit.endorsements.prefer(endorsement.id, Preference.PROVEN, holds=level.reaches(Level.PROVEN))


def succeed(unit: Unit, endorsement: Endorsement, own: str) -> None:
    """Somebody else acts for a sign-on, whose organization's own domain is the one that it was before, or none."""
    if unit.proofs.get(endorsement.id, Contact.FIRST) is None:
        address = unit.endorsements.representative(endorsement.id).email
        unit.proofs.put(endorsement.id, Contact.FIRST, address=address, domain=own, mail_id=None, why=Why.NONE)


def _mail(
    unit: Unit, endorsement: Endorsement, *, contact: Contact, address: str, domain: str, anew: bool = False
) -> Proof:
    """Ask for a code, where one may go to the address; `anew`: it was proven before, by whoever acted then."""
    kind = KINDS[contact]
    why = Why.NONE
    if unit.mails.unwanted(address):
        why = Why.UNWANTED
    elif len(unit.mails.about(kind, endorsement.id)) >= MOST_MAILS:
        why = Why.OFTEN
    if why:
        return unit.proofs.put(endorsement.id, contact, address=address, domain=domain, mail_id=None, why=why)
    mail = codes.ask(
        unit,
        kind,
        letter_id=endorsement.letter_id,
        subject_id=endorsement.id,
        address=address,
        language=endorsement.language,
        anew=anew,
    )
    number, why = (mail.id, why) if mail else (None, Why.OFTEN)
    return unit.proofs.put(endorsement.id, contact, address=address, domain=domain, mail_id=number, why=why)


def _proven(unit: Unit, endorsement: Endorsement, proof: Proof, person_id: int | None) -> Proof:
    mail = unit.mails.get(proof.mail_id) if proof.mail_id else None
    if mail:
        unit.mails.use(mail)
    proven = unit.proofs.prove(proof, person_id)
    prefer(unit, endorsement)
    unit.queue.refresh(Subject.CARD, endorsement.id)
    if proof.contact is Contact.FIRST and not unit.mails.about(MailKind.RECEIPT, endorsement.id):
        address = unit.endorsements.representative(endorsement.id).email
        unit.mails.put(MailKind.RECEIPT, endorsement.letter_id, endorsement.id, address, endorsement.language)
    return proven


def _proven_by_session(unit: Unit, endorsement: Endorsement, found: Standing) -> Proof:
    """Whoever signed has shown otherwise that they read the mail at their address: they came by it, or proved it for an
    earlier letter."""
    asked = unit.proofs.put(
        endorsement.id, Contact.FIRST, address=found.address, domain=found.own, mail_id=None, why=Why.NONE
    )
    return _proven(unit, endorsement, asked, endorsement.person_id)


def _settled(unit: Unit, proof: Proof, state: ProofState, why: Why) -> None:
    unit.proofs.settle(proof, state, why)
    endorsement = unit.endorsements.get(proof.endorsement_id)
    if endorsement and endorsement.state in STANDING:
        unit.queue.refresh(Subject.CARD, endorsement.id)
        tell_person(unit, endorsement.person_id, Subject.PROOF, endorsement.id)


def _standing_one(unit: Unit, letter_id: int, endorsement_id: int) -> Endorsement:
    endorsement = unit.endorsements.get(endorsement_id)
    if endorsement is None or endorsement.letter_id != letter_id:
        raise NotFound(t("There is no such sign-on."))
    if endorsement.state not in STANDING:
        raise Conflict(t("This sign-on does not stand now."))
    return endorsement
