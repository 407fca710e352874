"""Notices as messages: each in the language of the chat to which it goes, and only for those who may read it."""

from collections.abc import Callable, Sequence

from bot.delivery.worker import Compose
from bot.interface.call import Reply
from bot.interface.conversation import Interface
from bot.model.chats import Chat, ChatKind, private_chat
from bot.model.deliveries import Delivery, DeliveryState, Subject
from bot.model.endorsements.endorsement import Endorsement
from bot.model.people.person import Account, Person
from bot.notices import NOTICES
from bot.notices.notice import About, Readers
from bot.ports.messenger import Message
from bot.ports.store import Unit
from bot.text.text import t
from bot.views.endorsements.public_entry import ERASED

GONE = t("What stood here does not hold any more.")
"""What stands where a message has nothing to say any more."""

BY_SUBJECT = {notice.subject: notice for notice in NOTICES}


def composer(interface: Interface) -> Compose:
    """What composes the queue's messages, each in the language of the chat to which it goes.

    In one unit of work an announcement is composed once for each language.
    """

    def begin(unit: Unit) -> Callable[[Delivery], Message | None]:
        composed = dict[tuple[Subject, int, str, str], Message | None]()

        def compose(delivery: Delivery) -> Message | None:
            chat = delivery.chat
            if delivery.subject not in (Subject.ANNOUNCEMENT, Subject.FILES):
                return _compose(interface, unit, delivery, _language(unit, chat))
            recalled = delivery.reason if delivery.state is DeliveryState.SENT else ""
            language = chat.language or _language(unit, chat)
            key = delivery.subject, delivery.subject_id, language, recalled
            if key not in composed:
                composed[key] = _compose(interface, unit, delivery, language)
            return composed[key]

        return compose

    return begin


def _compose(interface: Interface, unit: Unit, delivery: Delivery, language: str) -> Message | None:
    notice = BY_SUBJECT.get(delivery.subject)
    found = notice.find(unit, delivery.subject_id) if notice else None
    revision = unit.letters.current(found[1]) if found else None
    stands = delivery.state is DeliveryState.SENT and delivery.subject not in (Subject.ANNOUNCEMENT, Subject.FILES)
    if notice is None or found is None or revision is None:
        gone = Reply([GONE], card=True)
        return (
            interface.renderer.message(gone, language, None, now=unit.now, private=False) if notice and stands else None
        )
    if _erased(found[0]):
        reply = Reply([ERASED], card=True) if stands else None
    else:
        reply = notice.compose(About(unit, found[0], revision, delivery, language, interface.renderer.kinds))
    if reply is None and stands:
        reply = Reply([GONE], card=True)
    if reply is None:
        return None
    if notice.readers and not _may_read(unit, notice.readers, delivery.chat, revision.letter_id):
        reply = Reply([notice.readers.others], card=True)
    spoken = language or revision.letter.languages[0]
    return interface.renderer.message(reply, spoken, revision, now=unit.now, private=False)


def waiting(interface: Interface, unit: Unit, account: Account, language: str) -> Sequence[Message]:
    """What waits for the person of an account to which nothing can be sent, as it is now and in a language; they are
    told by this, and it waits no more."""
    person = unit.people.find(account)
    what = unit.missed.of(person.id) if person else ()
    if person is None or not what:
        return ()
    chat = Chat(0, private_chat(account), ChatKind.PRIVATE, "", language)
    deliveries = [Delivery(0, chat, subject, number, DeliveryState.QUEUED, "") for subject, number in what]
    said = [_compose(interface, unit, each, language) for each in deliveries]
    unit.missed.forget(person.id, what)
    return [each for each in said if each]


def _erased(thing: object) -> bool:
    """Whether a notice is about a sign-on, or a dispute of one, that was erased."""
    about = thing[-1] if isinstance(thing, tuple) else thing
    return isinstance(about, Endorsement) and about.erased


def _may_read(unit: Unit, readers: Readers, chat: Chat, letter_id: int) -> bool:
    if (letter_id, readers.topic) in unit.chats.followed(chat.id):
        return True
    person = _person(unit, chat)
    return person is not None and not unit.people.roles(person.id, letter_id).isdisjoint(readers.roles)


def _language(unit: Unit, chat: Chat) -> str:
    """The language of a shared chat; in a private one that which its person chose, else the one in which they were
    spoken to there, or signed."""
    person = _person(unit, chat)
    if person is None:
        return chat.language
    return person.language or chat.language or unit.people.spoken(person.id)


def _person(unit: Unit, chat: Chat) -> Person | None:
    """The person whose private chat it is."""
    if chat.kind is not ChatKind.PRIVATE:
        return None
    return unit.people.find(Account(chat.address.platform, chat.address.place.removeprefix("@")))
