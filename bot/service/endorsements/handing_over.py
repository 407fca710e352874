"""A representative hands a sign-on over to a colleague, by a one-time code."""

from dataclasses import replace
from datetime import timedelta

from bot.errors import Conflict, NotFound
from bot.model.codes import CODE_LENGTH, make_code, read_code
from bot.model.deliveries import Subject
from bot.model.endorsements.endorsement import Endorsement, Representative, State
from bot.model.people.person import Person
from bot.ports.store import Unit
from bot.service.announcements import readers
from bot.service.endorsements.signing import goes_on, own
from bot.service.endorsements.spokespeople import unname
from bot.service.people import limits
from bot.service.proofs import proving
from bot.service.reviews import decisions
from bot.service.telling import reviewers_chats, tell_person
from bot.text.text import t

LASTS = timedelta(days=7)


def offer(unit: Unit, person: Person | None, letter_id: int, endorsement_id: int) -> str:
    """A one-time code with which a colleague takes the sign-on over. An earlier one is void. Raises `Conflict` where
    the sign-on was withdrawn."""
    endorsement = own(unit, person, letter_id, endorsement_id)
    if endorsement.state is State.WITHDRAWN:
        raise Conflict(t("This sign-on was already withdrawn."))
    code = make_code(CODE_LENGTH, unit.below)
    unit.desks.offer(code, unit.now + LASTS, endorsement)
    return code


def offered(unit: Unit, typed: str) -> Endorsement | None:
    """The sign-on that a code hands over, as long as the code is good; the code is not used up."""
    code = read_code(typed, CODE_LENGTH)
    endorsement = unit.desks.offered(code) if code else None
    return endorsement if endorsement and endorsement.state is not State.WITHDRAWN else None


def take_over(unit: Unit, person: Person, letter_id: int, typed: str, representative: Representative) -> Endorsement:
    """Act for an organization from now on, in the place of whoever made the code, who is told. The sign-on stands as it
    did, and what the earlier one has proven is to be proven anew; reviewers see a listed one that shows too little now.
    Raises `NotFound` where the code holds for none, `Conflict` for the account that made it, `NotAllowed` for what is
    kept out of the letter."""
    endorsement = offered(unit, typed)
    if endorsement is None or endorsement.letter_id != letter_id:
        raise NotFound(
            t("This code is not valid, or was already used or expired: a code works once. Ask for a new one.")
        )
    goes_on(unit, letter_id)
    if endorsement.person_id == person.id:
        raise Conflict(t("This is the account that made the code. Your colleague uses it from their own."))
    accounts = unit.people.accounts(person.id)
    limits.keep_out(unit, letter_id, accounts, endorsement.entry.organization, representative.domain)
    endorsement = unname(unit, endorsement, endorsement.person_id)
    taken = replace(endorsement, person_id=person.id)
    own_domain = proving.standing(unit, endorsement).own
    proving.prove_anew(unit, taken)
    unit.desks.hand_over(taken, representative)
    unit.media_contacts.drop(taken.id)
    readers.spare(unit, letter_id, endorsement.person_id)
    unit.privacy.forget_addresses(taken.id)
    proving.succeed(unit, taken, own_domain)
    for chat_id in reviewers_chats(unit, letter_id) if decisions.falls_short(unit, taken) else ():
        unit.queue.put(chat_id, Subject.CARD, taken.id)
    unit.queue.refresh(Subject.CARD, taken.id)
    tell_person(unit, endorsement.person_id, Subject.HANDED_OVER, taken.id)
    return taken
