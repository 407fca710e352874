"""Who is told what, later and elsewhere: rows of the queue, written in the transaction of the change."""

from bot.model.chats import Chat, ChatKind, Topic, private_chat
from bot.model.deliveries import Subject
from bot.model.endorsements import Endorsement
from bot.model.people import Role
from bot.ports.store import Unit


def tell_person(unit: Unit, person_id: int, subject: Subject, subject_id: int) -> None:
    """Tell a person in private, where they were reached before, else at their first account."""
    chat = _private(unit, person_id)
    if chat:
        unit.queue.put(chat.id, subject, subject_id)


def tell_reviewers(unit: Unit, endorsement: Endorsement, subject: Subject = Subject.CARD) -> None:
    """Put an endorsement's card, brought up to date, into every chat for reviews, else before each reviewer.

    `subject`: the card of the endorsement itself, or of its words that wait.
    """
    chats = [chat.id for chat in unit.chats.followers(endorsement.letter_id, Topic.REVIEWS)]
    if not chats:
        for person_id, roles in unit.people.organizers(endorsement.letter_id):
            chat = _private(unit, person_id) if roles & {Role.OWNER, Role.REVIEWER} else None
            chats.extend([chat.id] if chat else [])
    for chat_id in dict.fromkeys(chats):
        unit.queue.put(chat_id, subject, endorsement.id)
    unit.queue.refresh(subject, endorsement.id)


def _private(unit: Unit, person_id: int) -> Chat | None:
    accounts = unit.people.accounts(person_id)
    known = [unit.chats.find(private_chat(account)) for account in accounts]
    reachable = [chat for chat in known if chat and not chat.closed]
    if reachable or not accounts:
        return reachable[0] if reachable else None
    fresh = next((account for account, chat in zip(accounts, known, strict=True) if chat is None), None)
    return unit.chats.ensure(private_chat(fresh), ChatKind.PRIVATE, "") if fresh else None
