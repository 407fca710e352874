"""An organizer enters a sign-on that reached them by mail; another lists it."""

from bot.errors import Conflict
from bot.model.endorsements.endorsement import MAILED, Endorsement, PublicEntry, Representative, State
from bot.model.endorsements.mailed import MOST_BYTES, MOST_ENTERED, ReceivedMail
from bot.model.journal.acts import Act
from bot.model.letters.letter import Revision
from bot.model.people.person import REVIEWERS, Person
from bot.model.reviews import Preference
from bot.ports.store import Unit
from bot.service.endorsements.signing import goes_on, known_or_new, new_receipt
from bot.service.endorsements.transitions import submitted
from bot.text.text import t


def enter(
    unit: Unit, person: Person, *, revision: Revision, entry: PublicEntry, representative: Representative,
    mail: ReceivedMail,
) -> Endorsement:  # fmt: skip
    """Record a sign-on for review, with the mail for reviewers alone. Whoever it names can sign on by themselves, and
    theirs takes its place. Of one whose name is withheld whoever does not review learns nothing: theirs goes to the
    reviewers, who are shown both. Raises `Conflict` where the mail is too long, another sign-on stands for the
    organization, too many were entered, or the campaign is over."""
    goes_on(unit, revision.letter_id)
    if len(mail.content) > MOST_BYTES:
        raise Conflict(t("This file is too large: {most} MB at the most.", most=MOST_BYTES // (1024 * 1024)))
    if unit.received_mails.count(revision.letter_id) >= MOST_ENTERED:
        raise Conflict(t("Too many sign-ons were entered for this letter. Bring the others in as a list."))
    organization = known_or_new(unit, entry)
    standing = unit.endorsements.standing(revision.letter_id, organization.id)
    if standing and standing.entry.withheld and not _reviews(unit, person, revision.letter_id):
        organization, standing = unit.organizations.add_unnamed(entry.organization, entry.website, entry.place), None
    if standing:
        raise Conflict(
            t(
                "**{organization}** has a sign-on already, and an organization signs once. Nothing was recorded.",
                organization=entry.organization,
            )
        )
    entered = unit.endorsements.add(
        revision.letter_id,
        organization_id=organization.id,
        receipt=new_receipt(unit),
        state=State.SUBMITTED,
        revision=revision.number,
        language=revision.letter.languages[0],
        entry=entry,
        representative=representative,
        person_id=person.id,
        act=Act.ENDORSEMENT_ENTERED,
        origin=MAILED,
    )
    unit.received_mails.keep(entered.id, mail)
    if organization.imported:
        unit.endorsements.prefer(entered.id, Preference.IMPORTED)
    submitted(unit, entered)
    return entered


def _reviews(unit: Unit, person: Person, letter_id: int) -> bool:
    return not unit.people.roles(person.id, letter_id).isdisjoint(REVIEWERS)
