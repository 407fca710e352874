"""What did not reach its person: another way is tried, else they are told at their next contact, and whoever it is from
is told at once."""

from bot.model.chats import Chat, ChatKind, Unreachable
from bot.model.deliveries import FROM_REVIEWERS, OF_DISPUTES, TO_ONE_REVIEWER, TO_SIGNERS, Subject
from bot.model.endorsements.endorsement import Endorsement
from bot.model.people.person import Account
from bot.ports.store import Unit
from bot.service.chats import arriving
from bot.service.telling import keep_for_contact, private_chat_of, reviewers_chats, tell_person, tell_reviewer


def close(unit: Unit, chat: Chat, cause: Unreachable) -> None:
    """Nothing can be sent to a chat any more; what waits there for its person did not reach them."""
    waiting = unit.queue.waiting(chat.id) if chat.kind is ChatKind.PRIVATE else ()
    unit.chats.close(chat.id, cause)
    for subject, subject_id in waiting:
        not_reached(unit, chat, subject, subject_id)


def not_reached(unit: Unit, chat: Chat, subject: Subject, subject_id: int, perhaps: bool = False) -> None:
    """A message in a private chat did not reach its person, or `perhaps` did."""
    if subject is Subject.ARRIVAL and chat.kind is ChatKind.PRIVATE and not perhaps:
        arriving.say_there(unit, subject_id)
        return
    account = Account(chat.address.platform, chat.address.place.removeprefix("@"))
    person = unit.people.find(account) if chat.kind is ChatKind.PRIVATE else None
    if person is None:
        return
    if subject in TO_ONE_REVIEWER and not perhaps:
        about = _sign_on(unit, subject, subject_id)
        for chat_id in reviewers_chats(unit, about.letter_id) if about else ():
            if chat_id != chat.id:
                unit.queue.put(chat_id, subject, subject_id)
    if subject not in TO_SIGNERS | OF_DISPUTES:
        return
    other = private_chat_of(unit, person.id)
    if other and other.id != chat.id and not perhaps:
        unit.queue.put(other.id, subject, subject_id)
        return
    keep_for_contact(unit, person.id, subject, subject_id)
    if subject in FROM_REVIEWERS and not perhaps:
        _tell_reviewer(unit, subject, subject_id)


def reached_again(unit: Unit, person_id: int) -> bool:
    """Somebody is there in private again: what did not reach them is sent once more. Whether there was anything."""
    what = unit.missed.of(person_id)
    unit.missed.forget(person_id, what)
    for subject, subject_id in what:
        tell_person(unit, person_id, subject, subject_id)
    return bool(what)


def of_sign_ons(unit: Unit, person_id: int) -> bool:
    """Somebody is told where they can look what did not reach them of their sign-ons. Whether there was anything."""
    what = [each for each in unit.missed.of(person_id) if each[0] in TO_SIGNERS]
    unit.missed.forget(person_id, what)
    return bool(what)


def _tell_reviewer(unit: Unit, subject: Subject, subject_id: int) -> None:
    signed = _sign_on(unit, subject, subject_id)
    if signed is None:
        return
    asked = unit.endorsements.exchanges(signed.id)[-1:] if subject is Subject.QUESTION else ()
    from_whom = asked[0].asked_by if asked else signed.decided_by
    tell_reviewer(unit, signed.letter_id, from_whom, Subject.UNREACHED, signed.id)


def _sign_on(unit: Unit, subject: Subject, subject_id: int) -> Endorsement | None:
    if subject not in OF_DISPUTES | {Subject.DISPUTE_ANSWERED}:
        return unit.endorsements.get(subject_id)
    dispute = unit.disputes.get(subject_id)
    return unit.endorsements.get(dispute.endorsement_id) if dispute else None
