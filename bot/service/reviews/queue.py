"""The reviewers' queue: each takes the next card, which is theirs for a while."""

from bot.errors import Conflict, NotFound
from bot.model.deliveries import Subject
from bot.model.endorsements.endorsement import Endorsement, State
from bot.model.people.person import Person
from bot.model.reviews import LEASE, OLD
from bot.ports.store import Unit
from bot.service.reviews import own
from bot.service.telling import reviewers_chats
from bot.text.text import t

TOLD = "queue_told"
"""The setting that holds the day on which reviewers were last told that the queue is old."""

REMIND_AT = 9
"""The hour of the letter's day from which on reviewers are told."""


def next_card(unit: Unit, person: Person, letter_id: int, after: int | None) -> Endorsement | None:
    """Give a person the next sign-on that nobody else holds, which is theirs from now on; the one that they pass over
    is free again."""
    if after is not None and unit.reviews.holder(after) == person.id:
        unit.reviews.release(after)
    endorsement = unit.reviews.next(letter_id, person.id, after)
    if endorsement:
        hold(unit, person, endorsement)
    return endorsement


def hold(unit: Unit, person: Person, endorsement: Endorsement) -> None:
    """A sign-on that waits is a person's for a while, unless it is another's, or another's to decide."""
    free = not held(unit, person, endorsement) and not own.left_to_others(unit, person, endorsement)
    if endorsement.state is State.SUBMITTED and free:
        unit.reviews.lease(endorsement.id, person.id, unit.now + LEASE)


def held(unit: Unit, person: Person | None, endorsement: Endorsement) -> bool:
    """Whether somebody else has a sign-on that waits before them."""
    holder = unit.reviews.holder(endorsement.id) if endorsement.state is State.SUBMITTED else None
    return holder is not None and (person is None or holder != person.id)


def take_over(unit: Unit, person: Person, letter_id: int, endorsement_id: int) -> None:
    """A person has a sign-on before them instead of somebody else; that is journalled. Raises `NotFound` where the
    letter has no such sign-on."""
    endorsement = unit.endorsements.get(endorsement_id)
    if endorsement is None or endorsement.letter_id != letter_id:
        raise NotFound(t("There is no such sign-on."))
    if held(unit, person, endorsement):
        unit.reviews.lease(endorsement.id, person.id, unit.now + LEASE)
        unit.reviews.taken_over(endorsement, person.id)


def refuse_held(unit: Unit, person: Person, endorsement: Endorsement) -> None:
    """Raise `Conflict` where somebody else has a sign-on before them."""
    if held(unit, person, endorsement):
        raise Conflict(t("Another reviewer is looking at this sign-on just now. Nothing was done."))


def remind(unit: Unit) -> None:
    """Tell the reviewers of each letter, once a day, that a sign-on has waited for long."""
    for revision in unit.letters.all():
        local = revision.letter.local(unit.now)
        day = local.date().isoformat()
        since = unit.reviews.backlog(revision.letter_id).since
        if since is None or unit.now - since <= OLD or local.hour < REMIND_AT:
            continue
        if unit.settings.all(revision.letter_id).get(TOLD) == day:
            continue
        unit.settings.set(revision.letter_id, TOLD, day)
        for chat_id in reviewers_chats(unit, revision.letter_id):
            unit.queue.put(chat_id, Subject.OVERDUE, revision.letter_id)
