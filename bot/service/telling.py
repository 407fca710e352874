"""Who is told what, later and elsewhere: rows of the queue, written in the transaction of the change."""

from collections.abc import Sequence

from bot.model.chats import Chat, ChatKind, Topic, private_chat
from bot.model.deliveries import Subject
from bot.model.endorsements.endorsement import Endorsement, State
from bot.model.people.person import REVIEWERS, Role
from bot.model.reviews import FEW
from bot.ports.store import Unit


def tell_person(unit: Unit, person_id: int, subject: Subject, subject_id: int) -> None:
    """Tell a person in private, where they were reached before, else at their first account."""
    chat = _private(unit, person_id)
    if chat:
        unit.queue.put(chat.id, subject, subject_id)


def tell_owners(unit: Unit, letter_id: int, subject: Subject, *but: int | None) -> None:
    """Tell every owner of a letter something about it, but for those who did it."""
    for person_id, roles in unit.people.organizers(letter_id):
        if Role.OWNER in roles and person_id not in but:
            tell_person(unit, person_id, subject, letter_id)


def tell_reviewer(unit: Unit, letter_id: int, person_id: int | None, subject: Subject, subject_id: int) -> None:
    """Tell the reviewer whom it concerns, with a message of its own; all of them, where that one reviews no more."""
    if person_id is not None and unit.people.roles(person_id, letter_id) & REVIEWERS:
        tell_person(unit, person_id, subject, subject_id)
        return
    for chat_id in reviewers_chats(unit, letter_id):
        unit.queue.put(chat_id, subject, subject_id)


def put_before_reviewers(unit: Unit, endorsement: Endorsement) -> None:
    """Put an endorsement's card before the reviewers. Where many wait it gets no card of its own, unless something was
    asked about it: one message about the queue stands for them."""
    letter_id = endorsement.letter_id
    waits = endorsement.state is State.SUBMITTED
    few = unit.endorsements.count(letter_id, State.SUBMITTED) <= FEW
    for chat_id in reviewers_chats(unit, letter_id) if waits else ():
        if few or unit.endorsements.exchanges(endorsement.id):
            unit.queue.put(chat_id, Subject.CARD, endorsement.id)
        if not few:
            unit.queue.put(chat_id, Subject.QUEUE, letter_id)
    unit.queue.refresh(Subject.QUEUE, letter_id)


def tell_reviewers_of_words(unit: Unit, endorsement: Endorsement) -> None:
    """Put the card of an endorsement's words that wait, brought up to date, before the reviewers."""
    for chat_id in reviewers_chats(unit, endorsement.letter_id):
        unit.queue.put(chat_id, Subject.WORDS, endorsement.id)
    unit.queue.refresh(Subject.WORDS, endorsement.id)


def reviewers_chats(unit: Unit, letter_id: int) -> Sequence[int]:
    """The ids of the chats for reviews, else those of each reviewer."""
    chats = [chat.id for chat in unit.chats.followers(letter_id, Topic.REVIEWS)]
    if not chats:
        for person_id, roles in unit.people.organizers(letter_id):
            chat = _private(unit, person_id) if roles & REVIEWERS else None
            chats.extend([chat.id] if chat else [])
    return list(dict.fromkeys(chats))


def _private(unit: Unit, person_id: int) -> Chat | None:
    accounts = unit.people.accounts(person_id)
    known = [unit.chats.find(private_chat(account)) for account in accounts]
    reachable = [chat for chat in known if chat and not chat.closed]
    if reachable or not accounts:
        return reachable[0] if reachable else None
    fresh = next((account for account, chat in zip(accounts, known, strict=True) if chat is None), None)
    return unit.chats.ensure(private_chat(fresh), ChatKind.PRIVATE, "") if fresh else None
