"""Reviewers list, ask, decline and undo."""

from collections.abc import Sequence
from dataclasses import replace

from bot.errors import Conflict, NotFound
from bot.model.codes import RECEIPT_LENGTH, read_code
from bot.model.deliveries import Subject
from bot.model.disputes import DisputeState
from bot.model.endorsements.consents import Item
from bot.model.endorsements.endorsement import COUNTED, Check, Endorsement, Representative, State
from bot.model.journal.acts import Act
from bot.model.people.person import Person
from bot.model.people.settings import read_choices
from bot.model.proofs.authority import Level
from bot.ports.store import Unit
from bot.service.endorsements.transitions import Change, bring_up_to_date, change
from bot.service.organizations import merges
from bot.service.reviews import own, queue
from bot.service.telling import put_before_reviewers, tell_person
from bot.text.text import Text, t

DECIDED: dict[State, Text] = {
    State.DRAFT: t("It is a draft: its organization has not decided."),
    State.SUBMITTED: t("It was not decided yet."),
    State.LISTED: t("It was already listed."),
    State.WITHHELD: t("It was already accepted, with its name withheld."),
    State.DECLINED: t("It was already declined."),
    State.WITHDRAWN: t("It was withdrawn by its organization."),
    State.DISPUTED: t("It is disputed."),
}
"""Why something can't be decided, by where an endorsement stands."""

DECIDED_ON = (State.LISTED, State.WITHHELD, State.DECLINED, State.DISPUTED)


def level(unit: Unit, endorsement: Endorsement) -> Level:
    """How well a sign-on is shown to be its organization's."""
    return unit.proofs.levels([endorsement.id]).get(endorsement.id, Level.STATED)


def asks_check(unit: Unit, endorsement: Endorsement, person: Person | None = None) -> bool:
    """Whether a reviewer has to state how the organization was checked before its sign-on is listed: not of their
    own."""
    if own.is_own(unit, person, endorsement):
        return False
    return may_ask_check(unit, endorsement.letter_id) and not level(unit, endorsement).reaches(Level.PROVEN)


def may_ask_check(unit: Unit, letter_id: int) -> bool:
    """Whether the letter's list requires a proven address, for which a reviewer's statement can stand."""
    return _requires(unit, letter_id) is Level.PROVEN


def lacks_second(unit: Unit, endorsement: Endorsement) -> bool:
    """Whether the letter's list requires that a second contact confirms, and none has."""
    required = _requires(unit, endorsement.letter_id) is Level.CONFIRMED
    return required and level(unit, endorsement) is not Level.CONFIRMED


def falls_short(unit: Unit, endorsement: Endorsement) -> bool:
    """Whether a listed sign-on shows less by now than the letter's list requires."""
    unchecked = endorsement.check is None and asks_check(unit, endorsement)
    return endorsement.state in COUNTED and (unchecked or lacks_second(unit, endorsement))


def succeeded(unit: Unit, endorsement: Endorsement) -> bool:
    """Whether somebody else acts for a sign-on than when it was last decided on: they have agreed since."""
    agreed = (each.at for each in unit.consents.given(endorsement.id) if each.item is Item.DETAILS)
    return endorsement.state in DECIDED_ON and any(at > endorsement.changed_at for at in agreed)


def disputed(unit: Unit, endorsement: Endorsement) -> bool:
    """Whether somebody whose address was proven says that a sign-on is not their organization's, and nobody has settled
    it yet."""
    return any(each.proven and each.state is DisputeState.OPEN for each in unit.disputes.about(endorsement.id))


def decide_to_list(
    unit: Unit, person: Person, letter_id: int, endorsement_id: int, check: Check | None
) -> Endorsement:  # fmt: skip
    """List a sign-on. Where the letter's list requires a proven address and there is none, the reviewer states how the
    organization was checked; where it requires a second contact, nothing stands for that. Who lists
    their own, where nobody else can, has checked nothing, and that is kept. Raises `Conflict` where it is disputed, or
    something of this is missing, `NotAllowed` where it is their own and another can."""
    endorsement = _of_letter(unit, letter_id, endorsement_id)
    if endorsement.state is State.SUBMITTED:
        own.refuse_entered(unit, person, endorsement)
        own.refuse_own(unit, person, endorsement)
        if own.is_own(unit, person, endorsement):
            check = Check.SIGNER
        if disputed(unit, endorsement):
            raise Conflict(t("**Not listed:** somebody at the organization disputes it. Settle the dispute first."))
        if check is None and asks_check(unit, endorsement):
            raise Conflict(t("Its address is not proven: state how you checked that the organization signs."))
        if lacks_second(unit, endorsement):
            raise Conflict(
                t(
                    "**Not listed.** The list of this letter requires that a second contact at the organization "
                    "confirms, and none has yet. The representative can name one from their sign-on."
                )
            )
        queue.refuse_held(unit, person, endorsement)
        endorsement = _as_one(unit, endorsement)
    gone = _makes_way(unit, person, endorsement) if endorsement.state is State.SUBMITTED else ()
    checked = replace(endorsement, check=check, reason="")
    return _decided(unit, person, checked, State.LISTED, Act.ENDORSEMENT_LISTED, *gone)


def decline(unit: Unit, person: Person, letter_id: int, endorsement_id: int, reason: str) -> Endorsement:
    """Decline a sign-on, with a reason that its representative is told."""
    endorsement = _of_letter(unit, letter_id, endorsement_id)
    own.refuse_own(unit, person, endorsement)
    return _decided(unit, person, replace(endorsement, reason=reason), State.DECLINED, Act.ENDORSEMENT_DECLINED)


def undo(unit: Unit, person: Person, letter_id: int, endorsement_id: int) -> Endorsement:
    """Take a decision back: the sign-on waits again, as long as it did. Raises `Conflict` where there is none, or
    another sign-on stands for the organization."""
    endorsement = _of_letter(unit, letter_id, endorsement_id)
    if endorsement.state not in (*COUNTED, State.DECLINED):
        raise Conflict(DECIDED[endorsement.state])
    own.refuse_own(unit, person, endorsement)
    standing = unit.endorsements.standing(letter_id, endorsement.organization_id)
    if standing and standing.id != endorsement.id:
        raise Conflict(t("Another sign-on stands for this organization by now."))
    open_again = replace(endorsement.moved(State.SUBMITTED, unit.now), check=None, reason="", decided_by=None)
    change(unit, Change(open_again, Act.ENDORSEMENT_DECISION_UNDONE, person.id, outcome=True))
    return open_again


def _as_one(unit: Unit, endorsement: Endorsement) -> Endorsement:
    """The endorsement that is about to be listed, as that of the one organization of its name."""
    namesake = unit.organizations.same(endorsement.entry.organization, endorsement.entry.place)
    if namesake is None or unit.organizations.names(endorsement.organization_id):
        return endorsement
    standing = unit.endorsements.standing(endorsement.letter_id, namesake.id)
    if standing and namesake.id not in {each.id for each, _ in merges.likenesses(unit, endorsement)}:
        return endorsement
    if standing and not standing.gathered:
        raise Conflict(
            t(
                "Another sign-on stands for {organization}, and an organization signs once. Decline one of the two, or "
                "make them one.",
                organization=endorsement.entry.organization,
            )
        )
    return replace(endorsement, organization_id=namesake.id)


def _makes_way(unit: Unit, person: Person, endorsement: Endorsement) -> Sequence[Change]:
    """What was brought in from elsewhere for an organization, which the sign-on of who represents it replaces."""
    standing = unit.endorsements.standing(endorsement.letter_id, endorsement.organization_id)
    if standing is None or standing.id == endorsement.id:
        return ()
    return (Change(standing.moved(State.WITHDRAWN, unit.now), Act.ENDORSEMENT_REPLACED, person.id),)


def ask(unit: Unit, person: Person, letter_id: int, endorsement_id: int, question: str) -> Endorsement:
    """Ask the representative something; the answer comes back to the card. Raises `Conflict` where it does not wait, or
    nobody is there to be asked."""
    endorsement = _of_letter(unit, letter_id, endorsement_id)
    if endorsement.state is not State.SUBMITTED:
        raise Conflict(DECIDED[endorsement.state])
    if endorsement.gathered:
        raise Conflict(t("It was gathered elsewhere: there is nobody here to ask."))
    own.refuse_own(unit, person, endorsement)
    queue.refuse_held(unit, person, endorsement)
    unit.endorsements.ask(endorsement, question, person.id)
    put_before_reviewers(unit, endorsement)
    bring_up_to_date(unit, endorsement.id)
    tell_person(unit, endorsement.person_id, Subject.QUESTION, endorsement.id)
    return endorsement


def details(unit: Unit, person: Person, letter_id: int, endorsement_id: int) -> tuple[Endorsement, Representative]:
    """The representative's personal details; that a person looked at them is journalled."""
    endorsement = _of_letter(unit, letter_id, endorsement_id)
    unit.endorsements.looked_at(endorsement, person.id)
    queue.hold(unit, person, endorsement)
    return endorsement, unit.endorsements.representative(endorsement.id)


def by_receipt(unit: Unit, typed: str) -> int:
    """The id of the endorsement with a receipt; raises `NotFound` where none has it."""
    number = read_code(typed, RECEIPT_LENGTH)
    endorsement = unit.endorsements.by_receipt(number) if number else None
    if endorsement is None:
        raise NotFound(
            t("There is no sign-on with this receipt. A receipt has 8 letters and digits, such as `4JTH-8Q27`.")
        )
    return endorsement.id


def _requires(unit: Unit, letter_id: int) -> Level:
    return read_choices(unit.settings.all(letter_id)).list_requires


def _of_letter(unit: Unit, letter_id: int, endorsement_id: int) -> Endorsement:
    endorsement = unit.endorsements.get(endorsement_id)
    if endorsement is None or endorsement.letter_id != letter_id or endorsement.erased:
        raise NotFound(t("There is no such sign-on."))
    return endorsement


def _decided(
    unit: Unit, person: Person, endorsement: Endorsement, state: State, act: Act, *before: Change
) -> Endorsement:  # fmt: skip
    if endorsement.state is not State.SUBMITTED:
        raise Conflict(DECIDED[endorsement.state])
    queue.refuse_held(unit, person, endorsement)
    unit.reviews.release(endorsement.id)
    decided = replace(endorsement.moved(state, unit.now), decided_by=person.id)
    change(unit, *before, Change(decided, act, person.id, outcome=True))
    return decided
