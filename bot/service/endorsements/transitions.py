"""The one way in which a sign-on changes: it is saved and journalled, and whatever says something of it follows."""

from dataclasses import dataclass

from bot.model.deliveries import Subject
from bot.model.endorsements.endorsement import COUNTED, Endorsement, Representative, State
from bot.model.journal.acts import Act
from bot.ports.store import Unit
from bot.service.announcements import news, readers
from bot.service.letters import copies
from bot.service.outreach import following
from bot.service.telling import put_before_reviewers, tell_person, tell_reviewer


@dataclass(frozen=True, slots=True)
class Change:
    """A sign-on as it is from now on, and the act that made it so, by a person or the host. `representative`: who signs
    for it now, where that is changed. `outcome`: whoever signed is told where it stands, unless they gathered it
    elsewhere."""

    endorsement: Endorsement
    act: Act
    person_id: int | None
    representative: Representative | None = None
    outcome: bool = False


def submitted(unit: Unit, endorsement: Endorsement) -> None:
    """A sign-on is there that was not: reviewers see it, and those who ask organizations see that this one signed."""
    put_before_reviewers(unit, endorsement, new=True)
    following.follow(unit, endorsement)


def change(unit: Unit, *changes: Change) -> None:
    """Save changes, in their order, and only then tell of them: a count that does not fall is never seen falling."""
    before = [unit.endorsements.get(each.endorsement.id) for each in changes]
    back = [was for each, was in zip(changes, before, strict=True) if was and _was_decided(each, was)]
    left = {was.letter_id for each, was in zip(changes, before, strict=True) if was and _leaves_the_list(each, was)}
    for each in changes:
        if each.endorsement.state is State.WITHDRAWN:
            unit.logos.forget(each.endorsement.id)
        unit.endorsements.save(each.endorsement, each.act, each.person_id, each.representative)
    for each in changes:
        endorsement = each.endorsement
        if endorsement.state is State.WITHDRAWN:
            unit.media_contacts.drop(endorsement.id)
            unit.speakers.drop_of(endorsement.id)
        if endorsement.state not in COUNTED:
            readers.spare(unit, endorsement.letter_id, endorsement.person_id)
        news.list_changed(unit, endorsement)
        put_before_reviewers(unit, endorsement)
        bring_up_to_date(unit, endorsement.id)
        if each.outcome and not endorsement.gathered:
            tell_person(unit, endorsement.person_id, Subject.OUTCOME, endorsement.id)
    for letter_id in sorted(left):
        copies.left_the_list(unit, letter_id)
    for each, was in zip(changes, before, strict=True):
        following.follow(unit, each.endorsement, was)
    for was in back:
        tell_reviewer(unit, was.letter_id, was.decided_by, Subject.CAME_BACK, was.id)


def _was_decided(change: Change, before: Endorsement) -> bool:
    """Whether a sign-on on which somebody else has decided comes back to the queue."""
    comes_back = change.endorsement.state is State.SUBMITTED
    decided = before.state in (*COUNTED, State.DECLINED, State.DISPUTED)
    return comes_back and decided and before.decided_by != change.person_id


def _leaves_the_list(change: Change, before: Endorsement) -> bool:
    return before.state is State.LISTED and change.endorsement.state is not State.LISTED


def reword(unit: Unit, endorsement: Endorsement, act: Act, person_id: int | None) -> None:
    """Save an organization's own words, or its reservations; where it stands stays as it is."""
    unit.desks.reword(endorsement, act, person_id)
    if endorsement.state is State.LISTED:
        news.list_changed(unit, endorsement)
    bring_up_to_date(unit, endorsement.id)


OF_SIGN_ONS = frozenset({
    Subject.CARD, Subject.WORDS, Subject.OUTCOME, Subject.QUESTION, Subject.ANSWERED, Subject.SAID, Subject.PROOF,
    Subject.BOARD, Subject.HANDED_OVER, Subject.REVISION, Subject.REVISION_REMINDER, Subject.CAME_BACK,
    Subject.UNREACHED,
})  # fmt: skip
OF_DISPUTES = frozenset({Subject.DISPUTE, Subject.DISPUTED, Subject.DISPUTE_ANSWERED, Subject.SETTLED})
"""What is said of sign-ons, and of their disputes."""

QUOTING = frozenset({Subject.CARD, Subject.WORDS, Subject.ANSWERED, Subject.DISPUTE, Subject.DISPUTE_ANSWERED})
"""What shows others something of whoever signed."""


def take_back(unit: Unit, endorsement_id: int, subjects: frozenset[Subject] = OF_SIGN_ONS | OF_DISPUTES) -> None:
    """What was said of a sign-on that was erased, or whose person was, is edited wherever it stands, also where it was
    a message of its own."""
    for subject in sorted(subjects & OF_SIGN_ONS):
        unit.queue.refresh(subject, endorsement_id)
    for each in unit.disputes.about(endorsement_id):
        for subject in sorted(subjects & OF_DISPUTES):
            unit.queue.refresh(subject, each.id)


def bring_up_to_date(unit: Unit, endorsement_id: int) -> None:
    """Whatever shows a sign-on says what is so now: its card, that of its words, and those of its disputes."""
    unit.queue.refresh(Subject.CARD, endorsement_id)
    unit.queue.refresh(Subject.WORDS, endorsement_id)
    for each in unit.disputes.about(endorsement_id):
        unit.queue.refresh(Subject.DISPUTE, each.id)
