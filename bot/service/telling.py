"""Who is told what, later and elsewhere: rows of the queue, written in the transaction of the change."""

from collections.abc import Collection, Sequence

from bot.model.chats import Chat, ChatKind, Topic, private_chat
from bot.model.deliveries import OF_DISPUTES, TO_SIGNERS, Subject
from bot.model.endorsements.endorsement import Endorsement, State
from bot.model.people.person import REVIEWERS, Role
from bot.model.reviews import FEW
from bot.ports.store import Unit
from bot.service.people import sessions


def tell_person(unit: Unit, person_id: int, subject: Subject, subject_id: int) -> bool:
    """Tell a person in private, where they were reached before, else at their first account. False where they can't be
    reached; what is said of a sign-on or a dispute they are told of at their next contact then."""
    chat = private_chat_of(unit, person_id)
    if chat:
        unit.queue.put(chat.id, subject, subject_id)
    elif subject in TO_SIGNERS | OF_DISPUTES and unit.people.accounts(person_id):
        keep_for_contact(unit, person_id, subject, subject_id)
    return chat is not None


def keep_for_contact(unit: Unit, person_id: int, subject: Subject, subject_id: int) -> None:
    """Somebody is told something of a sign-on or a dispute at their next contact; who comes by the web has a mail that
    it waits, where they want that."""
    about = unit.disputes.get(subject_id) if subject in OF_DISPUTES else unit.endorsements.get(subject_id)
    if unit.missed.add(person_id, subject, subject_id) and about:
        sessions.call(unit, person_id, about.letter_id)


def reaches(unit: Unit, person_id: int) -> bool:
    """Whether a person can be told something in private, or by mail that it waits, as far as that is known."""
    return private_chat_of(unit, person_id) is not None or sessions.is_told(unit, person_id)


def tell_owners(unit: Unit, letter_id: int, subject: Subject, *but: int | None) -> None:
    """Tell every owner of a letter something about it, but for those who did it."""
    for person_id, roles in unit.people.organizers(letter_id):
        if Role.OWNER in roles and person_id not in but:
            tell_person(unit, person_id, subject, letter_id)


def tell_reviewer(unit: Unit, letter_id: int, person_id: int | None, subject: Subject, subject_id: int) -> None:
    """Tell the reviewer whom it concerns, with a message of its own; all of them, where that one reviews no more, or
    can't be reached."""
    reviews = person_id is not None and unit.people.roles(person_id, letter_id) & REVIEWERS
    if person_id is not None and reviews and tell_person(unit, person_id, subject, subject_id):
        return
    for chat_id in reviewers_chats(unit, letter_id):
        unit.queue.put(chat_id, subject, subject_id)


def put_before_reviewers(unit: Unit, endorsement: Endorsement, new: bool = False) -> None:
    """Put an endorsement's card before the reviewers. Where many wait it gets no card of its own, unless something was
    asked about it, as about no `new` one: one message about the queue stands for them."""
    letter_id = endorsement.letter_id
    waits = endorsement.state is State.SUBMITTED
    few = unit.endorsements.count(letter_id, State.SUBMITTED) <= FEW
    chats = reviewers_chats(unit, letter_id) if waits else ()
    carded = bool(chats) and (few or (not new and bool(unit.endorsements.exchanges(endorsement.id))))
    for chat_id in chats if carded else ():
        unit.queue.put(chat_id, Subject.CARD, endorsement.id)
    for chat_id in () if few else chats:
        unit.queue.put(chat_id, Subject.QUEUE, letter_id)
    if few or not chats:
        unit.queue.refresh(Subject.QUEUE, letter_id)


def show_what_waits(unit: Unit, chat: Chat, letter_id: int) -> None:
    """Put what waits for the reviewers into a chat that is one of theirs from now on: few sign-ons each as a card, many
    as one message, and the disputes and words that wait."""
    waiting = unit.endorsements.in_state(letter_id, State.SUBMITTED, 0, FEW + 1)
    for each in waiting if len(waiting) <= FEW else ():
        unit.queue.put(chat.id, Subject.CARD, each.id)
    if len(waiting) > FEW:
        unit.queue.put(chat.id, Subject.QUEUE, letter_id)
    for each in unit.desks.waiting(letter_id, FEW):
        unit.queue.put(chat.id, Subject.WORDS, each.id)
    for dispute in unit.disputes.unsettled(letter_id, FEW):
        unit.queue.put(chat.id, Subject.DISPUTE, dispute.id)


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
            chat = private_chat_of(unit, person_id) if roles & REVIEWERS else None
            chats.extend([chat.id] if chat else [])
    return list(dict.fromkeys(chats))


def private_chat_of(unit: Unit, person_id: int, avoided: Collection[str] = ()) -> Chat | None:
    """The chat in which a person is told something in private: where they were reached before, else at their first
    account, and on platforms that are avoided last; nothing where they can't be reached."""
    accounts = [each for each in unit.people.accounts(person_id) if not each.visits]
    known = {account: unit.chats.find(private_chat(account)) for account in accounts}
    open_to_us = [account for account, chat in known.items() if chat is None or not chat.closed]
    best = min(open_to_us, key=lambda each: (each.platform in avoided, known[each] is None), default=None)
    return (known[best] or unit.chats.ensure(private_chat(best), ChatKind.PRIVATE, "")) if best else None
