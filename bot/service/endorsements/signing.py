"""An organization signs on, corrects, answers and withdraws."""

from dataclasses import replace

from bot.errors import Conflict, NotAllowed, NotFound, Questioned
from bot.model.codes import RECEIPT_LENGTH, make_name, read_code
from bot.model.deliveries import Subject
from bot.model.endorsements.endorsement import STANDING, Endorsement, PublicEntry, Representative, State
from bot.model.journal.acts import Act
from bot.model.letters.categories import Trait, barring, restricts
from bot.model.letters.letter import Letter, Revision
from bot.model.organizations.organization import Organization, normalize, same_place
from bot.model.people.person import Person
from bot.model.proofs.authority import holds
from bot.model.reviews import Preference
from bot.ports.store import Unit
from bot.service.endorsements.transitions import Change, bring_up_to_date, change, submitted
from bot.service.lists import disclosure
from bot.service.organizations import merges
from bot.service.proofs import proving
from bot.service.telling import put_before_reviewers, tell_reviewer
from bot.text.text import Text, t

CORRECTABLE = frozenset({State.DRAFT, State.SUBMITTED, State.LISTED, State.WITHHELD, State.DECLINED})
"""Where a sign-on can be corrected still."""


def goes_on(unit: Unit, letter_id: int) -> None:
    """Raise `Conflict` once the promised day after the campaign's end has come: nobody would erase who is named now."""
    over = unit.endings.of(letter_id)
    if over and over.erase_at <= unit.now:
        raise Conflict(t("The campaign of this letter is over, and nobody is recorded for it any more."))


def open_for_signing(unit: Unit, revision: Revision) -> None:
    """Raise `Conflict` where the letter takes no sign-ons now."""
    letter = revision.letter
    goes_on(unit, revision.letter_id)
    if letter.opens and unit.now < letter.opens:
        raise Conflict(t("Organizations can sign on from {opens}.", opens=letter.local(letter.opens)))
    if letter.closes and letter.closed(unit.now):
        raise Conflict(t("Sign-ons closed on {closes}.", closes=letter.local(letter.closes)), "signatories", "letter")


def admit(letter: Letter, entry: PublicEntry) -> None:
    """Raise `Conflict` where an organization may not sign, by what it states, or does not state what decides it."""
    if barring(letter.categories, entry.traits):
        raise Conflict(t("This letter is not open to organizations such as this one."))
    if any(restricts(letter.categories, trait) and not entry.traits.get(trait) for trait in Trait):
        raise Conflict(t("Please say first what kind of organization it is, as far as you are asked."))


def sign(
    unit: Unit,
    person: Person,
    *,
    revision: Revision,
    entry: PublicEntry,
    representative: Representative,
    language: str,
    board_decides: bool,
    another: bool = False,
) -> Endorsement:
    """Record a sign-on, for review; or a draft, where the organization's board must decide.

    `another`: of those that have the name none is meant that is at another place. Raises `Questioned` where the
    organization has signed already.
    """
    open_for_signing(unit, revision)
    admit(revision.letter, entry)
    known = meant(unit, entry, another)
    if known and not board_decides:
        known = _one_of(
            unit, person, letter_id=revision.letter_id, organization=known, entry=entry, but=None, another=another
        )
    organization = known or _new(unit, entry, another)
    endorsement = unit.endorsements.add(
        revision.letter_id,
        organization_id=organization.id,
        receipt=new_receipt(unit),
        state=State.DRAFT if board_decides else State.SUBMITTED,
        revision=revision.number,
        language=language,
        entry=entry,
        representative=representative,
        person_id=person.id,
        act=Act.ENDORSEMENT_DRAFTED if board_decides else Act.ENDORSEMENT_SUBMITTED,
    )
    if organization.imported:
        unit.endorsements.prefer(endorsement.id, Preference.IMPORTED)
    if not board_decides:
        submitted(unit, endorsement)
    return endorsement


def correct(
    unit: Unit, person: Person, *, endorsement_id: int, revision: Revision, entry: PublicEntry,
    representative: Representative, language: str, board_decides: bool,
    another: bool = False,
) -> Endorsement:  # fmt: skip
    """Change what was signed; it is reviewed anew. A draft is corrected, or submitted when the board has decided; of
    anything else it stays as it was whether its name is withheld. Raises `Conflict` where it was withdrawn or is
    disputed, or would be a draft again."""
    endorsement = own(unit, person, revision.letter_id, endorsement_id)
    stays = board_decides and endorsement.state is State.DRAFT
    open_for_signing(unit, revision)
    admit(revision.letter, entry)
    if board_decides and not stays:
        raise Conflict(t("Your board has decided about this sign-on already. Correct it, or withdraw it."))
    if endorsement.state not in CORRECTABLE:
        raise Conflict(t("This sign-on was withdrawn or is disputed: it can't be corrected any more."))
    organization = _corrected_organization(unit, endorsement, entry) or known_or_new(unit, entry, another)
    if not stays:
        organization = _one_of(
            unit,
            person,
            letter_id=revision.letter_id,
            organization=organization,
            entry=entry,
            but=endorsement,
            another=another,
        )
    corrected = replace(
        endorsement.corrected(entry, representative),
        organization_id=organization.id,
        state=State.DRAFT if stays else State.SUBMITTED,
        revision=revision.number,
        language=language,
        changed_at=unit.now,
        check=None,
        reason="",
        decided_by=None,
    )
    renamed = organization.id != endorsement.organization_id
    alike = merges.likenesses(unit, endorsement) if renamed and endorsement.state is not State.DRAFT else ()
    if not holds(endorsement.entry, entry):
        proving.prove_anew(unit, endorsement)
    change(unit, Change(corrected, Act.ENDORSEMENT_CORRECTED, person.id, representative))
    unit.endorsements.prefer(endorsement.id, Preference.IMPORTED, holds=organization.imported)
    proving.prefer(unit, corrected)
    if renamed:
        unit.privacy.forget_organization(endorsement.organization_id)
        merges.named_otherwise(unit, alike)
    return corrected


def own(unit: Unit, person: Person | None, letter_id: int, endorsement_id: int) -> Endorsement:
    """The endorsement of a letter with this id, for the person who signed it; raises `NotAllowed` for anybody else.
    Nobody else learns whether there is one: whoever tried one number after the other could count them."""
    endorsement = unit.endorsements.get(endorsement_id)
    its = endorsement is not None and endorsement.letter_id == letter_id and not endorsement.gathered
    if endorsement is None or not its or endorsement.erased or person is None or endorsement.person_id != person.id:
        raise NotAllowed(t("Only the account that signed can do this. A receipt alone allows nothing."))
    return endorsement


def received(unit: Unit, letter_id: int, receipt: str) -> Endorsement:
    """The endorsement of a letter with a receipt, which identifies it and allows nothing; raises `NotFound` where none
    has it."""
    number = read_code(receipt, RECEIPT_LENGTH)
    endorsement = unit.endorsements.by_receipt(number) if number else None
    if endorsement is None or endorsement.letter_id != letter_id:
        raise NotFound(
            t("There is no sign-on with this receipt. A receipt has 8 letters and digits, such as `4JTH-8Q27`.")
        )
    return endorsement


def mine(unit: Unit, person: Person | None, letter_id: int, receipt: str) -> Endorsement:
    """The endorsement with a receipt, or else the person's latest, for the person who signed it; raises `NotFound`
    where there is none."""
    if receipt:
        return own(unit, person, letter_id, received(unit, letter_id, receipt).id)
    signed = unit.endorsements.of_person(person.id, letter_id) if person else ()
    standing = [each for each in signed if each.state is not State.WITHDRAWN]
    if not signed:
        raise NotFound(t("You have not signed on for an organization from this account."), "sign")
    return (standing or signed)[0]


def withdraw(unit: Unit, person: Person | None, letter_id: int, endorsement_id: int) -> Endorsement:
    """Take an endorsement back: the organization's name leaves the list at once. Raises `Conflict` where that was done
    before."""
    endorsement = own(unit, person, letter_id, endorsement_id)
    if not endorsement.may_become(State.WITHDRAWN):
        raise Conflict(t("This sign-on was already withdrawn."))
    gone = endorsement.moved(State.WITHDRAWN, unit.now)
    change(unit, Change(gone, Act.ENDORSEMENT_WITHDRAWN, endorsement.person_id))
    return gone


def answer(unit: Unit, person: Person | None, letter_id: int, endorsement_id: int, text: str) -> Endorsement:
    """Answer what a reviewer asked; the answer goes to the card. Raises `Conflict` where nothing is asked."""
    endorsement = own(unit, person, letter_id, endorsement_id)
    answered = unit.endorsements.answer(endorsement, text, endorsement.person_id)
    if answered is None:
        raise Conflict(t("There is no open question about this sign-on."))
    put_before_reviewers(unit, endorsement)
    bring_up_to_date(unit, endorsement.id)
    tell_reviewer(unit, endorsement.letter_id, answered.asked_by, Subject.ANSWERED, endorsement.id)
    return endorsement


def _shows(unit: Unit, standing: Endorsement) -> bool:
    """Whether the list shows it to everybody."""
    listed = standing.state is State.LISTED and not standing.gathered
    return listed and disclosure.discloses(unit, standing.letter_id)


def meant(unit: Unit, entry: PublicEntry, another: bool, corrected: Endorsement | None = None) -> Organization | None:
    """The known organization for which a line is signed: of those that have its name the one at its place; where it is
    `another`, none that is elsewhere. What is `corrected` stays its organization's."""
    stays = _corrected_organization(unit, corrected, entry) if corrected else None
    if stays or not another:
        return stays or unit.organizations.same(entry.organization, entry.place)
    named = unit.organizations.named(entry.organization)
    return next((each for each in named if each.place and same_place(each.place, entry.place)), None)


def _corrected_organization(unit: Unit, endorsement: Endorsement, entry: PublicEntry) -> Organization | None:
    """The organization of a sign-on, if it is still meant by the corrected line: by its name, and where others have the
    name, by the place that tells them apart."""
    name, before = entry.organization, endorsement.entry
    if normalize(before.organization) != normalize(name):
        return None
    others = any(each.id != endorsement.organization_id for each in unit.organizations.named(name))
    moved = normalize(before.place) != normalize(entry.place)
    return None if others and moved else unit.organizations.get(endorsement.organization_id)


def known_or_new(unit: Unit, entry: PublicEntry, another: bool = False) -> Organization:
    """The organization that is meant, which is recorded where it was not known."""
    return meant(unit, entry, another) or _new(unit, entry, another)


def _new(unit: Unit, entry: PublicEntry, another: bool) -> Organization:
    apart = another and bool(unit.organizations.named(entry.organization))
    return unit.organizations.add(entry.organization, entry.website, entry.place, apart=apart)


def _one_of(
    unit: Unit,
    person: Person,
    *,
    letter_id: int,
    organization: Organization,
    entry: PublicEntry,
    but: Endorsement | None,
    another: bool,
) -> Organization:
    """The organization for which a person signs; refuses a second sign-on for it.

    One that was brought in from elsewhere stands until a reviewer lists the sign-on of whoever represents it, in its
    place. And a refusal tells nobody of a sign-on that the list does not show: it waits for review, is disputed, or the
    list is kept back. So in these cases the second sign-on is taken as any other, under a record of its own, and goes
    to the reviewers, who are shown both.
    """
    standing = unit.endorsements.standing(letter_id, organization.id)
    if standing is None or (but and standing.id == but.id):
        return organization
    own = standing.person_id == person.id and not standing.gathered
    if own or _signed_already(unit, person, letter_id, entry, but):
        raise _signs_once(
            another,
            t(
                "**{organization}** has a sign-on already, from this account, and an organization signs once. Nothing "
                "was recorded. `/endorsement` shows it, and there you can correct or withdraw it. If yours is another "
                "organization of the same name, its place tells them apart, and a reviewer looks at both.",
                organization=entry.organization,
            ),
        )
    if _shows(unit, standing):
        raise _signs_once(
            another,
            t(
                "**{organization}** has a sign-on already, and an organization signs once. Nothing was recorded. "
                "If it was not made by you or a colleague, tell the organizers. If yours is another organization of "
                "the same name, its place tells them apart, and a reviewer looks at both.",
                organization=entry.organization,
            ),
        )
    moved = but is None or normalize(but.entry.place) != normalize(entry.place)
    doubled = unit.organizations.get(but.organization_id) if but and not moved else None
    if doubled and normalize(doubled.name) == normalize(entry.organization) and doubled.id != organization.id:
        return doubled
    return unit.organizations.add_unnamed(entry.organization, entry.website, entry.place)


def _signs_once(another: bool, text: Text) -> Questioned:
    """The refusal of a second sign-on, unless it is for another organization of the name."""
    return Questioned(
        text, option="another", anew=("another", "authority", *(("place", "elsewhere") if another else ()))
    )


def _signed_already(
    unit: Unit, person: Person, letter_id: int, entry: PublicEntry, but: Endorsement | None
) -> bool:  # fmt: skip
    """Whether a person has another sign-on that stands for an organization of this name and place, under whatever
    record."""
    key = normalize(entry.organization)
    return any(
        each.state in STANDING
        and normalize(each.entry.organization) == key
        and same_place(each.entry.place, entry.place)
        and not (but and each.id == but.id)
        for each in unit.endorsements.of_person(person.id, letter_id)
    )


def new_receipt(unit: Unit) -> str:
    """A receipt that was never given."""
    return make_name(unit.below, unit.endorsements.by_receipt)
